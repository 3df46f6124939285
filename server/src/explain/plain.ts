/** Converts a hover's Markdown for clients that only show plain text. */
export function plainHover(markdown: string): string {
  return markdown
    .split("\n")
    .filter((line) => !/^`{3,}|^\| --- /.test(line))
    .map((line) =>
      line
        .replace(/\[([^\]]*)\]\(([^)]*)\)/g, "$1 ($2)")
        .replace(/\*\*|(?<!\\)`/g, "")
        .replace(/\\([\\*_<>[\]#|`])/g, "$1"),
    )
    .join("\n");
}
