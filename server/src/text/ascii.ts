/** Whether all characters are ASCII, so that JavaScript's functions for upper and lower case change their letters and nothing else. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) {
      return false;
    }
  }
  return true;
}
