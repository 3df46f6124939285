import { hasRequest, isHeaded, pairedFrom, pairsFrom } from "../exchange/pairing";
import { ParsedDocument } from "../http/document";
import type { Reading } from "../http/reading";
import { type HttpDocument, type Message, messagesOf, type PlacedSection } from "../http/tree";
import { append } from "../text/append";
import { skipBlanks } from "../text/characters";
import { countLeading } from "../text/count-leading";
import { applyEdits, type TextEdit } from "../text/edit";
import { EditsInOrder } from "../text/edits-in-order";
import type { Range } from "../text/range";
import { readSections } from "./excerpt";

/**
 * Whether every request of a document keeps its response after edits that keep its messages. Only a request below which the edits write a
 * response may get one, and a request that they write gets no response that was there.
 */
export function keepsPairs(document: ParsedDocument, reading: Reading, edits: readonly TextEdit[]): boolean {
  return stretchesOf(document, edits).every(({ first, end, edits: own }) => {
    const sections = document.sections.slice(first, end);
    const start = sections[0]?.start ?? 0;
    const moved = own.map(({ range, newText }) => ({
      range: { start: range.start - start, end: range.end - start },
      newText,
    }));
    return keepsPairsIn(document, reading, sections, moved);
  });
}

/** Sections that pair their messages among themselves, by index, and the edits in them. */
interface Stretch {
  readonly first: number;
  end: number;
  readonly edits: TextEdit[];
}

function stretchesOf({ sections }: ParsedDocument, edits: readonly TextEdit[]): readonly Stretch[] {
  const joined: Stretch[] = [];
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

function keepsPairsIn(
  { text, variables }: ParsedDocument,
  reading: Reading,
  sections: readonly PlacedSection[],
  edits: readonly TextEdit[],
): boolean {
  const last = sections.at(-1);
  const start = sections[0]?.start ?? 0;
  const own = text.slice(start, last === undefined ? start : last.start + last.section.length);
  const placed = sections.map((one) => ({ section: one.section, start: one.start - start }));
  const before = new ParsedDocument(own, reading, placed, variables);
  const changed = applyEdits(own, edits);
  const tail = last === undefined ? "" : last.section.text.slice(last.section.length);
  const after = new ParsedDocument(changed, reading, readSections(changed, tail, reading, variables, start), variables);
  const inOrder = new EditsInOrder(edits);
  const stays = messagesOf(after).filter(
    (message) =>
      message.kind === "fragment" || !inOrder.isInserted(skipBlanks(changed, after.startOf(message), changed.length)),
  );
  const old = new Set<Message | null>(stays);
  const known = new Map(messagesOf(before).map((message, i) => [message, stays[i]]));
  const now = answersIn(after);
  const kept = new Set<Message | undefined>(known.values());
  const isClaimed = [...now].some(
    ([request, answers]) => !kept.has(request) && answers.responses.some((one) => old.has(one)),
  );
  return (
    !isClaimed &&
    [...answersIn(before)].every(([request, { responses, isContested }]) => {
      const other = known.get(request);
      const present = (other === undefined ? undefined : now.get(other)) ?? { responses: [], isContested: false };
      return (
        isContested === present.isContested &&
        (responses.length === 0
          ? !present.responses.some((response) => old.has(response))
          : responses.length === present.responses.length &&
            responses.every((response, i) => known.get(response) === present.responses[i]))
      );
    })
  );
}

interface Answers {
  /** With those of the redirects that a command has followed. */
  readonly responses: Message[];
  readonly isContested: boolean;
}

/** The responses to each request. */
function answersIn(document: HttpDocument): ReadonlyMap<Message, Answers> {
  const answers = new Map<Message, Answers>();
  let start = 0;
  while (start < document.blocks.length) {
    const part = pairedFrom(document, start);
    let last: Message[] = [];
    for (const { request, response, isHop, isContested } of pairsFrom(document, start, part)) {
      if (!isHop) {
        last = [];
        answers.set(request, { responses: last, isContested });
      }
      append(last, response === null ? [] : [response]);
    }
    start = part.end;
  }
  return answers;
}
