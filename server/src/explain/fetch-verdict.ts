import type { Analysis } from "../analysis";
import { type FetchExpectation, fetchExpectation, isAwaited } from "../judged/expectation";
import { endsWithPreflight, fetchEnd, gravest, verdictIn, verdictsOn } from "../judged/fetch-end";
import type { JudgedExchange, Verdict } from "../judged/judged-exchange";
import { firstUndetermined, type OpenCause, openCauseOf } from "../judged/open-cause";
import type { Finding } from "../rules/framework/rule";
import { printable } from "../text/printable";
import { engineNames } from "../words/engine-names";
import { listed } from "../words/listed";
import { MISSING_PARTS, NOT_CORS } from "../words/reasons";
import { blockedLabel } from "./blocked";
import { askedBy, needsOf } from "./preflight-need";
import { openLabel, SAID_BY_LABEL } from "./undetermined";
import { dominant, reason, reasonFinding } from "./verdict";

/** What people read about the fetch that an exchange is part of, on every surface. Only JSON has the verdict of each request of it. */
export interface FetchVerdict {
  /** The most severe of the browsers'. */
  readonly verdict: Verdict;
  /** Whether browsers differ. */
  readonly differs: boolean;
  /**
   * The verdict and its reason, as seen from the exchange: plain text on one line, without secrets. `blocked: port differs`,
   * `redirect followed, then allowed`. If browsers differ, it names them: `blocked in Firefox, allowed in Chrome and Safari`.
   */
  readonly words: string;
  /** The exchange whose verdict that is. */
  readonly decisive: JudgedExchange;
  /** The outcome that the author expects; null if no directive says it. */
  readonly expectation: FetchExpectation | null;
  /** Whether there is nothing to show unasked: CORS doesn't apply, or the page isn't known. */
  readonly isQuiet: boolean;
}

/** The requests of one command have one line, so they are seen from the last of them. */
export function fetchVerdict(analysis: Analysis, of: JudgedExchange): FetchVerdict {
  const exchange = analysis.judged.lastHop(of);
  const decisive = fetchEnd(analysis.judged, exchange);
  const verdicts = verdictsOn(analysis.judged, decisive);
  const isOpen = endsWithPreflight(analysis.judged, exchange, decisive);
  const expectation = fetchExpectation(analysis.judged, decisive);
  const label = isOpen
    ? `${WORDS.actual.undetermined}: ${MISSING_PARTS.redirect.label}`
    : labelOf(analysis, decisive, exchange, besideExpectation(expectation));
  const words = passesBefore(analysis, exchange, decisive) ? `${PASSED[exchange.kind]}, then ${label}` : label;
  return {
    verdict: isOpen ? "undetermined" : gravest(verdicts),
    differs: !isOpen && verdicts.length > 1,
    // A method or a name in the text may be empty.
    words: printable(analysis.document.privacy.shown(words)).replace(/ {2,}/g, " "),
    decisive,
    expectation,
    isQuiet: decisive.isPageUnknown || gravest(verdicts) === "not-cors",
  };
}

