import { commonEnds } from "../text/common";
import { PlainDocument, type Reading, SectionedDocument } from "./document";
import { foreignGrammarOf } from "./foreign";
import { mayHoldHttpFence } from "./markdown";
import { NOTHING_OUTSIDE, type OutsideVariables } from "./outside";
import type { ReadingOptions } from "./scanner";
import { adoptDefinitions, BEGINNING, type Section, type SectionDraft } from "./section";
import { type Carrier, SectionReader } from "./section-reader";
import type { HttpDocument } from "./tree";
import { type DefinitionReader, definitionsOf } from "./variable-definitions";
import { Variables } from "./variables";

export type { Carrier } from "./section-reader";

export const DEFAULT_READING: ReadingOptions = { commentedResponses: false };

/**
 * Reads a text. Total: whatever the text, it gives a tree whose lines joined are the text.
 * @param outside the variables that are defined elsewhere.
 * @param previous what was read of another text. What both have in common is taken over: the result is the same as without it, and the
 * places in `previous` are no longer those of its own text.
 */
export function parse(
  text: string,
  carrier: Carrier,
  outside: OutsideVariables = NOTHING_OUTSIDE,
  options: ReadingOptions = DEFAULT_READING,
  previous: HttpDocument | null = null,
): HttpDocument {
  const foreign = carrier === "http" ? foreignGrammarOf(text) : null;
  if (foreign !== null) {
    return new PlainDocument(text, "foreign", foreign, outside);
  }
  if (carrier === "markdown" && !mayHoldHttpFence(text)) {
    return new PlainDocument(text, "prose", null, outside);
  }
  const isAlike =
    previous instanceof SectionedDocument &&
    previous.reading.carrier === carrier &&
    previous.reading.options.commentedResponses === options.commentedResponses;
  const reader = new DocumentReader(text, { carrier, options });
  return isAlike ? reader.readAgain(previous, outside) : reader.read(outside);
}

/** A text as one that has nothing of ours in it. */
export function unread(text: string): HttpDocument {
  return new PlainDocument(text, "prose", null, NOTHING_OUTSIDE);
}

class DocumentReader {
  readonly #text: string;
  readonly #reading: Reading;

  constructor(text: string, reading: Reading) {
    this.#text = text;
    this.#reading = reading;
  }

  read(outside: OutsideVariables): HttpDocument {
    const reader = this.#sections(this.#text);
    const drafts: SectionDraft[] = [];
    for (let draft = reader.next(); draft !== null; draft = reader.next()) {
      drafts.push(draft);
    }
    const variables = new Variables(this.#text, definitionsOf(drafts.map(({ definitions }) => definitions)), outside);
    return this.#document(
      [],
      drafts.map((draft) => draft.finish(variables)),
      [],
      variables,
    );
  }

  /** Reads the sections that an edit has touched, and on until a section begins where one began before in the text that follows. */
  readAgain({ text: textBefore, sections, variables }: SectionedDocument, outside: OutsideVariables): HttpDocument {
    const text = this.#text;
    const { prefix, suffix } = commonEnds(textBefore, text);
    const growth = text.length - textBefore.length;
    const first = Math.max(0, lastBegunBefore(sections, prefix));
    const reader = this.#sections(text, sections[first]?.start ?? 0);
    const drafts: SectionDraft[] = [];
    let same = sections.length;
    while (reader.offset < text.length) {
      const at = reader.offset < text.length - suffix ? -1 : indexOfStart(sections, reader.offset - growth);
      const draft = at < 0 ? reader.nextOwn() : null;
      if (draft === null) {
        same = at < 0 ? same : at;
        break;
      }
      drafts.push(draft);
    }
    const kept = sections.slice(0, first);
    const rest = sections.slice(same);
    for (const section of rest) {
      section.moveTo(section.start + growth);
    }
    const touched = sections.slice(first, same);
    return variables.hasOutside(outside) && adoptDefinitions(drafts.map(definitionsIn), touched.map(definitionsIn))
      ? this.#withSameVariables(kept, drafts, rest, variables)
      : this.#withOtherVariables(kept, drafts, rest, outside);
  }

  #withSameVariables(
    kept: readonly Section[],
    drafts: readonly SectionDraft[],
    rest: readonly Section[],
    variables: Variables,
  ): HttpDocument {
    variables.moveTo(this.#text);
    return this.#document(
      kept,
      drafts.map((draft) => draft.finish(variables)),
      rest,
      variables,
    );
  }

  #withOtherVariables(
    kept: readonly Section[],
    drafts: readonly SectionDraft[],
    rest: readonly Section[],
    outside: OutsideVariables,
  ): HttpDocument {
    const definitions = [...kept, ...drafts, ...rest].map(definitionsIn);
    const variables = new Variables(this.#text, definitionsOf(definitions), outside);
    const again = (section: Section) => (section.hasReferences ? this.#reread(section, variables) : section);
    return this.#document(
      [],
      kept.map(again).concat(
        drafts.map((draft) => draft.finish(variables)),
        rest.map(again),
      ),
      [],
      variables,
    );
  }

  #reread(section: Section, variables: Variables): Section {
    const draft = this.#sections(section.text, 0, section.start).next();
    if (draft === null) {
      return section;
    }
    adoptDefinitions([draft.definitions], [section.definitions]);
    return draft.finish(variables);
  }

  #sections(text: string, start = 0, origin = 0): SectionReader {
    return new SectionReader(text, this.#reading.carrier, this.#reading.options, start, origin);
  }

  /**
   * @param kept sections that have their numbers.
   * @param others those that follow.
   * @param rest sections that were numbered together, one after the other.
   */
  #document(
    kept: readonly Section[],
    others: readonly Section[],
    rest: readonly Section[],
    variables: Variables,
  ): HttpDocument {
    let place = kept.at(-1)?.end ?? BEGINNING;
    for (const section of others) {
      section.number(place);
      place = section.end;
    }
    for (const section of rest) {
      if (!section.number(place)) {
        break;
      }
      place = section.end;
    }
    return new SectionedDocument(this.#text, this.#reading, kept.concat(others, rest), variables);
  }
}

function definitionsIn({ definitions }: Section | SectionDraft): DefinitionReader {
  return definitions;
}

/** The index of the last section whose first line, which makes it one, ends at an offset or before it; -1 where there is none. */
function lastBegunBefore(sections: readonly Section[], offset: number): number {
  let low = -1;
  let high = sections.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (hasBegunBefore(sections[middle] as Section, offset)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** A line without a terminator, which only the last section can have, may go on. */
function hasBegunBefore({ start, lines }: Section, offset: number): boolean {
  const first = lines[0];
  return first !== undefined && first.next > first.end && start + first.next <= offset;
}

/** The index of the section that starts at an offset; -1 where none does. */
function indexOfStart(sections: readonly Section[], offset: number): number {
  let low = 0;
  let high = sections.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sections[middle]?.start ?? 0) < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return sections[low]?.start === offset ? low : -1;
}
