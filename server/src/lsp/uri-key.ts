/** The same for two spellings of a URI: clients differ in which characters they escape, and in the case of a drive's letter. */
export function keyOf(uri: string): string {
  let text = uri;
  try {
    text = decodeURIComponent(uri);
  } catch {
    // A percent sign that escapes nothing.
  }
  return text.replace(/^file:\/\/\/[A-Z]:/, (drive) => drive.toLowerCase());
}
