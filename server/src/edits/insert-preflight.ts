import { ENGINES } from "../cors/engines";
import { corsRequestOf } from "../cors/fetch-request";
import { isCorsSafelistedMethod, isForbiddenMethod } from "../cors/method";
import { corsUnsafeRequestHeaderNames } from "../cors/request-header";
import type { CredentialsMode } from "../cors/types";
import { corsDirective } from "../exchange/cors-directive";
import { responseHeaderNamed } from "../exchange/response-header-name";
import type { HeaderName } from "../headers/table";
import { lineIndexAt } from "../http/line";
import { blockOf, fieldsNamed, type HttpDocument, isCommand, type Request } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isSameValue, isUnknown, type Unknown } from "../text/unknown";
import { originToWrite } from "./corrections";
import { type Edit, escapeSnippet, type Fix } from "./edit";
import { type FenceMarks, marksOf } from "./fence-marks";
import { addField } from "./field-edits";
import { topOfRequest } from "./own-lines";
import { preflightResponseLines } from "./preflight-response";
import { actualRequirements } from "./requirements";
import { lineEndAt, nameInStyle } from "./style";

/** The field of a snippet for an origin that isn't known. */
export const ORIGIN_FIELD = "${1:https://app.example.com}";

/** A preflight as lines: the request that a browser would send, and a minimal response that allows the actual request. */
interface PreflightText {
  readonly request: readonly string[];
  readonly response: readonly string[];
}

/** An `OPTIONS` request with this field, or with elided lines that may contain it, is a preflight even if no origin is known. */
function isPreflightItself(request: Request): boolean {
  return (
    request.methodValue === "OPTIONS" &&
    (request.elided || fieldsNamed(request, "Access-Control-Request-Method").length > 0)
  );
}

/** Whether the response confirms a stored one, so that the browser may have added the condition, without a preflight. */
function isRevalidated({ request, response }: JudgedExchange): boolean {
  return (
    response?.statusValue === "304" &&
    (fieldsNamed(request, "If-None-Match").length > 0 || fieldsNamed(request, "If-Modified-Since").length > 0)
  );
}

/** Whether an engine needs a preflight for an exchange and none is shown. */
function lacksPreflight(document: HttpDocument, exchange: JudgedExchange): boolean {
  return (
    exchange.kind === "actual" &&
    exchange.servedBy === null &&
    (exchange.request.writable || isCommand(document, exchange.request)) &&
    !isPreflightItself(exchange.request) &&
    !isRevalidated(exchange) &&
    (exchange.applicability.applies === true ||
      exchange.applicability.applies === "undetermined" ||
      exchange.isPageUnknown) &&
    ENGINES.some((engine) => exchange.judgement[engine].needsPreflight === true)
  );
}

/** What a preflight asks for. */
interface PreflightQuestion {
  readonly method: string;
  /** In the order of the standard. */
  readonly headers: readonly string[];
}

/**
 * The preflight that a browser would send before a request. The header names are the ones in the Fetch standard's preflight, or, if it needs none,
 * in the engine's that does.
 * @returns null if no engine surely needs one, or if the method can't be written.
 */
export function preflightAsked(exchange: JudgedExchange): PreflightQuestion | null {
  const engine = ENGINES.find((candidate) => exchange.judgement[candidate].needsPreflight === true);
  const asking = engine === undefined ? null : corsRequestOf(exchange.fetchRequest[engine], engine);
  if (engine === undefined || asking === null || isUnknown(asking.method) || isForbiddenMethod(asking.method)) {
    return null;
  }
  const { names } = corsUnsafeRequestHeaderNames(asking.preflight?.asksFor ?? asking.headers, engine);
  return { method: asking.method, headers: names };
}

/**
 * The preflight for an exchange, in the style of its request.
 * @param alike other requests that the response must allow.
 * @returns null if the method can't be written, or if the page sends a response header, which no response should allow.
 */
