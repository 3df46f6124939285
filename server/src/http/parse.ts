import { commonEnds } from "../text/common";
import { countLeading } from "../text/count-leading";
import { ParsedDocument, PlainDocument, type Reading } from "./document";
import { type EnvironmentVariables, NO_ENVIRONMENT } from "./environment-variables";
import { foreignGrammarOf } from "./foreign";
import { mayHoldHttpFence } from "./markdown";
import { referencesIn } from "./references";
import type { ReadingOptions } from "./scanner";
import { isSecret } from "./secrets";
import type { SectionDraft } from "./section";
import { type Carrier, SectionReader } from "./section-reader";
import type { HttpDocument, PlacedSection } from "./tree";
import { resolvedReference } from "./value";
import { definitionsOf, type PlacedDefinitions, sayTheSame } from "./variable-definitions";
import { Variables } from "./variables";

export type { Carrier } from "./section-reader";

export const DEFAULT_READING: ReadingOptions = { commentedResponses: false };

/**
 * Reads a text. Never throws: any text gives a tree whose joined lines are the text.
 * @param environment the variables that environment files and settings define.
 * @param previous the document of another text. The result shares the parts that both have in common, and is the same as without it.
 */
export function parse(
  text: string,
  carrier: Carrier,
  environment: EnvironmentVariables = NO_ENVIRONMENT,
  options: ReadingOptions = DEFAULT_READING,
  previous: HttpDocument | null = null,
): HttpDocument {
  const reading = { carrier, options };
  const foreign = carrier === "http" ? foreignGrammarOf(text) : null;
  if (foreign !== null) {
    return new PlainDocument(text, "foreign", foreign, reading, environment);
  }
  if (carrier === "markdown" && !mayHoldHttpFence(text)) {
    return new PlainDocument(text, "prose", null, reading, environment);
  }
  const isReusable =
    previous instanceof ParsedDocument &&
    previous.reading.carrier === carrier &&
    previous.reading.options.commentedResponses === options.commentedResponses;
  const reader = new DocumentReader(text, reading);
  return isReusable ? reader.readAgain(previous, environment) : reader.read(environment);
}

/** A document for a text that isn't read, as if nothing in it were HTTP. */
export function unread(text: string): HttpDocument {
  return new PlainDocument(text, "prose", null, { carrier: "http", options: DEFAULT_READING }, NO_ENVIRONMENT);
}

class DocumentReader {
  readonly #text: string;
  readonly #reading: Reading;

  constructor(text: string, reading: Reading) {
    this.#text = text;
    this.#reading = reading;
  }

  read(environment: EnvironmentVariables): HttpDocument {
    const reader = this.#sections(this.#text);
    const drafts: SectionDraft[] = [];
    for (let draft = reader.next(); draft !== null; draft = reader.next()) {
      drafts.push(draft);
    }
    const variables = new Variables(definitionsOf(drafts), environment);
    return new ParsedDocument(
      this.#text,
      this.#reading,
      drafts.map((draft) => draft.finish(variables)),
      variables,
    );
  }

  /**
   * Reads the sections that an edit has touched, and then on until a section starts where one started before in the unchanged rest of the text.
   */
  readAgain(before: ParsedDocument, environment: EnvironmentVariables): HttpDocument {
    const text = this.#text;
    const { prefix, suffix } = commonEnds(before.text, text);
    const growth = text.length - before.text.length;
    const { sections } = before;
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
    const touched = sections.slice(first, same);
    const rest = sections.slice(same).map(({ section, start }) => ({ section, start: start + growth }));
    const definitions = [...kept.map(definitionsIn), ...drafts, ...rest.map(definitionsIn)];
    const variables = new Variables(definitionsOf(definitions), environment);
    const isSame =
      before.variables.isFrom(environment) &&
      sayTheSame(
        drafts.map((draft) => draft.definitions),
        touched.map(({ section }) => section.definitions),
      );
    const again = (by: number) => (placed: PlacedSection) =>
      isSame || !placed.section.hasReferences
        ? placed
        : this.#reread(placed, placed.start - by, before.variables, variables);
    return new ParsedDocument(
      text,
      this.#reading,
      [...kept.map(again(0)), ...drafts.map((draft) => draft.finish(variables)), ...rest.map(again(growth))],
      variables,
    );
  }

  /** The same section, unless its references have other meanings now. */
  #reread(placed: PlacedSection, startBefore: number, before: Variables, variables: Variables): PlacedSection {
    const { section, start } = placed;
    const own = section.text.slice(0, section.length);
    if (meaningsIn(own, before, startBefore) === meaningsIn(own, variables, start)) {
      return placed;
    }
    return this.#sections(section.text, 0, start).next()?.finish(variables) ?? placed;
  }

  #sections(text: string, start = 0, origin = 0): SectionReader {
    return new SectionReader(text, this.#reading.carrier, this.#reading.options, start, origin);
  }
}

function definitionsIn({ section, start }: PlacedSection): PlacedDefinitions {
  return { definitions: section.definitions, start };
}

/** The meanings of the references in a section, in a comparable form. */
function meaningsIn(text: string, variables: Variables, start: number): string {
  return JSON.stringify(
    Array.from(referencesIn(text), ({ name, start: offset }) => [
      name,
      resolvedReference(name, variables, start + offset),
      isSecret(name, start + offset, variables),
    ]),
  );
}

/** The index of the last section whose first line, which starts the section, ends at or before an offset; -1 if there is none. */
function lastBegunBefore(sections: readonly PlacedSection[], offset: number): number {
  return countLeading(sections, (section) => hasBegunBefore(section, offset)) - 1;
}

/** A line without a terminator may still grow. Only the last section can have one. */
function hasBegunBefore({ section, start }: PlacedSection, offset: number): boolean {
  const first = section.lines[0];
  return first !== undefined && first.next > first.end && start + first.next <= offset;
}

/** The index of the section that starts at an offset; -1 if none does. */
function indexOfStart(sections: readonly PlacedSection[], offset: number): number {
  const index = countLeading(sections, ({ start }) => start < offset);
  return sections[index]?.start === offset ? index : -1;
}
