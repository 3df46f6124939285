import type { HeaderName } from "../headers/table";
import { fieldsNamed, type Request } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import { completeExchange } from "./complete";
import { originToWrite } from "./corrections";
import { escapeSnippet, type Fix } from "./edit";
import { addField } from "./field-edits";
import { insertPreflight, ORIGIN_FIELD } from "./insert-preflight";
import { actualRequirements } from "./requirements";
import { canBeAnswered, responseBelow } from "./response-below";
import { nameInStyle, versionOfResponse } from "./style";
import { varyEdits } from "./vary";

/**
 * Writes a response with which browsers let the page read it, below a request that has none, and what the preflight lacks. Null if CORS doesn't
 * decide about the request, if no response helps, or if the right one depends on an unknown credentials mode.
 */
export function writeResponse(judged: JudgedDocument, exchange: JudgedExchange): Fix | null {
  const { request, response, kind, isContested } = exchange;
  if (
    kind === "preflight" ||
    isContested ||
    response !== null ||
    isUnknown(exchange.resolvedCredentials.mode) ||
    isPreflightLike(request) ||
    !canBeAnswered(judged.document, request)
  ) {
    return null;
  }
  if (exchange.applicability.applies === false && !exchange.isPageUnknown) {
    return null;
  }
  const preflight = insertPreflight(judged, exchange);
  const title = `Write a response that browsers accept${preflight === null ? "" : ", and the preflight"}`;
  const required = actualRequirements(exchange);
  if (required === null) {
    // An origin below a redirect would make it a request of its own, which may need another preflight.
    if (request.elided || !request.writable || exchange.redirectFrom !== null) {
      return null;
    }
    const lines = responseLines(exchange, MARK).map((line) => escapeSnippet(line).replaceAll(MARK, ORIGIN_FIELD));
    return {
      title,
      grade: "placeholder",
      edits: [
        ...(preflight?.edits ?? [addField(judged.document, request, "Origin", ORIGIN_FIELD)]),
        responseBelow(judged.document, request, lines),
      ],
    };
  }
  const origin = originToWrite(required);
  const others = completeExchange(judged, exchange);
  return origin === null || others === null
    ? null
    : {
        title,
        grade: "suggestion",
        edits: [
          ...(preflight?.edits ?? []),
          ...others,
          ...varyEdits(judged, exchange, origin),
          responseBelow(judged.document, request, responseLines(exchange, origin)),
        ],
      };
}

/** Placeholder for the origin until the text is escaped. It can't occur in a header. */
const MARK = "\u0000";

/** A request that asks for permission, without an origin. */
function isPreflightLike(request: Request): boolean {
  return fieldsNamed(request, "Access-Control-Request-Method").length > 0;
}

function responseLines({ request, resolvedCredentials }: JudgedExchange, origin: string): string[] {
  const name = (canonical: HeaderName) => nameInStyle(canonical, request);
  const type = typeAsked(request);
  return [
    `${versionOfResponse(request)} 200 OK`,
    ...(type === null ? [] : [`${name("Content-Type")}: ${type}`]),
    `${name("Access-Control-Allow-Origin")}: ${origin}`,
    ...(resolvedCredentials.mode === "include" ? [`${name("Access-Control-Allow-Credentials")}: true`] : []),
    `${name("Vary")}: Origin`,
  ];
}

/** The first media type that the request accepts; null if it accepts any. */
function typeAsked(request: Request): string | null {
  const [accept] = fieldsNamed(request, "Accept");
  if (accept === undefined || isUnknown(accept.resolved)) {
    return null;
  }
  return /^[\w.+-]+\/[\w.+-]+(?=\s*(?:[,;]|$))/.exec(accept.resolved)?.[0] ?? null;
}
