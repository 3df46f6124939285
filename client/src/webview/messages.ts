/** The messages between the extension and the page in its panel. */

/** From the extension: the explanation has changed. */
export interface UpdateMessage {
  readonly type: "update";
  /** An HTML fragment from the server. */
  readonly html: string;
  /** The style sheet of the picture in it. */
  readonly style: string;
  readonly state: PanelState;
}

/** From the page. */
export type PageMessage =
  /** A click on a line, 1-based. */
  | { readonly type: "reveal"; readonly line: number }
  /** A click on a fix: its index in the explanation. */
  | { readonly type: "fix"; readonly index: number }
  /** The page has loaded, or has another width: its room in CSS pixels, rounded down. The answer is an `UpdateMessage`. */
  | { readonly type: "resize"; readonly width: number };

/** What a panel shows. The editor saves it when its window is closed. */
export interface PanelState {
  /** Of the document. */
  readonly uri: string;
  /** Zero-based, in UTF-16 code units. */
  readonly line: number;
  readonly character: number;
  /** Whether the panel keeps showing its exchange instead of following the cursor. */
  readonly pinned: boolean;
}
