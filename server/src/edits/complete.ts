import { ENGINES } from "../cors/engines";
import type { CredentialsMode } from "../cors/types";
import { headerOf } from "../headers/headers";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown, type Unknown } from "../text/unknown";
import {
  ALLOW_HEADERS,
  ALLOW_METHODS,
  allowCredentialsEdits,
  allowOriginEdits,
  listEdits,
  originToWrite,
  statusEdits,
} from "./corrections";
import type { Edit } from "./edit";
import { preflightResponseLines } from "./preflight-response";
import { actualRequirements, preflightRequirements, type Requirements } from "./requirements";
import { responseBelow } from "./response-below";

/**
 * Adds or corrects exactly the Access-Control-* lines (and a preflight's status) that cause browsers to block an exchange, in its response and in
 * its preflight's. Null if the right values aren't known, or if the request has to change first; empty if nothing is wrong.
 */
export function completeExchange(
  judged: JudgedDocument,
  exchange: JudgedExchange,
  mode: CredentialsMode | Unknown = exchange.resolvedCredentials.mode,
): Edit[] | null {
  if (!isCurable(exchange) || (exchange.servedBy !== null && !isCurable(exchange.servedBy))) {
    return null;
  }
  if (exchange.kind === "preflight") {
    return completePreflightResponse(judged, exchange, mode);
  }
  const required = actualRequirements(exchange, mode);
  const own = exchange.response === null ? [] : required === null ? null : corsCheckEdits(judged, exchange, required);
  const preflight = exchange.servedBy === null ? [] : completePreflightResponse(judged, exchange.servedBy, mode);
  return own === null || preflight === null ? null : [...preflight, ...own];
}

/** Whether header lines and a preflight's status can make every engine allow the exchange. */
function isCurable({ response, isContested, judgement }: JudgedExchange): boolean {
  const isSpaced = response?.fields.some(
    ({ name, colon }) => name.end < colon && headerOf(name.text)?.cors === "protocol",
  );
  return (
    isSpaced !== true &&
    !isContested &&
    ENGINES.every((engine) =>
      [judgement[engine].actual, judgement[engine].preflight].every(
        (outcome) => outcome?.failures.every(({ algorithm }) => CURABLE.has(algorithm)) ?? true,
      ),
    )
  );
}

const CURABLE: ReadonlySet<string> = new Set(["cors-check", "cors-preflight-fetch"]);

function completePreflightResponse(
  judged: JudgedDocument,
  preflight: JudgedExchange,
  mode: CredentialsMode | Unknown,
): Edit[] | null {
  const { response } = preflight;
  // A preflight that also serves requests with credentials must allow credentials, even if this request needs none.
  const strictest = preflight.resolvedCredentials.mode === "include" ? "include" : mode;
  const required = preflightRequirements(preflight, judged.servedBy(preflight), strictest);
  if (required === null || required.responseHeaders.length > 0) {
    return null;
  }
  if (response === null) {
    return writePreflightResponse(judged, preflight, required);
  }
  const parts = [
    statusEdits(response),
    corsCheckEdits(judged, preflight, required),
    listEdits(judged, preflight, response, ALLOW_METHODS, required.methods, required),
    listEdits(judged, preflight, response, ALLOW_HEADERS, required.headers, required),
  ];
  return parts.includes(null) ? null : parts.flatMap((edits) => edits ?? []);
}

/** Writes the missing response below the preflight. */
function writePreflightResponse(
  judged: JudgedDocument,
  { request }: JudgedExchange,
  required: Requirements,
): Edit[] | null {
  const origin = originToWrite(required);
  if (origin === null || isUnknown(required.credentialsMode)) {
    return null;
  }
  return [responseBelow(judged.document, request, preflightResponseLines(request, origin, required))];
}

function corsCheckEdits(judged: JudgedDocument, at: JudgedExchange, required: Requirements): Edit[] | null {
  if (at.response === null) {
    return [];
  }
  // Allowing credentials for an opaque origin would allow them for every sandboxed document, so nothing is written.
  if (required.origin === "null" && required.credentialsMode === "include") {
    return null;
  }
  const origin = allowOriginEdits(judged, at, at.response, required);
  return origin === null ? null : [...origin, ...allowCredentialsEdits(judged, at, at.response, required)];
}
