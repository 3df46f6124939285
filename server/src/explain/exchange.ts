import type { Analysis } from "../analysis";
import { receivedHeadersOf } from "../case/header-list";
import { ENGINES } from "../cors/engines";
import { OPAQUE_ORIGIN } from "../cors/origin";
import { exposedHeaderNames } from "../cors/response-header";
import type { Response } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import { enumerate } from "../words/quote";
import { consoleParagraphs } from "./console/paragraphs";
import { escapeMarkdown } from "./drawing/escape";
import { ended, fetchReason, fetchVerdict, heading } from "./fetch-verdict";
import { code, httpBlock } from "./markdown";
import { keptAnswerParagraphs, reusedAnswerParagraphs } from "./preflight-cache";
import { askedBy, preflightReason } from "./preflight-need";
import { stepLink } from "./standard";
import { decidingStep, reasonFinding, ruleLink } from "./verdict";

/** The paragraphs that explain an exchange in hovers, the panel and the terminal. Each is Markdown. */

/**
 * The verdict, the reason, the comparison, the expected line, the deciding step and the browsers' console messages, in this order. Where another
 * request of the fetch decides, the line and the messages are left to that one.
 * @param comparison paragraphs that show the reason in more detail, such as a table.
 */
export function verdictParagraphs(
  analysis: Analysis,
  exchange: JudgedExchange,
  comparison: readonly string[] = [],
): string[] {
  const { words, decisive } = fetchVerdict(analysis, exchange);
  const step = decidingStep(analysis, decisive);
  const finding = reasonFinding(analysis, decisive);
  const sources = [
    ...(step === null ? [] : [`Decided by ${stepLink(step)}`]),
    ...(finding === null ? [] : [`rule ${ruleLink(finding)}`]),
  ];
  const isOwn = decisive === exchange;
  return [
    `**${escapeMarkdown(ended(heading(words)))}** ${fetchReason(analysis, exchange)}`.trimEnd(),
    ...comparison,
    ...(isOwn && finding !== null && finding.expected !== null ? [httpBlock([finding.expected])] : []),
    ...(sources.length === 0 ? [] : [`${sources.join("; ")}.`]),
    ...(isOwn ? consoleParagraphs(analysis, exchange) : []),
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
