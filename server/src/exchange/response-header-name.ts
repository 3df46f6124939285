import { headerNamed } from "../headers/headers";
import { HEADERS, type HeaderName } from "../headers/table";
import { memoText } from "../text/memo";
import { intendedHeader } from "./misspelling";

/**
 * The header of a response that a page sends by mistake under this name, misspelt or not: `access-control-allow-origin`, `Access-Control-Allow-Orgin`.
 * Null for every other name.
 */
export const responseHeaderNamed = memoText((name: string): HeaderName | null => {
  const header = headerNamed(name) ?? intendedHeader(name);
  return header !== null && HEADERS[header].cors === "protocol" && HEADERS[header].side === "response" ? header : null;
});
