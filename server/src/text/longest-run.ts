/** The length of the longest run of a character in a text. */
export function longestRun(text: string, character: string): number {
  let longest = 0;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    length = text[i] === character ? length + 1 : 0;
    longest = Math.max(longest, length);
  }
  return longest;
}
