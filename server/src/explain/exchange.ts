import type { Analysis } from "../analysis";
import { receivedHeadersOf } from "../case/header-list";
import { ENGINES } from "../cors/engines";
import { OPAQUE_ORIGIN } from "../cors/origin";
import { exposedHeaderNames } from "../cors/response-header";
import type { Response } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import { enumerate } from "../words/quote";
import { code } from "./markdown";
import { keptAnswerParagraphs } from "./preflight-cache";

/** Paragraphs about an exchange for hovers, the panel and the terminal. Each is Markdown. */

/** The redirect that leads to a request. */
export function redirectParagraphs({ redirectFrom, origin }: JudgedExchange): string[] {
  if (redirectFrom === null) {
    return [];
  }
  const { request, response } = redirectFrom;
  const tainted = origin?.value === OPAQUE_ORIGIN ? ", with `Origin: null`" : "";
  return [`Reached through the ${code(response?.status.text ?? "3xx")} from ${code(request.target.text)}${tainted}.`];
}

const STATE_CHANGING: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** A warning that CORS hides the response but doesn't stop the server from acting on the request. */
export function sideEffectParagraphs(exchange: JudgedExchange): string[] {
  const method = exchange.request.methodValue;
  const simple = ENGINES.every((engine) => exchange.judgement[engine].needsPreflight === false);
  return exchange.kind === "actual" &&
    exchange.applicability.applies === true &&
    simple &&
    !isUnknown(method) &&
    STATE_CHANGING.has(method)
    ? [
        `This ${code(method)} needs no preflight, so the server acts on it before the browser checks the response. CORS only hides the response; it doesn't prevent cross-site request forgery.`,
      ]
    : [];
}

/** What would change with credentials, if the document doesn't say whether they are sent. */
export function credentialsParagraphs(exchange: JudgedExchange): string[] {
  return dependsOnCredentials(exchange)
    ? [
        'Assuming no credentials (no cookies shown). With `credentials: "include"`, the response would have to name the origin and send `Access-Control-Allow-Credentials: true`. To check that, write `# @cors credentials=include` above the request.',
      ]
    : [];
}

/** The same in one short sentence. */
export function credentialsHint(exchange: JudgedExchange): string[] {
  return dependsOnCredentials(exchange)
    ? [
        "Assuming no credentials (no cookies shown); to check with them, write `# @cors credentials=include` above the request.",
      ]
    : [];
}

function dependsOnCredentials({ resolvedCredentials, applicability, verdict }: JudgedExchange): boolean {
  return (
    resolvedCredentials.from === "assumed" &&
    applicability.applies === true &&
    ENGINES.some((engine) => verdict[engine] === "allowed")
  );
}

/** The headers that scripts can read, or how long a preflight is cached. */
export function responseParagraphs(analysis: Analysis, exchange: JudgedExchange, response: Response): string[] {
  if (exchange.applicability.applies !== true) {
    return [];
  }
  const headers = receivedHeadersOf(response);
  if (exchange.kind === "preflight") {
    return keptAnswerParagraphs(analysis, exchange);
  }
  const allowed = ENGINES.find((engine) => engine !== "fetch" && exchange.verdict[engine] === "allowed");
  // No page reads a response that redirects.
  if (allowed === undefined || exchange.isFollowed) {
    return [];
  }
  const names = exposedHeaderNames(headers, exchange.resolvedCredentials.mode, allowed);
  if (names === null) {
    return [];
  }
  return [
    names.length === 0
      ? "The page can't read any header shown here."
      : `The page can read ${enumerate(names.map(code))}.`,
  ];
}
