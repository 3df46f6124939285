import { isCorsSafelistedMethod } from "../cors/method";
import { type Offer, offer } from "./proposal";

/** The methods that a page can use, the most common first, each with its purpose. */
const METHODS = {
  GET: "Gets a resource.",
  POST: "Sends data for the target to process.",
  PUT: "Replaces or creates the target.",
  PATCH: "Changes part of the target.",
  DELETE: "Deletes the target.",
  OPTIONS: "Asks for the target's options. With `Access-Control-Request-Method`, it is a preflight.",
  HEAD: "Gets only the headers of a resource.",
  QUERY: "Sends a query in the body, without changing anything.",
} as const;

export const METHOD_NAMES: readonly string[] = Object.keys(METHODS);

/** @param after the rest of the line. If it is empty, the offers end with a space. */
export function methodOffers(after: string): Offer[] {
  return Object.entries(METHODS).map(([name, purpose]) => {
    const isSafelisted = isCorsSafelistedMethod(name);
    return {
      ...offer(
        "method",
        name,
        isSafelisted ? "needs no preflight on its own" : "needs a preflight if cross-origin",
        `${purpose}\n\n${
          isSafelisted
            ? "CORS-safelisted: browsers send a preflight only if a header needs one."
            : "Not CORS-safelisted: cross-origin requests with this method need a preflight."
        }`,
      ),
      newText: after === "" ? `${name} ` : name,
    };
  });
}
