import { skipBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { Unknown, type Value } from "../text/unknown";
import { mayLackLines } from "./command-output";
import type { CallOptionsAsTyped, CommandField, CommandRequest } from "./command-request";
import { commandAt, type Tool } from "./command-start";
import { curlRequests } from "./curl-command";
import { fetchRequest } from "./fetch-call";
import { httpieRequest } from "./httpie-command";
import type { Line } from "./line";
import { absoluteTarget, hostOfUrl, schemeOfUrl } from "./pseudo-fields";
import { ScriptReader } from "./script-reader";
import { type Argument, ShellReader } from "./shell-words";
import type { CallOption, CallOptions, Field, Part, Request } from "./tree";

type RequestBase = Pick<
  Request,
  "bareFields" | "record" | "section" | "offset" | "length" | "headEnd" | "prefix" | "block" | "directives"
>;

/**
 * The requests that a command sends, which all have the place of the command. Their parts have their places in it. Empty if the command doesn't
 * name a URL.
 * @param resolveText the value of a text in the command.
 */
export function requestsOfCommand(
  text: string,
  lines: readonly Line[],
  base: RequestBase,
  resolveText: (typed: string) => Value,
): Request[] {
  const { offset: start } = base;
  const resolve = (typed: string, { isOpen }: Argument): Value => (isOpen ? new Unknown(typed) : resolveText(typed));
  const fieldsOf = new Map<readonly CommandField[], readonly Field[]>();
  return commandRequests(text, lines).map((command) => {
    // Requests with the same options share their fields.
    const fields = fieldsOf.get(command.fields) ?? command.fields.map((field) => fieldOf(field, start, resolve));
    fieldsOf.set(command.fields, fields);
    const { method, url, body } = command;
    const wholeTarget = withQuery(url.text, command.query);
    return {
      ...base,
      kind: "request",
      method: method === null ? null : part(method.argument, start, method.name ?? "<method>"),
      methodValue:
        method === null ? "GET" : method.name === null ? new Unknown(null) : resolve(method.name, method.argument),
      target: part(url, start, url.text),
      wholeTarget,
      targetValue: sentTo(command, resolve(wholeTarget, url), resolve),
      version: null,
      fields,
      elided: command.elided,
      body: body === null ? null : { start: body.start - start, end: body.end - start },
      writable: false,
      followsRedirects: command.followsRedirects,
      call: command.options === null ? null : callOptions(command.options, start, resolve),
    };
  });
}

/** The contents of the bodies that a command sends, one for each request; null for one that the command doesn't spell out. */
export function dataOfCommand(text: string, lines: readonly Line[]): readonly (string | null)[] {
  return commandRequests(text, lines).map(({ data }) => data);
}

/** Whether a response below a command may lack lines that were sent. */
export function mayLackLinesBelow(text: string, lines: readonly Line[], isTranscript: boolean): boolean {
  const { reader, start, end } = readerOf(text, lines);
  return reader.tail >= 0 && mayLackLines(text.slice(start, reader.tail), text.slice(reader.tail, end), isTranscript);
}

function commandRequests(text: string, lines: readonly Line[]): CommandRequest[] {
  const { tool, reader } = readerOf(text, lines);
  if (reader instanceof ScriptReader) {
    const request = fetchRequest(text, reader.tokens);
    return request === null ? [] : [request];
  }
  const words = reader.finish();
  if (tool === "curl") {
    return curlRequests(words).slice(0, MAX_REQUESTS);
  }
  const request = httpieRequest(words, reader.hasInput);
  return request === null ? [] : [request];
}

/** More than a person writes in one command. */
const MAX_REQUESTS = 100;

interface ReadCommand {
  readonly tool: Tool;
  readonly reader: ShellReader | ScriptReader;
  readonly start: number;
  readonly end: number;
}

function readerOf(text: string, lines: readonly Line[]): ReadCommand {
  const command = lines.filter(({ kind }) => kind === "command" || kind === "command-continuation");
  const first = command[0];
  const begin = first === undefined ? null : commandAt(text, skipBlanks(text, first.content, first.end), first.end);
  const start = begin?.at ?? 0;
  const reader = begin?.tool === "fetch" ? new ScriptReader(text) : new ShellReader(text, start, first?.end ?? start);
  for (const line of command) {
    reader.line(line === first ? start : line.content, line.end);
  }
  return { tool: begin?.tool ?? "curl", reader, start, end: command.at(-1)?.end ?? start };
}

function withQuery(url: string, query: string): string {
  const [, before = "", fragment = ""] = /^([^#]*)(.*)$/s.exec(url) ?? [];
  return query === "" ? url : `${before}${before.includes("?") ? "&" : "?"}${query}${fragment}`;
}

/** The URL that a request goes to, with the scheme that the program adds. */
function sentTo(
  { scheme, target, url }: CommandRequest,
  typed: Value,
  resolve: (typed: string, argument: Argument) => Value,
): Value {
  if (typeof typed !== "string") {
    return typed;
  }
  const isWhole = scheme === null || schemeOfUrl(typed) !== null || typed.startsWith("/");
  const whole = isWhole ? typed : `${scheme}://${typed}`;
  const path = target === null ? null : resolve(target.text, target);
  return path === null
    ? whole
    : typeof path === "string"
      ? absoluteTarget(schemeOfUrl(whole), hostOfUrl(whole), path)
      : new Unknown(url.text);
}

function callOptions(
  { mode, credentials, referrer }: CallOptionsAsTyped,
  origin: number,
  resolve: (typed: string, argument: Argument) => Value,
): CallOptions {
  const option = (argument: Argument | null): CallOption | null =>
    argument === null ? null : { part: part(argument, origin, argument.text), value: resolve(argument.text, argument) };
  return { mode: option(mode), credentials: option(credentials), referrer: option(referrer) };
}

function fieldOf(
  { name, value, implied }: CommandField,
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
