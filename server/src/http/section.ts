import type { Line } from "./line";
import type { SectionBuilder } from "./section-builder";
import type { Block, Directive, Message, Suppression } from "./tree";
import { DefinitionReader, type NamedDefinition } from "./variable-definitions";
import type { TextDefinition, Variables } from "./variables";

/** The parts of a tree that have a place in the document: it is theirs to have, and the section's to change. */
type Movable<T> = { -readonly [K in keyof T]: T[K] };

/** What precedes a section in its document. */
export interface SectionPlace {
  readonly index: number;
  readonly fence: number;
  /** Whether there is a heading below the last block. */
  readonly afterHeading: boolean;
}

export const BEGINNING: SectionPlace = { index: 0, fence: 0, afterHeading: false };

/** A section whose lines are read; its messages are once the variables of the document are known. */
export class SectionDraft {
  /** Offset in the document. */
  readonly start: number;
  readonly #text: string;
  readonly #builder: SectionBuilder;

  constructor(text: string, builder: SectionBuilder, start: number) {
    this.#text = text;
    this.#builder = builder;
    this.start = start;
    moveDefinitions(builder.definitions, start);
  }

  get definitions(): DefinitionReader {
    return this.#builder.definitions;
  }

  finish(variables: Variables): Section {
    return new Section(this.#text, this.#builder, this.start, variables);
  }
}

/** What most sections say about variables, one for all. */
const SILENCE = new DefinitionReader("");

/**
 * A stretch of a document that is read by itself: from one separator to the next or, in Markdown, up to the end of a fence. What is in it
 * depends on its own text and on the variables of the document.
 */
export class Section {
  /** Its text, and the line behind it, which ends it. */
  readonly text: string;
  readonly length: number;
  /** Placed relative to the section. */
  readonly lines: readonly Line[];
  readonly definitions: DefinitionReader;
  readonly hasMessages: boolean;
  /** The directives before the first message. */
  readonly topDirectives: readonly Directive[];
  readonly suppressions: readonly Suppression[];
  readonly #fences: number;
  readonly #endsAfterHeading: boolean;
  readonly #beginsAfterHeading: boolean;
  #blocks: readonly Block[];
  #start = 0;
  #place = BEGINNING;

  constructor(text: string, builder: SectionBuilder, start: number, variables: Variables) {
    const { blocks, topDirectives, suppressions } = builder.finish(variables, start);
    this.text = text;
    this.lines = builder.lines;
    this.length = builder.lines.at(-1)?.next ?? 0;
    this.definitions = builder.definitions.isSilent ? SILENCE : builder.definitions;
    this.hasMessages = builder.hasMessages;
    this.#blocks = blocks;
    this.topDirectives = topDirectives;
    this.suppressions = suppressions;
    this.#fences = builder.fences;
    this.#endsAfterHeading = builder.endsAfterHeading;
    this.#beginsAfterHeading = blocks[0]?.afterHeading ?? false;
    this.#start = start;
    this.#moveMessages(start);
  }

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  /** Offset in the document. */
  get start(): number {
    return this.#start;
  }

  /** Whether its messages depend on the variables of the document. */
  get hasReferences(): boolean {
    return this.text.slice(0, this.length).includes("{{");
  }

  /** The place of what follows the section. */
  get end(): SectionPlace {
    const { index, fence, afterHeading } = this.#place;
    return {
      index: index + this.#blocks.length,
      fence: fence + this.#fences,
      afterHeading: this.#endsAfterHeading || (this.#blocks.length === 0 && afterHeading),
    };
  }

  /** Moves everything that has an offset in the document. */
  moveTo(start: number): void {
    if (start !== this.#start) {
      moveDefinitions(this.definitions, start - this.#start);
      this.#moveMessages(start - this.#start);
      this.#start = start;
    }
  }

  /**
   * Numbers the blocks anew. One that gets a heading above it, or loses it, becomes another one. Returns whether the place is another one: if not,
   * everything that follows has its numbers already.
   */
  number(place: SectionPlace): boolean {
    const index = place.index - this.#place.index;
    const fence = place.fence - this.#place.fence;
    if (index === 0 && fence === 0 && place.afterHeading === this.#place.afterHeading) {
      return false;
    }
    this.#place = place;
    const [first] = this.#blocks;
    const afterHeading = this.#beginsAfterHeading || place.afterHeading;
    if (first !== undefined && first.afterHeading !== afterHeading) {
      this.#blocks = [{ ...first, afterHeading }, ...this.#blocks.slice(1)];
    }
    for (const block of this.#blocks as readonly Movable<Block>[]) {
      block.index += index;
      block.fence += fence;
      for (const message of block.messages as readonly Movable<Message>[]) {
        message.block += index;
      }
    }
    return true;
  }

  #moveMessages(by: number): void {
    for (const comment of [...this.topDirectives, ...this.suppressions] as readonly Movable<
      Directive | Suppression
    >[]) {
      comment.start += by;
    }
    for (const block of this.#blocks as readonly Movable<Block>[]) {
      block.start += by;
      for (const message of block.messages as readonly Movable<Message>[]) {
        message.start += by;
        if (message.kind === "request") {
          for (const directive of message.directives as readonly Movable<Directive>[]) {
            directive.start += by;
          }
        }
      }
    }
  }
}

function moveDefinitions({ named }: DefinitionReader, by: number): void {
  let last: TextDefinition | null = null;
  for (const { definition } of named) {
    // One that goes by two names stands once.
    if (definition !== last) {
      (definition as Movable<TextDefinition>).start += by;
      last = definition;
    }
  }
}

/**
 * Puts the definitions of sections before an edit in the place of those after it, if they say the same: then the variables of the document are
 * the same. Returns whether they do.
 */
export function adoptDefinitions(after: readonly DefinitionReader[], before: readonly DefinitionReader[]): boolean {
  const newOnes = after.flatMap(({ named }) => named);
  const oldOnes = before.flatMap(({ named }) => named);
  if (!haveSameDefinitions(newOnes, oldOnes) || sayOtherwise(after) !== sayOtherwise(before)) {
    return false;
  }
  let next = 0;
  for (const { named } of after) {
    for (let i = 0; i < named.length; i++) {
      const old = oldOnes[next++] as NamedDefinition;
      (old.definition as Movable<TextDefinition>).start = named[i]?.definition.start ?? 0;
      named[i] = old;
    }
  }
  return true;
}

function haveSameDefinitions(a: readonly NamedDefinition[], b: readonly NamedDefinition[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ name, definition }, i) => name === b[i]?.name && definition.value === b[i]?.definition.value)
  );
}

/** What sections say about variables that they do not define, in a form to be compared. */
function sayOtherwise(sections: readonly DefinitionReader[]): string {
  const all = (of: (section: DefinitionReader) => Iterable<string>) =>
    [...new Set(sections.flatMap((one) => [...of(one)]))].sort();
  return JSON.stringify([
    all(({ prompted }) => prompted),
    all(({ scripted }) => scripted),
    sections.some(({ imports }) => imports),
  ]);
}
