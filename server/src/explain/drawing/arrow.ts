import type { HeaderName } from "../../headers/table";
import type { Response } from "../../http/tree";
import type { Finding } from "../../rules/framework/rule";
import type { Hop } from "./decision";
import type { Arrow } from "./drawing";
import { lineOf, responseFieldLines, statusLabel } from "./field-lines";
import { decidingHeaders } from "./findings";
import { BROWSER, serverIndex } from "./participants";

/** An arrow for a message that is sent, without anything else, except as given. */
export function arrow(from: number, to: number, label: string, more: Partial<Arrow> = {}): Arrow {
  return { kind: "arrow", from, to, label, state: "sent", fields: [], line: null, notes: [], ...more };
}

/**
 * The response to a request or a preflight; null if the document doesn't show it.
 * @param passing the headers that decide if nothing fails.
 */
export function responseArrow(
  hop: Hop,
  response: Response | null,
  failures: readonly Finding[],
  passing: readonly HeaderName[],
): Arrow {
  const from = serverIndex(hop);
  return response === null
    ? arrow(from, BROWSER, "response", { state: "not-shown" })
    : arrow(from, BROWSER, statusLabel(response), {
        fields: responseFieldLines(hop.analysis, response, decidingHeaders(failures, passing)),
        line: lineOf(hop.analysis, response),
      });
}
