import { withReferencesKept } from "../../edits/kept-references";
import { referencesIn } from "../../http/references";
import { isSecret, isSecretField } from "../../http/secrets";
import type { HttpDocument, Message } from "../../http/tree";
import { resolveValue } from "../../http/value";
import { type Anchor, absolute, type Place, touches } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../shared/words";
import type { Finding } from "./rule";

/**
 * A finding with its references explained: its message says what those at its place stand for, unless it does already, and nothing in it shows
 * a value that is secret.
 */
export function withReferencesExplained(document: HttpDocument, finding: Finding): Finding {
  const hide = (text: string) => document.variables.withoutSecrets(text);
  return {
    ...finding,
    message: hide([finding.message, ...explanations(document, finding)].join(" ")),
    related: finding.related.map((one) => ({ ...one, message: hide(one.message) })),
    expected: finding.expected === null ? null : hide(finding.expected),
    fixes: (judged) => finding.fixes(judged).map((fix) => withReferencesKept(judged.document, fix)),
  };
}

function explanations({ text, variables }: HttpDocument, { place, message }: Finding): string[] {
  const { start, end } = absolute(place);
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
    isMessage(anchor) && anchor.fields.some(({ name, line }) => isSecretField(name.text) && touches(line, range.start))
  );
}

function isMessage(anchor: Anchor): anchor is Message {
  return "fields" in anchor;
}
