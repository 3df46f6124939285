import { hasRequest, isHeaded } from "../exchange/pairing";
import { ParsedDocument } from "../http/document";
import type { Reading } from "../http/reading";
import type { PlacedSection } from "../http/tree";
import { append } from "../text/append";
import { countLeading } from "../text/count-leading";
import { applyEdits, type TextEdit } from "../text/edit";
import type { Range } from "../text/range";
import { readSections } from "./excerpt";

/** A part of a document whose messages pair among themselves, and the same part after edits. */
export interface Stretch {
  readonly before: ParsedDocument;
  readonly after: ParsedDocument;
  /** The edits in it, relative to its start. */
  readonly edits: readonly TextEdit[];
}

/** Reads the stretches of a document that edits touch, before and after. */
export function* stretchesAround(
  document: ParsedDocument,
  reading: Reading,
  edits: readonly TextEdit[],
): Generator<Stretch> {
  for (const { first, end, edits: own } of stretchesOf(document, edits)) {
    const sections = document.sections.slice(first, end);
    const start = sections[0]?.start ?? 0;
    const moved = own.map(({ range, newText }) => ({
      range: { start: range.start - start, end: range.end - start },
      newText,
    }));
    yield stretchOf(document, reading, sections, moved);
  }
}

function stretchOf(
  { text, variables }: ParsedDocument,
  reading: Reading,
  sections: readonly PlacedSection[],
  edits: readonly TextEdit[],
): Stretch {
  const last = sections.at(-1);
  const start = sections[0]?.start ?? 0;
  const own = text.slice(start, last === undefined ? start : last.start + last.section.length);
  const placed = sections.map((one) => ({ section: one.section, start: one.start - start }));
  const changed = applyEdits(own, edits);
  const tail = last === undefined ? "" : last.section.text.slice(last.section.length);
  return {
    before: new ParsedDocument(own, reading, placed, variables),
    after: new ParsedDocument(changed, reading, readSections(changed, tail, reading, variables, start), variables),
    edits,
  };
}

/** Sections that pair their messages among themselves, by index, and the edits in them. */
interface Extent {
  readonly first: number;
  end: number;
  readonly edits: TextEdit[];
}

function stretchesOf({ sections }: ParsedDocument, edits: readonly TextEdit[]): readonly Extent[] {
  const joined: Extent[] = [];
  for (const one of edits
    .map((edit) => ({ ...around(sections, edit.range), edits: [edit] }))
    .sort((a, b) => a.first - b.first)) {
    const last = joined.at(-1);
    if (last === undefined || last.end <= one.first) {
      joined.push(one);
    } else {
      append(last.edits, one.edits);
      last.end = Math.max(last.end, one.end);
    }
  }
  return joined;
}

/**
 * From the last request above a range, which may be answered in it, up to the first one below, which answers nothing. Blocks with headings pair
 * among themselves, because the first one says whether responses are above their requests.
 */
function around(sections: readonly PlacedSection[], { start, end }: Range): { first: number; end: number } {
  let first = countLeading(sections, (one) => one.start < start) - 1;
  while (first > 0 && pairsOn(sections[first - 1])) {
    first--;
  }
  let next = countLeading(sections, (one) => one.start <= end);
  while (next < sections.length && pairsOn(sections[next])) {
    next++;
  }
  return { first: Math.max(0, first - 1), end: next };
}

/** Whether the blocks on both sides of a section may pair with each other, or with its own. */
function pairsOn(placed: PlacedSection | undefined): boolean {
  return placed?.section.blocks.every((block) => (isHeaded(block) ? !block.afterHeading : !hasRequest(block))) ?? true;
}
