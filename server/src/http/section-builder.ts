import { append } from "../text/append";
import { skipBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { commandAt } from "./command-start";
import type { Draft, Writing } from "./draft";
import type { FenceInfo } from "./fence-info";
import type { Line, LineKind } from "./line";
import { MessageReader } from "./message-reader";
import type { PanelDraft, PanelEvent } from "./panel";
import { type Announced, announcedAt } from "./panel-words";
import { isPseudo } from "./pseudo-fields";
import type { ReadConsole, ReadLine } from "./read-line";
import { recordedRedirect } from "./recorded-redirect";
import { requestLine } from "./request-line";
import { findResponses, hasResponseField, moveFactsUp, pairUpwards } from "./responses-in-drafts";
import { type SuppressionForm, suppressionComment } from "./suppression-comment";
import { type SuppressionDraft, suppressionsOf } from "./suppression-reader";
import { urlInNote } from "./transcript";
import type { Block, ConsoleEntry, Directive, Message, PlacedSection, Section, Suppression, UnreadFence } from "./tree";
import { DefinitionReader } from "./variable-definitions";
import type { Variables } from "./variables";

interface BlockDraft {
  readonly start: number;
  readonly title: string;
  readonly fence: number;
  readonly badExample: boolean;
  readonly announces: Announced | null;
  readonly afterHeading: boolean;
  readonly messages: (Draft | PanelDraft)[];
}

/** The kinds of lines that end a head: a blank line, or a line that can't be in a head. */
const BODY_KINDS: ReadonlySet<LineKind> = new Set<LineKind>([
  "blank",
  "body",
  "junk",
  "file",
  "script",
  "response-reference",
]);

/**
 * Collects the classified lines of a section into messages and blocks. Other sections depend only on its definitions and its top directives.
 */
export class SectionBuilder {
  /** Offset of the section in the document. */
  readonly start: number;
  /** The text from the section's start. */
  readonly #text: string;
  /** The end of the line that ends the section. */
  end: number;
  readonly #lines: Line[] = [];
  readonly #blocks: BlockDraft[] = [];
  readonly definitions: DefinitionReader;
  #block: BlockDraft | null = null;
  #message: Draft | null = null;
  #inBody = false;
  /** Directives for the next request. */
  #directives: Line[] = [];
  readonly #topDirectives: Line[] = [];
  readonly #suppressions: SuppressionDraft[] = [];
  readonly #unreadFences: Omit<UnreadFence, "section">[] = [];
  readonly #console: ReadConsole[] = [];
  #redirectedTo: string | null = null;
  #sawMessage = false;
  #fence = 0;
  #badExample = false;
  /** What the last line between two fences that announces something says. */
  #announces: Announced | null = null;
  #afterHeading = false;
  /** The copy of a browser's panel that is being read. */
  #panel: PanelDraft | null = null;
  /** How many pairs are known to belong together. */
  #records = 0;
  /** The record of the next message. */
  #nextRecord: number | null = null;
  /** The kind of message that the last heading announces. */
  #heading: "request" | "response" | null = null;

  constructor(text: string, start: number) {
    this.start = start;
    this.end = text.length;
    this.#text = text;
    this.definitions = new DefinitionReader(text);
  }

  openFence(start: number, badExample: boolean): void {
    this.#fence++;
    this.#badExample = badExample;
    this.#openBlock(start, "");
  }

  closeFence(): void {
    this.#block = null;
    this.#message = null;
    this.#panel = null;
    this.#directives = [];
  }

  /**
   * Notes that a fence looks like HTTP but isn't read.
   * @param mark offset of the mark that opens it.
   * @param isDoubtful whether that is because it may be something else; otherwise the settings say so.
   */
  passOver(mark: number, { range, labelling }: FenceInfo, isDoubtful: boolean): void {
    const relative = ({ start, end }: Range): Range => ({ start: start - mark, end: end - mark });
    this.#unreadFences.push({
      offset: mark,
      opening: { start: 0, end: range.end - mark },
      labelling: { range: relative(labelling.range), newText: labelling.newText },
      isDoubtful,
    });
  }

  /** Notes a heading between two fences, or a line that takes its place. */
  heading(heading: Announced | "apart"): void {
    this.#afterHeading ||= heading === "apart";
    this.#announces = heading === "apart" ? null : heading;
  }

  #openBlock(start: number, title: string): BlockDraft {
    this.#block = {
      start,
      title,
      fence: this.#fence,
      badExample: this.#badExample,
      announces: title === "" ? this.#announces : announcedAt(title, 0, title.length),
      afterHeading: this.#afterHeading,
      messages: [],
    };
    this.#blocks.push(this.#block);
    this.#announces = null;
    this.#afterHeading = false;
    this.#message = null;
    this.#panel = null;
    this.#heading = null;
    this.#directives = [];
    this.#redirectedTo = null;
    return this.#block;
  }

  /** A line outside all blocks. */
  skip(line: Line): void {
    this.#lines.push(line);
  }

  /** Notes that the last line is a suppression comment, if it is one. */
  noteSuppression(form: SuppressionForm | null): void {
    if (form !== null) {
      this.#suppressions.push({ form, index: this.#lines.length - 1 });
    }
  }

  read({ line, isRecorded, panelEvents, console, endsMessage }: ReadLine): void {
    this.#noteConsole(line, console);
    if (endsMessage) {
      this.#message = null;
    }
    if (panelEvents === null) {
      this.#add(line, isRecorded);
    } else {
      this.#addToPanel(line, panelEvents);
    }
  }

  /** Notes a console message. The error that a script gets says nothing more where the console's message is right above it. */
  #noteConsole({ kind }: Line, read: ReadConsole | null): void {
    const isBelowConsole = kind === "console" && this.#lines.at(-1)?.kind === "console";
    if (read !== null && !(isBelowConsole && read.message.check === null)) {
      this.#console.push(read);
    }
  }

  /** Adds a line of a browser's panel. */
  #addToPanel(line: Line, events: readonly PanelEvent[]): void {
    this.#lines.push(line);
    if (line.kind === "panel" && this.#block === null) {
      // A block that opens here drops the directives collected so far.
      const directives = this.#directives;
      this.#openBlock(line.start, "");
      this.#directives = directives;
    }
    this.#message = null;
    if (line.kind === "directive") {
      this.#directives.push(line);
      if (!this.#sawMessage) {
        this.#topDirectives.push(line);
      }
    } else if (line.kind === "comment") {
      this.noteSuppression(suppressionComment(this.#text, line.content, line.end));
    }
    for (const event of events) {
      if (event === "exchange") {
        this.#panel = null;
      } else {
        this.#panel ??= this.#openPanel(line);
        this.#panel.entries.push(event);
      }
    }
    if (this.#panel !== null && this.#directives.length > 0) {
      append(this.#panel.directives, this.#directives);
      this.#directives = [];
    }
  }

  #openPanel(line: Line): PanelDraft {
    const directives = this.#directives;
    const block = this.#block ?? this.#openBlock(line.start, "");
    const panel: PanelDraft = { kind: "panel", record: this.#records++, entries: [], directives };
    block.messages.push(panel);
    this.#directives = [];
    this.#sawMessage = true;
    return panel;
  }

  /** @param isRecorded whether it is a line of a transcript. */
  #add(line: Line, isRecorded: boolean): void {
    this.#lines.push(line);
    this.definitions.add(line);
    this.#panel = null;
    switch (line.kind) {
      case "separator": {
        this.#openBlock(line.next, this.#text.slice(line.content, line.end).replace(/^#+/, "").trim());
        return;
      }
      case "request-line":
        if (this.#message?.kind === "fragment" && !this.#inBody && !isRecorded) {
          if (!isPseudo(this.#text, line) || !hasResponseField(this.#text, this.#linesOf(this.#message))) {
            this.#adopt(this.#message);
            break;
          }
          // A browser's panel shows the response above its request.
          this.#answerBelow(this.#message);
        }
        this.#openMessage("request", line, isRecorded || this.#isPrinted(line) ? "transcript" : "lines");
        return;
      case "command":
        this.#openMessage("request", line, "command");
        return;
      case "status-line":
        this.#openMessage("response", line, isRecorded ? "transcript" : "lines");
        return;
      case "field":
        if (this.#message === null || this.#inBody) {
          this.#noteFieldsBelow();
          this.#openMessage("fragment", line, "lines");
          return;
        }
        break;
      case "directive":
        if (this.#message?.kind === "request" && !this.#inBody) {
          this.#message.directives.push(line);
        } else {
          this.#directives.push(line);
        }
        if (!this.#sawMessage) {
          this.#topDirectives.push(line);
        }
        break;
      case "comment":
        this.noteSuppression(suppressionComment(this.#text, line.content, line.end));
        this.#noteHeading(line);
        break;
      case "prose":
      case "body":
        this.#noteHeading(line);
        break;
      case "note":
        this.#noteHeading(line);
        this.#redirectedTo = urlInNote(this.#text, line.content, line.end) ?? this.#redirectedTo;
        break;
      case "blank":
        if (this.#message?.kind === "fragment") {
          this.#message = null;
        }
        break;
    }
    this.#continue(line);
  }

  /** Fields directly above a request line, without a blank line between, belong to the request. */
  #adopt(fragment: Draft): void {
    fragment.kind = "request";
    append(fragment.directives, this.#directives);
    this.#directives = [];
  }

  #noteHeading({ content, end }: Line): void {
    const announced = announcedAt(this.#text, content, end);
    this.#heading = announced === null || announced === "detail" ? this.#heading : announced;
  }

  #linesOf({ first, end }: Draft): readonly Line[] {
    return this.#lines.slice(first, end);
  }

  #answerBelow(fragment: Draft): void {
    fragment.kind = "response";
    fragment.record = this.#records;
    this.#nextRecord = this.#records++;
  }

  #noteFieldsBelow(): void {
    const message = this.#message;
    const isRequest = message?.kind === "request";
    if (isRequest && this.#lines.slice(message.headEnd, -1).every(({ kind }) => kind === "blank")) {
      message.hasFieldsBelow = true;
    }
  }

  #openMessage(kind: Message["kind"], line: Line, writing: Writing): void {
    // A block that opens here drops the directives collected so far.
    const directives = this.#directives;
    const heading = this.#heading;
    const block = this.#block ?? this.#openBlock(line.start, "");
    const isRecorded = kind === "request" && writing === "transcript";
    const redirectedTo = this.#redirectedTo ?? (isRecorded ? this.#redirectAbove(line) : null);
    const command = this.#commandOf(block, kind, writing, redirectedTo);
    if (kind === "request" && command !== null && block.messages.at(-1) === command) {
      // A transcript shows the requests that the command above it has sent.
      block.messages.pop();
    }
    this.#message = {
      kind,
      writing,
      first: this.#lines.length - 1,
      headEnd: this.#lines.length,
      end: this.#lines.length,
      directives: kind === "request" ? [...(command?.directives ?? []), ...directives] : [],
      command,
      redirectedTo,
      heading,
      record: this.#nextRecord,
      hasFieldsBelow: false,
    };
    this.#heading = null;
    this.#nextRecord = null;
    this.#inBody = false;
    this.#directives = [];
    this.#redirectedTo = null;
    this.#sawMessage = true;
    block.messages.push(this.#message);
  }

  /** The URL of the redirect right above a request of a transcript. The note that names it may be left out. */
  #redirectAbove(line: Line): string | null {
    const message = this.#message;
    return message?.writing === "transcript" && message.kind === "response"
      ? recordedRedirect(this.#text, this.#lines.slice(message.first, message.headEnd), line)
      : null;
  }

  /** Whether HTTPie has printed the request that the command above sends. */
  #isPrinted(line: Line): boolean {
    const command = this.#message?.writing === "command" ? this.#lines[this.#message.first] : undefined;
    const text = this.#text;
    return (
      command !== undefined &&
      commandAt(text, skipBlanks(text, command.content, command.end), command.end)?.tool === "httpie" &&
      (requestLine(text, line.content, line.end)?.version ?? null) !== null
    );
  }

  /** The command that made a message, as far as it is above it without another message of another origin between. */
  #commandOf(
    { messages }: BlockDraft,
    kind: Message["kind"],
    writing: Writing,
    redirectedTo: string | null,
  ): Draft | null {
    const isShown = kind === "response" || (kind === "request" && writing === "transcript" && redirectedTo === null);
    const last = isShown ? messages.at(-1) : undefined;
    if (last?.kind === "panel") {
      return null;
    }
    return last?.writing === "command" ? last : (last?.command ?? null);
  }

  #continue(line: Line): void {
    const message = this.#message;
    if (message === null) {
      return;
    }
    message.end = this.#lines.length;
    this.#inBody ||= BODY_KINDS.has(line.kind);
    if (!this.#inBody) {
      message.headEnd = message.end;
    }
  }

  /** How many Markdown fences have been opened. */
  get fences(): number {
    return this.#fence;
  }

  /** Makes the section. Its messages can only be read when the variables of the document are known. */
  finish(variables: Variables): PlacedSection {
    const lines = this.#lines;
    const blocks: Block[] = [];
    const topDirectives: Directive[] = [];
    const suppressions: Suppression[] = [];
    const unreadFences: UnreadFence[] = [];
    const consoleEntries: ConsoleEntry[] = [];
    const section: Section = {
      text: this.#text.slice(0, this.end),
      length: lines.at(-1)?.next ?? 0,
      lines,
      definitions: this.definitions.isSilent ? SILENCE : this.definitions,
      hasMessages: this.#sawMessage,
      blocks,
      topDirectives,
      suppressions,
      unreadFences,
      consoleEntries,
      fences: this.#fence,
      endsAfterHeading: this.#afterHeading || this.#announces === "request",
    };
    const reader = new MessageReader(this.#text, lines, section, variables, this.start);
    for (const [
      index,
      { start, messages: collected, title, fence, badExample, announces, afterHeading },
    ] of this.#blocks.entries()) {
      const messages = moveFactsUp(collected);
      const drafts = messages.filter((draft) => draft.kind !== "panel");
      findResponses(this.#text, lines, drafts);
      this.#records = pairUpwards(this.#text, lines, messages, this.#records);
      blocks.push({
        section,
        offset: start,
        index,
        messages: messages.flatMap((draft) =>
          draft.kind === "panel" ? reader.panel(draft, index) : reader.messages(draft, index),
        ),
        title,
        fence,
        badExample,
        announces,
        afterHeading,
      });
    }
    append(
      topDirectives,
      this.#topDirectives.flatMap((line) => reader.directives(line)),
    );
    const messages = blocks.flatMap((block) => block.messages);
    append(
      unreadFences,
      this.#unreadFences.map((fence) => ({ ...fence, section })),
    );
    append(
      consoleEntries,
      this.#console.map(({ message, start, end }) => ({ section, offset: start, message, length: end - start })),
    );
    append(suppressions, suppressionsOf(section, this.#text, this.#suppressions, messages));
    return { section, start: this.start };
  }
}

/** Most sections don't say anything about variables. They share this object. */
const SILENCE = new DefinitionReader("");
