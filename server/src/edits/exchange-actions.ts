import { ENGINES } from "../cors/engines";
import type { CredentialsMode } from "../cors/types";
import { fieldsNamed } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { append } from "../text/append";
import { isUnknown, type Unknown } from "../text/unknown";
import { completeExchange } from "./complete";
import { allowOriginEdits } from "./corrections";
import { type Edit, type Fix, isApplicable } from "./edit";
import { addField } from "./field-edits";
import { insertPreflight } from "./insert-preflight";
import { withReferencesKept } from "./kept-references";
import { mayGrant } from "./may-grant";
import { type Relayout, relayouts } from "./message-layout";
import { normalizeRequestHeaders } from "./normalize-request-headers";
import { readsAsMeant } from "./reading-after";
import { type WildcardReplacement, wildcardReplacements } from "./replace-wildcard";
import { actualRequirements } from "./requirements";
import { rewriteCommand } from "./rewrite-command";
import { expectationComments } from "./set-expectation";
import { originComments } from "./set-origin";
import { addVaryOriginToUrl, lacksVaryOrigin } from "./vary";
import { writeProbes } from "./write-probes";
import { writeResponse } from "./write-response";

/** An action on an exchange that isn't the fix of a finding. The id is the last part of the action's kind. */
export interface ExchangeAction {
  readonly id:
    | "insertPreflight"
    | "writeResponse"
    | "completePreflightResponse"
    | "completeResponse"
    | "allowOrigin"
    | "allowCredentials"
    | "addVaryOrigin"
    | "addOrigin"
    | "setOriginForRequest"
    | "setOriginForFile"
    | "expectBlocked"
    | "expectAllowed"
    | "normalizeRequestHeaders"
    | "rewriteCommand"
    | "writeProbes"
    | "writeShortProbes"
    | WildcardReplacement["id"]
    | Relayout["id"];
  readonly fix: Fix;
}

export function exchangeActions(judged: JudgedDocument, exchange: JudgedExchange): ExchangeAction[] {
  return actionsOn(judged, exchange).flatMap(({ id, fix }) =>
    withReferencesKept(judged.document, fix)
      .filter((kept) => readsAsMeant(judged, kept))
      .map((kept) => ({ id, fix: kept })),
  );
}

function actionsOn(judged: JudgedDocument, exchange: JudgedExchange): ExchangeAction[] {
  const actions: ExchangeAction[] = [];
  const expect = expectationComments(judged, exchange);
  const blocked = expect.blocked === null ? [] : [{ id: "expectBlocked" as const, fix: expect.blocked }];
  const allowed = expect.allowed === null ? [] : [{ id: "expectAllowed" as const, fix: expect.allowed }];
  append(actions, expect.isBlockLikely ? blocked : []);
  const isGuarded = !mayGrant(judged, exchange);
  const response = isGuarded || needsOtherChange(exchange) ? null : writeResponse(judged, exchange);
  // It writes the preflight too, if the request's page is known.
  if (response !== null && !exchange.isPageUnknown) {
    actions.push({ id: "writeResponse", fix: response });
  }
  const preflight = isGuarded ? null : insertPreflight(judged, exchange);
  if (preflight !== null) {
    actions.push({ id: "insertPreflight", fix: preflight });
  }
  if (exchange.origin === null && !exchange.isWithoutOrigin && !isOfOtherProtocol(exchange)) {
    actions.push({
      id: "addOrigin",
      fix: {
        title: "Add Origin",
        grade: "placeholder",
        edits: [addField(judged.document, exchange.request, "Origin", "${1:https://app.example.com}")],
      },
    });
  }
  if (exchange.isPageUnknown) {
    const { forRequest, forFile } = originComments(judged, exchange);
    append(actions, forRequest === null ? [] : [{ id: "setOriginForRequest" as const, fix: forRequest }]);
    append(actions, forFile === null ? [] : [{ id: "setOriginForFile" as const, fix: forFile }]);
  }
  if (response !== null && exchange.isPageUnknown) {
    actions.push({ id: "writeResponse", fix: response });
  }
  const isAnswered = exchange.response !== null || exchange.kind === "preflight";
  if (exchange.applicability.applies === true && isAnswered && !isGuarded && !needsOtherChange(exchange)) {
    append(actions, completions(judged, exchange));
    append(actions, credentials(judged, exchange));
  }
  if (exchange.applicability.applies === true && namesOneOrigin(exchange) && lacksVaryOrigin(exchange)) {
    actions.push({
      id: "addVaryOrigin",
      fix: { title: "Add Vary: Origin", grade: "safe", edits: addVaryOriginToUrl(judged, exchange) },
    });
  }
  const normalized = normalizeRequestHeaders(exchange);
  if (normalized !== null) {
    actions.push({ id: "normalizeRequestHeaders", fix: normalized });
  }
  append(actions, isGuarded ? [] : wildcardReplacements(judged, exchange));
  const rewritten = rewriteCommand(judged.document, exchange);
  if (rewritten !== null) {
    actions.push({ id: "rewriteCommand", fix: rewritten });
  }
  append(actions, relayouts(judged, exchange));
  append(actions, [...allowed, ...(expect.isBlockLikely ? [] : blocked)]);
  append(actions, probes(judged, exchange));
  return actions.filter(({ fix }) => isApplicable(fix));
}

