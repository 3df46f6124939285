import type { HeaderName } from "../headers/table";
import type { Field, HttpDocument, Message } from "../http/tree";
import { fieldsNamed } from "../http/tree";
import type { Edit } from "./edit";
import { lineEndAt, nameInStyle } from "./style";

/** Replaces a field's value. */
export function replaceValue(message: Message, field: Field, newText: string): Edit {
  // An empty value is directly after the colon: a space keeps the line readable.
  const needsSpace = field.value.start === field.value.end && field.value.start === field.colon + 1;
  return { anchor: message, range: field.value, newText: needsSpace ? ` ${newText}` : newText };
}

/** Replaces a field's name. */
export function replaceName(message: Message, field: Field, name: HeaderName): Edit {
  return { anchor: message, range: field.name, newText: nameInStyle(name, message) };
}

/**
 * Adds a field line: below the last field with the same beginning (`Access-Control-`), else below the last field, else below the start line.
 * `newText` is a snippet if `value` is one.
 */
export function addField(
  document: HttpDocument,
  message: Message,
  name: HeaderName,
  value: string,
  like: Message | null = null,
): Edit {
  const stem = /^[^-]+-[^-]+-|^[^-]+/.exec(name)?.[0].toLowerCase() ?? "";
  const after =
    message.fields.findLast((field) => field.name.text.toLowerCase().startsWith(stem)) ?? message.fields.at(-1);
  const at = after?.line.end ?? message.headEnd;
  const line = `${nameInStyle(name, message, like)}: ${value}`;
  return {
    anchor: message,
    range: { start: at, end: at },
    newText: `${lineEndAt(document, document.startOf(message))}${message.prefix}${line}`,
  };
}

/** Removes a field line with the line terminator before it; the first line of a fragment, with the one after it. */
export function removeField(document: HttpDocument, message: Message, field: Field): Edit {
  const { text } = document;
  const origin = document.startOf(message);
  let start = origin + field.line.start;
  let end = origin + field.line.end;
  if (field.line.start > 0) {
    start -= message.prefix.length;
    start -= text[start - 1] === "\n" && text[start - 2] === "\r" ? 2 : 1;
  } else {
    end += text[end] === "\r" && text[end + 1] === "\n" ? 2 : 1;
  }
  return {
    anchor: message,
    range: { start: start - origin, end: Math.min(end, text.length) - origin },
    newText: "",
  };
}

/** Sets a field to a value: the first line is rewritten, other lines are removed, a missing line is added. */
export function setField(
  document: HttpDocument,
  message: Message,
  name: HeaderName,
  value: string,
  like: Message | null = null,
): Edit[] {
  const [first, ...more] = fieldsNamed(message, name);
  if (first === undefined) {
    return [addField(document, message, name, value, like)];
  }
  return [
    ...(first.value.text === value ? [] : [replaceValue(message, first, value)]),
    ...more.map((field) => removeField(document, message, field)),
  ];
}
