import type { Line } from "./line";
import type { SectionBuilder } from "./section-builder";
import type { Block, Directive, Suppression } from "./tree";
import { DefinitionReader } from "./variable-definitions";
import type { Variables } from "./variables";

/** A section whose lines are read. Its messages follow when the variables of the document are known. */
export class SectionDraft {
  /** Offset in the document. */
  readonly start: number;
  readonly #text: string;
  readonly #builder: SectionBuilder;

  constructor(text: string, builder: SectionBuilder, start: number) {
    this.#text = text;
    this.#builder = builder;
    this.start = start;
  }

  get definitions(): DefinitionReader {
    return this.#builder.definitions;
  }

  /** @param variables those of the document that the draft was read in. */
  finish(variables: Variables): PlacedSection {
    return { section: new Section(this.#text, this.#builder, this.start, variables), start: this.start };
  }
}

/** Most sections don't say anything about variables. They share this object. */
const SILENCE = new DefinitionReader("");

/**
 * A part of a document that is read on its own: from one separator to the next or, in Markdown, up to the end of a fence. It depends only on
 * its text and on the meanings of the references in it, and it never changes. All places in it are relative to its start, so documents with the
 * same section share it.
 */
export class Section {
  /** Its text, and the next line, which ends it. */
  readonly text: string;
  readonly length: number;
  readonly lines: readonly Line[];
  readonly definitions: DefinitionReader;
  readonly hasMessages: boolean;
  readonly blocks: readonly Block[];
  /** The directives before the first message. */
  readonly topDirectives: readonly Directive[];
  readonly suppressions: readonly Suppression[];
  /** How many Markdown fences open in the section. */
  readonly fences: number;
  /** Whether there is a heading below its last block. */
  readonly endsAfterHeading: boolean;

  /** @param start offset in the document whose variables these are. */
  constructor(text: string, builder: SectionBuilder, start: number, variables: Variables) {
    this.text = text;
    this.lines = builder.lines;
    this.length = builder.lines.at(-1)?.next ?? 0;
    this.definitions = builder.definitions.isSilent ? SILENCE : builder.definitions;
    this.hasMessages = builder.hasMessages;
    this.fences = builder.fences;
    this.endsAfterHeading = builder.endsAfterHeading;
    const { blocks, topDirectives, suppressions } = builder.finish(this, variables, start);
    this.blocks = blocks;
    this.topDirectives = topDirectives;
    this.suppressions = suppressions;
  }

  /** Whether it depends on the variables of its document. */
  get hasReferences(): boolean {
    return this.text.slice(0, this.length).includes("{{");
  }
}

/** A section and its offset in a document. */
export interface PlacedSection {
  readonly section: Section;
  readonly start: number;
}
