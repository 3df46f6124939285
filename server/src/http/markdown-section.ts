import type { LineSpan } from "../text/lines";
import type { FenceInfo } from "./fence-info";
import { type Likeness, likenessOf } from "./fence-recognition";
import type { Line, LineKind } from "./line";
import { FenceReader } from "./markdown";
import type { Announced } from "./panel-words";
import type { ReadLine } from "./read-line";
import type { ReadingOptions } from "./reading";
import { Scanner } from "./scanner";
import type { SectionBuilder } from "./section-builder";
import { suppressionInMarkdown } from "./suppression-comment";

/** A fence that may hold HTTP, as far as it has been read. */
interface OpenFence {
  readonly mark: number;
  readonly info: FenceInfo;
  readonly opening: LineSpan;
  readonly scanner: Scanner;
  readonly lines: ReadLine[];
  /** Null while it is open, and if it ends without a closing line. */
  closing: LineSpan | null;
}

/** Prose without a fence is split at a blank line once it is this long, so that an edit affects only a part of it. */
const LONG_PROSE = 4_096;

/**
 * Reads a section of a Markdown text: prose, up to the end of the next fence that is read. Whether a fence is read is known at its end, or, if it has
 * a command, at the end of the next one, which may have the answer. Until then its lines wait, so that a section never depends on the text below it.
 */
export class MarkdownSection {
  readonly #text: string;
  readonly #reading: ReadingOptions;
  readonly #builder: SectionBuilder;
  readonly #fences: FenceReader;
  #fence: OpenFence | null = null;
  /** A fence with a command whose answer may be in the next fence, and the prose below it. */
  #command: OpenFence | null = null;
  #below: LineSpan[] = [];

  constructor(text: string, reading: ReadingOptions, builder: SectionBuilder) {
    this.#text = text;
    this.#reading = reading;
    this.#builder = builder;
    this.#fences = new FenceReader(text);
  }

  /** Adds a line. Returns whether it ends the section. */
  add(span: LineSpan): boolean {
    const markdown = this.#fences.next(span);
    switch (markdown.kind) {
      case "content": {
        const { scanner, lines } = this.#fence as OpenFence;
        lines.push(scanner.next(span.start, markdown.content, span.end, span.next));
        return false;
      }
      case "open": {
        this.#end();
        const scanner = new Scanner(this.#text, this.#reading.commentedResponses);
        scanner.openFence();
        this.#fence = { mark: markdown.mark, info: markdown.info, opening: span, scanner, lines: [], closing: null };
        return false;
      }
      case "close":
        (this.#fence as OpenFence).closing = span;
        return this.#end();
      case "prose":
        this.#end();
        return this.#prose(span, markdown.heading);
    }
  }

  /** Ends the text. */
  finish(): void {
    this.#end();
    this.#settle(false);
  }

  #prose(span: LineSpan, heading: Announced | "apart" | null): boolean {
    const { isInFence } = this.#fences;
    if (heading === "apart" || heading === "request" || isInFence) {
      this.#settle(false);
    }
    if (this.#command !== null) {
      this.#below.push(span);
      return false;
    }
    this.#skip(span, isInFence);
    if (heading !== null) {
      this.#builder.heading(heading);
    }
    return span.next > LONG_PROSE && span.end === span.start && !isInFence && this.#builder.fences === 0;
  }

  #skip(span: LineSpan, isInFence: boolean): void {
    this.#builder.skip(whole(span, "prose"));
    if (!isInFence) {
      this.#builder.noteSuppression(suppressionInMarkdown(this.#text, span.start, span.end));
    }
  }

  /** Ends the open fence, if there is one. Returns whether it is read, so that the section ends with it. */
  #end(): boolean {
    const fence = this.#fence;
    this.#fence = null;
    if (fence === null) {
      return false;
    }
    const { info, lines } = fence;
    const likeness = info.label === "http" ? labelledLikeness(lines) : likenessOf(this.#text, lines, info.label);
    this.#settle(likeness === "answer");
    switch (likeness) {
      case "exchange":
      case "answer":
        return this.#take(fence);
      case "command":
        this.#command = fence;
        return false;
      case "doubtful":
        this.#builder.passOver(fence.mark, info, this.#reading.unlabelledFences);
    }
    this.#leave(fence);
    return false;
  }

  /** Decides about the fence with a command. */
  #settle(isAnswered: boolean): void {
    const command = this.#command;
    this.#command = null;
    if (command !== null) {
      if (isAnswered) {
        this.#take(command);
      } else {
        this.#leave(command);
      }
      for (const span of this.#below) {
        this.#skip(span, false);
      }
      this.#below = [];
    }
  }

  /** Reads a fence, unless the settings say to pass it over. Returns whether it is read. */
  #take(fence: OpenFence): boolean {
    const { mark, info, opening, lines, closing } = fence;
    const builder = this.#builder;
    if (info.label !== "http" && !this.#reading.unlabelledFences) {
      builder.passOver(mark, info, false);
      this.#leave(fence);
      return false;
    }
    builder.skip(whole(opening, "fence"));
    builder.openFence(opening.next, info.isBadExample);
    for (const line of lines) {
      builder.read(line);
    }
    if (closing !== null) {
      builder.skip(whole(closing, "fence"));
    }
    builder.closeFence();
    return true;
  }

  /** Leaves a fence as prose. */
  #leave({ opening, lines, closing }: OpenFence): void {
    this.#builder.skip(whole(opening, "prose"));
    for (const { line } of lines) {
      this.#builder.skip(whole(line, "prose"));
    }
    if (closing !== null) {
      this.#builder.skip(whole(closing, "prose"));
    }
  }
}

/** A fence that is labelled `http` is read in any case, but only a response can be an answer to the command above it. */
function labelledLikeness(lines: readonly ReadLine[]): Likeness {
  const first = lines.find(({ line: { kind } }) => MESSAGE_STARTS.has(kind));
  return first?.line.kind === "status-line" ? "answer" : "exchange";
}

const MESSAGE_STARTS: ReadonlySet<LineKind> = new Set<LineKind>(["request-line", "status-line", "command", "field"]);

function whole({ start, end, next }: LineSpan, kind: LineKind): Line {
  return { kind, start, content: start, end, next };
}
