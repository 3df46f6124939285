import { isToken } from "../cors/list-values";
import { parseSerializedOrigin } from "../cors/origin";
import type { TokenType } from "./token";

/**
 * The token type of a word in a header's value; null if the header can't have it.
 * @param name the header's name in lower case.
 * @param isAlone whether the word is the whole value.
 */
export function wordType(name: string, word: string, isAlone: boolean): TokenType | null {
  switch (name) {
    case "origin":
      return originType(word);
    case "access-control-allow-origin":
      return word === "*" && isAlone ? "keyword" : originType(word);
    case "access-control-allow-credentials":
      return word === "true" && isAlone ? "keyword" : null;
    case "access-control-max-age":
      return /^-?\d+$/.test(word) && isAlone ? "number" : null;
    case "access-control-request-method":
      return isToken(word) && isAlone ? "httpMethod" : null;
    case "access-control-allow-methods":
      return word === "*" ? "keyword" : isToken(word) ? "httpMethod" : null;
    case "access-control-request-headers":
      return isToken(word) ? "property" : null;
    case "access-control-allow-headers":
    case "access-control-expose-headers":
    case "vary":
      return word === "*" ? "keyword" : isToken(word) ? "property" : null;
    default:
      return null;
  }
}

export function originType(word: string): TokenType | null {
  return word === "null" ? "keyword" : parseSerializedOrigin(word) === null ? null : "origin";
}
