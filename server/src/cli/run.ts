import { DEFAULT_SETTINGS, type Settings } from "../analysis";
import { reasonOf } from "../node/file-error";
import { isHarPath } from "../node/har-file";
import type { SourceFile } from "../node/source-file";
import { withOverrides } from "../project/settings";
import { VERSION } from "../version";
import { type Command, type PreflightOptions, parseCommand } from "./args";
import { check } from "./check";
import { EnvironmentReader } from "./environment-reader";
import type { ExitCode } from "./exit-code";
import { help } from "./help";
import { preflight } from "./preflight";
import { ProjectReader } from "./project";
import { readNamedFile } from "./source-file";
import type { Terminal } from "./terminal";
import { UsageError } from "./usage-error";

/** @param args without the program's name. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await execute(parseCommand(args), terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    terminal.complain(error.message);
    return 2;
  }
}

/** Imports what only some commands need when they run: `check` starts faster without it. */
async function execute(command: Command, terminal: Terminal): Promise<ExitCode> {
  switch (command.name) {
    case "help":
      terminal.write(help(command.about));
      return 0;
    case "version":
      terminal.write(`${VERSION}\n`);
      return 0;
    case "check":
      checkCurrentFolder();
      return check(command.options, terminal);
    case "explain": {
      const { explain } = await import("./explain");
      return explain(command.rule, terminal);
    }
    case "explain-exchange": {
      const { explainExchange } = await import("./explain-exchange");
      const { source, settings } = await readFor(command.options, terminal);
      return explainExchange(command.options, source, settings, terminal);
    }
    case "explain-message": {
      const { explainMessages } = await import("./explain-message");
      return explainMessages(command.text, terminal);
    }
    case "preflight": {
      const { source, settings } = await readFor(command.options, terminal);
      return preflight(command.options, source, settings, terminal);
    }
    case "lsp": {
      const { serveStdio } = await import("../node/serve");
      serveStdio();
      return 0;
    }
  }
}

/**
 * Files are looked up from the current folder, which another program may have removed.
 * @throws UsageError
 */
function checkCurrentFolder(): void {
  try {
    process.cwd();
  } catch (error) {
    throw new UsageError(`the current folder: ${reasonOf(error, "")}; change to another one`);
  }
}

/** @throws UsageError if the file can't be read, or if the project file has mistakes. */
async function readFor(
  options: PreflightOptions,
  terminal: Terminal,
): Promise<{ readonly source: SourceFile; readonly settings: Settings }> {
  const { file, line } = options;
  if (isHarPath(file)) {
    throw new UsageError(
      `${file}:${line}: exchanges in a HAR have no lines of their own; check the file, or open it as exchanges in an editor`,
    );
  }
  checkCurrentFolder();
  const settings = await settingsOf(options, terminal);
  try {
    return { source: await readNamedFile(file, terminal), settings };
  } catch (error) {
    throw new UsageError(`${file}: ${reasonOf(error, file)}`);
  }
}

/**
 * The settings for one file: its project's, with the variables from environment files.
 * @throws UsageError if the project file has mistakes.
 */
async function settingsOf({ file, origin, environment }: PreflightOptions, terminal: Terminal): Promise<Settings> {
  const projects = new ProjectReader((line) => {
    throw new UsageError(line);
  });
  const project = projects.settingsFor(file);
  const reader = new EnvironmentReader(terminal.complain);
  const variables = await reader.of(file, environment ?? project.environment);
  reader.finish();
  return { ...withOverrides(DEFAULT_SETTINGS, { ...project, origin: origin ?? project.origin }), variables };
}
