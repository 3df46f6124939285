import type { ConsoleMessage } from "../console-message/message";
import type { HeaderName } from "../headers/table";
import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
import type { LineStretch } from "../text/line-index";
import type { Anchor, Place, Range } from "../text/range";
import type { Value } from "../text/unknown";
import { firstFrom, type Line } from "./line";
import type { Announced } from "./panel-words";
import type { Privacy } from "./privacy";
import type { SuppressionScope } from "./suppression-comment";
import type { ResolvedReferences } from "./value";
import type { DefinitionReader } from "./variable-definitions";
import type { Variables } from "./variables";

/**
 * A piece of a message: a range relative to the message's start, and its text as typed. In a command the text is without quotes. For a part
 * that an option implies (`-d` the method, `--json` a `Content-Type`) the range is that of the option.
 */
export interface Part extends Range {
  readonly text: string;
}

export interface Field {
  readonly name: Part;
  /** Offset of the colon, relative to the message. */
  readonly colon: number;
  /** The value as typed, without whitespace around it; folded lines included. */
  readonly value: Part;
  /** The value after resolving variables; unknown if the text leaves it open. */
  readonly resolved: Value;
  /** The field's line or, if it is folded, its lines, with indentation, without the last terminator; in a command its words. */
  readonly line: Range;
}

/** A line such as `Access-Control-Allow-Origin "*"`, which lacks the colon of a field. */
export type BareField = Pick<Field, "name" | "value">;

/** `# @key value` above a request, or at the top of the file. Its parts are relative to it. */
export interface Directive extends Anchor {
  readonly section: Section;
  readonly key: Part;
  readonly value: Part;
  /** The meanings of the references in its value. */
  readonly references: ResolvedReferences;
}

/**
 * A suppression comment: `# cors-lens-disable-next-line RULE -- reason`, or the same in a Markdown comment. Its offset is that of the comment's
 * mark, and its parts are relative to it.
 */
export interface Suppression extends Anchor {
  readonly section: Section;
  /** Null if the keyword isn't known: then the comment doesn't hide anything. */
  readonly scope: SuppressionScope | null;
  readonly keyword: Part;
  /** The names of rules as typed; if there are none, the comment hides all rules. */
  readonly rules: readonly Part[];
  readonly reason: string | null;
  /** From the mark to the end of the text. */
  readonly comment: Range;
  /** The whole line, its terminator included. */
  readonly line: Range;
  /** The next line that isn't a suppression comment, with the lines that continue it; empty if there is none in the block. */
  readonly nextLine: Range;
  /** The message whose head contains the comment, else the next one in the block, else the one before; null if the block has no message. */
  readonly message: Message | null;
}

/** A fence of a Markdown text that looks like HTTP but isn't read. Its offset is that of its mark, and its parts are relative to it. */
export interface UnreadFence extends Anchor {
  readonly section: Section;
  /** The mark, and the info string if there is one. */
  readonly opening: Range;
  /** The edit that labels the fence `http`. */
  readonly labelling: { readonly range: Range; readonly newText: string };
  /** Whether it isn't read because it may be something else; otherwise it is HTTP, but the settings say to leave it. */
  readonly isDoubtful: boolean;
}

/** A browser's console message. Its offset is that of its first character, which may be in a comment. */
export interface ConsoleEntry extends Anchor {
  readonly section: Section;
  readonly message: ConsoleMessage;
  /** Its length, over several lines if a copy has broken it. */
  readonly length: number;
}

/** Its offset is that of the first character of its first line, and its parts are relative to it. */
interface MessageBase extends Anchor {
  readonly section: Section;
  /** Length of the message including the terminator of its last line and its body. */
  readonly length: number;
  readonly fields: readonly Field[];
  readonly bareFields: readonly BareField[];
  /**
   * Whether there may be fields that aren't shown: lines of the head are left out (`...`), added by a script (`...headers`), or aren't fields
   * because they lack a colon.
   */
  readonly elided: boolean;
  /** The end of the last line of the head or of the command, without its terminator. */
  readonly headEnd: number;
  readonly body: Range | null;
  /** The text before each line: indentation or a quote mark in Markdown, the mark of a transcript or of a comment; otherwise empty. */
  readonly prefix: string;
  /** Whether lines can be inserted: not into a command, nor into a transcript, which records what has happened. */
  readonly writable: boolean;
  /** Index in `Section.blocks` of the block that holds the message. */
  readonly block: number;
  /**
   * The number of the copy from a browser's tools that the message is in; null for other messages. A request and a response with the same number
   * belong together, whichever comes first. In a copy of a panel, the lines of both may alternate. `unclear` if headings leave open to which message
   * it belongs.
   */
  readonly record: number | "unclear" | null;
}

export interface Request extends MessageBase {
  readonly kind: "request";
  /** Null if no method is typed, which means GET, except among pseudo-header fields. */
  readonly method: Part | null;
  readonly methodValue: Value;
  readonly target: Part;
  /** The target as typed, with its continuations: further lines, `-G` with data, the pseudo-header fields next to `:path`. */
  readonly wholeTarget: string;
  /** The same after resolving variables; in a transcript with the scheme and host of the command, if it shows them. */
  readonly targetValue: Value;
  readonly version: Part | null;
  readonly directives: readonly Directive[];
  /** Whether it is that of a command that follows redirects, so that several responses below it are those of one fetch. */
  readonly followsRedirects: boolean;
  /** Null if it isn't a call of `fetch()`. */
  readonly call: CallOptions | null;
}

