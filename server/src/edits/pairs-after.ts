import { responsesOf } from "../exchange/responses";
import type { ParsedDocument } from "../http/document";
import { parse } from "../http/parse";
import { type HttpDocument, type Message, messagesOf } from "../http/tree";
import { skipBlanks } from "../text/characters";
import { applyEdits, isInserted, type TextEdit } from "../text/edit";

/**
 * Whether every request of a document keeps its response after edits that keep its messages. Only the request at which the edits write a
 * response may get one.
 */
export function keepsPairs(document: ParsedDocument, edits: readonly TextEdit[]): boolean {
  const { text, reading, variables } = document;
  if (reading === null) {
    return false;
  }
  const changed = applyEdits(text, edits);
  const after = parse(changed, reading.carrier, variables.environment, reading.commentedResponses, document);
  const stays = messagesOf(after).filter(
    (message) =>
      message.kind === "fragment" || !isInserted(edits, skipBlanks(changed, after.startOf(message), changed.length)),
  );
  const known = new Map(messagesOf(document).map((message, i) => [message, stays[i]]));
  const now = pairsOf(after);
  return [...pairsOf(document)].every(([request, response]) => {
    const other = known.get(request);
    const answer = other === undefined ? null : (now.get(other) ?? null);
    return response === null ? answer === null || !stays.includes(answer) : answer === known.get(response);
  });
}

function pairsOf(document: HttpDocument): ReadonlyMap<Message, Message | null> {
  return new Map(responsesOf(document, document.blocks).map(({ request, response }) => [request, response]));
}
