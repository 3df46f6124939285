import { withoutSecrets } from "../http/secret-texts";

const MAX_QUOTED = 80;
/** Of a long value, only the beginning is read: several findings can quote it. */
const MAX_READ = 1000;

/** A value as typed, in backticks, on one line and cut to a readable length. Before it is cut, secrets are removed: half of one isn't recognised. */
export function quote(text: string): string {
  const visible = withoutCutUserinfo(text.slice(0, MAX_READ))
    .replace(/\p{Cc}+/gu, (run) => (/^[\t\r\n]+$/.test(run) ? " " : "\ufffd"))
    .replaceAll("`", "'");
  if (visible.length <= MAX_QUOTED && text.length <= MAX_READ) {
    return `\`${visible}\``;
  }
  const shown = withoutSecrets(visible);
  return `\`${shown.length > MAX_QUOTED || text.length > MAX_READ ? `${shown.slice(0, MAX_QUOTED - 1)}…` : shown}\``;
}

/** The end of a very long password may not have been read. No host is that long. */
function withoutCutUserinfo(read: string): string {
  return read.length < MAX_READ ? read : read.replace(/([/\\]{2})[^/\\?#\s]{256,}$/, "$1…");
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
