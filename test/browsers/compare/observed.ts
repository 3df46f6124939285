import { headerValue } from "../harness/play";
import type { Recording } from "../harness/story";

/** What a browser decided about a plain exchange, as far as it can be seen. */
export interface Observed {
  /** `refused`: no request was made; `not-cors`: the response is not filtered, as it is of the page's own origin. */
  readonly verdict: "allowed" | "blocked" | "refused" | "not-cors";
  /** What the preflight asked for; null where none was sent. */
  readonly preflight: AskedFor | null;
  /** Whether the request itself was sent. */
  readonly isSent: boolean;
  /** The names that script can read; null unless allowed. */
  readonly exposed: readonly string[] | null;
}

/** The values of Origin, Access-Control-Request-Method and Access-Control-Request-Headers. */
export interface AskedFor {
  readonly origin: string;
  readonly method: string;
  readonly headers: string | null;
}

export function observed({ outcome, requests }: Recording): Observed {
  const preflight = requests.find(({ kind }) => kind === "preflight");
  return {
    verdict: outcome.kind === "allowed" && outcome.type !== "cors" ? "not-cors" : outcome.kind,
    preflight:
      preflight === undefined
        ? null
        : {
            origin: headerValue(preflight.lines, "Origin") ?? "",
            method: headerValue(preflight.lines, "Access-Control-Request-Method") ?? "",
            headers: headerValue(preflight.lines, "Access-Control-Request-Headers") ?? null,
          },
    isSent: requests.some(({ kind }) => kind === "actual"),
    exposed: outcome.kind === "allowed" && outcome.type === "cors" ? outcome.headerNames : null,
  };
}
