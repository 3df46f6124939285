/** The marks of a Markdown fence: what stands before each of its lines, and its opening and closing line without that. */
export interface FenceMarks {
  readonly prefix: string;
  readonly open: string;
  readonly close: string;
}

/** The marks of a fence's opening line; null where it stands on the line of a list item, which is not to be repeated. */
export function marksOf(opening: string): FenceMarks | null {
  const [, prefix = "", mark = "", info = ""] = /^([\s>]*)([`~]{3,})(.*)$/.exec(opening.trimEnd()) ?? [];
  return mark === "" ? null : { prefix, open: mark + info, close: mark };
}
