import { type Analysis, analyse, DEFAULT_SETTINGS, type Settings } from "../analysis";
import { exchangesOfHar } from "../har/exchanges";
import type { HarLog } from "../har/reader";
import type { Carrier } from "../http/parse";
import { reasonOf } from "../node/file-error";
import { HarDecoder, isHarPath, readHarFile } from "../node/har-file";
import { MAX_BYTES, type SourceFile, sourceFileOf } from "../node/source-file";
import { withOverrides } from "../project/settings";
import { counted } from "../words/counted";
import type { CheckOptions, Format } from "./args";
import { EnvironmentReader } from "./environment-reader";
import type { ExitCode } from "./exit-code";
import { type FoundFile, findFiles } from "./files";
import { applySafeFixes } from "./fix";
import type { CheckedFile, CheckedHar, Formatter, NotChecked } from "./format/formatter";
import { jsonFormatter } from "./format/json";
import { createPaint } from "./format/paint";
import { PrettyFormatter } from "./format/pretty";
import { emptiness, NOTHING, passedOver, withFile } from "./format/totals";
import { internalError, kindOf } from "./internal-error";
import { Progress } from "./progress";
import { ProjectReader } from "./project";
import { NotReplaced, replaceFile } from "./replace-file";
import { contentOf, readFoundFile, readNamedFile, readStdin } from "./source-file";
import type { Terminal } from "./terminal";

/**
 * Checks files, folders, globs or standard input. A file that can't be read or checked doesn't stop the others from being checked.
 * @param analyseText `analyse`; tests pass one that fails.
 */
export async function check(
  options: CheckOptions,
  terminal: Terminal,
  analyseText: typeof analyse = analyse,
): Promise<ExitCode> {
  const checker = new Checker(options, terminal, analyseText);
  if (options.stdin === null) {
    await checker.paths(options.paths);
  } else {
    await checker.stdin(options.stdin);
  }
  return checker.finish();
}

function formatterOf(format: Format, { columns, colors }: Terminal): Formatter {
  return format === "json" ? jsonFormatter() : new PrettyFormatter({ columns, paint: createPaint(colors) });
}

class Checker {
  readonly #options: CheckOptions;
  readonly #terminal: Terminal;
  readonly #analyseText: typeof analyse;
  readonly #formatter: Formatter;
  readonly #progress: Progress;
  readonly #environments: EnvironmentReader;
  readonly #projects: ProjectReader;
  #totals = NOTHING;
  #hasErrors = false;
  #isIncomplete = false;

  constructor(options: CheckOptions, terminal: Terminal, analyseText: typeof analyse) {
    this.#options = options;
    this.#terminal = terminal;
    this.#analyseText = analyseText;
    this.#formatter = formatterOf(options.format, terminal);
    this.#progress = new Progress(terminal);
    this.#environments = new EnvironmentReader((line) => this.#say(line));
    this.#projects = new ProjectReader((line) => this.#fail(line));
  }

  async paths(paths: readonly string[]): Promise<void> {
    const { files, problems } = findFiles(
      paths,
      (path) => this.#projects.isIgnored(path),
      (count) => this.#progress.show(() => `searching: ${counted(count, "file")}`),
    );
    for (const problem of problems) {
      this.#notChecked(problem);
    }
    for (const [i, file] of files.entries()) {
      this.#progress.show(() => `checking ${i + 1} of ${files.length}: ${file.path}`);
      this.#write(await this.#checked(file));
    }
  }

