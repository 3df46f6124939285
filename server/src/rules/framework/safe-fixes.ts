import type { Fix } from "../../edits/edit";
import { readingAsMeant } from "../../edits/reading-after";
import type { HttpDocument } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import { append } from "../../text/append";
import type { Range } from "../../text/range";
import type { Finding } from "./rule";

/** Fixes that touch one that turns out not to pass are tried again, this often. */
const MOST_ROUNDS = 4;

/**
 * Returns the first safe fix of each finding. Skips fixes that overlap an earlier one: the next run applies them.
 * @param findings in text order.
 */
export function safeFixes(findings: readonly Finding[], judged: JudgedDocument): Fix[] {
  const { document } = judged;
  const taken = new Taken(document);
  const chosen: Fix[] = [];
  let open = findings.map((finding) => finding.proposed(judged).filter(({ grade }) => grade === "safe"));
  for (let round = 0; round < MOST_ROUNDS && open.length > 0; round++) {
    const tried = new Taken(document);
    const first = new Set<Fix>();
    for (const fix of open.flatMap((fixes) => fixes.slice(0, 1))) {
      if (!taken.touches(fix) && !tried.touches(fix)) {
        tried.add(fix);
        first.add(fix);
      }
    }
    const passing = new Set(readingAsMeant(judged, [...first]));
    for (const fix of passing) {
      taken.add(fix);
    }
    append(chosen, [...passing]);
    open = open
      .filter(([fix]) => fix !== undefined && !passing.has(fix))
      .map((fixes) => (fixes[0] !== undefined && first.has(fixes[0]) ? fixes.slice(1) : fixes));
  }
  return chosen;
}

const STRETCH = 1_024;

/** The ranges of fixes, by stretch of text: edits are short, so a stretch holds few. */
class Taken {
  readonly #document: HttpDocument;
  readonly #stretches = new Map<number, Range[]>();

  constructor(document: HttpDocument) {
    this.#document = document;
  }

  add({ edits }: Fix): void {
    for (const edit of edits) {
      const range = this.#document.rangeOf(edit);
      for (const stretch of stretchesOf(range)) {
        const ranges = this.#stretches.get(stretch);
        if (ranges === undefined) {
          this.#stretches.set(stretch, [range]);
        } else {
          ranges.push(range);
        }
      }
    }
  }

  touches({ edits }: Fix): boolean {
    return edits.some((edit) => {
      const range = this.#document.rangeOf(edit);
      return stretchesOf(range).some((stretch) =>
        this.#stretches.get(stretch)?.some((other) => range.start <= other.end && other.start <= range.end),
      );
    });
  }
}

function stretchesOf({ start, end }: Range): number[] {
  const first = Math.floor(start / STRETCH);
  return Array.from({ length: Math.floor(end / STRETCH) - first + 1 }, (_, i) => first + i);
}
