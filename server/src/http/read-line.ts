import type { Line } from "./line";
import type { PanelEvent } from "./panel";

/** A line as the scanner has read it. */
export interface ReadLine {
  readonly line: Line;
  /** Whether it is a line of a transcript. */
  readonly isRecorded: boolean;
  /** What it adds to a copy of a browser's panel; null outside one. */
  readonly panelEvents: readonly PanelEvent[] | null;
}
