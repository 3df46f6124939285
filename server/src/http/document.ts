import type { LineStretch } from "../text/line-index";
import type { Anchor, Place, Range } from "../text/range";
import type { Line } from "./line";
import { Privacy } from "./privacy";
import type { Reading } from "./reading";
import { secretTokensOf } from "./secret-tokens";
import type {
  Block,
  ConsoleEntry,
  Directive,
  ForeignGrammar,
  HttpDocument,
  PlacedSection,
  Section,
  Suppression,
  UnreadFence,
} from "./tree";
import type { Variables } from "./variables";

/** Where a section is in a document. */
interface SectionPlace {
  readonly start: number;
  /** Index in `HttpDocument.blocks` of its first block. */
  readonly firstBlock: number;
  /** Whether there is a heading between it and the block before. */
  readonly afterHeading: boolean;
}

/** A text, read as sections. */
export class ParsedDocument implements HttpDocument {
  readonly foreign: ForeignGrammar | null;
  readonly text: string;
  /** How it was read; null for a text without HTTP. */
  readonly reading: Reading | null;
  readonly sections: readonly PlacedSection[];
  readonly blocks: readonly Block[];
  readonly variables: Variables;
  readonly topDirectives: readonly Directive[];
  readonly suppressions: readonly Suppression[];
  readonly unreadFences: readonly UnreadFence[];
  readonly consoleEntries: readonly ConsoleEntry[];
  readonly #hasHeadings: boolean;
  #places: ReadonlyMap<object, SectionPlace> | null = null;
  #lines: readonly Line[] | null = null;
  #privacy: Privacy | null = null;

  constructor(
    text: string,
    reading: Reading | null,
    sections: readonly PlacedSection[],
    variables: Variables,
    foreign: ForeignGrammar | null = null,
  ) {
    this.text = text;
    this.foreign = foreign;
    this.reading = reading;
    this.sections = sections;
    this.variables = variables;
    const blocks: Block[] = [];
    const suppressions: Suppression[] = [];
    const unreadFences: UnreadFence[] = [];
    const consoleEntries: ConsoleEntry[] = [];
    for (const { section } of sections) {
      for (const block of section.blocks) {
        blocks.push(block);
      }
      for (const suppression of section.suppressions) {
        suppressions.push(suppression);
      }
      for (const fence of section.unreadFences) {
        unreadFences.push(fence);
      }
      for (const entry of section.consoleEntries) {
        consoleEntries.push(entry);
      }
    }
    this.blocks = blocks;
    this.#hasHeadings = sections.some(({ section }) => section.endsAfterHeading);
    this.suppressions = suppressions;
    this.unreadFences = unreadFences;
    this.consoleEntries = consoleEntries;
    const first = sections.findIndex(({ section }) => section.hasMessages);
    this.topDirectives = sections
      .slice(0, first < 0 ? sections.length : first + 1)
      .flatMap(({ section }) => section.topDirectives);
  }

  get privacy(): Privacy {
    this.#privacy ??= new Privacy(this.text, this.variables, secretTokensOf(this.sections));
    return this.#privacy;
  }

  get stretches(): readonly LineStretch[] {
    return this.sections.map(({ section, start }) => ({ start, lines: section.lines }));
  }

  get lines(): readonly Line[] {
    this.#lines ??= this.sections.flatMap(({ section, start }) =>
      section.lines.map(({ kind, start: first, content, end, next }) => ({
        kind,
        start: start + first,
        content: start + content,
        end: start + end,
        next: start + next,
      })),
    );
    return this.#lines;
  }

  startOf({ section, offset }: Anchor): number {
    return this.#placeOf(section).start + offset;
  }

  rangeOf({ anchor, range }: Place): Range {
    const start = this.startOf(anchor);
    return { start: start + range.start, end: start + range.end };
  }

  indexOf({ section, index }: Block): number {
    return this.#placeOf(section).firstBlock + index;
  }

  isAfterHeading({ section, index, afterHeading }: Block): boolean {
    return afterHeading || (index === 0 && this.#hasHeadings && this.#placeOf(section).afterHeading);
  }

  #placeOf(section: object): SectionPlace {
    this.#places ??= placesOf(this.sections);
    const place = this.#places.get(section);
    if (place === undefined) {
      throw new Error("This part belongs to another document.");
    }
    return place;
  }
}

function placesOf(sections: readonly PlacedSection[]): ReadonlyMap<Section, SectionPlace> {
  const places = new Map<Section, SectionPlace>();
  let firstBlock = 0;
  let afterHeading = false;
  for (const { section, start } of sections) {
    places.set(section, { start, firstBlock, afterHeading });
    firstBlock += section.blocks.length;
    afterHeading = section.endsAfterHeading || (section.blocks.length === 0 && afterHeading);
  }
  return places;
}
