import { scriptOrFileAt } from "../http/asides";
import { dataOfCommand } from "../http/command-messages";
import type { Line } from "../http/line";
import {
  blockOf,
  type Field,
  fieldsNamed,
  type HttpDocument,
  isCommand,
  isSameCommand,
  linesBetween,
  type Request,
  startOfLine,
} from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import { skipBlanks } from "../text/characters";
import { isUnknown } from "../text/unknown";
import { Resolver } from "./resolver";

/** A request as another program has to send it. References stay only if their value is unknown or private. */
export interface SentRequest {
  readonly method: string;
  /** Absolute, unless it begins with a reference. */
  readonly url: string;
  /** Without pseudo-header fields. */
  readonly fields: readonly SentField[];
  readonly body: string | null;
  /** Sentences about missing and assumed parts. */
  readonly remarks: readonly string[];
}

export interface SentField {
  readonly name: string;
  readonly value: string;
  /** The field in the document. */
  readonly field: Field;
}

/** Why a request can't be copied, in a sentence. */
export class NotSent {
  constructor(readonly reason: string) {}
}

export function sentRequest(document: HttpDocument, exchange: JudgedExchange): SentRequest | NotSent {
  const { request, applicability } = exchange;
  if (
    applicability.applies === false &&
    (applicability.reason === "websocket" || applicability.reason === "not-http")
  ) {
    return new NotSent("This isn't an HTTP request.");
  }
  const resolver = new Resolver(document);
  const start = document.startOf(request);
  const method = methodOf(request, start, resolver);
  const target = urlOf(exchange, start, resolver);
  if (method === null || target === null) {
    return new NotSent(`The request's ${method === null ? "method" : "target"} isn't known.`);
  }
  const body = bodyOf(document, request, resolver);
  const own = request.fields.filter(({ name }) => !name.text.startsWith(":"));
  // A field that an option of a command implies has no value in the document.
  const implied = new Set(own.filter(isImplied));
  const fields = own
    .filter((field) => !implied.has(field))
    .map((field) => ({
      name: resolver.resolve(field.name.text, start),
      value: fieldValue(field, start, resolver),
      field,
    }));
  return {
    method,
    url: target.url,
    fields,
    body: body.text,
    remarks: [
      ...(target.assumed === null ? [] : [`The scheme ${target.assumed} is assumed.`]),
      ...(request.elided ? ["The omitted header lines are missing."] : []),
      ...(body.isMissing ? ["The body isn't in the document and is left out."] : []),
      ...listed("Unknown and left out", new Set([...implied].map(({ name }) => name.text))),
      ...listed("Unknown and left as written", resolver.open),
      ...listed("Private and left as written", resolver.hidden),
    ],
  };
}

function isImplied({ value, resolved }: Field): boolean {
  return value.text === "" && isUnknown(resolved);
}

function methodOf({ method, methodValue }: Request, start: number, resolver: Resolver): string | null {
  if (method?.text.includes("{{")) {
    return resolver.resolve(method.text, start);
  }
  return isUnknown(methodValue) ? null : methodValue;
}

interface SentTo {
  readonly url: string;
  /** The assumed scheme; null if the document gives one. */
  readonly assumed: string | null;
}

function urlOf(exchange: JudgedExchange, start: number, resolver: Resolver): SentTo | null {
  const { request } = exchange;
  const { wholeTarget, targetValue } = request;
  const target =
    wholeTarget.includes("{{") || isUnknown(targetValue) ? resolver.resolve(wholeTarget, start) : targetValue;
  if (/^([a-z][a-z0-9+.-]*:\/\/|\{\{|<|\$)/i.test(target.slice(0, 40))) {
    return { url: target, assumed: null };
  }
  if (!target.startsWith("/")) {
    return target === "*" || target === "" ? null : withScheme(exchange, target);
  }
  const [host] = fieldsNamed(request, "Host");
  return host === undefined ? null : withScheme(exchange, resolver.resolve(host.value.text, start) + target);
}

/** Assumes the page's scheme, as HTTPS pages can't use HTTP. Without a page, assumes HTTP for the local machine and HTTPS for others. */
function withScheme({ page }: JudgedExchange, target: string): SentTo {
  const known = page === null || isUnknown(page.value) ? null : /^https?(?=:)/.exec(page.value)?.[0];
  const assumed = known ?? (/^(localhost|127\.|\[::1\])/i.test(target) ? "http" : "https");
  return { url: `${assumed}://${target}`, assumed };
}

function fieldValue({ name, value, resolved }: Field, start: number, resolver: Resolver): string {
  if (!value.text.includes("{{") && !isUnknown(resolved)) {
    return resolved;
  }
  const lines = value.text.split(/\r\n|\n|\r/).map((line) => line.trim());
  const text = resolver.resolve(lines.join(" "), start + value.start);
  if (isUnknown(resolved) && !value.text.includes("{{")) {
    resolver.open.add(name.text);
  }
  return text;
}

interface SentBody {
  readonly text: string | null;
  /** Whether there is a body that the document doesn't show. */
  readonly isMissing: boolean;
}

const NO_BODY: SentBody = { text: null, isMissing: false };

function bodyOf(document: HttpDocument, request: Request, resolver: Resolver): SentBody {
  const { body } = request;
  const start = document.startOf(request);
  if (body === null) {
    return NO_BODY;
  }
  if (isCommand(document, request)) {
    const lines = linesBetween(document, startOfLine(document, request), start + request.length);
    const siblings = blockOf(request).messages.filter(
      (message) => message.kind === "request" && isSameCommand(message, request),
    );
    const data = dataOfCommand(document.text, lines)[siblings.indexOf(request)] ?? null;
    return data === null ? { text: null, isMissing: true } : { text: resolver.resolve(data, start), isMissing: false };
  }
  const lines = linesBetween(document, start + body.start, start + body.end);
  const isOwn = ({ kind }: Line) => kind === "body";
  const first = lines.findIndex(isOwn);
  // In a multipart body, lines that name a file are also body lines.
  if (lines.some((line) => line.kind === "file" || (isOwn(line) && isFileLine(document.text, line)))) {
    return { text: null, isMissing: true };
  }
  if (first < 0) {
    return NO_BODY;
  }
  const own = lines.slice(first, lines.findLastIndex(isOwn) + 1).filter((line) => isOwn(line) || line.kind === "blank");
  const texts = own.map(({ content, end }) => document.text.slice(content, end));
  return { text: resolver.resolve(joinedLines(texts, request), start + body.start), isMissing: false };
}

function isFileLine(text: string, { content, end }: Line): boolean {
  return scriptOrFileAt(text, skipBlanks(text, content, end), end)?.kind === "file";
}

/** Joins a body's lines as tools do: a form becomes one line, multipart lines end with CRLF. */
function joinedLines(lines: readonly string[], request: Request): string {
  const type = fieldsNamed(request, "Content-Type")[0]?.value.text ?? "";
  if (/^application\/x-www-form-urlencoded/i.test(type)) {
    return lines.map((line) => line.trim()).join("");
  }
  return lines.join(/^multipart\//i.test(type) ? "\r\n" : "\n");
}

/** The most names in a sentence. */
const MAX_LISTED = 5;

function listed(what: string, names: ReadonlySet<string>): string[] {
  const all = [...names];
  const more = all.length > MAX_LISTED ? ` and ${all.length - MAX_LISTED} more` : "";
  return all.length === 0 ? [] : [`${what}: ${all.slice(0, MAX_LISTED).join(", ")}${more}.`];
}
