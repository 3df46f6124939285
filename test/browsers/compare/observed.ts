import { headerValue } from "../harness/play";
import type { Recording } from "../harness/story";

/** A browser's decision about a plain exchange, as far as it can be observed. */
export interface Observed {
  /** `refused`: no request was made; `not-cors`: the response isn't filtered, because it has the page's own origin. */
  readonly verdict: "allowed" | "blocked" | "refused" | "not-cors";
  /** The content of the preflight; null if none was sent. */
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
