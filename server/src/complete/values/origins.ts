import { originToWrite } from "../../edits/corrections";
import { actualRequirements } from "../../edits/requirements";
import { code } from "../../explain/markdown";
import { pageToWrite } from "../origins";
import { type Offer, offer } from "../proposal";
import { hasCredentials, type ValueContext } from "./context";

/** For Access-Control-Allow-Origin: the page of this exchange, then the others in the document, then all. */
export function allowOriginValues(context: ValueContext): Offer[] {
  const { exchange, origins } = context;
  const required = exchange === null ? null : actualRequirements(exchange);
  const page = required === null ? null : originToWrite(required);
  const others = origins.filter((origin) => origin !== page && origin !== required?.origin);
  const isRefused = hasCredentials(context);
  const wildcard = offer(
    "value",
    "*",
    isRefused ? "refused: the request has credentials" : "every page, without credentials",
    isRefused
      ? "Browsers block the response to a request with credentials unless the header names the page's origin: `*` is not a wildcard then."
      : "Lets the pages of every origin read the response, as long as the request has no credentials. Right for what is public anyway.",
  );
  return [
    ...(page === null || page === "*"
      ? []
      : [
          offer(
            "value",
            page,
            "the page's origin",
            `Lets pages of ${code(page)} read the response. Browsers compare it byte for byte with the \`Origin\` of the request.`,
          ),
        ]),
    ...(page === "*" ? [wildcard] : []),
    ...others.map((origin) =>
      offer(
        "value",
        origin,
        "another origin in this file",
        page === null
          ? `Lets pages of ${code(origin)} read the response, and no others.`
          : `The page of this exchange has another origin, so browsers would block the response.`,
      ),
    ),
    ...(page === "*" ? [] : [wildcard]),
  ];
}

/** For Origin: what else says the page's origin, then the others in the document, then none. */
export function originValues({ exchange, origins }: ValueContext): Offer[] {
  const page = exchange?.origin ?? null;
  const said = page === null ? null : pageToWrite(page);
  return [
    ...(said === null || page === null
      ? []
      : [
          offer(
            "value",
            said,
            page.source === "setting" ? "from the setting corsLens.origin" : "from # @cors",
            "The page's origin, as it is taken to be where the request has no `Origin`.",
          ),
        ]),
    ...origins
      .filter((origin) => origin !== said && origin !== page?.value)
      .map((origin) =>
        offer("value", origin, "an origin in this file", "The origin of the page that makes the request."),
      ),
    offer(
      "value",
      "null",
      "an opaque origin",
      "What browsers send for a sandboxed frame, a `file:` or `data:` page, and after some redirects. It is the same for all of them, so it is nothing to let in.",
    ),
  ];
}
