import { skipBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { Unknown, type Value } from "../text/unknown";
import { commandAt } from "./command-start";
import { type CurlField, curlCommand } from "./curl-command";
import type { Line } from "./line";
import { type Argument, ShellReader } from "./shell-words";
import type { Field, Part, Request } from "./tree";

type RequestBase = Pick<
  Request,
  "bareFields" | "section" | "offset" | "length" | "headEnd" | "prefix" | "block" | "directives"
>;

/**
 * The request that a `curl` command sends. Its parts have their places in the command. Null if the command doesn't name a URL.
 * @param resolveText the value of a text in the command.
 */
export function curlRequest(
  text: string,
  lines: readonly Line[],
  base: RequestBase,
  resolveText: (typed: string) => Value,
): Request | null {
  const command = curlCommand(wordsOf(text, lines));
  if (command === null) {
    return null;
  }
  const { offset: start } = base;
  const { method, url, query, body } = command;
  const resolve = (typed: string, { isOpen }: Argument): Value => (isOpen ? new Unknown(typed) : resolveText(typed));
  const wholeTarget = query === "" ? url.text : `${url.text}${url.text.includes("?") ? "&" : "?"}${query}`;
  return {
    ...base,
    kind: "request",
    method: method === null ? null : part(method.argument, start, method.name),
    methodValue: method === null ? "GET" : resolve(method.name, method.argument),
    target: part(url, start, url.text),
    wholeTarget,
    targetValue: resolve(wholeTarget, url),
    version: null,
    fields: command.fields.map((field) => fieldOf(field, start, resolve)),
    elided: command.elided,
    body: body === null ? null : { start: body.start - start, end: body.end - start },
    writable: false,
  };
}

/** The content of the body that a `curl` command sends; null if the command doesn't spell it out. */
export function curlData(text: string, lines: readonly Line[]): string | null {
  return curlCommand(wordsOf(text, lines))?.data ?? null;
}

function wordsOf(text: string, lines: readonly Line[]) {
  const command = lines.filter(({ kind }) => kind === "command" || kind === "command-continuation");
  const [first] = command;
  const at =
    first === undefined ? 0 : (commandAt(text, skipBlanks(text, first.content, first.end), first.end)?.at ?? 0);
  const reader = new ShellReader(text, at, first?.end ?? at);
  for (const line of command) {
    reader.line(line === first ? at : line.content, line.end);
  }
  return reader.finish();
}

function fieldOf(
  { name, value, implied }: CurlField,
  origin: number,
  resolve: (typed: string, argument: Argument) => Value,
): Field {
  const typed = implied === null ? value.text : implied.value;
  const start = Math.min(name.start, value.start);
  return {
    name: part(name, origin, implied?.name ?? name.text),
    colon: name.end - origin,
    value: part(value, origin, typed ?? ""),
    resolved: typed === null ? new Unknown(null) : resolve(typed, value),
    line: { start: start - origin, end: Math.max(name.end, value.end) - origin },
  };
}

function part({ start, end }: Range, origin: number, text: string): Part {
  return { start: start - origin, end: end - origin, text };
}
