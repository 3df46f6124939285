import { ENGINES } from "../cors/engines";
import { isCorsSafelistedMethod, isForbiddenMethod } from "../cors/method";
import { corsUnsafeRequestHeaderNames } from "../cors/request-header";
import { corsDirective } from "../exchange/cors-directive";
import type { Line } from "../http/line";
import { type Directive, fieldsNamed, type Request } from "../http/tree";
import { isUnknown } from "../text/unknown";
import type { JudgedDocument } from "../verdict/judged-document";
import type { JudgedExchange } from "../verdict/judged-exchange";
import { scriptHeadersOf } from "../verdict/script-headers";
import { originToWrite } from "./corrections";
import { type Edit, escapeSnippet, type Fix } from "./edit";
import { addField } from "./field-edits";
import { actualRequirements } from "./requirements";
import { lineEndOf, nameInStyle } from "./style";

const ORIGIN_FIELD = "${1:https://app.example.com}";

/** A preflight as header lines: what a browser would send, and a minimal response that lets the request through. */
export interface PreflightText {
  readonly request: readonly string[];
  readonly response: readonly string[];
}

/** An `OPTIONS` request that has this field, or may have it in elided lines, is a preflight even where no origin is known. */
function isPreflightItself(request: Request): boolean {
  return (
    request.methodValue === "OPTIONS" &&
    (request.elided || fieldsNamed(request, "Access-Control-Request-Method").length > 0)
  );
}

/** Whether some engine needs a preflight for an exchange, and the text shows none. */
export function lacksPreflight(exchange: JudgedExchange): boolean {
  return (
    exchange.kind === "actual" &&
    exchange.servedBy === null &&
    !isPreflightItself(exchange.request) &&
    (exchange.applicability.applies === true ||
      exchange.applicability.applies === "undetermined" ||
      exchange.applicability.reason === "no-origin") &&
    ENGINES.some((engine) => exchange.judgement[engine].needsPreflight === true)
  );
}

/**
 * The preflight for an exchange, in the style of its request. Names are the Fetch standard's for the request, or where it needs none those
 * of the engine that does. Null where the method or the origin cannot be written.
 */
export function preflightText(exchange: JudgedExchange, origin: string): PreflightText | null {
  const { request, resolvedCredentials } = exchange;
  const method = request.methodValue;
  const engine = ENGINES.find((candidate) => exchange.judgement[candidate].needsPreflight === true);
  if (isUnknown(method) || isForbiddenMethod(method) || engine === undefined) {
    return null;
  }
  const { names } = corsUnsafeRequestHeaderNames(scriptHeadersOf(request, engine), engine);
  const name = (canonical: string) => nameInStyle(canonical, request);
  const version = request.version === null ? "" : ` ${request.version.text}`;
  const withCredentials = resolvedCredentials.mode === "include";
  return {
    request: [
      `OPTIONS ${targetText(request)}${version}`,
      ...fieldsNamed(request, "Host")
        .slice(0, 1)
        .map((host) => `${name("Host")}: ${host.value.text}`),
      `${name("Origin")}: ${origin}`,
      `${name("Access-Control-Request-Method")}: ${method}`,
      ...(names.length > 0 ? [`${name("Access-Control-Request-Headers")}: ${names.join(",")}`] : []),
    ],
    response: [
      `${request.version?.text ?? "HTTP/1.1"} 204 No Content`,
      `${name("Access-Control-Allow-Origin")}: ${origin === "null" && !withCredentials ? "*" : origin}`,
      ...(isCorsSafelistedMethod(method) ? [] : [`${name("Access-Control-Allow-Methods")}: ${method}`]),
      ...(names.length > 0 ? [`${name("Access-Control-Allow-Headers")}: ${names.join(", ")}`] : []),
      ...(withCredentials ? [`${name("Access-Control-Allow-Credentials")}: true`] : []),
    ],
  };
}

/** The target as typed; lines that continue it are joined, as the preflight goes to the same URL. */
function targetText(request: Request): string {
  return isUnknown(request.targetValue) || request.target.text.includes("{{")
    ? request.target.text
    : request.targetValue;
}

/** Writes the preflight that a browser would send, with a correct response, before the request. Null where none is lacking. */
export function insertPreflight(judged: JudgedDocument, exchange: JudgedExchange): Fix | null {
  if (!lacksPreflight(exchange)) {
    return null;
  }
  const required = actualRequirements(exchange);
  if (required === null) {
    return insertWithOriginField(judged, exchange);
  }
  const origin = required.origin === "null" ? "null" : originToWrite(required);
  const text = origin === null ? null : preflightText(exchange, origin);
  return text === null
    ? null
    : {
        title: "Insert the preflight that a browser would send",
        grade: "suggestion",
        edits: [insertion(judged, exchange, text, (line) => line)],
      };
}