/** The words as a heading: `Blocked: port differs`. */
export function heading(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** A heading as a sentence. `Cannot tell: which page sends this?` is one already. */
export function ended(heading: string): string {
  return heading.endsWith("?") ? heading : `${heading}.`;
}

/**
 * The reason for the verdict on the fetch, in a few sentences of Markdown; empty if the words say it all. If another request decides, it says
 * what becomes of this one first, unless the words do.
 * @param isSaid whether the reader sees a finding's message anyway: it is left out.
 */
export function fetchReason(
  analysis: Analysis,
  exchange: JudgedExchange,
  isSaid: (finding: Finding) => boolean = () => false,
): string {
  const decisive = fetchEnd(analysis.judged, exchange);
  const finding = reasonFinding(analysis, decisive);
  const leavesOut = finding !== null && isSaid(finding);
  const { document, lines } = analysis;
  const where =
    finding === null || isAbout(exchange, finding)
      ? []
      : [`Line ${lines.positionAt(document.rangeOf(finding.place).start).line + 1}:`];
  if (decisive === exchange) {
    const why = leavesOut ? [] : moreThanWords(analysis, exchange);
    return [...(why.length === 0 ? [] : where), ...why, ...standardDisagrees(analysis, exchange)].join(" ");
  }
  const isPreflight = exchange.kind === "preflight";
  const passes = passesBefore(analysis, exchange, decisive);
  const own = passes ? ownOutcome(analysis, exchange) : [];
  if (endsWithPreflight(analysis.judged, exchange, decisive)) {
    return own.join(" ");
  }
  if (leavesOut) {
    return [...own, ...standardDisagrees(analysis, decisive)].join(" ");
  }
  const last = moreThanWords(analysis, decisive, isPreflight ? "the response" : "the final response");
  return [...own, ...where, ...last, ...standardDisagrees(analysis, decisive)].join(" ");
}

/** Whether a finding is in the messages of an exchange or of the preflight that serves it, not in those of another request of the fetch. */
export function isAbout({ request, response, servedBy }: JudgedExchange, { place: { anchor } }: Finding): boolean {
  return [request, response, servedBy?.request, servedBy?.response].some((message) => message === anchor);
}

/** What becomes of a request from which all browsers go on. The words say it of the last request of a command, and of no other. */
function ownOutcome(analysis: Analysis, exchange: JudgedExchange): string[] {
  if (exchange.kind === "preflight") {
    return [reason(analysis, exchange)];
  }
  return analysis.judged.lastHop(exchange) === exchange ? [] : ["The redirect is followed."];
}

function moreThanWords(analysis: Analysis, exchange: JudgedExchange, response?: string): string[] {
  const isSaid =
    dominant(analysis, exchange) === "undetermined" &&
    verdictsOn(analysis.judged, exchange).length === 1 &&
    SAID_BY_LABEL.has(openCauseOf(analysis.judged, firstUndetermined(analysis.judged, exchange)).kind);
  return isSaid ? [] : [reason(analysis, exchange, response)];
}

/** Whether all browsers go on from an exchange to the one that decides. */
function passesBefore(analysis: Analysis, exchange: JudgedExchange, decisive: JudgedExchange): boolean {
  return (
    decisive !== exchange &&
    dominant(analysis, decisive) !== "not-cors" &&
    verdictsOn(analysis.judged, exchange).every((verdict) => verdict === "allowed" || verdict === "not-cors")
  );
}

const PASSED: Readonly<Record<JudgedExchange["kind"], string>> = {
  actual: "redirect followed",
  preflight: "preflight passes",
};

const WORDS: Readonly<Record<JudgedExchange["kind"], Readonly<Record<Verdict, string>>>> = {
  actual: { allowed: "allowed", blocked: "blocked", undetermined: "cannot tell", "not-cors": "not a CORS request" },
  preflight: {
    allowed: "preflight passes",
    blocked: "preflight fails",
    undetermined: "cannot tell",
    "not-cors": "not a CORS request",
  },
};

/** The most severe first. */
const ORDER: readonly Verdict[] = ["blocked", "undetermined", "allowed", "not-cors"];

/**
 * The verdict on an exchange with its reason; where the reason is, is said as seen from another request of the fetch.
 * @param remark a few words after the verdict.
 */
function labelOf(analysis: Analysis, exchange: JudgedExchange, from: JudgedExchange, remark: string): string {
  const { browsers } = analysis.judged;
  const verdicts = verdictsOn(analysis.judged, exchange);
  const open = verdicts.includes("undetermined") ? openOf(analysis, exchange, from) : null;
  const wordOf = (verdict: Verdict) =>
    verdict === "undetermined" && isNeed(open)
      ? `needs ${from.kind === "preflight" ? "another" : "a"} preflight`
      : WORDS[exchange.kind][verdict];
  const [only = "undetermined", ...others] = verdicts;
  if (others.length === 0) {
    const why = shortReason(analysis, exchange, from, open);
    return `${wordOf(only)}${remark}${why === null ? "" : `: ${why}`}`;
  }
  const parts = verdicts
    .sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map((one) => {
      const those = browsers.filter((browser) => verdictIn(browser, exchange) === one);
      return `${wordOf(one)} in ${engineNames(those)}`;
    });
  return `${parts.join(", ")}${remark}`;
}

/** How the verdict compares with what the author expects; empty if that is nothing new. */
function besideExpectation(expectation: FetchExpectation | null): string {
  if (expectation?.met === false) {
    return ", not as expected";
  }
  return expectation?.met === true && expectation.value === "blocked" ? ", as expected" : "";
}

/** Why the verdict is undetermined. */
interface Open {
  readonly cause: OpenCause;
  readonly at: JudgedExchange;
  /** Whether the cause is in a request before the one that the verdict is seen from. */
  readonly isEarlier: boolean;
}

function openOf(analysis: Analysis, exchange: JudgedExchange, from: JudgedExchange): Open {
  const at = firstUndetermined(analysis.judged, exchange);
  return { cause: openCauseOf(analysis.judged, at), at, isEarlier: redirectsTo(at, from) };
}

/** Whether the label is "needs a preflight" rather than "cannot tell". */
function isNeed(open: Open | null): boolean {
  return open?.cause.kind === "preflight" && !open.isEarlier;
}

/** Whether a request comes before another one in a chain of redirects. */
function redirectsTo(earlier: JudgedExchange, later: JudgedExchange): boolean {
  for (let one = later.redirectFrom; one !== null; one = one.redirectFrom) {
    if (one === earlier) {
      return true;
    }
  }
  return false;
}

function shortReason(
  analysis: Analysis,
  exchange: JudgedExchange,
  from: JudgedExchange,
  open: Open | null,
): string | null {
  const { applicability, isPageUnknown } = exchange;
  if (open !== null) {
    if (isAwaited(analysis.judged, exchange)) {
      return "no answer yet";
    }
    return isNeed(open)
      ? needs(open.at)
      : `${openLabel(analysis, open.cause)}${open.isEarlier ? " before the redirect" : ""}`;
  }
  if (dominant(analysis, exchange) === "not-cors") {
    return applicability.applies === false && !isPageUnknown ? NOT_CORS[applicability.reason].label : null;
  }
  const finding = reasonFinding(analysis, exchange);
  return finding === null ? null : blockedLabel(analysis, exchange, finding, (culprit) => redirectsTo(culprit, from));
}

/** `PUT, content-type`: what in a request needs a preflight; null if nothing in it does. */
function needs(exchange: JudgedExchange): string | null {
  const asked = askedBy(exchange)?.request ?? null;
  const { method, headers } = asked === null ? { method: null, headers: [] } : needsOf(asked);
  const all = [...(method === null ? [] : [method]), ...headers];
  return all.length === 0 ? null : listed(all);
}

const BY_STANDARD: Readonly<Record<Verdict, string | null>> = {
  allowed: "The Fetch standard allows it.",
  blocked: "The Fetch standard blocks it.",
  undetermined: "By the Fetch standard, the answer isn't known.",
  "not-cors": null,
};

/** A sentence about the standard if all browsers differ from it. */
function standardDisagrees(analysis: Analysis, exchange: JudgedExchange): string[] {
  const [only, ...others] = verdictsOn(analysis.judged, exchange);
  const { fetch } = exchange.verdict;
  const words = BY_STANDARD[fetch];
  return only === fetch || others.length > 0 || exchange.isPageUnknown || words === null ? [] : [words];
}
