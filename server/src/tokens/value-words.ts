import { isToken } from "../cors/list-values";
import { parseSerializedOrigin } from "../cors/origin";
import type { HeaderName } from "../headers/table";
import type { TokenType } from "./token";

/**
 * The token type of a word in a header's value; null if the header can't have it.
 * @param isAlone whether the word is the whole value.
 */
export function wordType(header: HeaderName, word: string, isAlone: boolean): TokenType | null {
  switch (header) {
    case "Origin":
      return originType(word);
    case "Access-Control-Allow-Origin":
      return word === "*" && isAlone ? "keyword" : originType(word);
    case "Access-Control-Allow-Credentials":
      return word === "true" && isAlone ? "keyword" : null;
    case "Access-Control-Max-Age":
      return /^-?\d+$/.test(word) && isAlone ? "number" : null;
    case "Access-Control-Request-Method":
      return isToken(word) && isAlone ? "httpMethod" : null;
    case "Access-Control-Allow-Methods":
      return word === "*" ? "keyword" : isToken(word) ? "httpMethod" : null;
    case "Access-Control-Request-Headers":
      return isToken(word) ? "property" : null;
    case "Access-Control-Allow-Headers":
    case "Access-Control-Expose-Headers":
    case "Vary":
      return word === "*" ? "keyword" : isToken(word) ? "property" : null;
    default:
      return null;
  }
}

export function originType(word: string): TokenType | null {
  return word === "null" ? "keyword" : parseSerializedOrigin(word) === null ? null : "origin";
}
