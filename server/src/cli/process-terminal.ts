import { withoutSecrets } from "../http/secret-texts";
import { reasonOf } from "../node/file-error";
import { printable } from "../text/printable";
import { inert } from "./inert";
import { Output } from "./output";
import type { Terminal } from "./terminal";

/**
 * The terminal of the process. If standard output fails, the process ends with exit code 2, and if standard error fails, it will. A reader
 * such as `head` closes the pipe when it has read enough, so that alone isn't worth a line.
 */
export function createTerminal(process: NodeJS.Process): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const errors = new Output(stderr, () => {
    process.on("exit", () => {
      process.exitCode = 2;
    });
  });
  const complain = (line: string) => errors.write(`cors-lens: ${inert(printable(withoutSecrets(line)))}\n`);
  const output = new Output(stdout, (error) => {
    if (codeOf(error) !== "EPIPE") {
      complain(`can't write to standard output: ${reasonOf(error, "")}`);
    }
    process.exit(2);
  });
  return {
    write: (text) => output.write(inert(text)),
    writeBytes: (bytes) => output.write(bytes),
    complain,
    writeError: (text) => errors.write(inert(text)),
    stdin,
    columns: columnsOf(stdout.isTTY ? stdout.columns : undefined) ?? columnsOf(Number(env["COLUMNS"])),
    colors: supportsColors(env, stdout.isTTY),
    errorColumns: stderr.isTTY && env["TERM"] !== "dumb" ? columnsOf(stderr.columns) : null,
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}

const MIN_COLUMNS = 20;

function columnsOf(columns: number | undefined): number | null {
  return columns !== undefined && Number.isInteger(columns) && columns > 0 ? Math.max(columns, MIN_COLUMNS) : null;
}

/** https://no-color.org overrides https://force-color.org, and both override whether the stream is a terminal. */
function supportsColors(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") {
    return false;
  }
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") {
    return forced !== "0" && forced !== "false";
  }
  return isTerminal && env["TERM"] !== "dumb";
}
