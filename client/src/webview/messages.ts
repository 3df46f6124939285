/** The messages between the extension and the page in its panel. */

/** From the extension: the explanation has changed. */
export interface UpdateMessage {
  readonly type: "update";
  /** An HTML fragment from the server. */
  readonly html: string;
  readonly state: PanelState;
}

/** From the page: what the user did. */
export type PageMessage =
  | { readonly type: "reveal"; readonly line: number }
  | { readonly type: "pin" }
  | { readonly type: "copy"; readonly format: CopyFormat };

export type CopyFormat = "markdown" | "svg";

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
