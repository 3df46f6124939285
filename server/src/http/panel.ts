import type { Range } from "../text/range";
import type { Line } from "./line";

export type Side = "request" | "response";

/** A value in a copy: its place, and its text if that isn't what is typed there. */
export type PanelValue = Range & { readonly text?: string };

/** What a panel says about an exchange besides its heads. `scheme`, `host` and `path` are the URL in pieces. */
export type FactRole = "url" | "scheme" | "host" | "path" | "method" | "status";

/** A piece of an exchange in a copy of a browser's network panel. The pieces of both messages may be in any order. */
export type PanelEntry = {
  readonly side: Side;
  /** From the start of its name to the end of its value, on one line or two. */
  readonly line: Range;
  /** The start of the line after it. */
  readonly next: number;
} & (
  | { readonly role: FactRole | "request-line" | "status-line"; readonly value: PanelValue }
  /** A field, also one of the pseudo-header fields. */
  | { readonly role: "field"; readonly name: Range; readonly colon: number; readonly value: PanelValue }
  /** A line that stands for fields that aren't shown. */
  | { readonly role: "elision" }
);

/** What a line of a copy adds: pieces of the current exchange, or the beginning of another one. */
export type PanelEvent = PanelEntry | "exchange";

/** The copy of one exchange while its lines are collected. */
export interface PanelDraft {
  readonly kind: "panel";
  /** See `Message.record`. */
  readonly record: number;
  readonly entries: PanelEntry[];
  readonly directives: Line[];
}
