import { isCorsSafelistedMethod, normalizeMethod } from "../cors/method";
import { isSecretHeader } from "../headers/secret-names";
import { dataOfCommand } from "../http/command-messages";
import type { LineKind } from "../http/line";
import { secretsInField } from "../http/secret-texts";
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
import type { Range } from "../text/range";
import { isUnknown } from "../text/unknown";
import { preflightAsked, preflightRequestLines, targetTyped } from "./insert-preflight";
import { nameInStyle } from "./style";

/** The request that probes repeat from other origins. */
export interface ProbeRequest {
  readonly kind: "preflight" | "actual";
  /** The method that the server sees; in a preflight, the one that it asks for. */
  readonly method: string;
  /** Its lines, without a directive. Null if no request without `Origin` is like this one. */
  linesFrom(origin: string | null): readonly string[] | null;
}

/**
 * The request of an exchange as probes repeat it, in its style. If browsers ask first, a probe is that question: a page of the origin gets no
 * further, and nothing changes on the server.
 * @returns null if the method isn't known, or if only a shell knows the URL.
 */
export function probeRequestOf(document: HttpDocument, exchange: JudgedExchange): ProbeRequest | null {
  const { request, kind } = exchange;
  if (kind === "preflight") {
    const [method] = fieldsNamed(request, "Access-Control-Request-Method");
    const [headers] = fieldsNamed(request, "Access-Control-Request-Headers");
    return method === undefined || isUnknown(method.resolved)
      ? null
      : preflight(request, normalizeMethod(method.resolved), headers?.value.text ?? null, () => null);
  }
  // A shell makes several requests of one with braces, and what it inserts for a variable is text in a request.
  const isShells = !request.writable && isUnknown(request.targetValue) && !request.wholeTarget.includes("{{");
  if (isUnknown(request.methodValue) || isShells) {
    return null;
  }
  const method = normalizeMethod(request.methodValue);
  const asked = preflightAsked(exchange);
  if (asked !== null) {
    // A request without Origin has no preflight. The request itself can be sent if that changes nothing.
    const isSafe = isCorsSafelistedMethod(method) && method !== "POST";
    const headers = asked.headers.length === 0 ? null : asked.headers.join(",");
    return preflight(request, asked.method, headers, () => (isSafe ? actualLines(document, request, null) : null));
  }
  return { kind: "actual", method, linesFrom: (origin) => actualLines(document, request, origin) };
}

function preflight(
  request: Request,
  method: string,
  headers: string | null,
  without: () => readonly string[] | null,
): ProbeRequest {
  return {
    kind: "preflight",
    method,
    linesFrom: (origin) => (origin === null ? without() : preflightRequestLines(request, origin, method, headers)),
  };
}

/** Fields that say which page sent the request, or how long its body was. */
const OF_ONE_REQUEST = /^(?:origin|referer|sec-fetch-.*|content-length|:.*)$/;

function actualLines(document: HttpDocument, request: Request, origin: string | null): readonly string[] {
  const version = request.version === null ? "" : ` ${request.version.text}`;
  const fields = request.fields.flatMap(({ name, value, resolved }) => {
    const lower = name.text.toLowerCase();
    return OF_ONE_REQUEST.test(lower) ? [] : (writtenField(request, { name, value, resolved }) ?? []);
  });
  const [host] = fields;
  const top = host !== undefined && /^host:/i.test(host) ? 1 : 0;
  const body = bodyLines(document, request);
  return [
    `${request.method?.text ?? "GET"} ${targetTyped(request)}${version}`,
    ...fields.slice(0, top),
    ...(origin === null ? [] : [`${nameInStyle("Origin", request)}: ${origin}`]),
    ...fields.slice(top),
    ...(body.length === 0 ? [] : ["", ...body]),
  ];
}

/** A field with a reference in the place of a secret: `Cookie: {{cookie}}`. Null if an option of a command implies a value that isn't known. */
function writtenField(
  { writable }: Request,
  { name, value, resolved }: Pick<Field, "name" | "value" | "resolved">,
): string | null {
  const typed = value.text === "" && !isUnknown(resolved) ? resolved : value.text.replace(/\s*[\r\n]+\s*/g, " ");
  // What a shell would insert is text in a request.
  const isShells = !writable && isUnknown(resolved) && !typed.includes("{{");
  const isSecret = secretsInField(name.text, typed).length > 0 || (isShells && isSecretHeader(name.text));
  if (isShells && !isSecret && typed === "") {
    return null;
  }
  return `${name.text}: ${isSecret || isShells ? `{{${variableFor(name.text)}}}` : typed}`;
}

/** `xApiKey` for `X-Api-Key`. */
function variableFor(header: string): string {
  return header.toLowerCase().replace(/[^a-z0-9]+(\w?)/g, (_, next: string) => next.toUpperCase());
}

const OWN_BODY: ReadonlySet<LineKind> = new Set<LineKind>(["body", "blank", "file"]);

/** The lines of a body, with a reference in the place of each secret; none if the text doesn't show it. */
function bodyLines(document: HttpDocument, request: Request): string[] {
  const { body } = request;
  if (body === null) {
    return [];
  }
  const shown = linesBetween(document, document.startOf(request) + body.start, document.startOf(request) + body.end);
  // Below a line of the head that can't be read, the rest may be fields as well.
  if (shown.find(({ kind }) => kind !== "blank")?.kind === "junk") {
    return [];
  }
  const lines = isCommand(document, request)
    ? (dataOf(document, request)?.split(/\r\n|\r|\n/) ?? [])
    : shown.filter(({ kind }) => OWN_BODY.has(kind)).map(({ content, end }) => document.text.slice(content, end));
  const isShown = (line: string) => line.trim() !== "";
  return lines
    .slice(Math.max(0, lines.findIndex(isShown)), lines.findLastIndex(isShown) + 1)
    .map((line) => withReferences(line, document.privacy.secretsInLine(line)));
}

function dataOf(document: HttpDocument, request: Request): string | null {
  const lines = linesBetween(document, startOfLine(document, request), document.startOf(request) + request.length);
  const siblings = blockOf(request).messages.filter(
    (message) => message.kind === "request" && isSameCommand(message, request),
  );
  return dataOfCommand(document.text, lines)[siblings.indexOf(request)] ?? null;
}

/** @param secrets in order, not overlapping. */
function withReferences(line: string, secrets: readonly Range[]): string {
  return secrets.reduceRight((text, { start, end }) => `${text.slice(0, start)}{{secret}}${text.slice(end)}`, line);
}
