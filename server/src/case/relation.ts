import type { Exchange } from "../exchange/exchange";
import { fieldsNamed, type Request } from "../http/tree";
import { isUnknown, type Unknown } from "../text/unknown";
import type { Relation } from "./case";
import { siteOf } from "./fetch-metadata";

/** How the page and the URL of a request are related. */
export function relationOf({ request, origin, target }: Exchange): Relation {
  if (origin === null) {
    return "cross-origin";
  }
  if (isUnknown(origin.value)) {
    return relationOfUnknown(origin.value, request);
  }
  // An opaque origin is same-origin with nothing; an unknown origin or host counts as cross-origin.
  if (origin.value === "null" || !target.origins.includes(origin.value)) {
    return "cross-origin";
  }
  if (target.origins.length === 1) {
    return "same-origin";
  }
  return isKnownCrossOrigin(request) ? "cross-origin" : "scheme-unknown";
}

/** The browser itself says that the request goes to another origin. */
function isKnownCrossOrigin(request: Request): boolean {
  const site = siteOf(request);
  return site === "same-site" || site === "cross-site";
}

/** An unknown origin is that of the URL if the URL starts with the same text, such as a variable. */
function relationOfUnknown(origin: Unknown, request: Request): Relation {
  const typed = origin.text;
  if (typed === null || typed === "" || !origin.isSameAs(origin)) {
    return "cross-origin";
  }
  const after = request.target.text.startsWith(typed) ? request.target.text.charAt(typed.length) : null;
  if (after !== null && (after === "" || after === "/" || after === "?" || after === "#")) {
    return "same-origin";
  }
  const host = fieldsNamed(request, "Host")[0]?.value.text;
  const isPath = request.target.text.startsWith("/");
  return isPath && host !== undefined && typed.replace(/^https?:\/\//, "") === host && !isKnownCrossOrigin(request)
    ? "scheme-unknown"
    : "cross-origin";
}
