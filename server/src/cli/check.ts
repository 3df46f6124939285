import { type Analysis, analyse, DEFAULT_SETTINGS, type Settings } from "../analysis";
import { withOverrides } from "../project/settings";
import type { CheckOptions, Format } from "./args";
import { EnvironmentReader } from "./environment-reader";
import { errorLine } from "./error-line";
import type { ExitCode } from "./exit-code";
import { reasonOf } from "./file-error";
import { findFiles } from "./files";
import { applySafeFixes } from "./fix";
import type { Formatter } from "./format/formatter";
import { jsonFormatter } from "./format/json";
import { createPaint } from "./format/paint";
import { PrettyFormatter } from "./format/pretty";
import { counted } from "./format/verdicts";
import { Progress } from "./progress";
import { ProjectReader } from "./project";
import { NotReplaced, replaceFile } from "./replace-file";
import { contentOf, readSourceFile, type SourceFile, sourceFileOf } from "./source-file";
import type { Terminal } from "./terminal";

/** Checks files, folders, globs or standard input. A file that can't be read doesn't stop the others from being checked. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const checker = new Checker(options, terminal);
  if (options.stdin === null) {
    await checker.paths(options.paths);
  } else {
    await checker.stdin(sourceFileOf(options.stdin, await terminal.readStdin()));
  }
  return checker.finish();
}

function formatterOf(format: Format, { columns, colors }: Terminal): Formatter {
  return format === "json" ? jsonFormatter() : new PrettyFormatter({ columns, paint: createPaint(colors) });
}

class Checker {
  readonly #options: CheckOptions;
  readonly #terminal: Terminal;
  readonly #formatter: Formatter;
  readonly #progress: Progress;
  readonly #environments: EnvironmentReader;
  readonly #projects: ProjectReader;
  #hasErrors = false;
  #isIncomplete = false;

  constructor(options: CheckOptions, terminal: Terminal) {
    this.#options = options;
    this.#terminal = terminal;
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
      this.#fail(problem);
    }
    for (const [i, path] of files.entries()) {
      this.#progress.show(() => `checking ${i + 1} of ${files.length}: ${path}`);
      const source = this.#read(path);
      if (source !== null) {
        const settings = await this.#settingsFor(source);
        this.#report(source, this.#options.fix ? this.#fixFile(source, settings) : source.text, settings);
      }
    }
  }

  /** With `--fix`, the fixed text goes to standard output and the report to standard error. */
  async stdin(source: SourceFile): Promise<void> {
    const settings = await this.#settingsFor(source);
    if (!this.#options.fix) {
      this.#report(source, source.text, settings);
      return;
    }
    const text = this.#fixed(source, settings);
    this.#report(source, text, settings);
    this.#terminal.write(contentOf(source, text));
  }

  finish(): ExitCode {
    this.#environments.finish();
    this.#write(this.#formatter.finish());
    return this.#isIncomplete ? 2 : this.#hasErrors ? 1 : 0;
  }

  #read(path: string): SourceFile | null {
    try {
      return readSourceFile(path);
    } catch (error) {
      this.#fail(`${path}: ${reasonOf(error)}`);
      return null;
    }
  }

  async #settingsFor({ path }: SourceFile): Promise<Settings> {
    const { environment, commentedResponses } = this.#options;
    const project = this.#projects.settingsFor(path);
    const commandLine = { ...this.#options, readCommentedResponses: commentedResponses || null };
    return {
      ...withOverrides(withOverrides(DEFAULT_SETTINGS, project), commandLine),
      variables: await this.#environments.of(path, environment ?? project.environment),
    };
  }

  #report(source: SourceFile, text: string, settings: Settings): void {
    if (!source.isUtf8) {
      this.#say(`${source.path}: contains invalid UTF-8; the invalid bytes are read as U+FFFD`);
    }
    const analysis = this.#analyse(source, text, settings);
    if (analysis.refusal !== null) {
      this.#say(`${source.path}: ${errorLine(analysis.refusal)}`);
    }
    this.#hasErrors ||= analysis.findings.some(({ severity }) => severity === "error");
    this.#write(this.#formatter.add({ path: source.path, analysis }));
  }

  #analyse(source: SourceFile, text: string, settings: Settings): Analysis {
    return analyse(text, source.carrier, settings, (rule, error) => {
      this.#fail(`${source.path}: the rule ${rule.id} failed (${kindOf(error)}); its findings are missing`);
    });
  }

  /** Applies the safe fixes to a file. Returns the text that the file has afterwards. */
  #fixFile(source: SourceFile, settings: Settings): string {
    const text = this.#fixed(source, settings);
    if (text === source.text) {
      return text;
    }
    if (!source.isUtf8) {
      this.#say(`${source.path}: not fixed: contains invalid UTF-8`);
      return source.text;
    }
    try {
      replaceFile(source.path, contentOf(source, text));
    } catch (error) {
      this.#fail(`${source.path}: not fixed: ${error instanceof NotReplaced ? error.message : reasonOf(error)}`);
      return source.text;
    }
    this.#say(`${source.path}: fixed`);
    return text;
  }

  #fixed({ path, text, carrier }: SourceFile, settings: Settings): string {
    try {
      return applySafeFixes(text, carrier, settings);
    } catch (error) {
      this.#fail(`${path}: not fixed: a fix failed (${kindOf(error)})`);
      return text;
    }
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

/** The kind of error. Its message may quote the text, so it isn't shown. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
