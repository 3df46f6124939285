import type { HeaderName } from "../headers/table";
import type { HttpDocument, Message, Request } from "../http/tree";

/** The line terminator of the line at an offset, else the document's first, else LF. */
export function lineEndAt(document: HttpDocument, offset: number): string {
  return terminatorAfter(document.text, offset) ?? terminatorAfter(document.text, 0) ?? "\n";
}

function terminatorAfter(text: string, from: number): string | null {
  const terminator = /\r\n?|\n/g;
  terminator.lastIndex = from;
  return terminator.exec(text)?.[0] ?? null;
}

/** A field name in the case that the first message with fields uses: lower case if all its names are (as in HTTP/2). */
export function nameInStyle(name: HeaderName, ...messages: readonly (Message | null)[]): string {
  for (const message of messages) {
    if (message !== null && message.fields.length > 0) {
      const isLower = message.fields.every((field) => field.name.text === field.name.text.toLowerCase());
      return isLower ? name.toLowerCase() : name;
    }
  }
  return name;
}

/** The version that a response to a request begins with. A request line may end with `HTTP 1.1`; a status line may not begin with it. */
export function versionOfResponse({ version }: Request): string {
  return version?.text.replace(/\s+/, "/") ?? "HTTP/1.1";
}
