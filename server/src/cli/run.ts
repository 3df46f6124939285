import type { OutsideVariables } from "../http/outside";
import { VERSION } from "../version";
import { type Command, parseCommand } from "./args";
import { check } from "./check";
import type { ExitCode } from "./exit-code";
import { explain } from "./explain";
import { explainExchange } from "./explain-exchange";
import { help } from "./help";
import { OutsideReader } from "./outside";
import { preflight } from "./preflight";
import type { Terminal } from "./terminal";
import { UsageError } from "./usage-error";

/** Does what the arguments (without the program's name) ask for. */
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

async function execute(command: Command, terminal: Terminal): Promise<ExitCode> {
  switch (command.name) {
    case "help":
      terminal.write(help(command.about));
      return 0;
    case "version":
      terminal.write(`${VERSION}\n`);
      return 0;
    case "check":
      return check(command.options, terminal);
    case "explain":
      return explain(command.rule, terminal);
    case "explain-exchange":
      return explainExchange(command.options, await outsideOf(command.options, terminal), terminal);
    case "preflight":
      return preflight(command.options, await outsideOf(command.options, terminal), terminal);
    case "lsp": {
      // Loaded only here: the other commands start faster without it.
      const { serve } = await import("./lsp");
      serve();
      return 0;
    }
  }
}

/** The variables that a file may take from elsewhere. */
async function outsideOf(
  { file, environment }: { readonly file: string; readonly environment: string | null },
  terminal: Terminal,
): Promise<OutsideVariables> {
  const reader = new OutsideReader(environment, terminal.complain);
  const outside = await reader.of(file);
  reader.finish();
  return outside;
}
