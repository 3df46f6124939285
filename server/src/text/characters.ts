/** HTTP tab or space: the only characters that are stripped around a field value. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** The first offset at or after `from`, below `to`, that is not a tab or space. */
export function skipBlanks(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && isBlank(text.charCodeAt(i))) {
    i++;
  }
  return i;
}

/** The offset after the last character of `[from, to)` that is not a tab or space. */
export function trimEndBlanks(text: string, from: number, to: number): number {
  let i = to;
  while (i > from && isBlank(text.charCodeAt(i - 1))) {
    i--;
  }
  return i;
}
