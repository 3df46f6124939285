import { printable } from "../text/printable";
import type { Terminal } from "./terminal";

export function createTerminal({ stdin, stdout, stderr, env }: NodeJS.Process): Terminal {
  return {
    write: (text) => void stdout.write(text),
    complain: (line) => void stderr.write(`cors-lens: ${printable(line)}\n`),
    writeError: (text) => void stderr.write(text),
    readStdin: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stdin) {
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    },
    columns: columnsOf(stdout.isTTY ? stdout.columns : undefined) ?? columnsOf(Number(env["COLUMNS"])),
    colors: supportsColors(env, stdout.isTTY),
    errorColumns: stderr.isTTY && env["TERM"] !== "dumb" ? columnsOf(stderr.columns) : null,
  };
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
