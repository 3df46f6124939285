import type { Analysis } from "../analysis";
import { SUPPRESSION_MARK, type SuppressionScope } from "../http/suppression-comment";
import type { Suppression } from "../http/tree";
import type { Finding, Rule } from "../rules/framework/rule";
import { SuppressionMatcher } from "../rules/framework/suppression-matcher";
import { RULES, ruleOf } from "../rules/registry";
import type { Range } from "../text/range";
import type { CommentOffers } from "./directives";
import { type Offer, offer } from "./proposal";

const SCOPES: readonly (readonly [SuppressionScope, string])[] = [
  ["next-line", "on the next line"],
  ["exchange", "on this request and its response"],
  ["file", "in this file"],
];

/** A word this long may be the beginning of a suppression. */
const MIN_TYPED = 4;

/** Completions in a comment that hides findings; null in other comments. */
export function suppressionOffers(analysis: Analysis, { start, end }: Range, offset: number): CommentOffers | null {
  const { document } = analysis;
  const { text, suppressions } = document;
  const comment = text.slice(start, end);
  const [, indent = "", word = ""] = /^([ \t]*)(\S*)/.exec(comment) ?? [];
  const keyword = { start: start + indent.length, end: start + indent.length + word.length };
  if (comment.trim() === "") {
    return { token: { start: offset, end: offset }, offers: keywordOffers(false) };
  }
  if (offset <= keyword.end) {
    const typed = text.slice(keyword.start, offset);
    const isOurs =
      typed.length >= MIN_TYPED && `${SUPPRESSION_MARK}-`.startsWith(typed.slice(0, SUPPRESSION_MARK.length + 1));
    return isOurs ? { token: keyword, offers: keywordOffers(keyword.end < end) } : null;
  }
  const suppression = suppressions.find((one) => document.startOf(one) + one.keyword.start === keyword.start);
  const isInReason = /[\s,]--+(\s|$)/.test(text.slice(keyword.end, offset));
  return suppression === undefined || suppression.scope === null || isInReason
    ? null
    : ruleOffers(analysis, suppression, offset);
}

function keywordOffers(hasNames: boolean): Offer[] {
  return SCOPES.map(([scope, where]): Offer => {
    const label = `${SUPPRESSION_MARK}-${scope}`;
    const explained = `Hides findings ${where}: those of the named rules, or all of them if none is named. The text after \`--\` is the reason. Verdicts don't change.`;
    return {
      ...offer("directive", label, `hides findings ${where}`, explained),
      newText: hasNames ? label : `${label} `,
      continues: !hasNames,
    };
  });
}

/** The rules that the comment doesn't name yet; those with findings there come first. */
function ruleOffers(analysis: Analysis, suppression: Suppression, offset: number): CommentOffers {
  const place = (range: Range) => analysis.document.rangeOf({ anchor: suppression, range });
  const isAtCursor = ({ start, end }: Range) => start <= offset && offset <= end;
  const token = suppression.rules.map(place).find(isAtCursor) ?? { start: offset, end: offset };
  const named = new Set(suppression.rules.filter((part) => !isAtCursor(place(part))).map(({ text }) => text));
  const found = new Set(findingsUnder(analysis, suppression).map(({ rule }) => ruleOf(rule)));
  const offers = [...found, ...RULES.filter((rule) => !found.has(rule))].map((rule) =>
    ruleOffer(rule, found.has(rule)),
  );
  return { token, offers: offers.filter(({ label }) => !named.has(label)) };
}

/** The findings that the comment would hide if it named no rule. */
function findingsUnder({ findings, suppressed, judged }: Analysis, suppression: Suppression): Finding[] {
  const matcher = new SuppressionMatcher([{ ...suppression, rules: [] }], judged, {});
  return [...findings, ...suppressed.map(({ finding }) => finding)].filter(
    (finding) => matcher.match(finding) !== null,
  );
}

function ruleOffer({ id, severity, summary }: Rule, isFound: boolean): Offer {
  return offer("value", id, isFound ? `${severity}, found here` : severity, summary);
}
