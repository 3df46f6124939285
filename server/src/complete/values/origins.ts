import { originToWrite } from "../../edits/corrections";
import { actualRequirements } from "../../edits/requirements";
import { code } from "../../explain/markdown";
import { pageToWrite } from "../origins";
import { type Offer, offer } from "../proposal";
import { hasCredentials, type ValueContext } from "./context";

/** For Access-Control-Allow-Origin: the page of this exchange, then the other pages in the document, then `*`. */
export function allowOriginValues(context: ValueContext): Offer[] {
  const { exchange, origins } = context;
  const required = exchange === null ? null : actualRequirements(exchange);
  const page = required === null ? null : originToWrite(required);
  const others = origins.filter((origin) => origin !== page && origin !== required?.origin);
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
    ...(page === null || page === "*"
      ? []
      : [
          offer(
            "value",
            page,
            "the page's origin",
            `Allows pages from ${code(page)} to read the response. Browsers compare the value byte by byte with the request's \`Origin\`.`,
          ),
        ]),
    ...(page === "*" ? [wildcard] : []),
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
    ...(page === "*" ? [] : [wildcard]),
  ];
}

/** For Origin: the origin from a directive or setting, then the other origins in the document, then `null`. */
export function originValues({ exchange, origins }: ValueContext): Offer[] {
  const page = exchange?.origin ?? null;
  const known = page === null ? null : pageToWrite(page);
  return [
    ...(known === null || page === null
      ? []
      : [
          offer(
            "value",
            known,
            page.source === "setting" ? "from the setting corsLens.origin" : "from # @cors",
            "The origin that CORS Lens assumes for the page if the request has no `Origin`.",
          ),
        ]),
    ...origins
      .filter((origin) => origin !== known && origin !== page?.value)
      .map((origin) =>
        offer("value", origin, "an origin in this file", "The origin of the page that makes the request."),
      ),
    offer(
      "value",
      "null",
      "an opaque origin",
      "Browsers send `null` for sandboxed frames, `file:` and `data:` pages, and after some redirects. As they all share it, servers shouldn't allow it.",
    ),
  ];
}
