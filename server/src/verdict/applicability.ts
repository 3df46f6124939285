import type { Exchange } from "../exchange/exchange";
import { fieldsNamed, type Request } from "../http/tree";
import { isUnknown, type Unknown } from "../text/unknown";

/** Whether CORS decides about an exchange, and if not, why. */
export type Applicability =
  | { readonly applies: true }
  | {
      readonly applies: false;
      readonly reason: "no-origin" | "same-origin" | "not-cors-mode" | "websocket" | "not-http";
    }
  /** Host and port are those of the page's origin, and the text gives no scheme: same-origin or not. */
  | { readonly applies: "undetermined"; readonly reason: "scheme-unknown" };

const APPLIES: Applicability = { applies: true };

/** What editors write in a method's place for requests of other protocols. Those of a WebSocket are told by the URL. */
const OTHER_PROTOCOLS: ReadonlySet<string> = new Set("GRPC MQTT MQTTS AMQP RSOCKET PUB SUB".split(" "));

export function applicabilityOf({ request, origin, target, redirectFrom }: Exchange): Applicability {
  if (isWebSocketHandshake(request) || target.scheme === "ws" || target.scheme === "wss") {
    return { applies: false, reason: "websocket" };
  }
  if (!isUnknown(request.methodValue) && OTHER_PROTOCOLS.has(request.methodValue)) {
    return { applies: false, reason: "not-http" };
  }
  if ((fetchModeOf(request) ?? "cors") !== "cors") {
    return { applies: false, reason: "not-cors-mode" };
  }
  if (origin === null) {
    return { applies: false, reason: "no-origin" };
  }
  if (redirectFrom !== null && isOutsideCors(redirectFrom)) {
    return { applies: false, reason: "not-cors-mode" };
  }
  if (redirectFrom === null && knownValue(request, "Sec-Fetch-Site")?.toLowerCase() === "same-origin") {
    return { applies: false, reason: "same-origin" };
  }
  if (isUnknown(origin.value)) {
    return applicabilityOfUnknown(origin.value, request);
  }
  // An opaque origin is same-origin with nothing; an unknown origin or host counts as cross-origin.
  if (origin.value === "null" || !target.origins.includes(origin.value)) {
    return APPLIES;
  }
  if (target.origins.length === 1) {
    return { applies: false, reason: "same-origin" };
  }
  return isKnownCrossOrigin(request) ? APPLIES : { applies: "undetermined", reason: "scheme-unknown" };
}

/** The mode that the browser gives, in lower case; null where the text shows none. */
export function fetchModeOf(request: Request): string | null {
  return knownValue(request, "Sec-Fetch-Mode")?.toLowerCase() ?? null;
}

/** A redirect changes nothing about the mode. */
function isOutsideCors(exchange: Exchange): boolean {
  const applicability = applicabilityOf(exchange);
  return applicability.applies === false && applicability.reason === "not-cors-mode";
}

/** The browser itself says that the request goes to another origin. */
function isKnownCrossOrigin(request: Request): boolean {
  const site = knownValue(request, "Sec-Fetch-Site")?.toLowerCase();
  return site === "same-site" || site === "cross-site";
}

/** An origin that a variable stands for is that of the URL where the URL begins with the same variable. */
function applicabilityOfUnknown(origin: Unknown, request: Request): Applicability {
  const typed = origin.text;
  if (typed === null || typed === "" || !origin.isSameAs(origin)) {
    return APPLIES;
  }
  const after = request.target.text.startsWith(typed) ? request.target.text.charAt(typed.length) : null;
  if (after !== null && (after === "" || after === "/" || after === "?" || after === "#")) {
    return { applies: false, reason: "same-origin" };
  }
  const host = fieldsNamed(request, "Host")[0]?.value.text;
  const isPath = request.target.text.startsWith("/");
  return isPath && host !== undefined && typed.replace(/^https?:\/\//, "") === host && !isKnownCrossOrigin(request)
    ? { applies: "undetermined", reason: "scheme-unknown" }
    : APPLIES;
}

function knownValue(request: Request, name: string): string | null {
  const value = fieldsNamed(request, name)[0]?.resolved;
  return value === undefined || isUnknown(value) ? null : value;
}

function isWebSocketHandshake(request: Request): boolean {
  return knownValue(request, "Upgrade")?.toLowerCase() === "websocket";
}
