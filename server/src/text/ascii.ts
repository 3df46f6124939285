/** Whether all characters are ASCII, so that JavaScript's case functions change A to Z and nothing else. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) {
      return false;
    }
  }
  return true;
}
