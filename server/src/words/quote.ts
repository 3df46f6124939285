const MAX_QUOTED = 80;
/** Of a long value, only the beginning is read: several findings can quote it. */
const MAX_READ = 1000;

/** A value as typed, in backticks, on one line and cut to a readable length. */
export function quote(text: string): string {
  const visible = text
    .slice(0, MAX_READ)
    .replace(/\p{Cc}+/gu, (run) => (/^[\t\r\n]+$/.test(run) ? " " : "\ufffd"))
    .replaceAll("`", "'");
  const isCut = visible.length > MAX_QUOTED || text.length > MAX_READ;
  return `\`${isCut ? `${visible.slice(0, MAX_QUOTED - 1)}…` : visible}\``;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
