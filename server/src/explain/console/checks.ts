import type { Failure, Outcome } from "../../cors/types";

/** A browser's checks: the steps of the standard, grouped like the engines' messages. */
export type Check =
  | "network"
  | "origin"
  | "credentials"
  | "status"
  | "methods-syntax"
  | "headers-syntax"
  | "method"
  | "header"
  | "redirect-url"
  | "redirect-scheme"
  | "redirect-limit"
  | "redirect-credentials"
  | "redirect-port";

export interface FailedCheck {
  /** `open` if this check or an earlier one depends on something unknown. */
  readonly check: Check | "open";
  /** What it rejects: the method, the list item, or the header names in lower case and sorted. */
  readonly subjects: readonly string[];
}

/** The check that fails first in an engine's order, which is the only one that the engine reports; null if none fails. */
export function firstFailed({ failures, undetermined }: Outcome, order: readonly Check[]): FailedCheck | null {
  for (const check of order) {
    const isOfCheck = (failure: Failure) => checkOf(failure) === check;
    if (undetermined.some(isOfCheck)) {
      return { check: "open", subjects: [] };
    }
    const failed = failures.filter(isOfCheck);
    if (failed.length > 0) {
      return { check, subjects: failed.flatMap(({ subject }) => subject ?? []) };
    }
  }
  return null;
}

/** Undefined for a step at which engines print nothing. */
export function checkOf({ algorithm, number, header }: Failure): Check | undefined {
  return header === "Access-Control-Allow-Headers" && number === "7.3"
    ? "headers-syntax"
    : CHECKS.get(`${algorithm} ${number}`);
}

const CHECKS: ReadonlyMap<string, Check> = new Map([
  ["http-network-fetch 8.5", "network"],
  ["http-network-or-cache-fetch 16", "network"],
  ["cors-check 2", "origin"],
  ["cors-check 3", "origin"],
  ["cors-check 4", "origin"],
  ["cors-check 7", "credentials"],
  ["cors-check 8", "credentials"],
  ["cors-preflight-fetch 7", "status"],
  ["cors-preflight-fetch 7.3", "methods-syntax"],
  ["cors-preflight-fetch 7.5", "method"],
  ["cors-preflight-fetch 7.6", "header"],
  ["cors-preflight-fetch 7.7", "header"],
  ["http-redirect-fetch 5", "redirect-url"],
  ["http-redirect-fetch 6", "redirect-scheme"],
  ["http-redirect-fetch 7", "redirect-limit"],
  ["http-redirect-fetch 9", "redirect-credentials"],
  ["http-redirect-fetch 10", "redirect-credentials"],
  ["main-fetch 7", "redirect-port"],
]);