  /** With `--fix`, the fixed text goes to standard output and the report to standard error. What isn't fixed stays as it is. */
  async stdin(path: string): Promise<void> {
    if (isHarPath(path)) {
      this.#write(await this.#har(path, () => this.#harOnStdin()));
      return;
    }
    const bytes = await readStdin(this.#terminal, MAX_BYTES);
    const source = await this.#read(path, () => sourceFileOf(path, bytes));
    let fixed: string | null = null;
    const report = await this.#guarded(path, source, async (source) => {
      const settings = await this.#settingsFor(path);
      const text = this.#options.fix ? this.#fixed(source, settings) : source.text;
      const report = this.#report(source, text, settings);
      fixed = text === source.text ? null : contentOf(source, text);
      return report;
    });
    this.#write(report);
    // A part of a text that is too large would look like all of it.
    if (this.#options.fix && bytes.length < MAX_BYTES) {
      this.#terminal.writeBytes(fixed === null ? bytes : Buffer.from(fixed));
    }
  }

  /** Reads a HAR from standard input. With `--fix`, it goes to standard output as it is. */
  async #harOnStdin(): Promise<HarLog> {
    const decoder = new HarDecoder();
    for await (const chunk of this.#terminal.stdin) {
      decoder.write(chunk);
      if (this.#options.fix) {
        this.#terminal.writeBytes(chunk);
      }
    }
    return decoder.end();
  }

  finish(): ExitCode {
    this.#environments.finish();
    this.#write(this.#formatter.finish(this.#totals));
    const empty = emptiness(this.#totals);
    if (empty !== null && this.#options.format !== "pretty") {
      this.#say([empty, ...passedOver(this.#totals)].join(" "));
    }
    const isFailure = this.#hasErrors || (this.#options.failOnEmpty && this.#totals.exchanges === 0);
    return this.#isIncomplete ? 2 : isFailure ? 1 : 0;
  }

  /** Returns the report on a file. */
  async #checked({ path, isNamed }: FoundFile): Promise<string> {
    if (isHarPath(path)) {
      return this.#har(path, () => readHarFile(path, isNamed));
    }
    const source = await this.#read(path, () => (isNamed ? readNamedFile(path, this.#terminal) : readFoundFile(path)));
    return this.#guarded(path, source, async (source) => {
      const settings = await this.#settingsFor(path);
      const text = this.#options.fix ? await this.#fixFile(source, settings) : source.text;
      return this.#report(source, text, settings);
    });
  }

  /** Returns the report on a HAR. */
  async #har(path: string, read: () => HarLog | Promise<HarLog>): Promise<string> {
    const log = await this.#read(path, read);
    return this.#guarded(path, log, async (log) => {
      const { count, error } = log;
      if (error !== null && count === 0) {
        this.#notChecked({ path, reason: error.reason, line: error.line + 1, column: error.column + 1 });
        return "";
      }
      const har: CheckedHar = { ...exchangesOfHar(log), count, error };
      const analysis = this.#analyse(path, har.document.text, "http", await this.#settingsFor(path));
      this.#sayIncomplete(path, har);
      if (this.#options.fix) {
        this.#fail(`${path}: not fixed: a HAR says what was sent; fix the server`);
      }
      return this.#add({ path, analysis, har });
    });
  }

  #sayIncomplete(path: string, { count, error, tooMany }: CheckedHar): void {
    if (error !== null) {
      const checked = `only the ${count === 1 ? "entry" : `${count} entries`} before it ${count === 1 ? "was" : "were"} checked`;
      this.#fail(`${path}:${error.line + 1}:${error.column + 1}: ${error.reason}; ${checked}`);
    }
    if (tooMany > 0) {
      const entries = `${tooMany === 1 ? "1 entry wasn't" : `${tooMany} entries weren't`} checked`;
      this.#fail(`${path}: ${entries}, because there are too many; filter them before the export`);
    }
  }

  async #read<T>(path: string, read: () => T | Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      this.#notChecked({ path, reason: reasonOf(error, path) });
      return null;
    }
  }

  /** The boundary around a file: an error of ours costs only its report. */
  async #guarded<T>(path: string, source: T | null, reportOn: (source: T) => Promise<string>): Promise<string> {
    try {
      return source === null ? "" : await reportOn(source);
    } catch (error) {
      this.#notChecked({ path, reason: internalError(error) });
      return "";
    }
  }

  async #settingsFor(path: string): Promise<Settings> {
    const { environment, commentedResponses, unlabelledFences } = this.#options;
    const project = this.#projects.settingsFor(path);
    const commandLine = {
      ...this.#options,
      readCommentedResponses: commentedResponses || null,
      readUnlabelledFences: unlabelledFences ? null : false,
      trusted: null,
      untrusted: null,
    };
    return {
      ...withOverrides(withOverrides(DEFAULT_SETTINGS, project), commandLine),
      variables: await this.#environments.of(path, environment ?? project.environment),
    };
  }

  #report(source: SourceFile, text: string, settings: Settings): string {
    const { path, carrier } = source;
    const analysis = this.#analyse(path, text, carrier, settings);
    if (!source.isValid) {
      this.#say(`${path}: contains invalid ${ENCODINGS[source.encoding]}; the invalid bytes are read as U+FFFD`);
    }
    return this.#add({ path, analysis, har: null });
  }

  #add(file: CheckedFile): string {
    const { analysis } = file;
    const report = this.#formatter.add(file);
    this.#totals = withFile(this.#totals, analysis);
    this.#hasErrors ||= analysis.findings.some(({ severity }) => severity === "error");
    return report;
  }

  #analyse(path: string, text: string, carrier: Carrier, settings: Settings): Analysis {
    return this.#analyseText(text, carrier, settings, (rule, error) => {
      this.#fail(`${path}: the rule ${rule.id} failed (${kindOf(error)}); its findings are missing`);
    });
  }

  /** Applies the safe fixes to a file. Returns the text that the file has afterwards. */
  async #fixFile(source: SourceFile, settings: Settings): Promise<string> {
    const { path } = source;
    const text = this.#fixed(source, settings);
    if (text === source.text) {
      return text;
    }
    try {
      await replaceFile(path, contentOf(source, source.text), contentOf(source, text));
    } catch (error) {
      this.#fail(`${path}: not fixed: ${error instanceof NotReplaced ? error.message : reasonOf(error, path)}`);
      return source.text;
    }
    this.#say(`${path}: fixed`);
    return text;
  }

  /** The text with its safe fixes; the same text if it can't be written back, or if a fix fails. */
  #fixed({ path, text, carrier, encoding, isValid }: SourceFile, settings: Settings): string {
    const notFixed = (reason: string) => {
      this.#fail(`${path}: not fixed: ${reason}`);
      return text;
    };
    let fixed: string;
    try {
      fixed = applySafeFixes(text, carrier, settings);
    } catch (error) {
      return notFixed(`a fix failed (${kindOf(error)})`);
    }
    if (fixed !== text && encoding !== "utf-8") {
      return notFixed(`encoded in ${ENCODINGS[encoding]}; save it as UTF-8`);
    }
    return fixed !== text && !isValid ? notFixed("contains invalid UTF-8") : fixed;
  }

  #notChecked(path: NotChecked): void {
    this.#formatter.addNotChecked(path);
    this.#totals = { ...this.#totals, notChecked: this.#totals.notChecked + 1 };
    const { line, column } = path;
    this.#fail(`${path.path}${line === undefined ? "" : `:${line}:${column}`}: ${path.reason}`);
  }

  #say(line: string): void {
    this.#progress.clear();
    this.#terminal.complain(line);
  }

  #fail(line: string): void {
    this.#isIncomplete = true;
    this.#say(line);
  }

  #write(text: string): void {
    if (text !== "") {
      this.#progress.clear();
      const { stdin, fix } = this.#options;
      const write = stdin !== null && fix ? this.#terminal.writeError : this.#terminal.write;
      write(text);
    }
  }
}

const ENCODINGS: Readonly<Record<SourceFile["encoding"], string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
};
