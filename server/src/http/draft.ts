import type { Line } from "./line";
import type { Message } from "./tree";

/** How a message is written: as lines of its own, as a `curl` command, or as marked lines of a transcript. */
export type Writing = "lines" | "command" | "transcript";

/** One message while its lines are collected; it becomes a `Message` once the file's variables are known. */
export interface Draft {
  /** A fragment above a request line becomes part of the request. */
  kind: Message["kind"];
  readonly writing: Writing;
  /** Indices in the section's lines: of its first line, and of the lines after its head and after its body. */
  readonly first: number;
  headEnd: number;
  end: number;
  readonly directives: Line[];
  /** For a request of a transcript and for a response: the command that made it. */
  readonly command: Draft | null;
  /** For a request of a transcript: the URL of the redirect that led to it. */
  readonly redirectedTo: string | null;
  /** The kind of message that a heading right above announces. */
  readonly heading: "request" | "response" | null;
  /** See `Message.record`. */
  record: number | "unclear" | null;
  /** Whether there are fields after a blank line below a request without a body: they may have been meant for the request. */
  hasFieldsBelow: boolean;
}
