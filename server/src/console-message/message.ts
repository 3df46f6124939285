import type { HeaderName } from "../headers/table";
import type { Range } from "../text/range";

/** Where a text comes from: a browser's console, the DevTools protocol's names (`corsErrorStatus`), or the error that a script gets. */
export type MessageSource = "chromium" | "firefox" | "webkit" | "protocol" | "script";

/**
 * The check that a message reports, as in `explain/console/checks.ts`. Where browsers say how the check of `Access-Control-Allow-Origin` failed,
 * the name says it as well; `origin` leaves it open.
 */
export type ReportedCheck =
  | "network"
  | "origin"
  | "origin-missing"
  | "origin-mismatch"
  | "origin-invalid"
  | "origin-multiple"
  | "origin-wildcard"
  | "credentials"
  | "status"
  | "preflight-redirect"
  | "methods-syntax"
  | "headers-syntax"
  | "method"
  | "header"
  /** A warning: `*` doesn't allow `Authorization`. */
  | "authorization-wildcard"
  | "redirect-url"
  | "redirect-scheme"
  | "redirect-limit"
  | "redirect-credentials"
  | "redirect-mode"
  /** The page or the request's mode doesn't allow a request to this URL at all. */
  | "mode"
  | "scheme"
  | "local-network"
  /** `Cross-Origin-Resource-Policy`. */
  | "resource-policy"
  /** Opaque response blocking. */
  | "opaque-response"
  /** A CORS check that the message doesn't name. */
  | "unnamed";

/** What a message says. Texts are as in the message; null if it doesn't say. */
export interface ConsoleMessage {
  readonly source: MessageSource;
  /** Chromium's enum name, Firefox's key, and for others a name in the same style. */
  readonly id: string;
  /** Null if the message proves no failed check, such as `TypeError: Failed to fetch`. */
  readonly check: ReportedCheck | null;
  /** The request whose response failed. */
  readonly stage: "preflight" | "actual" | "redirect" | null;
  readonly isWarning: boolean;
  /** What made the request: `fetch`, `XMLHttpRequest`, `script`, … */
  readonly initiator: string | null;
  /** The URL whose response failed. */
  readonly url: string | null;
  /** The URL that the page requested, if a redirect led to `url`. */
  readonly firstUrl: string | null;
  readonly origin: string | null;
  /** The URL to which the failing response redirects. */
  readonly redirectUrl: string | null;
  readonly status: number | null;
  /** The response header that failed. */
  readonly header: HeaderName | null;
  /** The header's value, or the part of it that failed. */
  readonly value: string | null;
  /** The request's method; the one that isn't allowed if the message is about the method. */
  readonly method: string | null;
  /** The name of the request header that isn't allowed. */
  readonly requestHeader: string | null;
}

/** A message and its place. */
export interface FoundMessage extends Range {
  readonly message: ConsoleMessage;
}
