import { pairedFrom, pairsFrom } from "../exchange/pairing";
import type { ParsedDocument } from "../http/document";
import type { Reading } from "../http/reading";
import { type HttpDocument, type Message, messagesOf } from "../http/tree";
import { append } from "../text/append";
import { skipBlanks } from "../text/characters";
import type { TextEdit } from "../text/edit";
import { EditsInOrder } from "../text/edits-in-order";
import { type Stretch, stretchesAround } from "./stretches";

/**
 * Whether every request of a document keeps its response after edits that keep its messages. Only a request below which the edits write a
 * response may get one, and a request that they write gets no response that was there.
 */
export function keepsPairs(document: ParsedDocument, reading: Reading, edits: readonly TextEdit[]): boolean {
  for (const stretch of stretchesAround(document, reading, edits)) {
    if (!keepsPairsIn(stretch)) {
      return false;
    }
  }
  return true;
}

function keepsPairsIn({ before, after, edits }: Stretch): boolean {
  const inOrder = new EditsInOrder(edits);
  const stays = messagesOf(after).filter(
    (message) =>
      message.kind === "fragment" ||
      !inOrder.isInserted(skipBlanks(after.text, after.startOf(message), after.text.length)),
  );
  const old = new Set<Message | null>(stays);
  const known = new Map(messagesOf(before).map((message, i) => [message, stays[i]]));
  const now = answersIn(after);
  const kept = new Set<Message | undefined>(known.values());
  const isClaimed = [...now].some(
    ([request, answers]) => !kept.has(request) && answers.responses.some((one) => old.has(one)),
  );
  return (
    !isClaimed &&
    [...answersIn(before)].every(([request, { responses, isContested }]) => {
      const other = known.get(request);
      const present = (other === undefined ? undefined : now.get(other)) ?? { responses: [], isContested: false };
      return (
        isContested === present.isContested &&
        (responses.length === 0
          ? !present.responses.some((response) => old.has(response))
          : responses.length === present.responses.length &&
            responses.every((response, i) => known.get(response) === present.responses[i]))
      );
    })
  );
}

interface Answers {
  /** With those of the redirects that a command has followed. */
  readonly responses: Message[];
  readonly isContested: boolean;
}

/** The responses to each request. */
function answersIn(document: HttpDocument): ReadonlyMap<Message, Answers> {
  const answers = new Map<Message, Answers>();
  let start = 0;
  while (start < document.blocks.length) {
    const part = pairedFrom(document, start);
    let last: Message[] = [];
    for (const { request, response, isHop, isContested } of pairsFrom(document, start, part)) {
      if (!isHop) {
        last = [];
        answers.set(request, { responses: last, isContested });
      }
      append(last, response === null ? [] : [response]);
    }
    start = part.end;
  }
  return answers;
}
