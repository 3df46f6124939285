const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text for elements and attributes of XML and HTML. Characters that XML doesn't allow become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "\ufffd")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Escapes plain text for Markdown, outside code. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_<>[\]#|&~]/g, "\\$&");
}
