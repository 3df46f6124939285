import type { Fix } from "../../edits/edit";
import type { Message, Part } from "../../http/tree";
import type { Range } from "../../text/range";

/** Removes the user name and password with the `@` after them. */
export function withoutUserinfo(message: Message, range: Range): Fix {
  return {
    title: "Remove the user name and password",
    grade: "suggestion",
    edits: [{ anchor: message, range, newText: "" }],
  };
}

/** The user name and password of a URL with the `@` after them, relative to the message; null if it has none. */
export function userinfoOf(url: Part): Range | null {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/|^\/\//i.exec(url.text)?.[0].length;
  if (authority === undefined) {
    return null;
  }
  const end = url.text.slice(authority).search(/[/?#\\]|$/) + authority;
  const at = url.text.lastIndexOf("@", end - 1);
  return at < authority ? null : { start: url.start + authority, end: url.start + at + 1 };
}
