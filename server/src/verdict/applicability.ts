import type { Case } from "../case/case";
import { isUnknown } from "../text/unknown";

/** Why CORS doesn't decide about an exchange. */
export type NotCorsReason = "no-origin" | "same-origin" | "not-cors-mode" | "websocket" | "not-http";

/** Whether CORS decides about an exchange, and if not, why. */
export type Applicability =
  | { readonly applies: true }
  | { readonly applies: false; readonly reason: NotCorsReason }
  /**
   * `scheme-unknown`: host and port are those of the page's origin, and the text gives no scheme, so that the request may be same-origin.
   * `mode-unknown`: the mode of a call isn't a literal.
   */
  | { readonly applies: "undetermined"; readonly reason: "scheme-unknown" | "mode-unknown" };

const APPLIES: Applicability = { applies: true };

/** @param redirectFrom that of the request that redirected to this one. */
export function applicabilityOf(one: Case, redirectFrom: Applicability | null): Applicability {
  if (one.protocol !== "http") {
    return { applies: false, reason: one.protocol === "websocket" ? "websocket" : "not-http" };
  }
  const mode = one.fetchMode ?? "cors";
  if (!isUnknown(mode) && mode !== "cors") {
    return { applies: false, reason: "not-cors-mode" };
  }
  if (one.origin === null) {
    return { applies: false, reason: "no-origin" };
  }
  // A redirect doesn't change the mode.
  if (redirectFrom?.applies === false && redirectFrom.reason === "not-cors-mode") {
    return redirectFrom;
  }
  if (redirectFrom === null && one.staysAtOrigin) {
    return { applies: false, reason: "same-origin" };
  }
  switch (one.relation) {
    case "cross-origin":
      return isUnknown(mode) ? { applies: "undetermined", reason: "mode-unknown" } : APPLIES;
    case "same-origin":
      return { applies: false, reason: "same-origin" };
    case "scheme-unknown":
      return { applies: "undetermined", reason: "scheme-unknown" };
  }
}
