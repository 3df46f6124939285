import type { LineStretch } from "../text/line-index";
import type { Anchor, Place, Range } from "../text/range";
import type { Value } from "../text/unknown";
import type { Line } from "./line";
import type { Section } from "./section";
import type { SuppressionScope } from "./suppression-comment";
import type { ResolvedReferences } from "./value";
import type { Variables } from "./variables";

/**
 * A piece of a message: a range relative to the message's start, and the text there as typed. In a command the text is without quotes, and
 * an option that implies something (`-d` the method, `--json` a `Content-Type`) is the place of what it implies.
 */
export interface Part extends Range {
  readonly text: string;
}

export interface Field {
  readonly name: Part;
  /** Offset of the colon, relative to the message. */
  readonly colon: number;
  /** The value as typed, without blanks around it; folded lines included. */
  readonly value: Part;
  /** What the value says once variables are resolved; unknown where the text leaves it open. */
  readonly resolved: Value;
  /** The field's line or, if it is folded, lines, with indentation, without the last terminator; in a command its words. */
  readonly line: Range;
}

/** A line such as `Access-Control-Allow-Origin "*"`, which lacks the colon of a field. */
export type BareField = Pick<Field, "name" | "value">;

/** `# @key value` above a request, or at the top of the file. Its parts are relative to it. */
export interface Directive extends Anchor {
  readonly section: Section;
  readonly key: Part;
  readonly value: Part;
  /** What the references in its value mean. */
  readonly references: ResolvedReferences;
}

/** `# cors-lens-disable-next-line RULE -- reason`, or the same in a comment of Markdown: what hides findings. It is where the comment's mark is, and its parts are relative to it. */
export interface Suppression extends Anchor {
  readonly section: Section;
  /** Null where the keyword is none of ours: then it hides nothing. */
  readonly scope: SuppressionScope | null;
  readonly keyword: Part;
  /** The names of rules as typed; none stands for all rules. */
  readonly rules: readonly Part[];
  readonly reason: string | null;
  /** From the mark to the end of the text. */
  readonly comment: Range;
  /** The whole line, its terminator included. */
  readonly line: Range;
  /**
   * The next line that is no such comment, with the lines that continue it; empty where there is none in the block.
   */
  readonly nextLine: Range;
  /** The message in whose head it stands, else the next one in the block, else the one before; null where the block has none. */
  readonly message: Message | null;
}

/** It is where the first character of its first line is, and its parts are relative to it. */
interface MessageBase extends Anchor {
  readonly section: Section;
  /** Length of the message up to and with the terminator of its last line, body included. */
  readonly length: number;
  readonly fields: readonly Field[];
  readonly bareFields: readonly BareField[];
  /** Whether lines of the head are left out (`...`), added by a script (`...headers`), or no fields for want of a colon: fields that are not shown may be there. */
  readonly elided: boolean;
  /** The end of the last line of the head or of the command, without its terminator. */
  readonly headEnd: number;
  readonly body: Range | null;
  /** What stands before each line: indentation or a quote mark in Markdown, the mark of a transcript or of a comment; empty elsewhere. */
  readonly prefix: string;
  /** Whether lines can be written into it: not into a command, nor into a transcript, which tells what has happened. */
  readonly writable: boolean;
  /** Index in `Section.blocks` of the block that holds the message. */
  readonly block: number;
}

export interface Request extends MessageBase {
  readonly kind: "request";
  /** Null where no method is typed, which means GET but among pseudo-header fields. */
  readonly method: Part | null;
  readonly methodValue: Value;
  readonly target: Part;
  /** The target as typed, with what continues it: further lines, `-G` with data, the pseudo-header fields beside `:path`. */
  readonly wholeTarget: string;
  /** The same once variables are resolved; in a transcript with scheme and host of the command, where it shows them. */
  readonly targetValue: Value;
  readonly version: Part | null;
  readonly directives: readonly Directive[];
}

export interface Response extends MessageBase {
  readonly kind: "response";
  /** Null where the status stands alone: `200 OK`, `:status: 200`. */
  readonly version: Part | null;
  readonly status: Part;
  readonly statusValue: Value;
  /** Null in a pseudo-header field, which has no place for one. */
  readonly reason: Part | null;
}