/** No page's origin is known: the same as a snippet, with one field for the origin in all the places that need it. */
function insertWithOriginField(judged: JudgedDocument, exchange: JudgedExchange): Fix | null {
  const text = preflightText(exchange, MARK);
  if (text === null) {
    return null;
  }
  const toSnippet = (line: string) => escapeSnippet(line).replaceAll(MARK, ORIGIN_FIELD);
  return {
    title: "Insert the preflight that a browser would send",
    grade: "placeholder",
    edits: [
      insertion(judged, exchange, text, toSnippet),
      addField(judged.document, exchange.request, "Origin", ORIGIN_FIELD),
    ],
  };
}

/** Stands for the origin until the text is escaped; no header holds it. */
const MARK = "\u0000";

function insertion(
  judged: JudgedDocument,
  exchange: JudgedExchange,
  text: PreflightText,
  toText: (line: string) => string,
): Edit {
  const { document } = judged;
  const { request } = exchange;
  const eol = lineEndOf(document, request);
  const block = document.blocks[request.block];
  const isFirst = block?.messages[0] === request;
  const lineIndex = lineIndexAt(document.lines, request.start);
  const fenceLine = isFirst ? openingFence(document.lines, lineIndex) : null;
  const separate = isAnsweredElsewhere(exchange);
  const write = (start: number, lines: readonly string[], prefix: string): Edit => ({
    anchor: request,
    range: { start: start - request.start, end: start - request.start },
    newText: lines.map((line) => `${line === "" ? prefix.trimEnd() : prefix}${toText(line)}${eol}`).join(""),
  });

  if (fenceLine !== null) {
    const opening = document.text.slice(fenceLine.start, fenceLine.end).trimEnd();
    const closing = opening.replace(/([`~]{3,}).*$/, "$1");
    const bare = opening.slice(prefixLength(opening));
    const close = closing.slice(prefixLength(opening));
    const lines = separate
      ? [bare, ...text.request, close, "", bare, ...text.response, close, ""]
      : [bare, ...text.request, "", ...text.response, close, ""];
    return write(fenceLine.start, lines, opening.slice(0, prefixLength(opening)));
  }
  const exchangeLines = [...text.request, "", ...(separate ? ["###", ""] : []), ...text.response, ""];
  const top = topOfRequest(document.lines, lineIndex, request);
  const separator = isFirst ? document.lines[top - 1] : undefined;
  if (separator?.kind === "separator") {
    return write(separator.start, ["###", ...exchangeLines], request.prefix);
  }
  // The request's own directives stay above it; the file's stay at the top.
  const keepsDirectives = isFirst && hasOriginDirective(request.directives) && !isUnknown(exchange.origin?.value);
  const at = document.lines[keepsDirectives ? lineIndex : top];
  const restated =
    keepsDirectives && exchange.credentials?.from === "directive"
      ? [`# @cors credentials=${exchange.credentials.mode}`]
      : [];
  return write(
    at?.start ?? request.start,
    [...(isFirst ? [] : ["###"]), ...exchangeLines, "###", ...restated],
    request.prefix,
  );
}

function hasOriginDirective(directives: readonly Directive[]): boolean {
  return directives.some((directive) => corsDirective(directive)?.origin != null);
}

function prefixLength(opening: string): number {
  return opening.search(/[`~]/);
}

/** Whether the file writes a request and its response in blocks or fences of their own. */
function isAnsweredElsewhere({ request, response }: JudgedExchange): boolean {
  return response !== null && response.block !== request.block;
}

function lineIndexAt(lines: readonly Line[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** The index of the first of the comment and directive lines directly above a request. */
function topOfRequest(lines: readonly Line[], requestLine: number, _request: Request): number {
  let top = requestLine;
  for (;;) {
    const above = lines[top - 1]?.kind;
    if (above !== "comment" && above !== "directive" && above !== "variable") {
      return top;
    }
    top--;
  }
}

/** The opening line of the fence whose first message starts at a line. */
function openingFence(lines: readonly Line[], requestLine: number): Line | null {
  for (let i = requestLine - 1; i >= 0; i--) {
    const line = lines[i];
    if (line === undefined || line.kind === "separator") {
      return null;
    }
    if (line.kind === "fence") {
      return line;
    }
  }
  return null;
}
