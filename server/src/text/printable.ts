/** Makes a text harmless to a terminal and puts it on one line: control characters and characters that reorder text become visible. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, visible);
}

/** Replaces a character that is invisible on its own with a visible one. */
export function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) {
    return String.fromCharCode(CONTROL_PICTURES + code);
  }
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/** Control, format (directional marks, zero width) and unpaired surrogate characters, and line separators. */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The Unicode block with a picture for each control character. */
const CONTROL_PICTURES = 0x2400;
