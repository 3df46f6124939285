import { isSecretHeader } from "../../headers/secret-names";
import { referencesIn } from "../../http/references";
import { isSecret } from "../../http/secrets";
import type { HttpDocument, Message } from "../../http/tree";
import { resolveValue } from "../../http/value";
import { type Anchor, type Place, touches } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";

/** Appends the values of variable references at the message's place, unless the message has them already. */
export function withReferencesExplained(document: HttpDocument, message: string, at: Place): string {
  const { text } = document;
  const { start, end } = document.rangeOf(at);
  const isPlain = !text.slice(start, end).includes("{");
  return isPlain ? message : [message, ...explanations(document, message, at)].join(" ");
}

function explanations(document: HttpDocument, message: string, place: Place): string[] {
  const { text, variables } = document;
  const { start, end } = document.rangeOf(place);
  const sentences = new Set<string>();
  for (const reference of referencesIn(text, start, end)) {
    const typed = text.slice(reference.start, reference.end);
    const value = resolveValue(typed, variables, reference.start);
    const isHidden = isSecret(reference.name, reference.start, variables) || isInSecretField(place);
    if (!isUnknown(value) && !message.includes(value) && !isHidden) {
      sentences.add(`Here ${quote(typed)} is ${quote(value)}.`);
    }
  }
  return [...sentences];
}

function isInSecretField({ anchor, range }: Place): boolean {
  return (
    isMessage(anchor) && anchor.fields.some(({ name, line }) => isSecretHeader(name.text) && touches(line, range.start))
  );
}

function isMessage(anchor: Anchor): anchor is Message {
  return "fields" in anchor;
}