function preflightText(
  exchange: JudgedExchange,
  origin: string,
  alike: readonly JudgedExchange[] = [],
  mode: CredentialsMode | Unknown = exchange.resolvedCredentials.mode,
): PreflightText | null {
  const { request } = exchange;
  const asked = preflightAsked(exchange);
  if (asked === null) {
    return null;
  }
  const { method, headers } = asked;
  const allowed = [...new Set([...headers, ...[exchange, ...alike].flatMap(namesAskedFor)])].sort();
  if (allowed.some((name) => responseHeaderNamed(name) !== null)) {
    return null;
  }
  return {
    request: preflightRequestLines(request, origin, method, headers.length > 0 ? headers.join(",") : null),
    response: preflightResponseLines(request, origin, {
      methods: isCorsSafelistedMethod(method) ? [] : [method],
      headers: allowed,
      credentialsMode: needsCredentials(mode, alike) ? "include" : "omit",
    }),
  };
}

/** The preflight of a request, in its style. */
export function preflightRequestLines(
  request: Request,
  origin: string,
  method: string,
  headers: string | null,
): readonly string[] {
  const name = (canonical: HeaderName) => nameInStyle(canonical, request);
  const version = request.version === null ? "" : ` ${request.version.text}`;
  return [
    `OPTIONS ${targetTyped(request)}${version}`,
    ...fieldsNamed(request, "Host")
      .slice(0, 1)
      .map((host) => `${name("Host")}: ${host.value.text}`),
    `${name("Origin")}: ${origin}`,
    `${name("Access-Control-Request-Method")}: ${method}`,
    ...(headers === null ? [] : [`${name("Access-Control-Request-Headers")}: ${headers}`]),
  ];
}

/** The target as typed, on one line. A command adds the scheme that its URL lacks, and pseudo-header fields the host. */
export function targetTyped({ wholeTarget, targetValue, writable }: Request): string {
  if (isUnknown(targetValue) || wholeTarget.includes("{{")) {
    return wholeTarget;
  }
  const isElsewhere = wholeTarget.startsWith("/") && !targetValue.startsWith("/");
  return writable && !isElsewhere ? wholeTarget : targetValue;
}

function needsCredentials(mode: CredentialsMode | Unknown, alike: readonly JudgedExchange[]): boolean {
  return mode === "include" || alike.some(({ resolvedCredentials }) => resolvedCredentials.mode === "include");
}

/** Later requests without a preflight of their own, which this preflight will also serve. Its response must allow them. */
function servedAlike(judged: JudgedDocument, exchange: JudgedExchange): JudgedExchange[] {
  return judged
    .othersWithTarget(exchange)
    .filter(
      (other) =>
        judged.document.startOf(other.request) > judged.document.startOf(exchange.request) &&
        lacksPreflight(judged.document, other) &&
        isSameValue(other.fetchRequest.fetch.method, exchange.fetchRequest.fetch.method) &&
        isSameValue(other.origin?.value ?? null, exchange.origin?.value ?? null),
    );
}

function namesAskedFor({ judgement }: JudgedExchange): string[] {
  return ENGINES.flatMap((engine) => judgement[engine].preflightRequest?.headers?.split(",") ?? []);
}

/**
 * Writes the preflight that a browser would send, with a correct response, before the request. Null if none is missing, or if it isn't known what
 * is correct because the credentials mode isn't.
 */
export function insertPreflight(
  judged: JudgedDocument,
  exchange: JudgedExchange,
  mode: CredentialsMode | Unknown = exchange.resolvedCredentials.mode,
): Fix | null {
  if (isUnknown(mode) || !lacksPreflight(judged.document, exchange)) {
    return null;
  }
  const required = actualRequirements(exchange, mode);
  if (required === null) {
    return insertWithOriginField(judged, exchange);
  }
  const origin = originToWrite(required);
  const text = origin === null ? null : preflightText(exchange, origin, servedAlike(judged, exchange), mode);
  return text === null
    ? null
    : {
        title: "Insert the preflight",
        grade: "suggestion",
        edits: [insertion(judged, exchange, text, (line) => line)],
      };
}

/** If the page's origin isn't known: a snippet with one field for the origin, in all places that need it. */
function insertWithOriginField(judged: JudgedDocument, exchange: JudgedExchange): Fix | null {
  const text = exchange.request.writable ? preflightText(exchange, MARK) : null;
  if (text === null) {
    return null;
  }
  const toSnippet = (line: string) => escapeSnippet(line).replaceAll(MARK, ORIGIN_FIELD);
  return {
    title: "Insert the preflight",
    grade: "placeholder",
    edits: [
      insertion(judged, exchange, text, toSnippet),
      addField(judged.document, exchange.request, "Origin", ORIGIN_FIELD),
    ],
  };
}

