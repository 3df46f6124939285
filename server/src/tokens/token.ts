import type { Range } from "../text/range";

/** What a word of the text is. */
export const TOKEN_TYPES = ["property", "variable", "keyword", "number", "origin", "httpMethod"] as const;
/**
 * `cors`: a header that CORS looks at. `unknown`: it stands for something that the text leaves open. `ineffective`: a finding says that it does
 * nothing. No word has two of them.
 */
export const TOKEN_MODIFIERS = ["cors", "unknown", "ineffective"] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

/** A word on one line, in the document. */
export interface Token extends Range {
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}
