import { ParsedDocument } from "../http/document";
import { DECIDING_LINES, foreignGrammarOf } from "../http/foreign";
import type { HttpDocument, Message } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import { countLeading } from "../text/count-leading";
import { applyEdits, type TextEdit } from "../text/edit";
import type { Place } from "../text/range";
import { type Edit, type Fix, textEdits } from "./edit";
import { excerptsOf, lengthOfExcerpt, readView } from "./excerpt";
import { opensNoHole } from "./grants-after";
import { keepsPairs } from "./pairs-after";
import { Comparison } from "./reading-comparison";
import { plainText } from "./snippet";

/** Whether a text reads as before after a fix, except for what the fix writes and removes, and grants nothing to those who should get nothing. */
export function readsAsMeant(judged: JudgedDocument, { grade, edits, readsMore, replacesMessage }: Fix): boolean {
  const isSnippet = grade === "placeholder";
  return (
    (readsMore || replacesMessage || commentsAfter(judged.document, edits, isSnippet) !== null) &&
    opensNoHole(judged, plainEdits(judged.document, edits, isSnippet))
  );
}

/** How much text an edit at a place reads again, in UTF-16 code units. */
export function readingLength(document: HttpDocument, place: Place): number {
  return document instanceof ParsedDocument && document.reading !== null
    ? lengthOfExcerpt(document, document.reading, document.rangeOf(place))
    : 0;
}

/** How often the text may be read again to find the fixes that don't keep its meaning. */
const MOST_READINGS = 100;

/**
 * The fixes, which don't touch each other, with which a text reads as before. They are read together, and in halves if some of them don't pass. So
 * many fixes of one long message don't each read it again. If a text has too many that don't pass, those that aren't read are left out.
 */
export function readingAsMeant(judged: JudgedDocument, fixes: readonly Fix[]): Fix[] {
  const { document } = judged;
  let left = MOST_READINGS * document.text.length;
  const passing = (some: readonly Fix[]): readonly Fix[] => {
    if (some.length === 0 || left < 0) {
      return [];
    }
    const edits = some.flatMap((fix) => fix.edits);
    const { comments, length } = readAgain(document, edits, false);
    left -= length;
    const half = some.length >> 1;
    return comments !== null && opensNoHole(judged, textEdits(document, edits))
      ? some
      : half === 0
        ? []
        : [...passing(some.slice(0, half)), ...passing(some.slice(half))];
  };
  return [...passing(fixes)];
}

/** A suppression comment that edits write. */
export interface CommentAfter {
  /** The message of the document that it belongs to; null if it belongs to none. */
  readonly message: Message | null;
  /** The offset in the document of the line below it; null if that is a new line too. */
  readonly nextLine: number | null;
}

/**
 * Reads what edits touch again. A line means what the lines around it make of it: one that is added or removed may end a head, join two
 * fields, or begin a message.
 * @param areSnippets whether the edits write LSP snippets.
 * @returns the suppression comments that the edits write. Null if what stays of the text would mean something else, if a request would get
 * another response, if the edits write anything but messages, fields and such comments, or if a message would have a field twice.
 */
export function commentsAfter(
  document: HttpDocument,
  edits: readonly Edit[],
  areSnippets = false,
): readonly CommentAfter[] | null {
  return readAgain(document, edits, areSnippets).comments;
}

interface Reading {
  readonly comments: readonly CommentAfter[] | null;
  /** How much text was read. */
  readonly length: number;
}

function readAgain(document: HttpDocument, edits: readonly Edit[], areSnippets: boolean): Reading {
  if (!(document instanceof ParsedDocument) || document.reading === null) {
    return { comments: null, length: 0 };
  }
  const plain = plainEdits(document, edits, areSnippets);
  if (isForeignAfter(document, plain)) {
    return { comments: null, length: document.text.length };
  }
  const comments: CommentAfter[] = [];
  let divides = false;
  let length = 0;
  for (const { start, before, tail, reading, edits: own } of excerptsOf(document, document.reading, plain)) {
    length += before.text.length;
    const changed = applyEdits(before.text, own);
    const after = readView(changed, tail, reading, document.variables, start);
    const comparison = new Comparison(before, after, own);
    const written = comparison.writtenComments();
    if (written === null) {
      return { comments: null, length };
    }
    divides ||= comparison.divides;
    for (const { message, nextLine } of written) {
      comments.push({ message, nextLine: nextLine === null ? null : nextLine + start });
    }
  }
  const mayPairOtherwise = divides || plain.some(({ range }) => isAmongResponses(document, range.start));
  return { comments: mayPairOtherwise && !keepsPairs(document, document.reading, plain) ? null : comments, length };
}

/** Whether an offset is near several responses in a row. Which of them count for the request depends on what is in them. */
function isAmongResponses(document: HttpDocument, offset: number): boolean {
  const at = countLeading(document.blocks, (block) => document.startOf(block) <= offset) - 1;
  const messages = document.blocks.slice(Math.max(0, at - 1), at + 2).flatMap((block) => block.messages);
  return messages.some(({ kind }, i) => kind === "response" && messages[i + 1]?.kind === "response");
}

/** The edits in the document, without the fields of snippets. */
function plainEdits(document: HttpDocument, edits: readonly Edit[], areSnippets: boolean): TextEdit[] {
  return textEdits(document, edits).map(({ range, newText }) => ({
    range,
    newText: areSnippets ? plainText(newText) : newText,
  }));
}

/** Whether the text would count as another language. */
function isForeignAfter({ text, lines, reading }: ParsedDocument, edits: readonly TextEdit[]): boolean {
  const end = lines[DECIDING_LINES]?.start ?? text.length;
  return (
    reading?.carrier === "http" &&
    edits.some(({ range }) => range.start <= end) &&
    foreignGrammarOf(applyEdits(text, edits)) !== null
  );
}
