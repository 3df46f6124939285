import { responsesOf } from "../exchange/responses";
import { dataOfCommand } from "../http/command-messages";
import { ParsedDocument } from "../http/document";
import type { Line } from "../http/line";
import {
  blockOf,
  type HttpDocument,
  isCommand,
  isSameCommand,
  linesBetween,
  type Message,
  messagesOf,
  type Request,
  startOfLine,
} from "../http/tree";
import { applyEdits } from "../text/edit";
import { isUnknown, type Value } from "../text/unknown";
import { type Fix, textEdits } from "./edit";
import { readSections } from "./excerpt";
import { lineEndAt } from "./style";

/** The document is read again as a whole, so a longer one isn't. Its length in UTF-16 code units. */
const LONGEST = 500_000;

/**
 * Writes the request that a command makes in the place of the command. Null if that would lose anything: the text is read again, and the request
 * and everything else in it must be the same.
 */
export function rewriteCommand(document: HttpDocument, request: Request): Fix | null {
  if (
    !(document instanceof ParsedDocument) ||
    document.text.length > LONGEST ||
    !isCommand(document, request) ||
    isOneOfSeveral(request) ||
    // Such a comment hides findings in all lines of a command, but in one line of a request.
    document.suppressions.some(({ scope, message }) => scope === "next-line" && message === request)
  ) {
    return null;
  }
  const top = startOfLine(document, request);
  const all = linesBetween(document, top, document.startOf(request) + request.length + 1);
  const lines = all.filter(({ kind }) => kind === "command" || kind === "command-continuation");
  const [data] = dataOfCommand(document.text, lines);
  const last = lines.at(-1);
  if (last === undefined || data === undefined || (data === null && request.body !== null)) {
    return null;
  }
  const start = document.startOf(request);
  const eol = lineEndAt(document, start);
  const { prefix, section, offset } = request;
  const below = all[all.indexOf(last) + 1];
  const written = [
    ...requestLines(request),
    ...(data === null ? [] : ["", ...data.split(/\r\n|\r|\n/)]),
    ...(below?.kind === "status-line" ? [""] : []),
  ];
  const fix: Fix = {
    title: "Rewrite the command as a request",
    grade: "suggestion",
    edits: [
      {
        // The anchor isn't the command, into which nothing can be written.
        anchor: { section, offset },
        range: { start: 0, end: last.end - start },
        newText: written
          .map((line) => (line === "" ? prefix.trimEnd() : prefix + line))
          .join(eol)
          .slice(prefix.length),
      },
    ],
    replacesMessage: true,
  };
  return keepsEverything(document, request, data, fix) ? fix : null;
}

function isOneOfSeveral(request: Request): boolean {
  return blockOf(request).messages.some(
    (message) => message !== request && message.kind === "request" && isSameCommand(message, request),
  );
}

function requestLines({ method, wholeTarget, targetValue, fields }: Request): string[] {
  const target = isUnknown(targetValue) || wholeTarget.includes("{{") ? wholeTarget : targetValue;
  return [`${method?.text ?? "GET"} ${target}`, ...fields.map(({ name, value }) => `${name.text}: ${value.text}`)];
}

/** Whether the text reads as before with the request in place of the command. */
function keepsEverything(document: ParsedDocument, request: Request, data: string | null, fix: Fix): boolean {
  const { reading, variables } = document;
  if (reading === null) {
    return false;
  }
  const text = applyEdits(document.text, textEdits(document, fix.edits));
  const after = new ParsedDocument(text, reading, readSections(text, "", reading, variables, 0), variables);
  const before = messagesOf(document);
  const now = messagesOf(after);
  const known = new Map<Message | null, Message | undefined>(before.map((message, i) => [message, now[i]]));
  const written = known.get(request);
  const pairs = new Map(responsesOf(after, after.blocks).map((pair) => [pair.request as Message, pair.response]));
  return (
    now.length === before.length &&
    written?.kind === "request" &&
    written.writable &&
    isSameRequest(request, written) &&
    (data ?? "") === bodyOf(after, written) &&
    before.every((one) => one === request || isSameText(document, one, after, known.get(one))) &&
    responsesOf(document, document.blocks).every(({ request: asking, response }) => {
      const other = known.get(asking);
      return other !== undefined && pairs.get(other) === (response === null ? null : known.get(response));
    })
  );
}

function isSameRequest(one: Request, other: Request): boolean {
  return (
    isSameTyped(one.methodValue, other.methodValue) &&
    isSameTyped(one.targetValue, other.targetValue) &&
    one.elided === other.elided &&
    one.fields.length === other.fields.length &&
    one.fields.every((field, i) => {
      const now = other.fields[i];
      return now !== undefined && now.name.text === field.name.text && isSameTyped(now.resolved, field.resolved);
    })
  );
}

/** Whether two values are the same, or are left open by the same references. What a shell would insert is text in a request. */
function isSameTyped(one: Value, other: Value): boolean {
  return isUnknown(one)
    ? isUnknown(other) && one.text !== null && one.text === other.text && !SHELL_EXPANSION.test(one.text)
    : one === other;
}

const SHELL_EXPANSION = /(?<!\{\{\s*)(?:\$[\w({]|`)/;

/** The content of a body that consists of lines alone; null if a line means something else. */
function bodyOf(document: HttpDocument, request: Request): string | null {
  const { body } = request;
  if (body === null) {
    return "";
  }
  const start = document.startOf(request);
  const lines = linesBetween(document, start + body.start, start + body.end);
  const first = lines.findIndex(isOwn);
  const own = lines.slice(Math.max(0, first), lines.findLastIndex(isOwn) + 1);
  return own.every((line) => isOwn(line) || line.kind === "blank")
    ? own.map(({ content, end }) => document.text.slice(content, end)).join("\n")
    : null;
}

function isOwn({ kind }: Line): boolean {
  return kind === "body";
}

function isSameText(document: HttpDocument, one: Message, after: HttpDocument, other: Message | undefined): boolean {
  const textOf = (holder: HttpDocument, message: Message) => {
    const start = holder.startOf(message);
    return holder.text.slice(start, start + message.length).trimEnd();
  };
  // A pipe may leave out lines of the answer.
  return other?.kind === one.kind && other.elided === one.elided && textOf(document, one) === textOf(after, other);
}
