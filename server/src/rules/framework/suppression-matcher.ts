import type { HttpDocument, Part, Suppression } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import { countLeading } from "../../text/count-leading";
import type { Anchor, Range } from "../../text/range";
import type { Finding, UnusedSuppression } from "./rule";
import { isRuleId, type RuleId } from "./rule-ids";
import type { RuleSeverities } from "./severities";

/** One rule that a suppression comment names; the null rule stands for all rules, in a comment without names. */
interface Entry {
  readonly suppression: Suppression;
  readonly part: Part | null;
  readonly rule: RuleId | null;
  isUsed: boolean;
}

/** The entries for one place, by rule. The first entry for a rule wins. */
type EntriesByRule = Map<RuleId | null, Entry>;

/** Matches findings with the suppression comments that hide them, and records which comments are used. */
export class SuppressionMatcher {
  readonly #document: HttpDocument;
  readonly #severities: RuleSeverities;
  readonly #entries: ReadonlyMap<Suppression, readonly Entry[]>;
  /** In text order. */
  readonly #lines: (Range & { readonly entries: EntriesByRule })[] = [];
  /** By the start offsets of messages and directives. */
  readonly #anchors = new Map<number, EntriesByRule>();
  readonly #file: EntriesByRule = new Map();

  /**
   * @param suppressions all or some of the document's, in text order.
   * @param judged the whole document.
   */
  constructor(suppressions: readonly Suppression[], judged: JudgedDocument, severities: RuleSeverities) {
    this.#document = judged.document;
    this.#severities = severities;
    this.#entries = new Map(suppressions.map((suppression) => [suppression, entriesOf(suppression)]));
    for (const [suppression, entries] of this.#entries) {
      switch (suppression.scope) {
        case "next-line":
          add(this.#lineOf(suppression), entries);
          break;
        case "exchange":
          for (const anchor of anchorsOf(suppression, judged)) {
            const start = this.#document.startOf(anchor);
            const known: EntriesByRule = this.#anchors.get(start) ?? new Map();
            this.#anchors.set(start, known);
            add(known, entries);
          }
          break;
        case "file":
          add(this.#file, entries);
      }
    }
  }

  #lineOf(suppression: Suppression): EntriesByRule {
    const { start, end } = this.#document.rangeOf({ anchor: suppression, range: suppression.nextLine });
    const last = this.#lines.at(-1);
    if (last?.start === start) {
      return last.entries;
    }
    const entries: EntriesByRule = new Map();
    this.#lines.push({ start, end, entries });
    return entries;
  }

  /** Returns the nearest comment that hides a finding, and marks it as used; null if none does. */
  match({ place, rule }: Finding): Suppression | null {
    const { start } = this.#document.rangeOf(place);
    const anchor = this.#document.startOf(place.anchor);
    const nearestFirst = [this.#onLine(start), this.#anchors.get(anchor), this.#file];
    for (const entries of nearestFirst) {
      const entry = entries?.get(rule) ?? entries?.get(null);
      if (entry !== undefined) {
        entry.isUsed = true;
        return entry.suppression;
      }
    }
    return null;
  }

  #onLine(offset: number): EntriesByRule | undefined {
    const line = this.#lines[countLeading(this.#lines, ({ start }) => start <= offset) - 1];
    return line !== undefined && offset < line.end ? line.entries : undefined;
  }

  /** Returns the parts of a comment that hide nothing. A rule that is off has no findings, so a comment for it isn't unused. */
  unusedOf(suppression: Suppression): UnusedSuppression[] {
    const entries = this.#entries.get(suppression) ?? [];
    const unused = entries.filter(({ rule, isUsed }) => !isUsed && (rule === null || this.#severities[rule] !== "off"));
    const isWhole = unused.length === Math.max(1, suppression.rules.length);
    return isWhole ? [{ suppression, name: null }] : unused.map(({ part }) => ({ suppression, name: part }));
  }
}

function entriesOf(suppression: Suppression): Entry[] {
  if (suppression.scope === null) {
    return [];
  }
  return suppression.rules.length === 0
    ? [{ suppression, part: null, rule: null, isUsed: false }]
    : suppression.rules.flatMap((part) =>
        isRuleId(part.text) ? { suppression, part, rule: part.text, isUsed: false } : [],
      );
}

/** The messages and directives of the comment's exchange, or its message if that belongs to no exchange. */
function anchorsOf({ message }: Suppression, judged: JudgedDocument): readonly Anchor[] {
  const exchange = message === null ? null : judged.exchangeOf(message);
  const anchors = exchange === null ? [message] : [exchange.request, exchange.response, ...exchange.request.directives];
  return anchors.filter((anchor) => anchor !== null);
}

function add(to: EntriesByRule, entries: readonly Entry[]): void {
  for (const entry of entries) {
    if (!to.has(entry.rule)) {
      to.set(entry.rule, entry);
    }
  }
}
