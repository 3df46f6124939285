import { SELF_CONTAINED_LINES, topOfRequest } from "../edits/own-lines";
import { type CredentialsSetting, corsDirective, settingOfMode } from "../exchange/cors-directive";
import { referencesIn } from "../http/references";
import { blockOf, type HttpDocument, linesBetween, type Message, startOfLine } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import { NotSent } from "./sent-request";

/**
 * An exchange as a Markdown fence, with another one above it for its preflight, so that its verdict stays the same; or why part of it would be
 * lost.
 */
export function asMarkdownFence(document: HttpDocument, exchange: JudgedExchange): string | NotSent {
  if (exchange.redirectFrom !== null || exchange.isFollowed) {
    return new NotSent("The exchange is part of a redirect chain.");
  }
  const { servedBy, kind, resolvedCredentials } = exchange;
  const parts = [
    servedBy === null ? [] : linesOf(document, servedBy, settingShown(servedBy)),
    // Without the requests that it serves, a preflight needs its own directive to say that they have credentials.
    linesOf(
      document,
      exchange,
      kind === "preflight" && resolvedCredentials.mode !== "omit"
        ? settingOfMode(resolvedCredentials.mode)
        : settingShown(exchange),
    ),
  ];
  if (parts.includes(null)) {
    return new NotSent("The exchange depends on variables, scripts, files or other messages around it.");
  }
  const fences = parts.flatMap((lines) => (lines === null || lines.length === 0 ? [] : fenced(lines)));
  return `${fences.join("\n\n")}\n`;
}

function settingShown({ credentials }: JudgedExchange): CredentialsSetting | null {
  return credentials === null ? null : settingOfMode(credentials.mode);
}

/** The lines of an exchange, with a directive for settings that are elsewhere in the document; null if part of it would be lost. */
function linesOf(
  document: HttpDocument,
  exchange: JudgedExchange,
  credentials: CredentialsSetting | null,
): string[] | null {
  const { request, response } = exchange;
  const block = blockOf(request);
  const above = block.messages[block.messages.indexOf(request) - 1];
  const first = startOfLine(document, request);
  // In the tree, the first block begins with its first message, even if there are lines above it.
  const isFirstBlock = document.indexOf(block) === 0;
  const from = above === undefined && isFirstBlock ? 0 : document.startOf(above ?? block);
  const around = linesBetween(document, from, first);
  const top = around[topOfRequest(around, around.length)]?.start ?? first;
  const asked = linesUpTo(document, top, request);
  const answered = response === null ? [] : linesUpTo(document, document.startOf(response), response);
  const directive = directiveFor(document, exchange, credentials, top);
  if (asked === null || answered === null || directive === null || isInterrupted(document, exchange)) {
    return null;
  }
  const all = [...directive, ...asked, ...(answered.length === 0 ? [] : ["", ...answered])];
  return all.every((line) => isSelfContained(document, line, document.startOf(request))) ? all : null;
}

/** The lines from an offset to the end of a message, without trailing blank lines; null if the message isn't written as plain lines. */
function linesUpTo(document: HttpDocument, from: number, message: Message): string[] | null {
  const { length, writable, prefix } = message;
  const own = linesBetween(document, from, document.startOf(message) + length);
  const shown = own.slice(0, own.findLastIndex(({ kind }) => kind !== "blank") + 1);
  return writable && prefix === "" && shown.every(({ kind }) => SELF_CONTAINED_LINES.has(kind))
    ? shown.map(({ content, end }) => document.text.slice(content, end))
    : null;
}

/** Whether there is another message between request and response. */
function isInterrupted(document: HttpDocument, { request, response }: JudgedExchange): boolean {
  if (response === null) {
    return false;
  }
  const messages = document.blocks
    .slice(document.indexOf(blockOf(request)), document.indexOf(blockOf(response)) + 1)
    .flatMap((block) => block.messages);
  return messages.indexOf(response) - messages.indexOf(request) > 1;
}

/**
 * The directive for a page and credentials mode that neither the messages nor their own directives give; null if it can't be written.
 * @param top the offset of the first line that belongs to the request.
 */
function directiveFor(
  document: HttpDocument,
  exchange: JudgedExchange,
  credentials: CredentialsSetting | null,
  top: number,
): string[] | null {
  const { origin, credentials: shown, request } = exchange;
  const own = request.directives.flatMap((directive) =>
    document.startOf(directive) >= top ? (corsDirective(directive) ?? []) : [],
  );
  const lacksOrigin = origin !== null && origin.place === null;
  const isElsewhere = origin?.source === "directive" && !own.some((directive) => directive.origin !== null);
  if (origin?.source === "redirect" || ((lacksOrigin || isElsewhere) && isUnknown(origin.value))) {
    return null;
  }
  const page = lacksOrigin || isElsewhere ? String(origin.value) : null;
  if (page !== null && document.privacy.written(page) !== page) {
    return null;
  }
  const isCredentialsShown =
    credentials === settingShown(exchange) &&
    (shown?.from === "cookie" || own.some((directive) => directive.credentials !== null));
  const settings = [
    ...(page === null ? [] : [`origin=${page}`]),
    ...(isCredentialsShown || credentials === null ? [] : [`credentials=${credentials}`]),
  ];
  return settings.length === 0 ? [] : [`# @cors ${settings.join(" ")}`];
}

/** Whether a line refers to nothing that is defined elsewhere in the document. */
function isSelfContained({ variables }: HttpDocument, line: string, at: number): boolean {
  return Array.from(referencesIn(line)).every(({ name }) => {
    const meaning = variables.meaning(name, at);
    return meaning.kind === "open" && (meaning.reason.kind === "undefined" || meaning.reason.kind === "run-time");
  });
}

/** A fence around lines, with more backticks than any line begins with. */
function fenced(lines: readonly string[]): string {
  const longest = lines.reduce((most, line) => Math.max(most, /^\s*(`*)/.exec(line)?.[1]?.length ?? 0), 0);
  const mark = "`".repeat(Math.max(3, longest + 1));
  return [`${mark}http`, ...lines, mark].join("\n");
}
