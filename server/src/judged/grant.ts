import { corsResponseOf } from "../case/read-case";
import { corsCheck } from "../cors/cors-check";
import { get } from "../cors/header-list";
import { responseAsReceived } from "../cors/received-headers";
import type { CredentialsMode } from "../cors/types";
import type { Exchange } from "../exchange/exchange";
import { fieldsNamed, type Response, statusLineRange } from "../http/tree";
import { memo } from "../text/memo";
import { type Place, place } from "../text/range";
import { Unknown } from "../text/unknown";

/** What a response says to the origin of its request, whatever else blocks the fetch. */
export interface Grant {
  /** Whether the CORS check passes without credentials; unknown if the response isn't shown, or if the text leaves open what decides. */
  readonly outcome: "granted" | "refused" | "unknown";
  /** Whether `*` or the origin's own name decides. */
  readonly by: "name" | "wildcard";
  /** Whether the CORS check passes with credentials, too. */
  readonly credentials: boolean;
  /** The value of Access-Control-Allow-Origin, or the status line if there is none; null without a response. */
  readonly place: Place | null;
}

/** The grant of a response to the origin that its request has. */
export const grantOf: (exchange: Exchange) => Grant = memo((exchange: Exchange) => {
  const { response } = exchange;
  if (response === null) {
    return { outcome: "unknown", by: "name", credentials: false, place: null };
  }
  return {
    outcome: outcomeOf(exchange, response),
    by: get(receivedFrom(response).headers, HEADER) === "*" ? "wildcard" : "name",
    credentials: check(exchange, response, "include") === "success",
    place: placeIn(response),
  };
});

const HEADER = "Access-Control-Allow-Origin";

function outcomeOf(exchange: Exchange, response: Response): Grant["outcome"] {
  switch (check(exchange, response, "omit")) {
    case "success":
      return "granted";
    case "failure":
      // A browser takes the fields that a 304 lacks from the stored response.
      return response.statusValue === "304" ? "unknown" : "refused";
    case "undetermined":
      return "unknown";
  }
}

function check({ origin }: Exchange, response: Response, credentialsMode: CredentialsMode) {
  const request = { method: "GET", origin: origin?.value ?? new Unknown(null), credentialsMode, headers: NO_HEADERS };
  return corsCheck(request, receivedFrom(response)).result;
}

const NO_HEADERS = { headers: [], complete: true };

/** All engines agree on the steps of the CORS check. */
function receivedFrom(response: Response) {
  return responseAsReceived(corsResponseOf(response), "fetch");
}

function placeIn(response: Response): Place {
  const [field] = fieldsNamed(response, HEADER);
  if (field === undefined) {
    return place(response, statusLineRange(response));
  }
  return place(response, field.value.start < field.value.end ? field.value : field.name);
}
