/** Converts a hover's Markdown for clients that only show plain text. */
export function plainHover(markdown: string): string {
  return markdown
    .split("\n")
    .filter((line) => !/^`{3,}|^\| --- /.test(line))
    .map((line) => withoutMarks(line.replace(LINKS, "$1 ($2)")))
    .join("\n");
}

/** What a line of Markdown shows: links without their URLs. */
export function shownText(line: string): string {
  return withoutMarks(line.replace(LINKS, "$1"));
}

const LINKS = /\[([^\]]*)\]\(([^)]*)\)/g;

function withoutMarks(line: string): string {
  return line.replace(/\*\*|(?<!\\)`/g, "").replace(/\\([\\*_<>[\]#|`])/g, "$1");
}
