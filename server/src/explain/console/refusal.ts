import type { Browser } from "../../cors/engines";
import type { FetchRequest } from "../../cors/fetch-request";
import type { Failure } from "../../cors/types";
import type { Target } from "../../exchange/target";
import { isUnknown } from "../../text/unknown";
import { type ConsoleLine, printedUrl } from "./attempt";

/**
 * The lines that a browser prints for a `fetch()` that it doesn't send. If `fetch()` throws or the network stack refuses, it only prints what
 * every failed request causes. Measured in Chromium 156.
 * @returns null if not measured.
 */
export function refusalLines(
  { algorithm, number, subject }: Failure,
  request: FetchRequest,
  target: Target,
  browser: Browser,
): readonly ConsoleLine[] | null {
  if (algorithm !== "main-fetch" || (number === "7" && browser === "chromium")) {
    return [];
  }
  if (browser !== "chromium") {
    return null;
  }
  const url = printedUrl(request, target);
  const line =
    subject === "same-origin"
      ? `Fetch API cannot load ${url}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${isUnknown(request.origin) ? "…" : request.origin}.`
      : subject === "file"
        ? `Not allowed to load local resource: ${url}`
        : `Fetch API cannot load ${url}. URL scheme "${subject}" is not supported.`;
  return [[line]];
}
