import { Readable } from "node:stream";
import { DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { preflight } from "../../../server/src/cli/preflight";
import { sourceFileOf } from "../../../server/src/node/source-file";
import { ENGINE_NAMES } from "../../../server/src/words/engine-names";
import type { EngineName } from "../harness/engines/engine";
import { headerValue } from "../harness/play";
import type { HeaderLine, Recording, Story } from "../harness/story";
import { Comparison } from "./difference";

/**
 * Compares the preflight that a browser sent with the output of `cors-lens preflight` for it.
 * @param text the request alone
 */
export function compareWrittenPreflight(
  text: string,
  { call }: Story,
  { requests }: Recording,
  engine: EngineName,
): Comparison {
  const comparison = new Comparison("cors-lens preflight", text);
  const source = sourceFileOf("request.http", Buffer.from(text));
  let output = "";
  const line = text.split(/\r?\n/).findIndex((one) => one.startsWith(`${call.method} `)) + 1;
  preflight({ file: source.path, line }, source, DEFAULT_SETTINGS, {
    write: (more) => {
      output += more;
    },
    writeBytes: () => {},
    complain: () => {},
    writeError: () => {},
    stdin: Readable.from([]),
    columns: null,
    colors: false,
    errorColumns: null,
  });
  const sent = requests.find(({ kind }) => kind === "preflight");
  const asked = (lines: readonly HeaderLine[]) =>
    ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"].map(
      (name) => headerValue(lines, name) ?? null,
    );
  const url = new URL(call.url);
  const browser = sent === undefined ? null : [`${sent.method} ${url.origin}${sent.target}`, ...asked(sent.lines)];
  comparison.compare("all it sends", browser, preflightOf(output, engine, asked));
  return comparison;
}

/** The output for one engine. If engines send different preflights, each part has a comment above it that names its engines. */
function preflightOf(
  output: string,
  engine: EngineName,
  asked: (lines: readonly HeaderLine[]) => readonly (string | null)[],
): readonly (string | null)[] | null {
  const part = output
    .split("\n\n")
    .find((text) => !text.startsWith("# ") || text.split("\n", 1)[0]?.includes(ENGINE_NAMES[engine]));
  const lines = part?.split("\n").filter((text) => text !== "" && !text.startsWith("# ")) ?? [];
  const [requestLine, ...fields] = lines;
  if (requestLine === undefined) {
    return null;
  }
  const headerLines = fields.map((field) => ({
    name: field.slice(0, field.indexOf(":")),
    value: field.slice(field.indexOf(":") + 1).trim(),
  }));
  const target = requestLine.replace(/ HTTP\/[\d.]+$/, "").replace(/^OPTIONS /, "");
  const host = headerValue(headerLines, "Host");
  return [`OPTIONS ${host === undefined ? target : `http://${host}${target}`}`, ...asked(headerLines)];
}
