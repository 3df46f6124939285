/** The marks of a Markdown fence: the text before each of its lines, and its opening and closing line without it. */
export interface FenceMarks {
  readonly prefix: string;
  readonly open: string;
  readonly close: string;
}

/** The marks of a fence's opening line; null if it is on the first line of a list item, which can't be repeated. */
export function marksOf(opening: string): FenceMarks | null {
  const [, prefix = "", mark = "", info = ""] = /^([\s>]*)([`~]{3,})(.*)$/.exec(opening.trimEnd()) ?? [];
  return mark === "" ? null : { prefix, open: mark + info, close: mark };
}
