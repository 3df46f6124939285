import type { Failure, Outcome } from "../../cors/types";

/** A browser's checks: the steps of the standard, grouped like the engines' messages. */
export type Check =
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
  | "redirect-credentials";

export interface FailedCheck {
  readonly check: Check;
  /** What it rejects: the method, the list item, or the header names in lower case and sorted. */
  readonly subjects: readonly string[];
}

/**
 * The check that fails first in an engine's order, which is the only one that the engine reports.
 * @returns `open` if this check or an earlier one depends on something unknown; null if none fails.
 */
export function firstFailed({ failures, undetermined }: Outcome, order: readonly Check[]): FailedCheck | "open" | null {
  for (const check of order) {
    const isOfCheck = (failure: Failure) => checkOf(failure) === check;
    if (undetermined.some(isOfCheck)) {
      return "open";
    }
    const failed = failures.filter(isOfCheck);
    if (failed.length > 0) {
      return { check, subjects: failed.flatMap(({ subject }) => subject ?? []) };
    }
  }
  return null;
}

/** Null for a step at which engines print nothing. */
function checkOf({ algorithm, number, header }: Failure): Check | null {
  switch (`${algorithm} ${number}`) {
    case "cors-check 2":
    case "cors-check 3":
    case "cors-check 4":
      return "origin";
    case "cors-check 7":
    case "cors-check 8":
      return "credentials";
    case "cors-preflight-fetch 7":
      return "status";
    case "cors-preflight-fetch 7.3":
      return header === "Access-Control-Allow-Methods" ? "methods-syntax" : "headers-syntax";
    case "cors-preflight-fetch 7.5":
      return "method";
    case "cors-preflight-fetch 7.6":
    case "cors-preflight-fetch 7.7":
      return "header";
    case "http-redirect-fetch 5":
      return "redirect-url";
    case "http-redirect-fetch 6":
      return "redirect-scheme";
    case "http-redirect-fetch 7":
      return "redirect-limit";
    case "http-redirect-fetch 9":
    case "http-redirect-fetch 10":
      return "redirect-credentials";
    default:
      return null;
  }
}
