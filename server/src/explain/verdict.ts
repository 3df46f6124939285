import type { Analysis } from "../analysis";
import { type Browser, ENGINES } from "../cors/engines";
import type { Step } from "../cors/types";
import { fieldsNamed } from "../http/tree";
import type { Finding } from "../rules/framework/rule";
import { rulePageUrl } from "../rules/framework/rule-page";
import { ENGINE_NAMES, enumerate } from "../rules/shared/words";
import { isUnknown } from "../text/unknown";
import type { JudgedExchange, Verdict } from "../verdict/judged-exchange";
import { code, link, sentence } from "./markdown";
import { firstUndetermined, undeterminedReason } from "./undetermined";

/** What each verdict is called. */
export type VerdictWords = Readonly<Record<Verdict, string>>;

export const VERDICT_WORDS: Readonly<Record<JudgedExchange["kind"], VerdictWords>> = {
  actual: { allowed: "Allowed", blocked: "Blocked", undetermined: "Cannot tell", "not-cors": "Not a CORS request" },
  preflight: {
    allowed: "The preflight passes",
    blocked: "The preflight fails",
    undetermined: "Cannot tell",
    "not-cors": "Not a CORS request",
  },
};

/** The verdict in a word or two: `Allowed`, or by browser where they differ. */
export function headline({ judged: { browsers } }: Analysis, { verdict, kind }: JudgedExchange): string {
  const words = VERDICT_WORDS[kind];
  const [first, ...others] = new Set(browsers.map((engine) => verdict[engine]));
  return first !== undefined && others.length === 0 && verdict.fetch !== first
    ? `${words[first]}, though the Fetch standard says otherwise`
    : byBrowser(browsers, (browser) => verdict[browser], words);
}

/** `Allowed`, or `Allowed in Chrome; Blocked in Firefox and Safari`. */
export function byBrowser(
  browsers: readonly Browser[],
  verdictOf: (browser: Browser) => Verdict,
  words: VerdictWords,
): string {
  const verdicts = [...new Set(browsers.map(verdictOf))];
  const [first, ...others] = verdicts;
  if (first !== undefined && others.length === 0) {
    return words[first];
  }
  return verdicts
    .map((one) => {
      const names = browsers.filter((browser) => verdictOf(browser) === one).map((browser) => ENGINE_NAMES[browser]);
      return `${words[one]} in ${enumerate(names)}`;
    })
    .join("; ");
}

/** The finding that a blocked verdict rests on first; null where it is not blocked. */
export function reasonFinding(analysis: Analysis, exchange: JudgedExchange): Finding | null {
  const { browsers } = analysis.judged;
  const failures = analysis.failures.get(exchange) ?? [];
  const concerns = ({ engines }: Finding) => browsers.some((browser) => engines?.includes(browser));
  return dominant(analysis, exchange) === "blocked" ? (failures.find(concerns) ?? null) : null;
}

export function ruleLink({ rule }: Finding): string {
  return link(rule, rulePageUrl(rule));
}

/** Why the verdict is what it is, in one sentence of Markdown. */
export function reason(analysis: Analysis, exchange: JudgedExchange): string {
  const failure = reasonFinding(analysis, exchange);
  switch (dominant(analysis, exchange)) {
    case "blocked":
      return failure === null ? "A step of the CORS protocol fails." : sentence(failure.message);
    case "allowed":
      return allowedReason(exchange);
    case "not-cors":
      return notCorsReason(exchange);
    case "undetermined":
      return undeterminedReason(analysis, firstUndetermined(analysis, exchange));
  }
}

/** The gravest verdict of the browsers: what a person must know first. */
export function dominant({ judged: { browsers } }: Analysis, { verdict }: JudgedExchange): Verdict {
  return gravest(browsers.map((engine) => verdict[engine]));
}

export function gravest(verdicts: readonly Verdict[]): Verdict {
  return (["blocked", "undetermined", "allowed"] as const).find((one) => verdicts.includes(one)) ?? "not-cors";
}

function allowedReason(exchange: JudgedExchange): string {
  const response = exchange.response;
  const value = response === null ? undefined : fieldsNamed(response, "Access-Control-Allow-Origin")[0]?.value.text;
  const page = originWords(exchange);
  if (exchange.kind === "preflight") {
    return `Browsers go on to send the request that it announces from ${page}.`;
  }
  const how = value === "*" ? "the response allows every origin" : "the response names that origin";
  const credentials = exchange.resolvedCredentials.mode === "include" ? ", with credentials" : "";
  return `A page at ${page} can read this response: ${how}${credentials}.`;
}

function originWords({ origin }: JudgedExchange): string {
  if (origin === null) {
    return "another origin";
  }
  return isUnknown(origin.value) ? `the origin ${code(origin.value.text ?? "…")}` : code(origin.value);
}

function notCorsReason({ applicability }: JudgedExchange): string {
  switch (applicability.applies === false ? applicability.reason : null) {
    case "same-origin":
      return "The page and the URL have the same origin, so CORS does not apply.";
    case "not-cors-mode":
      return "`Sec-Fetch-Mode` is not `cors`, so the browser makes no CORS check.";
    case "websocket":
      return "CORS does not apply to WebSockets: the server itself must check `Origin`.";
    case "not-http":
      return "The request is none of HTTP, so CORS does not apply.";
    default:
      return "The text names no page: without an `Origin` field, a line `# @cors origin=https://…`, or the setting `corsLens.origin` there is nothing to compare with.";
  }
}

/** The step that decides the verdict in the first browser that has the dominant one; null where no step does. */
export function decidingStep(analysis: Analysis, exchange: JudgedExchange): Step | null {
  const wanted = dominant(analysis, exchange);
  const engine = [...analysis.judged.browsers, ...ENGINES].find((one) => exchange.verdict[one] === wanted);
  if (engine === undefined || wanted === "not-cors" || exchange.applicability.applies !== true) {
    return null;
  }
  const { refusal, preflight, actual } = exchange.judgement[engine];
  if (refusal !== null) {
    return refusal;
  }
  const result = wanted === "blocked" ? "failure" : wanted === "allowed" ? "success" : "undetermined";
  return (
    (preflight?.result === result && result !== "success" ? preflight.step : null) ??
    (actual?.result === result ? actual.step : null) ??
    (preflight?.result === result ? preflight.step : null)
  );
}
