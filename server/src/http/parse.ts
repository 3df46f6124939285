import { commonEnds } from "../text/common";
import { countLeading } from "../text/count-leading";
import { linesOf } from "../text/lines";
import { ParsedDocument } from "./document";
import { type EnvironmentVariables, NO_ENVIRONMENT } from "./environment-variables";
import { foreignGrammarOf } from "./foreign";
import type { Line, LineKind } from "./line";
import { mayHoldHttpFence } from "./markdown";
import { type Carrier, DEFAULT_READING, type Reading, type ReadingOptions } from "./reading";
import { everyReferenceIn } from "./references";
import { isSecret } from "./secrets";
import { SectionBuilder } from "./section-builder";
import { SectionReader } from "./section-reader";
import type { ForeignGrammar, HttpDocument, PlacedSection } from "./tree";
import { resolvedReference } from "./value";
import { definitionsOf, type PlacedDefinitions, sayTheSame } from "./variable-definitions";
import { Variables } from "./variables";

export type { Carrier } from "./reading";

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
  const foreign = carrier === "http" ? foreignGrammarOf(text) : null;
  if (foreign !== null) {
    return plainDocument(text, "foreign", environment, foreign);
  }
  if (carrier === "markdown" && !mayHoldHttpFence(text)) {
    return plainDocument(text, "prose", environment);
  }
  const isReusable =
    previous instanceof ParsedDocument &&
    previous.reading?.carrier === carrier &&
    previous.reading.commentedResponses === options.commentedResponses &&
    previous.reading.unlabelledFences === options.unlabelledFences;
  const reading = { carrier, ...options };
  return isReusable ? readAgain(text, reading, previous, environment) : read(text, reading, environment);
}

/** A document for a text that is too long to be read: not even its lines are. */
export function unread(text: string): HttpDocument {
  const line: Line = { kind: "prose", start: 0, content: 0, end: text.length, next: text.length };
  return documentOf(text, [line], NO_ENVIRONMENT);
}

/** A document without HTTP. All its lines are of the same kind. */
function plainDocument(
  text: string,
  kind: LineKind,
  environment: EnvironmentVariables,
  foreign: ForeignGrammar | null = null,
): HttpDocument {
  const lines = Array.from(linesOf(text), ({ start, end, next }) => ({ kind, start, content: start, end, next }));
  return documentOf(text, lines, environment, foreign);
}

function documentOf(
  text: string,
  lines: readonly Line[],
  environment: EnvironmentVariables,
  foreign: ForeignGrammar | null = null,
): HttpDocument {
  const builder = new SectionBuilder(text, 0);
  for (const line of lines) {
    builder.skip(line);
  }
  const variables = new Variables(definitionsOf([]), environment);
  return new ParsedDocument(text, null, [builder.finish(variables)], variables, foreign);
}

function read(text: string, reading: Reading, environment: EnvironmentVariables): HttpDocument {
  const reader = new SectionReader(text, reading);
  const drafts: SectionBuilder[] = [];
  for (let draft = reader.next(); draft !== null; draft = reader.next()) {
    drafts.push(draft);
  }
  const variables = new Variables(definitionsOf(drafts), environment);
  const sections = drafts.map((draft) => draft.finish(variables));
  return new ParsedDocument(text, reading, sections, variables);
}

/** Reads the sections that an edit has touched, and then on until a section starts where one started before in the unchanged rest of the text. */
function readAgain(
  text: string,
  reading: Reading,
  before: ParsedDocument,
  environment: EnvironmentVariables,
): HttpDocument {
  const { prefix, suffix } = commonEnds(before.text, text);
  const growth = text.length - before.text.length;
  const { sections } = before;
  const first = Math.max(0, lastBegunBefore(sections, prefix));
  const reader = new SectionReader(text, reading, sections[first]?.start ?? 0);
  const drafts: SectionBuilder[] = [];
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
  /** The same section, unless its references have other meanings now. */
  const again = (by: number) => (placed: PlacedSection) => {
    const { section, start } = placed;
    const own = section.text.slice(0, section.length);
    return isSame || meaningsIn(own, before.variables, start - by) === meaningsIn(own, variables, start)
      ? placed
      : (new SectionReader(section.text, reading, 0, start).next()?.finish(variables) ?? placed);
  };
  return new ParsedDocument(
    text,
    reading,
    [...kept.map(again(0)), ...drafts.map((draft) => draft.finish(variables)), ...rest.map(again(growth))],
    variables,
  );
}

function definitionsIn({ section, start }: PlacedSection): PlacedDefinitions {
  return { definitions: section.definitions, start };
}

/** The meanings of the references in a section, in a comparable form. */
function meaningsIn(text: string, variables: Variables, start: number): string {
  return JSON.stringify(
    Array.from(everyReferenceIn(text), ({ name, start: offset }) => [
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
