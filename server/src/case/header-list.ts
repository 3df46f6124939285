import type { HeaderList } from "../cors/header-list";
import type { Field, Message } from "../http/tree";
import { memo } from "../text/memo";

/** The fields of a message as a header list. A name with a `{{reference}}` in it may be any header, so the list isn't complete. */
export const headerListOf = memo((message: Message): HeaderList => {
  const named = message.fields.filter(isNamed);
  return {
    headers: named.map((field) => ({ name: field.name.text, value: field.resolved })),
    complete: !message.elided && named.length === message.fields.length,
  };
});

function isNamed(field: Field): boolean {
  return !field.name.text.includes("{{");
}
