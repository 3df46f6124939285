import { countLeading } from "../text/count-leading";
import type { LineStretch } from "../text/line-index";
import { LineCursor } from "../text/lines";
import type { Anchor, Place, Range } from "../text/range";
import type { EnvironmentVariables } from "./environment-variables";
import type { Line, LineKind } from "./line";
import { Privacy } from "./privacy";
import type { ReadingOptions } from "./scanner";
import type { Carrier } from "./section-reader";
import type { Block, Directive, ForeignGrammar, HttpDocument, PlacedSection, Section, Suppression } from "./tree";
import { definitionsOf } from "./variable-definitions";
import { Variables } from "./variables";

/** The options for reading a text. */
export interface Reading {
  readonly carrier: Carrier;
  readonly options: ReadingOptions;
}

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
  readonly reading: Reading;
  readonly sections: readonly PlacedSection[];
  readonly blocks: readonly Block[];
  readonly variables: Variables;
  readonly topDirectives: readonly Directive[];
  readonly suppressions: readonly Suppression[];
  readonly #hasHeadings: boolean;
  #places: ReadonlyMap<object, SectionPlace> | null = null;
  #lines: readonly Line[] | null = null;
  #privacy: Privacy | null = null;

  constructor(
    text: string,
    reading: Reading,
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
    for (const { section } of sections) {
      for (const block of section.blocks) {
        blocks.push(block);
      }
      for (const suppression of section.suppressions) {
        suppressions.push(suppression);
      }
    }
    this.blocks = blocks;
    this.#hasHeadings = sections.some(({ section }) => section.endsAfterHeading);
    this.suppressions = suppressions;
    const first = sections.findIndex(({ section }) => section.hasMessages);
    this.topDirectives = sections
      .slice(0, first < 0 ? sections.length : first + 1)
      .flatMap(({ section }) => section.topDirectives);
  }

  get privacy(): Privacy {
    this.#privacy ??= new Privacy(this.text, this.variables);
    return this.#privacy;
  }

  get stretches(): readonly LineStretch[] {
    return this.sections.map(({ section, start }) => ({ start, lines: section.lines }));
  }

  get lines(): readonly Line[] {
    this.#lines ??= [...this.linesFrom(0)];
    return this.#lines;
  }

  linesFrom(offset: number): Iterable<Line> {
    return this.#sectionLines(offset);
  }

  *#sectionLines(offset: number): Generator<Line> {
    for (let i = this.#sectionAt(offset); i < this.sections.length; i++) {
      const { start, section } = this.sections[i] as PlacedSection;
      for (let k = firstFrom(section.lines, offset - start); k < section.lines.length; k++) {
        const line = section.lines[k] as Line;
        yield {
          kind: line.kind,
          start: line.start + start,
          content: line.content + start,
          end: line.end + start,
          next: line.next + start,
        };
      }
    }
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

  /** The index of the section that an offset is in. */
  #sectionAt(offset: number): number {
    return Math.max(0, countLeading(this.sections, ({ start }) => start <= offset) - 1);
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

/** The index of the first line that starts at an offset or after it. */
export function firstFrom(lines: readonly Line[], offset: number): number {
  return countLeading(lines, ({ start }) => start < offset);
}

/** A text without HTTP. All its lines are of the same kind, and are computed on first use. */
export class PlainDocument extends ParsedDocument {
  readonly #kind: LineKind;
  #plainLines: readonly Line[] | null = null;

  constructor(
    text: string,
    kind: LineKind,
    foreign: ForeignGrammar | null,
    reading: Reading,
    environment: EnvironmentVariables,
  ) {
    super(text, reading, [], new Variables(definitionsOf([]), environment), foreign);
    this.#kind = kind;
  }

  override get lines(): readonly Line[] {
    this.#plainLines ??= [...this.#read()];
    return this.#plainLines;
  }

  override get stretches(): readonly LineStretch[] {
    return [{ start: 0, lines: this.lines }];
  }

  override linesFrom(offset: number): Iterable<Line> {
    return this.lines.slice(firstFrom(this.lines, offset));
  }

  *#read(): Generator<Line> {
    const cursor = new LineCursor(this.text);
    while (cursor.advance()) {
      const { start, end, next } = cursor;
      yield { kind: this.#kind, start, content: start, end, next };
    }
  }
}
