/** What the editor and the page in its panel tell each other. */

/** From the editor: the explanation has changed. */
export interface UpdateMessage {
  readonly type: "update";
  /** A fragment that the server has made. */
  readonly html: string;
  readonly state: PanelState;
}

/** From the page: what the user did. */
export type PageMessage =
  | { readonly type: "reveal"; readonly line: number }
  | { readonly type: "pin" }
  | { readonly type: "copy"; readonly format: CopyFormat };

export type CopyFormat = "markdown" | "svg";

/** What a panel shows; the editor keeps it while its window is closed. */
export interface PanelState {
  /** Of the document. */
  readonly uri: string;
  /** Zero-based, in UTF-16 units. */
  readonly line: number;
  readonly character: number;
  /** Whether the panel stays with its exchange instead of following the cursor. */
  readonly pinned: boolean;
}
