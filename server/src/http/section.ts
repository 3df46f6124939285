import type { Line } from "./line";
import type { SectionBuilder } from "./section-builder";
import type { Block, Directive, PlacedSection, Section, Suppression } from "./tree";
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
    return { section: new ReadSection(this.#text, this.#builder, this.start, variables), start: this.start };
  }
}

/** Most sections don't say anything about variables. They share this object. */
const SILENCE = new DefinitionReader("");

/** A section that reads its messages. */
class ReadSection implements Section {
  readonly text: string;
  readonly length: number;
  readonly lines: readonly Line[];
  readonly definitions: DefinitionReader;
  readonly hasMessages: boolean;
  readonly blocks: readonly Block[];
  readonly topDirectives: readonly Directive[];
  readonly suppressions: readonly Suppression[];
  readonly fences: number;
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

  get hasReferences(): boolean {
    return this.text.slice(0, this.length).includes("{{");
  }
}
