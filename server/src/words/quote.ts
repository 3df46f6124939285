const MAX_QUOTED = 80;

/** A value as typed, in backticks, on one line and cut to a readable length. */
export function quote(text: string): string {
  const visible = text.replace(/\p{Cc}+/gu, (run) => (/^[\t\r\n]+$/.test(run) ? " " : "\ufffd")).replaceAll("`", "'");
  return `\`${visible.length > MAX_QUOTED ? `${visible.slice(0, MAX_QUOTED - 1)}…` : visible}\``;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