/** Field lines without a start line, as in documentation. The same name several times shows alternatives, not a message. */
export interface Fragment extends MessageBase {
  readonly kind: "fragment";
}

export type Message = Request | Response | Fragment;

/** The text between two separators, or a fence of a Markdown document, or a part of one. */
export interface Block extends Anchor {
  readonly section: Section;
  /** In `Section.blocks`. */
  readonly index: number;
  readonly messages: readonly Message[];
  /** The text after `###`. */
  readonly title: string;
  /** The number, in its section, of the Markdown fence that the block is in; 0 in an `.http` file. */
  readonly fence: number;
  /** Whether the fence is marked as an example of what is wrong (`http example-bad`), so that nothing is to be found in it. */
  readonly badExample: boolean;
  /** Whether its section has a Markdown heading above it that announces no response, and no other block after that. */
  readonly afterHeading: boolean;
}

/** Other languages that share the extensions. */
export type ForeignGrammar = "dothttp" | "restclient.el" | "reStructuredText" | "vim-rest-console";

/**
 * A text as it was read. It is a value: it stays true of its text, whatever is read later. It shares sections, and so messages, with documents of
 * similar texts; only the document knows where in the text a message is.
 */
export interface HttpDocument {
  readonly text: string;
  /** The language of a document that is none of ours: it has no messages. */
  readonly foreign: ForeignGrammar | null;
  /** Every line of the text, in order: their content and terminators joined are the text. */
  readonly lines: readonly Line[];
  /** The lines from the first one that starts at an offset or after it. */
  linesFrom(offset: number): Iterable<Line>;
  /** The same lines in stretches, each relative to its own start. */
  readonly stretches: readonly LineStretch[];
  /** The offset in the text of a part of the document. */
  startOf(anchor: Anchor): number;
  rangeOf(place: Place): Range;
  /** Index in `blocks`. */
  indexOf(block: Block): number;
  /** Whether a Markdown heading that announces no response is between a block and the one before. */
  isAfterHeading(block: Block): boolean;
  readonly blocks: readonly Block[];
  /** What the references of the text stand for. */
  readonly variables: Variables;
  /** Directives before the first message. */
  readonly topDirectives: readonly Directive[];
  /** In the order of the text. */
  readonly suppressions: readonly Suppression[];
}

/** The status line of a response, as far as it is typed. */
export function statusLineRange({ version, status, reason }: Response): Range {
  return { start: (version ?? status).start, end: Math.max(status.end, reason?.end ?? 0) };
}

/** The block that holds a message. */
export function blockOf({ section, block }: Message): Block {
  return section.blocks[block] as Block;
}

/** All messages of a document, in order. */
export function messagesOf(document: HttpDocument): Message[] {
  return document.blocks.flatMap((block) => block.messages);
}

/** The offset in the document of a message's first line, with its indentation or quote mark. */
export function startOfLine(document: HttpDocument, message: Message): number {
  const top = document.startOf(message) - message.prefix.length;
  return top === 1 && document.text.charCodeAt(0) === BYTE_ORDER_MARK ? 0 : top;
}

const BYTE_ORDER_MARK = 0xfeff;

/** The lines that start in a stretch of a document: no more is looked at than these. */
export function linesBetween(document: HttpDocument, from: number, to: number): Line[] {
  const lines: Line[] = [];
  for (const line of document.linesFrom(from)) {
    if (line.start >= to) {
      break;
    }
    lines.push(line);
  }
  return lines;
}

/** The fields of a message with this name, in any case, in their order. */
export function fieldsNamed(message: Message, name: string): readonly Field[] {
  let found: Field[] | null = null;
  for (const field of message.fields) {
    if (isSameName(field.name.text, name)) {
      found ??= [];
      found.push(field);
    }
  }
  return found ?? NO_FIELDS;
}

const NO_FIELDS: readonly Field[] = [];

/** Most names have another length, or the case in which they are looked for. */
function isSameName(typed: string, name: string): boolean {
  return typed.length === name.length && (typed === name || typed.toLowerCase() === name.toLowerCase());
}
