/**
 * A text in lines of at most `columns`, broken at blanks; a word that is longer stands alone.
 * @param columns null for one line, however long.
 */
export function wrap(text: string, columns: number | null): string[] {
  if (columns === null) {
    return [text];
  }
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
