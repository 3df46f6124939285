import { isCorsSafelistedMethod } from "../cors/method";
import { type Offer, offer } from "./proposal";

/** The methods that a page can use, the most used first, each with what it is for. */
const METHODS = {
  GET: "Asks for a representation.",
  POST: "Gives the target something to process.",
  PUT: "Replaces the target, or creates it.",
  PATCH: "Changes a part of the target.",
  DELETE: "Removes the target.",
  OPTIONS: "Asks what is possible; with `Access-Control-Request-Method` it is a preflight.",
  HEAD: "Asks for the header of a representation.",
  QUERY: "Asks a question that is in the body, without changing anything.",
} as const;

export const METHOD_NAMES: readonly string[] = Object.keys(METHODS);

/** @param after what follows on the line; a blank is written where there is nothing. */
export function methodOffers(after: string): Offer[] {
  return Object.entries(METHODS).map(([name, purpose]) => {
    const isSafelisted = isCorsSafelistedMethod(name);
    return {
      ...offer(
        "method",
        name,
        isSafelisted ? "needs no preflight by itself" : "needs a preflight from another origin",
        `${purpose}\n\n${
          isSafelisted
            ? "A CORS-safelisted method: browsers send a preflight only if a header needs one."
            : "Not a CORS-safelisted method: before they send it to another origin, browsers ask by a preflight."
        }`,
      ),
      newText: after === "" ? `${name} ` : name,
    };
  });
}
