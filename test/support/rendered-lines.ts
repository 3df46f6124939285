/** Markdown of paragraphs as a hover of a given width shows it: the lines of text of each. Long words are broken. */
export function renderedBlocks(markdown: string, columns: number): string[][] {
  return markdown
    .split(/\n\n+/)
    .map((paragraph) => paragraph.split("\n").flatMap((line) => wrapped(visible(line), columns)));
}

/** The text that a line of Markdown shows. */
export function visible(line: string): string {
  return line
    .replace(/(`+)(.*?)\1|\[([^\]`]*)\]\([^)\s]*\)|\*\*|\\([\\*_<>[\]#|`])/g, (_, _ticks, code, title, escaped) =>
      String(code ?? title ?? escaped ?? ""),
    )
    .trimEnd();
}

function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last === "" || last.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    } else {
      lines.push(word);
    }
    for (let rest = lines.at(-1) ?? ""; rest.length > columns; rest = lines.at(-1) ?? "") {
      lines.splice(-1, 1, rest.slice(0, columns), rest.slice(columns));
    }
  }
  return lines;
}
