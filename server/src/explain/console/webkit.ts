import { get } from "../../cors/header-list";
import type { HeaderName } from "../../headers/table";
import { isAscii } from "../../text/ascii";
import { isUnknown } from "../../text/unknown";
import { type Attempt, withoutPassword } from "./attempt";
import { type Check, type FailedCheck, firstFailed } from "./checks";
import type { ConsoleLine } from "./output";
import type { RedirectUrl } from "./redirect-target";
import { WEBKIT_HEADER_NAMES } from "./webkit-header-names";

const PREFLIGHT_ORDER: readonly Check[] = [
  "status",
  "origin",
  "credentials",
  "methods-syntax",
  "headers-syntax",
  "method",
  "header",
];

const ACTUAL_ORDER: readonly Check[] = [
  "origin",
  "credentials",
  "redirect-limit",
  "redirect-credentials",
  "redirect-scheme",
  "redirect-url",
];

/**
 * The lines that Safari prints for a blocked attempt. Their order and texts were measured in WebKitGTK 2.50; the texts come from
 * Source/WebCore/loader/CrossOriginAccessControl.cpp, CrossOriginPreflightResultCache.cpp and
 * Source/WebKit/NetworkProcess/NetworkLoadChecker.cpp. The first line gives the reason, the second the request.
 * @returns null if the lines depend on something unknown.
 */
export function webkitLines(attempt: Attempt): readonly ConsoleLine[] | null {
  const reason =
    attempt.redirect === "open" ? null : attempt.isPreflight ? preflightReason(attempt) : actualReason(attempt);
  if (reason === null) {
    return null;
  }
  return reason === "" ? [] : [[reason], [`Fetch API cannot load ${attempt.url} due to access control checks.`]];
}

function preflightReason(attempt: Attempt): string | null {
  const failed = firstFailed(attempt.outcome, PREFLIGHT_ORDER);
  if (failed === "open" || failed === null) {
    return null;
  }
  switch (failed.check) {
    case "origin":
    case "credentials":
      return corsCheckReason(attempt, failed);
    case "status":
      return `Preflight response is not successful. Status code: ${attempt.status}`;
    case "methods-syntax":
      return invalidValue(attempt, "Access-Control-Allow-Methods");
    case "headers-syntax":
      return invalidValue(attempt, "Access-Control-Allow-Headers");
    case "method":
      return `Method ${failed.subjects[0]} is not allowed by Access-Control-Allow-Methods.`;
    default:
      return `Request header field ${firstHeaderName(failed.subjects)} is not allowed by Access-Control-Allow-Headers.`;
  }
}

/** Names for which WebKit has a constant come first, in the constant's case. */
function firstHeaderName(names: readonly string[]): string {
  const known = names.find((name) => WEBKIT_HEADER_NAMES.has(name));
  return (known === undefined ? names[0] : WEBKIT_HEADER_NAMES.get(known)) ?? "";
}

/** Null for bytes above 0x7F: how they are printed depends on the network library. */
function invalidValue({ response }: Attempt, header: HeaderName): string | null {
  const value = get(response.headers, header);
  return value === null || isUnknown(value) || !isAscii(value)
    ? null
    : `Header ${header} has an invalid value: ${value}`;
}

/** Empty if WebKit prints nothing; null if unknown. */
function actualReason(attempt: Attempt): string | null {
  const { outcome, redirect, isCrossOrigin, leavesPage, isPreflighted } = attempt;
  if (typeof redirect === "object" && redirect.protocol === "ftp:") {
    return "FTP URLs are disabled";
  }
  const failed = firstFailed(outcome, ACTUAL_ORDER);
  if (failed === "open" || failed === null) {
    return null;
  }
  switch (failed.check) {
    case "origin":
    case "credentials": {
      const reason = corsCheckReason(attempt, failed);
      return reason === null || redirect === "invalid"
        ? null
        : typeof redirect === "object"
          ? redirectDenied(redirect, reason)
          : reason;
    }
    case "redirect-limit":
      return "Load cannot follow more than 20 redirections";
    case "redirect-credentials":
      // WebKit sends the next preflight first and reports that one's failure instead.
      return typeof redirect !== "object" || (!isCrossOrigin && leavesPage && isPreflighted)
        ? null
        : redirectDenied(redirect, `redirection URL ${withoutPassword(redirect.url)} has credentials`);
    case "redirect-scheme":
      return typeof redirect !== "object" ? null : schemeReason(redirect, isCrossOrigin);
    default:
      return isCrossOrigin ? null : "";
  }
}

function schemeReason(redirect: RedirectUrl, isCrossOrigin: boolean): string {
  return !isCrossOrigin && /^(file|blob):$/.test(redirect.protocol)
    ? `Not allowed to load local resource: ${redirect.url}`
    : redirectDenied(redirect, "not allowed to follow a cross-origin CORS redirection with non CORS scheme");
}

function redirectDenied({ url }: RedirectUrl, reason: string): string {
  const withoutCredentials = url.replace(/^([^/?#]*\/\/)[^/?#]*@/, "$1");
  return `Cross-origin redirection to ${withoutCredentials} denied by Cross-Origin Resource Sharing policy: ${reason}`;
}

function corsCheckReason(attempt: Attempt, { check }: FailedCheck): string | null {
  const { response, requestOrigin, status } = attempt;
  if (check === "credentials") {
    return 'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".';
  }
  const value = get(response.headers, "Access-Control-Allow-Origin");
  if (isUnknown(value)) {
    return null;
  }
  // Without credentials, `*` doesn't fail.
  if (value === "*") {
    return "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.";
  }
  return value?.includes(",")
    ? "Access-Control-Allow-Origin cannot contain more than one origin."
    : `Origin ${requestOrigin} is not allowed by Access-Control-Allow-Origin. Status code: ${status}`;
}
