/**
 * A text on one line that can do nothing to a terminal: control characters and marks that reorder text become visible.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, visible);
}

/** A character that prints nothing by itself, as one that does. */
export function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) {
    return String.fromCharCode(CONTROL_PICTURES + code);
  }
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/** Control, format (directional marks, zero width) and unpaired surrogate characters, and line separators. */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The block of Unicode that has a picture for each control character. */
const CONTROL_PICTURES = 0x2400;
