import { parseSerializedOrigin, serializedOriginOf } from "../cors/origin";
import { fieldsNamed, type Request } from "../http/tree";
import { resolveWith } from "../http/value";
import { type Place, place } from "../text/range";
import { isUnknown, Unknown, type Value } from "../text/unknown";
import type { CorsDirective } from "./cors-directive";

/** The origin of the page that makes a request. */
export interface PageOrigin {
  /** As a browser serialises it; unknown if the text leaves it open or if it isn't an origin. */
  readonly value: Value;
  /** `referrer`: a call of `fetch()` gives the page's URL. `redirect`: a redirect made it `null`, and the text doesn't show that. */
  readonly source: "field" | "directive" | "referrer" | "setting" | "redirect";
  /** The value's place; null if it isn't in the text. */
  readonly place: Place | null;
  /** The references that stand for exactly this value in the text, as typed; null if the value itself is typed. */
  readonly reference: string | null;
}

/** Whether a request has no `Origin` field, and its directive or the file's says that browsers send none. */
export function isWithoutOrigin(
  request: Request,
  directives: readonly CorsDirective[],
  fileDirectives: readonly CorsDirective[],
): boolean {
  const nearest = nearestFirst(directives, fileDirectives).find(saysOrigin);
  return nearest?.isWithoutOrigin === true && fieldsNamed(request, "Origin").length === 0;
}

function saysOrigin({ origin, isWithoutOrigin }: CorsDirective): boolean {
  return origin !== null || isWithoutOrigin;
}

function nearestFirst(directives: readonly CorsDirective[], fileDirectives: readonly CorsDirective[]) {
  return [...directives.toReversed(), ...fileDirectives.toReversed()];
}

/** The page's origin: the `Origin` field, else the request's directive, else the referrer of a call, else the file's directive, else the setting. */
export function pageOriginOf(
  request: Request,
  directives: readonly CorsDirective[],
  fileDirectives: readonly CorsDirective[],
  setting: string | null,
): PageOrigin | null {
  const [field, ...more] = fieldsNamed(request, "Origin");
  if (field !== undefined) {
    const value = more.length > 0 ? new Unknown(null) : normalizeOrigin(field.resolved);
    return {
      value,
      source: "field",
      place: place(request, field.value),
      reference: referenceFor(value, field.resolved, field.value.text),
    };
  }
  const own = nearestFirst(directives, []).find(saysOrigin);
  const referrer = own === undefined ? (request.call?.referrer ?? null) : null;
  if (referrer !== null) {
    return {
      value: normalizeOrigin(referrer.value),
      source: "referrer",
      place: place(request, referrer.part),
      reference: null,
    };
  }
  const said = own ?? nearestFirst([], fileDirectives).find(saysOrigin);
  if (said?.isWithoutOrigin) {
    return null;
  }
  if (said !== undefined && said.origin !== null) {
    const { directive, origin } = said;
    const resolved = resolveWith(origin.text, directive.references);
    const value = normalizeOrigin(resolved);
    return {
      value,
      source: "directive",
      place: place(directive, origin),
      reference: referenceFor(value, resolved, origin.text),
    };
  }
  return setting === null || setting.trim() === ""
    ? null
    : { value: normalizeOrigin(setting.trim()), source: "setting", place: null, reference: null };
}

function referenceFor(value: Value, resolved: Value, typed: string): string | null {
  return value === resolved && typed.includes("{{") ? typed : null;
}

/**
 * Returns the origin that a browser sends for one as typed: `https://A.example/` becomes `https://a.example`. Anything that isn't an origin is
 * unknown: browsers don't send it, so nothing follows from it.
 */
export function normalizeOrigin(typed: Value): Value {
  if (isUnknown(typed) || typed === "null") {
    return typed;
  }
  if (/^(https?|wss?):\/\//i.test(typed)) {
    return (/[\s,*]/.test(typed) ? null : serializedOriginOf(typed)) ?? new Unknown(typed);
  }
  // Only the browser knows the origins of other schemes (extensions, app shells), so they are kept as they are.
  return parseSerializedOrigin(typed) === null ? new Unknown(typed) : typed;
}
