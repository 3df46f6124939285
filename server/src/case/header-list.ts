import type { Header, HeaderList } from "../cors/header-list";
import type { Field, Message } from "../http/tree";
import { memo } from "../text/memo";

/** The fields of a message as a header list. A name with a `{{reference}}` in it may be any header, so the list isn't complete. */
export const headerListOf = memo(
  (message: Message): HeaderList => listOf(message, ({ name, resolved }) => ({ name: name.text, value: resolved })),
);

/** The same with what is between a name and its colon: engines read such a line differently. */
export const receivedHeadersOf = memo(
  (message: Message): HeaderList =>
    listOf(message, (field) => ({
      name: field.name.text + " ".repeat(field.colon - field.name.end),
      value: field.resolved,
    })),
);

function listOf(message: Message, headerOf: (field: Field) => Header): HeaderList {
  const named = message.fields.filter(isNamed);
  return {
    headers: named.map(headerOf),
    complete: !message.elided && named.length === message.fields.length,
  };
}

function isNamed(field: Field): boolean {
  return !field.name.text.includes("{{");
}
