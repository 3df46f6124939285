/** Part of a paragraph, in one style. */
export interface Span {
  readonly style: "text" | "code" | "strong";
  readonly text: string;
  /** The URL if the span is a link. */
  readonly href: string | null;
}

/** Parses a paragraph of the Markdown that `explain/markdown.ts` writes: code, bold, links with plain titles, escapes. */
export function spansOf(markdown: string): Span[] {
  const spans: Span[] = [];
  let style: Span["style"] = "text";
  let text = "";
  const flush = () => {
    if (text !== "") {
      spans.push({ style, text, href: null });
    }
    text = "";
  };
  for (let at = 0; at < markdown.length; ) {
    const rest = TOKEN;
    rest.lastIndex = at;
    const { code, title, href, strong, escaped } = rest.exec(markdown)?.groups ?? {};
    if (code !== undefined) {
      flush();
      spans.push({ style: "code", text: unpadded(code), href: null });
    } else if (title !== undefined && href !== undefined) {
      flush();
      spans.push({ style, text: title, href });
    } else if (strong !== undefined) {
      flush();
      style = style === "strong" ? "text" : "strong";
    } else {
      text += escaped ?? markdown.charAt(at);
    }
    at = rest.lastIndex > at ? rest.lastIndex : at + 1;
  }
  flush();
  return spans;
}

/** A paragraph's text without Markdown syntax. */
export function plainTextOf(markdown: string): string {
  return spansOf(markdown)
    .map(({ text }) => text)
    .join("");
}

/** Text between runs of backticks contains no run of the same length. */
const TOKEN =
  /(?<fence>(?<!`)`+)(?!`)(?<code>.+?)(?<!`)\k<fence>(?!`)|\[(?<title>[^\][]*)\]\((?<href>https:[^()\s]*)\)|(?<strong>\*\*)|\\(?<escaped>[\\*_<>[\]#|`])/y;

function unpadded(code: string): string {
  return code.startsWith(" ") && code.endsWith(" ") && code.length > 2 ? code.slice(1, -1) : code;
}
