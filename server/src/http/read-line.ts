import type { ConsoleMessage } from "../console-message/message";
import type { Line } from "./line";
import type { PanelEvent } from "./panel";

/** A line as the scanner has read it. */
export interface ReadLine {
  readonly line: Line;
  /** Whether it is a line of a transcript. */
  readonly isRecorded: boolean;
  /** What it adds to a copy of a browser's panel; null outside one. */
  readonly panelEvents: readonly PanelEvent[] | null;
  /** What a browser's console says about CORS from this line on; null if it says nothing. */
  readonly console: ReadConsole | null;
  /** Whether it ends the message above it and belongs to none. */
  readonly endsMessage: boolean;
}

/** A console message that begins in a line. */
export interface ReadConsole {
  readonly message: ConsoleMessage;
  /** Where its text begins and ends. */
  readonly start: number;
  readonly end: number;
}
