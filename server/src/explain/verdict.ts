import type { Analysis } from "../analysis";
import { type Browser, ENGINES } from "../cors/engines";
import type { Step } from "../cors/types";
import { fieldsNamed } from "../http/tree";
import type { JudgedExchange, Verdict } from "../judged/judged-exchange";
import type { Finding } from "../rules/framework/rule";
import { rulePageUrl } from "../rules/framework/rule-ids";
import { isUnknown } from "../text/unknown";
import { engineNames } from "../words/engine-names";
import { NOT_CORS } from "../words/reasons";
import { code, link, sentence } from "./markdown";
import { firstUndetermined, undeterminedReason } from "./undetermined";

/** The name of each verdict. */
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

/** The verdict in a word or two: `Allowed`, or one for each browser if they differ. */
export function headline({ judged: { browsers } }: Analysis, { verdict, kind }: JudgedExchange): string {
  const words = VERDICT_WORDS[kind];
  const [first, ...others] = new Set(browsers.map((engine) => verdict[engine]));
  return first !== undefined && others.length === 0 && verdict.fetch !== first
    ? `${words[first]}, though the Fetch standard disagrees`
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
      const those = browsers.filter((browser) => verdictOf(browser) === one);
      return `${words[one]} in ${engineNames(those)}`;
    })
    .join("; ");
}

/** The finding that is the first reason for a blocked verdict; null for other verdicts. */
export function reasonFinding(analysis: Analysis, exchange: JudgedExchange): Finding | null {
  const { browsers } = analysis.judged;
  const failures = analysis.failures.get(exchange) ?? [];
  const concerns = ({ engines, isConsequence }: Finding) =>
    !isConsequence && browsers.some((browser) => engines?.includes(browser));
  return dominant(analysis, exchange) === "blocked" ? (failures.find(concerns) ?? null) : null;
}

export function ruleLink({ rule }: Finding): string {
  return link(rule, rulePageUrl(rule));
}

/** The reason for the verdict, in one sentence of Markdown. */
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

/** The most severe verdict of the browsers. */
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
    return `Browsers go on to send the actual request from ${page}.`;
  }
  const how = value === "*" ? "it allows every origin" : "it names that origin";
  const credentials = exchange.resolvedCredentials.mode === "include" ? " and allows credentials" : "";
  return `A page at ${page} can read this response: ${how}${credentials}.`;
}

function originWords({ origin }: JudgedExchange): string {
  if (origin === null) {
    return "another origin";
  }
  return isUnknown(origin.value) ? `the origin ${code(origin.value.text ?? "…")}` : code(origin.value);
}

function notCorsReason({ applicability }: JudgedExchange): string {
  return NOT_CORS[applicability.applies === false ? applicability.reason : "no-origin"].sentence;
}

/** The step that decides the verdict in the first browser with the dominant verdict; null if no step does. */
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