/** What a call of `fetch()` says besides what all requests have. Null where it leaves a default. */
export interface CallOptions {
  readonly mode: CallOption | null;
  readonly credentials: CallOption | null;
  /** The URL of the page, which a copy from a browser gives. */
  readonly referrer: CallOption | null;
}

export interface CallOption {
  readonly part: Part;
  readonly value: Value;
}

export interface Response extends MessageBase {
  readonly kind: "response";
  /** Null if only the status is typed: `200 OK`, `:status: 200`. */
  readonly version: Part | null;
  /** Empty if the text doesn't show the status. */
  readonly status: Part;
  readonly statusValue: Value;
  /** Null in a pseudo-header field, which can't have one. */
  readonly reason: Part | null;
}

/** Field lines without a start line, as in documentation. If a name is repeated, the fields are alternatives, not one message. */
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
  /** Whether the fence is marked as a bad example (`http example-bad`), so that nothing in it is reported. */
  readonly badExample: boolean;
  /** What the heading right above the block announces: its title or, in Markdown, a line above its fence. Null if it announces nothing. */
  readonly announces: Announced | null;
  /** Whether there is a Markdown heading above the block in its section that announces nothing, and no other block after that heading. */
  readonly afterHeading: boolean;
}

/** Other languages that share the extensions. */
export type ForeignGrammar = "dothttp" | "restclient.el" | "reStructuredText" | "vim-rest-console";

/**
 * A part of a document that is read on its own: from one separator to the next or, in Markdown, up to the end of a fence. It depends only on
 * its text and on the meanings of the references in it, and it never changes. All places in it are relative to its start, so documents with the
 * same section share it.
 */
export interface Section {
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
  readonly unreadFences: readonly UnreadFence[];
  readonly consoleEntries: readonly ConsoleEntry[];
  /** How many Markdown fences of the section are read. */
  readonly fences: number;
  /** Whether there is a heading below its last block. */
  readonly endsAfterHeading: boolean;
}

/** A section and its offset in a document. */
export interface PlacedSection {
  readonly section: Section;
  readonly start: number;
}

/**
 * A text that has been read. It is a value: later reading doesn't change it. It shares sections, and so messages, with documents of similar
 * texts; only the document knows where a message is in the text.
 */
export interface HttpDocument {
  readonly text: string;
  /** The language of a document in another language, which has no messages. */
  readonly foreign: ForeignGrammar | null;
  /** Every line of the text, in order. Their contents and terminators joined are the text. */
  readonly lines: readonly Line[];
  /** The same lines in stretches, each relative to its own start. */
  readonly stretches: readonly LineStretch[];
  /** The offset in the text of a part of the document. */
  startOf(anchor: Anchor): number;
  rangeOf(place: Place): Range;
  /** Index in `blocks`. */
  indexOf(block: Block): number;
  /** Whether there is a Markdown heading between a block and the one before that announces nothing. */
  isAfterHeading(block: Block): boolean;
  readonly blocks: readonly Block[];
  /** The meanings of the references in the text. */
  readonly variables: Variables;
  /** What must not be shown of them. */
  readonly privacy: Privacy;
  /** Directives before the first message. */
  readonly topDirectives: readonly Directive[];
  /** In the order of the text. */
  readonly suppressions: readonly Suppression[];
  /** In the order of the text. */
  readonly unreadFences: readonly UnreadFence[];
  /** In the order of the text. */
  readonly consoleEntries: readonly ConsoleEntry[];
}

/** The status line of a response, as far as it is typed; without one, the name of the first field. */
export function statusLineRange({ version, status, reason, fields }: Response): Range {
  const [first] = fields;
  if (status.text === "" && first !== undefined) {
    return first.name;
  }
  return { start: (version ?? status).start, end: Math.max(status.end, reason?.end ?? 0) };
}

/** The block that holds a message. */
export function blockOf({ section, block }: Message): Block {
  return section.blocks[block] as Block;
}

/** Whether two requests are sent by one command. They have its place. */
export function isSameCommand(one: Request, other: Request): boolean {
  return one.section === other.section && one.offset === other.offset;
}

/** Whether a request is written as a command of `curl` or HTTPie, or as a call of `fetch()`. */
export function isCommand(document: HttpDocument, request: Request): boolean {
  const top = startOfLine(document, request);
  return linesBetween(document, top, top + 1)[0]?.kind === "command";
}

/** All messages of a document, in order. */
export function messagesOf(document: HttpDocument): Message[] {
  return document.blocks.flatMap((block) => block.messages);
}

/** The offset in the document of a message's first line, including its indentation or quote mark. */
export function startOfLine(document: HttpDocument, message: Message): number {
  const top = document.startOf(message) - message.prefix.length;
  return top === 1 && document.text[0] === BYTE_ORDER_MARK ? 0 : top;
}

/** The lines that start in a range of a document or section. */
export function linesBetween(
  { lines }: Pick<HttpDocument | Section, "lines">,
  from: number,
  to: number,
): readonly Line[] {
  return lines.slice(firstFrom(lines, from), firstFrom(lines, to));
}

/** The fields of a message with this name in any case, in order. */
export function fieldsNamed(message: Message, name: HeaderName): readonly Field[] {
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

/** Most names differ in length, or are written exactly like the name that is looked for. */
function isSameName(typed: string, name: string): boolean {
  return typed.length === name.length && (typed === name || typed.toLowerCase() === name.toLowerCase());
}
