const MAX_LISTED = 3;
const MAX_LENGTH = 40;

/** A short list of names from the document: `a, b, c and 2 more`. */
export function listed(items: readonly string[]): string {
  const shown = items.slice(0, MAX_LISTED).map(shortened);
  const rest = items.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

export function shortened(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}
