import type { Range } from "../text/range";

/** What a proposal is of: decides its icon. */
export type ProposalKind = "method" | "header" | "value" | "status" | "directive" | "snippet";

/** Something that could stand at the cursor, wherever that is. */
export interface Offer {
  readonly kind: ProposalKind;
  /** Also what typed text is compared with. */
  readonly label: string;
  /** One line, plain text. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
  readonly newText: string;
  /** Whether `newText` is an LSP snippet. */
  readonly isSnippet: boolean;
  /** Whether there are proposals for what comes behind it: editors that can may ask for them at once. */
  readonly continues: boolean;
}

/** An offer with its place in the document. */
export interface Proposal extends Offer {
  /** The typed part of the token: up to the cursor. */
  readonly insert: Range;
  /** The whole token under the cursor; on one line. */
  readonly replace: Range;
}

/** An offer of a text that stands for itself. */
export function offer(kind: ProposalKind, label: string, detail: string, documentation: string): Offer {
  return { kind, label, detail, documentation, newText: label, isSnippet: false, continues: false };
}
