import { ParsedDocument } from "../http/document";
import { blockOf, type HttpDocument, isCommand, isSameCommand, type Request } from "../http/tree";
import type { Edit } from "./edit";
import { lineEndAt } from "./style";

/** Whether a response can be written below a request. A transcript records what happened, and several requests of a command need several responses. */
export function canBeAnswered(document: HttpDocument, request: Request): boolean {
  return (
    request.writable ||
    (isCommand(document, request) &&
      !blockOf(request).messages.some(
        (message) => message !== request && message.kind === "request" && isSameCommand(message, request),
      ))
  );
}

/** Writes a response below a request, in comments if the document has its responses there. */
export function responseBelow(document: HttpDocument, request: Request, lines: readonly string[]): Edit {
  const { section, offset, prefix } = request;
  const start = document.startOf(request);
  const eol = lineEndAt(document, start);
  const at = document.text.slice(start, start + request.length).trimEnd().length;
  const mark = readsComments(document) ? "# " : "";
  return {
    // Nothing is written into a command, but below it.
    anchor: request.writable ? request : { section, offset },
    range: { start: at, end: at },
    newText: `${eol}${prefix.trimEnd()}${lines.map((line) => eol + prefix + mark + line).join("")}`,
  };
}

/** Other tools would send a response that isn't in comments as a part of the request. */
function readsComments(document: HttpDocument): boolean {
  return document instanceof ParsedDocument && document.reading?.commentedResponses === true;
}
