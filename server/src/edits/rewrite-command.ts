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
import type { JudgedExchange } from "../judged/judged-exchange";
import { applyEdits } from "../text/edit";
import { isUnknown, type Value } from "../text/unknown";
import { commentMark } from "./comment";
import { type Fix, textEdits } from "./edit";
import { readSections } from "./excerpt";
import { inPlaceholders, requestOfCall, type WrittenRequest } from "./request-of-call";
import { lineEndAt } from "./style";

/** The document is read again as a whole, so a longer one isn't. Its length in UTF-16 code units. */
const LONGEST = 500_000;

/**
 * Writes the request that a command makes in the place of the command. Null if that would lose anything: the text is read again, and the request
 * and everything else in it must be the same.
 */
export function rewriteCommand(document: HttpDocument, exchange: JudgedExchange): Fix | null {
  const { request } = exchange;
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
  const end = document.startOf(request) + request.length;
  // The line below it may be another command.
  const all = linesBetween(document, top, end + 1);
  const lines = all.filter(
    (line) => line.start < end && (line.kind === "command" || line.kind === "command-continuation"),
  );
  const [data] = dataOfCommand(document.text, lines);
  const last = lines.at(-1);
  const asked = request.call === null ? requestOfCommand(request) : requestOfCall(exchange, request.call);
  if (last === undefined || data === undefined || asked === null) {
    return null;
  }
  const body = data ?? (request.call === null ? null : openBody(document, request));
  if (body === null && request.body !== null) {
    return null;
  }
  const start = document.startOf(request);
  const eol = lineEndAt(document, start);
  const { prefix, section, offset } = request;
  const below = all[all.indexOf(last) + 1];
  const written = [
    ...linesOf(asked, commentMark(document)),
    ...(body === null ? [] : ["", ...body.split(/\r\n|\r|\n/)]),
    ...(below?.kind === "status-line" ? [""] : []),
  ];
  const fix: Fix = {
    title: `Rewrite the ${request.call === null ? "command" : "call"} as a request`,
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
  return keepsEverything(document, request, asked, body, fix) ? fix : null;
}

function isOneOfSeveral(request: Request): boolean {
  return blockOf(request).messages.some(
    (message) => message !== request && message.kind === "request" && isSameCommand(message, request),
  );
}

function requestOfCommand({ method, wholeTarget, targetValue, fields, elided }: Request): WrittenRequest | null {
  // A line that stands for them would say more than the command.
  return elided
    ? null
    : {
        directives: [],
        method: method?.text ?? "GET",
        target: isUnknown(targetValue) || wholeTarget.includes("{{") ? wholeTarget : targetValue,
        fields: fields.map(({ name, value, resolved }) => ({ name: name.text, text: value.text, value: resolved })),
        elided,
      };
}

function linesOf({ directives, method, target, fields, elided }: WrittenRequest, mark: string): string[] {
  return [
    ...directives.map((words) => `${mark} ${words}`),
    `${method} ${target}`,
    ...fields.map(({ name, text }) => `${name}: ${text}`),
    ...(elided ? ["..."] : []),
  ];
}

/** What takes the place of a body that a script makes. */
function openBody(document: HttpDocument, request: Request): string | null {
  const { body } = request;
  const start = document.startOf(request);
  return body === null ? null : inPlaceholders(document.text.slice(start + body.start, start + body.end));
}

/** Whether the text reads as before with the request in place of the command. */
function keepsEverything(
  document: ParsedDocument,
  request: Request,
  asked: WrittenRequest,
  data: string | null,
  fix: Fix,
): boolean {
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
    isAsAsked(asked, request, written) &&
    (data ?? "") === bodyOf(after, written) &&
    before.every((one) => one === request || isSameText(document, one, after, known.get(one))) &&
    responsesOf(document, document.blocks).every(({ request: asking, response }) => {
      const other = known.get(asking);
      return other !== undefined && pairs.get(other) === (response === null ? null : known.get(response));
    })
  );
}

/** Whether the request that is written reads as the command's. */
function isAsAsked({ method, target, fields, elided }: WrittenRequest, before: Request, now: Request): boolean {
  // A script's variable has another name as a placeholder.
  const isSame = before.call === null ? isSameTyped : isSameOrOpen;
  return (
    isSame(isUnknown(before.methodValue) ? before.methodValue : method, now.methodValue) &&
    isSame(isUnknown(before.targetValue) ? before.targetValue : target, now.targetValue) &&
    elided === now.elided &&
    fields.length === now.fields.length &&
    fields.every(({ name, value }, i) => {
      const field = now.fields[i];
      return field !== undefined && field.name.text === name && isSame(value, field.resolved);
    })
  );
}

function isSameOrOpen(one: Value, other: Value): boolean {
  return isUnknown(one) ? isUnknown(other) : one === other;
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
