import type { Analysis } from "../analysis";
import type { JudgedExchange, Verdict } from "../judged/judged-exchange";
import { printable } from "../text/printable";
import { engineNames } from "../words/engine-names";
import { listed } from "../words/listed";
import { NOT_CORS } from "../words/reasons";
import { blockedLabel } from "./blocked";
import { askedBy, needsOf } from "./exchange";
import { firstUndetermined, type OpenCause, openCauseOf, openLabel } from "./undetermined";
import { dominant, reasonFinding } from "./verdict";

/**
 * The verdict and its reason in a few words of plain text, on one line: `allowed`, `blocked: port differs`, `needs a preflight: PUT`. If browsers
 * differ: `blocked in Firefox, allowed in Chrome and Safari`. Null if CORS doesn't apply or the page isn't known.
 */
export function verdictLabel(analysis: Analysis, exchange: JudgedExchange): string | null {
  const verdict = dominant(analysis, exchange);
  if (verdict === "not-cors") {
    return null;
  }
  const { browsers } = analysis.judged;
  const open = openOf(analysis, exchange);
  const verdicts = [...new Set(browsers.map((engine) => exchange.verdict[engine]))];
  const label =
    verdicts.length === 1
      ? withReason(wordOf(exchange, verdict, open), shortReason(analysis, exchange, open))
      : verdicts
          .sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
          .map((one) => {
            const those = browsers.filter((engine) => exchange.verdict[engine] === one);
            return `${wordOf(exchange, one, open)} in ${engineNames(those)}`;
          })
          .join(", ");
  return printable(analysis.document.privacy.shown(label));
}

/** Why there is no verdict: `not CORS: same origin`; null if there is one. */
export function notCorsLabel(analysis: Analysis, exchange: JudgedExchange): string | null {
  const { applicability } = exchange;
  return dominant(analysis, exchange) === "not-cors" && applicability.applies === false
    ? `not CORS: ${NOT_CORS[applicability.reason].label}`
    : null;
}

/** The most severe first. */
const ORDER: readonly Verdict[] = ["blocked", "undetermined", "allowed", "not-cors"];

const WORDS: Readonly<Record<JudgedExchange["kind"], Readonly<Record<Verdict, string>>>> = {
  actual: { allowed: "allowed", blocked: "blocked", undetermined: "cannot tell", "not-cors": "not CORS" },
  preflight: {
    allowed: "preflight passes",
    blocked: "preflight fails",
    undetermined: "cannot tell",
    "not-cors": "not CORS",
  },
};

/** Why the verdict is undetermined. */
interface Open {
  readonly cause: OpenCause;
  /** Whether the cause is in an earlier request of the redirect chain. */
  readonly isEarlier: boolean;
}

function openOf(analysis: Analysis, exchange: JudgedExchange): Open | null {
  if (!analysis.judged.browsers.some((engine) => exchange.verdict[engine] === "undetermined")) {
    return null;
  }
  const first = firstUndetermined(analysis, exchange);
  return { cause: openCauseOf(analysis, first), isEarlier: first !== exchange };
}

/** Whether the label is "needs a preflight" rather than "cannot tell". */
function isNeed(open: Open | null): boolean {
  return open?.cause.kind === "preflight" && !open.isEarlier;
}

function wordOf({ kind }: JudgedExchange, verdict: Verdict, open: Open | null): string {
  return verdict === "undetermined" && isNeed(open) ? "needs a preflight" : WORDS[kind][verdict];
}

function withReason(word: string, reason: string | null): string {
  return reason === null ? word : `${word}: ${reason}`;
}

function shortReason(analysis: Analysis, exchange: JudgedExchange, open: Open | null): string | null {
  if (open === null) {
    const finding = reasonFinding(analysis, exchange);
    return finding === null ? null : blockedLabel(analysis, exchange, finding);
  }
  if (!isNeed(open)) {
    return `${openLabel(analysis, open.cause)}${open.isEarlier ? " before the redirect" : ""}`;
  }
  const asked = askedBy(exchange)?.request ?? null;
  const { method, headers } = asked === null ? { method: null, headers: [] } : needsOf(asked);
  const needs = [...(method === null ? [] : [method]), ...headers];
  return needs.length === 0 ? null : listed(needs);
}