/** Placeholder for the origin until the text is escaped. It can't occur in a header. */
const MARK = "\u0000";

function insertion(
  judged: JudgedDocument,
  exchange: JudgedExchange,
  text: PreflightText,
  toText: (line: string) => string,
): Edit {
  const { document } = judged;
  const { request } = exchange;
  const start = document.startOf(request);
  const eol = lineEndAt(document, start);
  const place = placeAbove(document, request);
  const separate = isAnsweredElsewhere(exchange);
  const prefix = place.fence?.prefix ?? request.prefix;
  const preamble = originDirectivesFrom(document, place.offset);
  const lines =
    place.fence === null
      ? [
          ...(place.isBelowSeparator ? ["###"] : []),
          ...text.request,
          "",
          ...(separate ? ["###", ""] : []),
          ...text.response,
          "",
          ...(place.isAboveSeparator ? [] : ["###"]),
        ]
      : separate
        ? [...fenced(place.fence, [...preamble, ...text.request]), "", ...fenced(place.fence, text.response), ""]
        : [...fenced(place.fence, [...preamble, ...text.request, "", ...text.response]), ""];
  return {
    // Nothing is written into a command, but above it.
    anchor: request.writable ? request : { section: request.section, offset: request.offset },
    range: { start: place.offset - start, end: place.offset - start },
    newText: [...(place.fence === null ? preamble : []), ...lines]
      .map((line) => `${line === "" ? prefix.trimEnd() : prefix}${toText(line)}${eol}`)
      .join(""),
  };
}

interface InsertionPlace {
  readonly offset: number;
  /** Whether the inserted text needs a separator before it. */
  readonly isBelowSeparator: boolean;
  /** Whether there is already a separator after it. */
  readonly isAboveSeparator: boolean;
  /** The marks of the fence that begins with the request, so that the inserted text gets its own fences. */
  readonly fence: FenceMarks | null;
}

/**
 * The place for the preflight: above the fence or separator if the request is the first after it, so that title, name and scripts stay with the
 * request; else above the comments and scripts directly above the request.
 */
function placeAbove(document: HttpDocument, request: Request): InsertionPlace {
  const block = blockOf(request);
  const start = document.startOf(request);
  const [first] = block.messages;
  // The requests that a command makes after redirects have its place.
  const isFirst = first !== undefined && document.startOf(first) === start;
  const before = isFirst ? document.lines[lineIndexAt(document.lines, document.startOf(block)) - 1] : undefined;
  if (before?.kind === "separator") {
    return { offset: before.start, isBelowSeparator: true, isAboveSeparator: true, fence: null };
  }
  const fence = before?.kind === "fence" ? marksOf(document.text.slice(before.start, before.end)) : null;
  if (before !== undefined && fence !== null) {
    return { offset: before.start, isBelowSeparator: false, isAboveSeparator: false, fence };
  }
  const top = document.lines[topOfRequest(document.lines, lineIndexAt(document.lines, start))];
  // A byte order mark must stay the first character of the file.
  const offset = top === undefined ? start : top.start === 0 ? Math.min(top.content, start) : top.start;
  return { offset, isBelowSeparator: !isFirst, isAboveSeparator: false, fence: null };
}

function fenced({ open, close }: FenceMarks, lines: readonly string[]): string[] {
  return [open, ...lines, close];
}

/** The directives for all requests that would no longer be above all of them, so they are repeated above the inserted text. */
function originDirectivesFrom(document: HttpDocument, offset: number): string[] {
  const moved = document.topDirectives
    .filter((directive) => document.startOf(directive) >= offset)
    .flatMap((directive) => corsDirective(directive) ?? []);
  const origin = moved.flatMap((directive) => directive.origin ?? []).at(-1);
  const lists = (["trusted", "untrusted"] as const).flatMap((list) => {
    const items = moved.flatMap((directive) => directive[list].map(({ text }) => text));
    return items.length === 0 ? [] : [`${list}=${items.join(", ")}`];
  });
  const settings = [...(origin === undefined ? [] : [`origin=${origin.text}`]), ...lists];
  return settings.length === 0 ? [] : [`# @cors ${settings.join(" ")}`, ""];
}

/** Whether a request and its response are in separate blocks or fences. */
function isAnsweredElsewhere({ request, response }: JudgedExchange): boolean {
  return response !== null && blockOf(response) !== blockOf(request);
}
