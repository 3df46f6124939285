import type { Exchange } from "../exchange/exchange";
import { fieldsNamed, type Request } from "../http/tree";
import { isUnknown } from "../text/unknown";

/** Whether CORS decides about an exchange, and if not, why. */
export type Applicability =
  | { readonly applies: true }
  | {
      readonly applies: false;
      readonly reason: "no-origin" | "same-origin" | "not-cors-mode" | "websocket";
    }
  /** Host and port are those of the page's origin, and the text gives no scheme: same-origin or not. */
  | { readonly applies: "undetermined"; readonly reason: "scheme-unknown" };

const APPLIES: Applicability = { applies: true };

export function applicabilityOf({ request, origin, target }: Exchange): Applicability {
  if (isWebSocketHandshake(request)) {
    return { applies: false, reason: "websocket" };
  }
  const mode = knownValue(request, "Sec-Fetch-Mode");
  if (mode !== null && mode.toLowerCase() !== "cors") {
    return { applies: false, reason: "not-cors-mode" };
  }
  if (origin === null) {
    return { applies: false, reason: "no-origin" };
  }
  if (knownValue(request, "Sec-Fetch-Site")?.toLowerCase() === "same-origin") {
    return { applies: false, reason: "same-origin" };
  }
  // An opaque origin is same-origin with nothing; an unknown origin or host counts as cross-origin.
  if (isUnknown(origin.value) || origin.value === "null" || !target.origins.includes(origin.value)) {
    return APPLIES;
  }
  return target.origins.length === 1
    ? { applies: false, reason: "same-origin" }
    : { applies: "undetermined", reason: "scheme-unknown" };
}

function knownValue(request: Request, name: string): string | null {
  const value = fieldsNamed(request, name)[0]?.resolved;
  return value === undefined || isUnknown(value) ? null : value;
}

function isWebSocketHandshake(request: Request): boolean {
  return knownValue(request, "Upgrade")?.toLowerCase() === "websocket";
}
