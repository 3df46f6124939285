import type { Range } from "../text/range";

/** Decides a proposal's icon. */
export type ProposalKind = "method" | "header" | "value" | "status" | "directive" | "snippet";

/** A completion without its place in the document. */
export interface Offer {
  readonly kind: ProposalKind;
  /** Also the text that editors filter by. */
  readonly label: string;
  /** One line, plain text. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
  readonly newText: string;
  /** Whether `newText` is an LSP snippet. */
  readonly isSnippet: boolean;
  /** Whether there are also completions for the text after it, which editors can request at once. */
  readonly continues: boolean;
}

/** An offer with its place in the document. */
export interface Proposal extends Offer {
  /** The part of the token before the cursor. */
  readonly insert: Range;
  /** The whole token at the cursor, on one line. */
  readonly replace: Range;
}

/** An offer that inserts its label. */
export function offer(kind: ProposalKind, label: string, detail: string, documentation: string): Offer {
  return { kind, label, detail, documentation, newText: label, isSnippet: false, continues: false };
}
