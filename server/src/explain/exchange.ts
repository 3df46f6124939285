import type { Analysis } from "../analysis";
import { receivedHeadersOf } from "../case/header-list";
import { ENGINES } from "../cors/engines";
import { isCorsSafelistedMethod } from "../cors/method";
import { OPAQUE_ORIGIN } from "../cors/origin";
import type { CorsPreflightRequest } from "../cors/preflight-request";
import { exposedHeaderNames } from "../cors/response-header";
import type { Response } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import { engineNames } from "../words/engine-names";
import { enumerate } from "../words/quote";
import { consoleParagraphs } from "./console/paragraphs";
import { code, httpBlock } from "./markdown";
import { keptAnswerParagraphs, reusedAnswerParagraphs } from "./preflight-cache";
import { stepLink } from "./standard";
import { decidingStep, headline, reason, reasonFinding, ruleLink } from "./verdict";

/** The paragraphs that explain an exchange in hovers, the panel and the terminal. Each is Markdown. */

/**
 * The verdict, the reason, the comparison, the expected line, the deciding step and the browsers' console messages, in this order.
 * @param comparison paragraphs that show the reason in more detail, such as a table.
 */
export function verdictParagraphs(
  analysis: Analysis,
  exchange: JudgedExchange,
  comparison: readonly string[] = [],
): string[] {
  const step = decidingStep(analysis, exchange);
  const finding = reasonFinding(analysis, exchange);
  const sources = [
    ...(step === null ? [] : [`Decided by ${stepLink(step)}`]),
    ...(finding === null ? [] : [`rule ${ruleLink(finding)}`]),
  ];
  return [
    `**${headline(analysis, exchange)}.** ${reason(analysis, exchange)}`,
    ...comparison,
    ...(finding === null || finding.expected === null ? [] : [httpBlock([finding.expected])]),
    ...(sources.length === 0 ? [] : [`${sources.join("; ")}.`]),
    ...consoleParagraphs(analysis, exchange),
  ];
}

/** The redirect that leads to a request. */
export function redirectParagraphs({ redirectFrom, origin }: JudgedExchange): string[] {
  if (redirectFrom === null) {
    return [];
  }
  const { request, response } = redirectFrom;
  const tainted = origin?.value === OPAQUE_ORIGIN ? ", with `Origin: null`" : "";
  return [`Reached through the ${code(response?.status.text ?? "3xx")} from ${code(request.target.text)}${tainted}.`];
}

/** Why the request needs a preflight, and the headers of that preflight. */
export function preflightParagraphs(analysis: Analysis, exchange: JudgedExchange): string[] {
  const why = preflightReason(exchange);
  const asked = askedBy(exchange)?.request ?? null;
  if (why === null || asked === null) {
    return why === null ? [] : [why];
  }
  return [
    `${why} The browser first sends:`,
    httpBlock([
      `Access-Control-Request-Method: ${asked.method}`,
      ...(asked.headers === null ? [] : [`Access-Control-Request-Headers: ${asked.headers}`]),
    ]),
    ...reusedAnswerParagraphs(analysis, exchange),
  ];
}

/** Why the request needs a preflight, in one sentence of Markdown; null if it needs none. */
export function preflightReason(exchange: JudgedExchange): string | null {
  if (exchange.kind === "preflight" || !isOrMayBeCors(exchange)) {
    return null;
  }
  const asking = askedBy(exchange);
  if (asking === null) {
    return exchange.judgement.fetch.needsPreflight === null
      ? "It may need a preflight: part of the request isn't known."
      : null;
  }
  const { engines, request: asked } = asking;
  const who = `Needs a preflight${engines.length === ENGINES.length ? "" : ` in ${engineNames(engines)}`}`;
  if (asked === null) {
    return `${who}.`;
  }
  const { method, headers } = needsOf(asked);
  const why = [
    ...(method === null ? [] : [`the method ${code(method)}`]),
    ...headers.map((name) => `the header ${code(name)}`),
  ];
  // After a redirect, an engine may send another preflight even if nothing in the request needs one any more.
  const because =
    why.length === 0 ? "because the request before the redirect needed one" : `because of ${enumerate(why)}`;
  return `${who} ${because}.`;
}

/** The parts of a request that need a preflight: a method that is not safelisted, and header names. */
export function needsOf({ method, headers }: CorsPreflightRequest): {
  readonly method: string | null;
  readonly headers: readonly string[];
} {
  return { method: isCorsSafelistedMethod(method) ? null : method, headers: headers?.split(",") ?? [] };
}

/** The engines that send a preflight, and the preflight that the first of them sends. */
export function askedBy({ judgement }: JudgedExchange) {
  const engines = ENGINES.filter((engine) => judgement[engine].needsPreflight === true);
  const [first] = engines;
  return first === undefined ? null : { engines, request: judgement[first].preflightRequest };
}

function isOrMayBeCors({ applicability }: JudgedExchange): boolean {
  return applicability.applies !== false || applicability.reason === "no-origin";
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
  if (
    exchange.resolvedCredentials.from !== "assumed" ||
    exchange.applicability.applies !== true ||
    ENGINES.every((engine) => exchange.verdict[engine] !== "allowed")
  ) {
    return [];
  }
  return [
    'Assuming no credentials (no cookies shown). With `credentials: "include"`, the response would have to name the origin and send `Access-Control-Allow-Credentials: true`. To check that, write `# @cors credentials=include` above the request.',
  ];
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
  if (allowed === undefined) {
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
