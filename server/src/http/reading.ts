/** How a document contains HTTP: as the whole text, or in the fences of a Markdown text. */
export type Carrier = "http" | "markdown";

/** What the user's settings say about reading. */
export interface ReadingOptions {
  /** Whether to read responses in comments. */
  readonly commentedResponses: boolean;
  /** Whether to read Markdown fences that aren't labelled `http` where they are HTTP without doubt. */
  readonly unlabelledFences: boolean;
}

export const DEFAULT_READING: ReadingOptions = { commentedResponses: false, unlabelledFences: true };

/** How to read a text. */
export interface Reading extends ReadingOptions {
  readonly carrier: Carrier;
}
