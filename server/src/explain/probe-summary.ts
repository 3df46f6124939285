import type { Analysis } from "../analysis";
import { isSameTarget } from "../exchange/target";
import { askedMethod } from "../judged/asked-method";
import { fetchExpectation } from "../judged/expectation";
import { grantOf } from "../judged/grant";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { Finding } from "../rules/framework/rule";
import { familyOf } from "../rules/framework/rule-ids";
import { memo } from "../text/memo";
import { isUnknown } from "../text/unknown";
import { counted } from "../words/counted";

/** Requests with one URL and method from several origins, most of which the server should refuse. */
export interface ProbeGroup {
  /** In the order of the text. Without an expectation: the requests that are probed, and the one without `Origin`. */
  readonly exchanges: readonly JudgedExchange[];
}

/** One request that should be blocked isn't a set of probes yet. */
const FEWEST = 2;

/** The groups of probes of a document, in the order of their first requests. */
export const probeGroups = memo(({ exchanges }: JudgedDocument): readonly ProbeGroup[] => {
  const groups = new Map<string, JudgedExchange[][]>();
  for (const exchange of exchanges) {
    const method = askedMethod(exchange);
    if (!isUnknown(method)) {
      const key = `${method.toUpperCase()} ${exchange.target.key}`;
      const known = groups.get(key) ?? [];
      groups.set(key, known);
      const own = known.find(([first]) => first !== undefined && isSameTarget(first.target, exchange.target));
      if (own === undefined) {
        known.push([exchange]);
      } else {
        own.push(exchange);
      }
    }
  }
  return [...groups.values()].flat().flatMap((group) => {
    const probes = group.filter(({ expectation }) => expectation?.value === "blocked");
    return probes.length < FEWEST ? [] : [{ exchanges: group }];
  });
});

/** The group that an exchange is in; null if there is none. */
export function probeGroupOf(judged: JudgedDocument, exchange: JudgedExchange): ProbeGroup | null {
  return probeGroups(judged).find(({ exchanges }) => exchanges.includes(exchange)) ?? null;
}

export interface ProbeSummary {
  /** How many probes are refused, or which hole they show: a few sentences of Markdown, without secrets. */
  readonly words: string;
  /** The first sentence. */
  readonly short: string;
}

/** What the answers to a group of probes show. */
export function probeSummary(analysis: Analysis, { exchanges }: ProbeGroup): ProbeSummary {
  const probes = exchanges
    .filter(({ expectation }) => expectation?.value === "blocked")
    .map((exchange) => ({ exchange, outcome: outcomeOf(analysis, exchange) }));
  const count = (outcome: Outcome) => probes.filter((probe) => probe.outcome === outcome).length;
  const [allowed, refused, open] = [count("allowed"), count("refused"), count("open")];
  const answered = allowed + refused + open;
  const unanswered = probes.length - answered;
  const granted = probes.flatMap(({ exchange, outcome }) => (outcome === "allowed" ? [exchange] : []));
  const [first = "", ...more] = [
    ...(allowed > 0
      ? [`The server allows the origin of ${allowed} of ${answered} probes.`, ...holesIn(analysis, granted)]
      : []),
    ...(allowed === 0 && refused > 0
      ? [
          `${refused} of ${answered} probes refused; that proves nothing about others.`,
          ...controlWords(analysis, exchanges),
        ]
      : []),
    ...(open === 0 ? [] : [`The text leaves ${open} of ${answered} probes open.`]),
    ...(unanswered === 0 ? [] : [unansweredWords(unanswered, answered)]),
  ];
  return analysis.document.privacy.shown({ words: [first, ...more].join(" "), short: first });
}

function unansweredWords(unanswered: number, answered: number): string {
  return answered === 0
    ? `${counted(unanswered, "probe")} without an answer yet.`
    : `${unanswered} ${unanswered === 1 ? "has" : "have"} no answer yet.`;
}

type Outcome = "allowed" | "refused" | "open" | "unanswered";

/** A fetch may be blocked although the server allows the origin: it asks for a method that isn't allowed, or for cookies. */
function outcomeOf({ judged }: Analysis, exchange: JudgedExchange): Outcome {
  if (exchange.response === null) {
    return "unanswered";
  }
  const { outcome, by } = grantOf(exchange);
  const met = fetchExpectation(judged, exchange)?.met ?? null;
  if (met === false || (outcome === "granted" && by === "name")) {
    return "allowed";
  }
  return met === true ? "refused" : "open";
}

/** Refusals mean little if the server refuses the page that it should allow, too. */
function controlWords({ judged }: Analysis, exchanges: readonly JudgedExchange[]): string[] {
  const controls = exchanges.filter(({ expectation }) => expectation?.value === "allowed");
  if (controls.some((control) => control.response !== null && fetchExpectation(judged, control)?.met === false)) {
    return ["The control is blocked as well, so the server may refuse all of them for another reason."];
  }
  return controls.length > 0 && controls.every(({ response }) => response === null)
    ? ["The control has no answer yet."]
    : [];
}

/** The messages of the findings that name the hole: those about whom a server allows. */
function holesIn({ findings }: Analysis, allowed: readonly JudgedExchange[]): string[] {
  const messages = new Set<object | null>(allowed.flatMap(({ request, response }) => [request, response]));
  const isHole = ({ rule, place }: Finding) =>
    messages.has(place.anchor) && (familyOf(rule) === "security" || rule === "allow-origin-null");
  return [...new Set(findings.filter(isHole).map(({ message }) => message))].slice(0, MOST_HOLES);
}

const MOST_HOLES = 2;