function probes(judged: JudgedDocument, exchange: JudgedExchange): ExchangeAction[] {
  const all = writeProbes(judged, exchange, "all");
  const short = writeProbes(judged, exchange, "short");
  return [
    ...(all === null ? [] : [{ id: "writeProbes" as const, fix: all }]),
    ...(short === null ? [] : [{ id: "writeShortProbes" as const, fix: short }]),
  ];
}

function isOfOtherProtocol({ applicability }: JudgedExchange): boolean {
  return applicability.applies === false && applicability.reason === "not-http";
}

/** Whether something else must change first: the request itself, a redirect before it, or the target of its own redirect. */
function needsOtherChange({ redirectFrom, judgement }: JudgedExchange): boolean {
  return ENGINES.some(
    (engine) =>
      redirectFrom?.verdict[engine] === "blocked" ||
      judgement[engine].refusal !== null ||
      judgement[engine].actual?.failures.some(({ algorithm }) => algorithm === "http-redirect-fetch"),
  );
}

function completions(judged: JudgedDocument, exchange: JudgedExchange): ExchangeAction[] {
  const completed = completion(judged, exchange, exchange.resolvedCredentials.mode);
  if (completed === null) {
    return [];
  }
  const { edits, also } = completed;
  const complete: ExchangeAction =
    exchange.kind === "preflight"
      ? {
          id: "completePreflightResponse",
          fix: {
            title: exchange.response === null ? "Write the preflight response" : "Complete the preflight response",
            grade: "suggestion",
            edits,
          },
        }
      : { id: "completeResponse", fix: { title: `Complete the response${also}`, grade: "suggestion", edits } };
  const origin = exchange.origin === null || isUnknown(exchange.origin.value) ? null : exchange.origin.value;
  return origin === null || origin === "null" || !isOriginAtFault(judged, exchange)
    ? [complete]
    : [complete, { id: "allowOrigin", fix: { title: `Allow ${origin}${also}`, grade: "suggestion", edits } }];
}

/**
 * The edits that complete an exchange's responses, and insert its preflight if none is shown: without it, the verdict would stay undetermined.
 * Null if there is nothing to complete, or the right values or the credentials mode aren't known.
 */
function completion(
  judged: JudgedDocument,
  exchange: JudgedExchange,
  mode: CredentialsMode | Unknown,
): { readonly edits: readonly Edit[]; readonly also: string } | null {
  const edits = isUnknown(mode) ? null : completeExchange(judged, exchange, mode);
  if (edits === null || edits.length === 0) {
    return null;
  }
  const preflight = insertPreflight(judged, exchange, mode);
  return preflight === null
    ? { edits, also: "" }
    : { edits: [...preflight.edits, ...edits], also: " and insert the preflight" };
}

/** Whether a response of the exchange doesn't allow the page's origin. */
function isOriginAtFault(judged: JudgedDocument, exchange: JudgedExchange): boolean {
  return [exchange, exchange.servedBy].some((at) => {
    const required = actualRequirements(exchange);
    return (
      at !== null &&
      at.response !== null &&
      required !== null &&
      (allowOriginEdits(judged, at, at.response, required)?.length ?? 0) > 0
    );
  });
}

/** The action that makes the exchange work with credentials. */
function credentials(judged: JudgedDocument, exchange: JudgedExchange): ExchangeAction[] {
  // Allowing credentials for an opaque origin would allow them for every sandboxed document, so nothing is offered. In a redirect chain, every
  // response would have to change, and the origin may become opaque on the way.
  const isInChain = exchange.redirectFrom !== null || exchange.isFollowed;
  if (exchange.resolvedCredentials.mode === "include" || exchange.origin?.value === "null" || isInChain) {
    return [];
  }
  const completed = completion(judged, exchange, "include");
  return completed === null
    ? []
    : [
        {
          id: "allowCredentials",
          fix: { title: `Allow credentials${completed.also}`, grade: "suggestion", edits: completed.edits },
        },
      ];
}

function namesOneOrigin({ response }: JudgedExchange): boolean {
  const value = response === null ? undefined : fieldsNamed(response, "Access-Control-Allow-Origin")[0]?.resolved;
  return value !== undefined && !isUnknown(value) && value !== "*" && value !== "null" && value !== "";
}
