/**
 * Wraps a text at spaces into lines of at most `columns`. A longer word gets its own line.
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
