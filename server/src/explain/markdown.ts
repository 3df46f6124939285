import { withoutSecrets } from "../http/secret-texts";
import { longestRun } from "../text/longest-run";

/** Untrusted text as inline code: on one line, in a fence that the text can't close. */
export function code(text: string): string {
  return longCode(text, MAX_LENGTH);
}

/** Like `code`, with another limit in characters. */
export function longCode(text: string, maxLength: number): string {
  const line = cut(text.replace(/\s+/g, " "), maxLength);
  const longest = longestRun(line, "`");
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 || line === "" ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

const MAX_LENGTH = 200;

/** Removes secrets before it cuts a text, because half of a secret isn't recognised. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) {
    return text;
  }
  const shown = withoutSecrets(text);
  return shown.length > maxLength ? `${shown.slice(0, maxLength - 1)}…` : shown;
}

/** Header lines as an HTTP code block. */
export function httpBlock(lines: readonly string[]): string {
  return fenced("http", lines);
}

/** A code block that its text can't close. */
export function fenced(label: string, lines: readonly string[]): string {
  const text = lines.map((line) => line.replace(/[\r\n]+/g, " ")).join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(text, "`") + 1));
  return `${fence}${label}\n${text}\n${fence}`;
}

export function link(title: string, url: string): string {
  return `[${title}](${url})`;
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A finding's message as safe Markdown. Values are in single backticks; everything outside them is escaped. */
export function sentence(message: string): string {
  return message
    .split(/(`[^`]*`)/)
    .map((piece, i) => (i % 2 === 1 ? code(piece.slice(1, -1)) : piece.replace(/[\\*_<>[\]#|]/g, "\\$&")))
    .join("");
}
