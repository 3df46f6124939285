import type { Browser } from "../../cors/engines";
import { gravest } from "../../judged/fetch-end";
import type { JudgedExchange, Verdict } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import { enginesWith } from "../../words/engine-names";
import { redirectParagraphs } from "../exchange";
import { undeterminedReason } from "../undetermined";
import { reason, type VerdictWords } from "../verdict";
import { arrow, responseArrow } from "./arrow";
import { decisionOf, type Hop, verdictOfOutcome } from "./decision";
import type { Arrow, Decision, Step } from "./drawing";
import { lineOf, requestFieldLines, requestLabel } from "./field-lines";
import { failuresIn } from "./findings";
import { BROWSER, serverIndex } from "./participants";
import { preflightSteps } from "./preflight";

const CHECK: VerdictWords = {
  allowed: "The CORS check passes",
  blocked: "The CORS check fails",
  undetermined: "Cannot tell if the CORS check passes",
  "not-cors": "No CORS check",
};

const REDIRECT: VerdictWords = {
  allowed: "The redirect is followed",
  blocked: "The redirect is not followed",
  undetermined: "Cannot tell if the redirect is followed",
  "not-cors": "The redirect is followed",
};

const REFUSAL: VerdictWords = { ...CHECK, allowed: "The request is sent", blocked: "The request is not sent" };

/** The preflight, the request, the response, and the browser's decision on each. */
export function hopSteps(hop: Hop): Step[] {
  const { analysis, exchange } = hop;
  const arriving = analysis.judged.browsers.filter(
    (browser) => exchange.redirectFrom === null || exchange.redirectFrom.verdict[browser] !== "blocked",
  );
  const refused = arriving.filter((browser) => exchange.judgement[browser].refusal !== null);
  const { steps, verdictOf } = preflightSteps(hop, arriving);
  const senders = arriving.filter(
    (browser) => exchange.judgement[browser].refusal === null && verdictOf(browser) !== "blocked",
  );
  return [
    ...(refused.length === 0 ? [] : [refusalDecision(hop, arriving)]),
    ...steps,
    requestArrow(hop, arriving, senders),
    ...(senders.length === 0 ? [] : [checkedResponse(hop), checkDecision(hop, senders, steps)]),
  ];
}

function requestArrow(hop: Hop, arriving: readonly Browser[], senders: readonly Browser[]): Arrow {
  const { analysis, exchange } = hop;
  const { request } = exchange;
  const { length } = analysis.judged.browsers;
  const only = senders.length > 0 && senders.length < length;
  return arrow(BROWSER, serverIndex(hop), requestLabel(request), {
    state: senders.length === 0 ? "never-sent" : "sent",
    fields: senders.length === 0 ? [] : requestFieldLines(analysis, exchange),
    line: lineOf(analysis, request),
    notes: [
      ...(arriving.length === 0 ? [] : redirectParagraphs(exchange)),
      ...(exchange.redirectFrom === null ? credentialsNotes(exchange) : []),
      ...(only ? [`Only ${enginesWith("send", senders)} it.`] : []),
    ],
  });
}

function credentialsNotes({ resolvedCredentials: { mode } }: JudgedExchange): string[] {
  if (isUnknown(mode)) {
    return ["With or without credentials."];
  }
  return mode === "include" ? ['With `credentials: "include"`.'] : [];
}

function checkedResponse(hop: Hop): Arrow {
  const { analysis, exchange } = hop;
  const { request, response, applicability } = exchange;
  const passes = applicability.applies === true && isChecked(exchange);
  const failures = failuresIn(analysis, exchange, [request, response]);
  return responseArrow(hop, response, failures, passes ? ["Access-Control-Allow-Origin"] : []);
}

/** Whether the check passes in all browsers that make it. Then the header that makes it pass can be marked. */
function isChecked({ judgement }: JudgedExchange): boolean {
  return Object.values(judgement).every(
    ({ actual }) => actual?.failures.length === 0 && actual.undetermined.every(({ header }) => header === "Location"),
  );
}

function refusalDecision(hop: Hop, arriving: readonly Browser[]): Decision {
  const { analysis, exchange } = hop;
  return decisionOf(hop, {
    browsers: arriving,
    words: REFUSAL,
    verdictOf: (browser) => (exchange.judgement[browser].refusal === null ? "allowed" : "blocked"),
    failures: failuresIn(analysis, exchange, [exchange.request]),
    stepOf: (browser) => exchange.judgement[browser].refusal,
  });
}

function checkDecision(hop: Hop, senders: readonly Browser[], before: readonly Step[]): Decision {
  const { analysis, exchange, next } = hop;
  const { applicability, judgement, request, response } = exchange;
  const isExplained = before.some((step) => step.kind === "decision" && step.verdict === "undetermined");
  const verdicts = new Map(senders.map((browser) => [browser, checkVerdict(exchange, browser)]));
  const verdictOf = (browser: Browser) => verdicts.get(browser) ?? "undetermined";
  const verdict = gravest([...verdicts.values()]);
  const redirects =
    next !== null || senders.some((browser) => judgement[browser].actual?.step.algorithm === "http-redirect-fetch");
  if (verdict === "not-cors" && next === null && applicability.applies === false) {
    const otherwise = [reason(analysis, exchange)];
    return { ...decisionOf(hop, { browsers: [], words: CHECK, verdictOf, otherwise }), heading: CHECK["not-cors"] };
  }
  return decisionOf(hop, {
    browsers: senders,
    words: redirects ? REDIRECT : CHECK,
    verdictOf,
    failures: failuresIn(analysis, exchange, [request, response]),
    otherwise: verdict === "undetermined" && !isExplained ? [undeterminedReason(analysis, exchange)] : [],
    stepOf: (browser) => (exchange.isPageUnknown ? null : judgement[browser].actual?.step),
  });
}

function checkVerdict({ applicability, isPageUnknown, judgement, verdict }: JudgedExchange, browser: Browser): Verdict {
  const { actual } = judgement[browser];
  if (isPageUnknown) {
    return "undetermined";
  }
  if (applicability.applies === false) {
    return actual?.result === "failure" && verdict[browser] === "blocked" ? "blocked" : "not-cors";
  }
  return applicability.applies === true ? verdictOfOutcome(actual) : "undetermined";
}
