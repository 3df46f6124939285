import type { LineStretch } from "../text/line-index";
import { LineCursor } from "../text/lines";
import type { Line, LineKind } from "./line";
import type { OutsideVariables } from "./outside";
import type { ReadingOptions } from "./scanner";
import type { Section } from "./section";
import type { Carrier } from "./section-reader";
import type { Block, Directive, ForeignGrammar, HttpDocument, Suppression } from "./tree";
import { definitionsOf } from "./variable-definitions";
import { Variables } from "./variables";

/** How a text is read: the same sections, read in the same way, are the same. */
export interface Reading {
  readonly carrier: Carrier;
  readonly options: ReadingOptions;
}

/** A text as its sections. */
export class SectionedDocument implements HttpDocument {
  readonly foreign = null;
  readonly text: string;
  readonly reading: Reading;
  readonly sections: readonly Section[];
  readonly blocks: readonly Block[];
  readonly variables: Variables;
  readonly topDirectives: readonly Directive[];
  readonly suppressions: readonly Suppression[];
  #lines: readonly Line[] | null = null;

  constructor(text: string, reading: Reading, sections: readonly Section[], variables: Variables) {
    this.text = text;
    this.reading = reading;
    this.sections = sections;
    this.variables = variables;
    const blocks: Block[] = [];
    const suppressions: Suppression[] = [];
    for (const section of sections) {
      for (const block of section.blocks) {
        blocks.push(block);
      }
      for (const suppression of section.suppressions) {
        suppressions.push(suppression);
      }
    }
    this.blocks = blocks;
    this.suppressions = suppressions;
    const first = sections.findIndex(({ hasMessages }) => hasMessages);
    this.topDirectives = sections
      .slice(0, first < 0 ? sections.length : first + 1)
      .flatMap(({ topDirectives }) => topDirectives);
  }

  get lines(): readonly Line[] {
    this.#lines ??= [...this.linesFrom(0)];
    return this.#lines;
  }

  *linesFrom(offset: number): Generator<Line> {
    for (let i = this.#sectionAt(offset); i < this.sections.length; i++) {
      const { start, lines } = this.sections[i] as Section;
      for (let k = firstFrom(lines, offset - start); k < lines.length; k++) {
        const line = lines[k] as Line;
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

  /** The index of the section that an offset is in. */
  #sectionAt(offset: number): number {
    let low = 0;
    let high = this.sections.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.sections[middle]?.start ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}

/** The index of the first line that starts at an offset or after it. */
function firstFrom(lines: readonly Line[], offset: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.start ?? 0) < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** A text in which there is nothing of ours: all its lines are of one kind. */
export class PlainDocument implements HttpDocument {
  readonly text: string;
  readonly foreign: ForeignGrammar | null;
  readonly blocks = [];
  readonly variables: Variables;
  readonly topDirectives = [];
  readonly suppressions = [];
  readonly #kind: LineKind;
  #lines: readonly Line[] | null = null;

  constructor(text: string, kind: LineKind, foreign: ForeignGrammar | null, outside: OutsideVariables) {
    this.text = text;
    this.variables = new Variables(text, definitionsOf([]), outside);
    this.#kind = kind;
    this.foreign = foreign;
  }

  get lines(): readonly Line[] {
    this.#lines ??= [...this.#read()];
    return this.#lines;
  }

  get sections(): readonly LineStretch[] {
    return [{ start: 0, lines: this.lines }];
  }

  linesFrom(offset: number): readonly Line[] {
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
