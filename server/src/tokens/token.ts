import type { Range } from "../text/range";

export const TOKEN_TYPES = ["property", "variable", "keyword", "number", "origin", "httpMethod"] as const;
/** `cors`: a header that CORS uses. `unknown`: its value isn't known. A token has at most one of them. */
export const TOKEN_MODIFIERS = ["cors", "unknown"] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

/** A word on one line. Offsets in the document. */
export interface Token extends Range {
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}
