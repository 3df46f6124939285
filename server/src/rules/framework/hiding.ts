import type { Part, Suppression } from "../../http/tree";
import { type Anchor, absolute, type Range } from "../../text/range";
import type { JudgedDocument } from "../../verdict/judged-document";
import type { Finding, UnusedSuppression } from "./rule";
import { isRuleId, type RuleId } from "./rule-ids";
import type { RuleSeverities } from "./severities";

/** One name of a comment that hides findings; without a name it stands for all rules. */
interface Entry {
  readonly suppression: Suppression;
  readonly part: Part | null;
  readonly rule: RuleId | null;
  isUsed: boolean;
}

/** What is hidden at one place: by rule, and for all rules by null. Of two entries that say the same the first counts. */
type Hidden = Map<RuleId | null, Entry>;

/** Which findings the comments of a document hide, and which comments hide none. */
export class Hiding {
  readonly #severities: RuleSeverities;
  readonly #entries: ReadonlyMap<Suppression, readonly Entry[]>;
  /** In the order of the text. */
  readonly #lines: (Range & { readonly hidden: Hidden })[] = [];
  /** By the offsets of the messages and directives of exchanges. */
  readonly #anchors = new Map<number, Hidden>();
  readonly #file: Hidden = new Map();

  /**
   * @param suppressions of a document, in the order of the text.
   * @param judged the whole document.
   */
  constructor(suppressions: readonly Suppression[], judged: JudgedDocument, severities: RuleSeverities) {
    this.#severities = severities;
    this.#entries = new Map(suppressions.map((suppression) => [suppression, entriesOf(suppression)]));
    for (const [suppression, entries] of this.#entries) {
      switch (suppression.scope) {
        case "next-line":
          add(this.#lineOf(suppression), entries);
          break;
        case "exchange":
          for (const { start } of anchorsOf(suppression, judged)) {
            add(valueFor(this.#anchors, start), entries);
          }
          break;
        case "file":
          add(this.#file, entries);
      }
    }
  }

  #lineOf({ start, nextLine }: Suppression): Hidden {
    const last = this.#lines.at(-1);
    if (last?.start === start + nextLine.start) {
      return last.hidden;
    }
    const hidden: Hidden = new Map();
    this.#lines.push({ start: start + nextLine.start, end: start + nextLine.end, hidden });
    return hidden;
  }

  /** The comment that hides a finding, the nearest one first: it is of use then. */
  hide({ place, rule }: Finding): Suppression | null {
    const hidden = [this.#onLine(absolute(place).start), this.#anchors.get(place.anchor.start), this.#file];
    for (const here of hidden) {
      const entry = here?.get(rule) ?? here?.get(null);
      if (entry !== undefined) {
        entry.isUsed = true;
        return entry.suppression;
      }
    }
    return null;
  }

  #onLine(offset: number): Hidden | undefined {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle]?.start ?? 0) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const line = this.#lines[low - 1];
    return line !== undefined && offset < line.end ? line.hidden : undefined;
  }

  /** What a comment has that hides nothing. Nobody misses what a rule that is off would have said. */
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

/** The messages and directives of the exchange; a message that is of none stands alone. */
function anchorsOf({ message }: Suppression, judged: JudgedDocument): readonly Anchor[] {
  const exchange = message === null ? null : judged.exchangeOf(message);
  const anchors = exchange === null ? [message] : [exchange.request, exchange.response, ...exchange.request.directives];
  return anchors.filter((anchor) => anchor !== null);
}

function add(hidden: Hidden, entries: readonly Entry[]): void {
  for (const entry of entries) {
    if (!hidden.has(entry.rule)) {
      hidden.set(entry.rule, entry);
    }
  }
}

function valueFor(all: Map<number, Hidden>, key: number): Hidden {
  const known = all.get(key);
  if (known !== undefined) {
    return known;
  }
  const hidden: Hidden = new Map();
  all.set(key, hidden);
  return hidden;
}
