import { originToWrite } from "../../edits/corrections";
import { actualRequirements } from "../../edits/requirements";
import { code } from "../../explain/markdown";
import { pageToWrite } from "../origins";
import { type Offer, offer } from "../proposal";
import { hasCredentials, type ValueContext } from "./context";

/** For Access-Control-Allow-Origin: the page of this exchange, then the other pages in the document, then `*`. */
export function allowOriginValues(context: ValueContext): Offer[] {
  const { judged, exchange, origins } = context;
  const required = exchange === null ? null : actualRequirements(exchange);
  const page = required === null ? null : originToWrite(required);
  const others = origins.filter(
    (origin) => origin !== page && origin !== required?.origin && judged.trust.of(origin) !== "untrusted",
  );
  const isRefused = hasCredentials(context);
  const wildcard = offer(
    "value",
    "*",
    isRefused ? "blocked: the request has credentials" : "every page, without credentials",
    isRefused
      ? "`*` doesn't work for requests with credentials: browsers block this response. Name the origin."
      : "Allows every page to read the response if the request has no credentials. Use it for public data.",
  );
  return [
    ...(page === null
      ? []
      : [
          offer(
            "value",
            page,
            "the page's origin",
            `Allows pages from ${code(page)} to read the response. Browsers compare the value byte by byte with the request's \`Origin\`.`,
          ),
        ]),
    ...others.map((origin) =>
      offer(
        "value",
        origin,
        "another origin in this file",
        page === null
          ? `Allows only pages from ${code(origin)} to read the response.`
          : "The page of this exchange has another origin, so browsers would block the response.",
      ),
    ),
    wildcard,
  ];
}

const ASSUMED = "The origin that CORS Lens assumes for the page if the request has no `Origin`.";
const OF_PAGE = "The origin of the page that makes the request.";

/**
 * For Origin: the page of a directive or setting, then the other origins in the document and in other open ones, then examples. `null` comes last: few
 * pages have it.
 */
export function originValues({ exchange, origins, originsElsewhere }: ValueContext): Offer[] {
  const page = exchange?.origin ?? null;
  const known = page === null ? null : pageToWrite(page);
  const ofPage = page?.source === "setting" ? "from the setting corsLens.origin" : "from # @cors";
  const offers = [
    ...(known === null ? [] : [offer("value", known, ofPage, ASSUMED)]),
    ...origins
      .filter((origin) => origin !== page?.value)
      .map((origin) => offer("value", origin, "an origin in this file", OF_PAGE)),
    ...originsElsewhere().map((origin) => offer("value", origin, "an origin in another open file", OF_PAGE)),
    offer("value", "http://localhost:3000", "a page on this machine", OF_PAGE),
    EXAMPLE,
    offer(
      "value",
      "null",
      "an opaque origin",
      "Browsers send `null` for sandboxed frames, `file:` and `data:` pages, and after some redirects. As they all share it, servers shouldn't allow it.",
    ),
  ];
  const labels = new Set<string>();
  return offers.filter(({ label }) => labels.size < labels.add(label).size);
}

const EXAMPLE: Offer = {
  ...offer("value", "https://app.example.com", "an example to replace", OF_PAGE),
  newText: "${1:https://app.example.com}",
  isSnippet: true,
};
