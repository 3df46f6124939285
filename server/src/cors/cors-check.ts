import type { HeaderName } from "../headers/table";
import { isUnknown, type Value } from "../text/unknown";
import { get, headerLines } from "./header-list";
import { isPossibleSerializedOrigin } from "./origin";
import { OutcomeBuilder } from "./outcome";
import type { CorsRequest, CorsResponse, Outcome } from "./types";

/** The value that stands for every origin if the credentials mode isn't `include`. */
const WILDCARD = "*";

/**
 * https://fetch.spec.whatwg.org/#concept-cors-check
 *
 * If an origin step fails, the credentials steps are checked too. With an unknown credentials mode a step is left open unless both modes give the
 * same result. All engines agree with the standard on every step.
 */
export function corsCheck(request: CorsRequest, response: CorsResponse): Outcome {
  const outcome = new OutcomeBuilder("cors-check");
  const { credentialsMode } = request;
  const mayOmit = credentialsMode !== "include";
  const mayInclude = !mayOmit || isUnknown(credentialsMode);

  // 1. Get Access-Control-Allow-Origin.
  const origin = get(response.headers, "Access-Control-Allow-Origin");

  if (origin === null) {
    // 2. Without the header the origin isn't allowed.
    outcome.fail("2", "Access-Control-Allow-Origin");
  } else if (!mayInclude && origin === WILDCARD) {
    // 3. Without credentials the wildcard suffices.
    return outcome.build({ algorithm: "cors-check", number: "3" });
  } else if (mayOmit && origin === WILDCARD) {
    // 4. With credentials it is an origin like any other.
    outcome.leaveOpenToCredentials("3", "Access-Control-Allow-Origin");
  } else {
    // 4. Otherwise the value must be the serialised origin, byte for byte.
    switch (isSerializedRequestOrigin(origin, request.origin, isRepeated(response, "Access-Control-Allow-Origin"))) {
      case "yes":
        break;
      case "no":
        outcome.fail("4", "Access-Control-Allow-Origin");
        break;
      case "unknown":
        // An unknown value may be the wildcard, which step 3 checks first.
        outcome.leaveOpen(mayOmit && isUnknown(origin) ? "3" : "4", "Access-Control-Allow-Origin");
        break;
    }
  }

  // 5. Without credentials nothing else is needed.
  if (!mayInclude) {
    return outcome.build({ algorithm: "cors-check", number: "5" });
  }

  // 6. Get Access-Control-Allow-Credentials.
  const credentials = get(response.headers, "Access-Control-Allow-Credentials");

  if (isUnknown(credentials) && !isRepeated(response, "Access-Control-Allow-Credentials")) {
    outcome.leaveOpen("7", "Access-Control-Allow-Credentials");
  } else if (credentials !== "true" && mayOmit) {
    outcome.leaveOpenToCredentials("5", "Access-Control-Allow-Credentials");
  } else if (credentials !== "true") {
    // 8. Any other value, or none, is a failure.
    outcome.fail("8", "Access-Control-Allow-Credentials");
  }

  // 7. The four bytes `true` are success.
  return outcome.build({ algorithm: "cors-check", number: "7" });
}

/** Whether the header is on several lines: then its value has a comma in it, even if a part of it is unknown. */
function isRepeated(response: CorsResponse, name: HeaderName): boolean {
  return headerLines(response.headers, name).length > 1;
}

/** Step 4, for known and unknown values. */
function isSerializedRequestOrigin(origin: Value, requestOrigin: Value, repeated: boolean): "yes" | "no" | "unknown" {
  if (!isUnknown(origin) && !isUnknown(requestOrigin)) {
    return origin === requestOrigin ? "yes" : "no";
  }
  if (isUnknown(origin) && isUnknown(requestOrigin) && origin.isSameAs(requestOrigin)) {
    return "yes";
  }
  // Some values can't be an origin, so they don't match any request.
  if (repeated || (!isUnknown(origin) && !isPossibleSerializedOrigin(origin))) {
    return "no";
  }
  return "unknown";
}
