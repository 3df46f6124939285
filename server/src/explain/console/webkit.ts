import { byteLowercase } from "../../cors/byte-case";
import { get } from "../../cors/header-list";
import type { HeaderName } from "../../headers/table";
import { isAscii } from "../../text/ascii";
import { isUnknown } from "../../text/unknown";
import type { Attempt, ConsoleLine } from "./attempt";
import { type Check, type FailedCheck, firstFailed } from "./checks";
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
  const isOpen = attempt.redirect === "open" || firstFailed(attempt.outcome, ["network", "redirect-port"]) !== null;
  const reason = isOpen ? null : reasonOf(attempt);
  if (reason === null) {
    return null;
  }
  return reason === ""
    ? []
    : [
        [reason, ...otherSpellings(attempt, reason)],
        [`Fetch API cannot load ${attempt.url} due to access control checks.`],
      ];
}

/** Empty if WebKit prints nothing; null if unknown. */
function reasonOf(attempt: Attempt): string | null {
  const { isPreflight, outcome, redirect, isCrossOrigin, leavesPage, isPreflighted, status } = attempt;
  if (!isPreflight && typeof redirect === "object" && redirect.protocol === "ftp:") {
    return "FTP URLs are disabled";
  }
  const failed = firstFailed(outcome, isPreflight ? PREFLIGHT_ORDER : ACTUAL_ORDER);
  switch (failed?.check) {
    case undefined:
    case "open":
    case "network":
    case "redirect-port":
      return null;
    case "origin":
    case "credentials": {
      const reason = corsCheckReason(attempt, failed);
      if (isPreflight || reason === null || typeof redirect === "string") {
        return !isPreflight && redirect === "invalid" ? null : reason;
      }
      return redirectDenied(redirect, reason);
    }
    case "status":
      return `Preflight response is not successful. Status code: ${status}`;
    case "methods-syntax":
      return invalidValue(attempt, "Access-Control-Allow-Methods");
    case "headers-syntax":
      return invalidValue(attempt, "Access-Control-Allow-Headers");
    case "method":
      return `Method ${failed.subjects[0]} is not allowed by Access-Control-Allow-Methods.`;
    case "header":
      return refusedHeader(firstHeaderName(failed.subjects, attempt.headerNames));
    case "redirect-limit":
      return "Load cannot follow more than 20 redirections";
    case "redirect-credentials":
      // WebKit sends the next preflight first and reports that one's failure instead.
      return typeof redirect !== "object" || (!isCrossOrigin && leavesPage && isPreflighted)
        ? null
        : redirectDenied(redirect, `redirection URL ${redirect.url} has credentials`);
    case "redirect-scheme":
      return typeof redirect !== "object" ? null : schemeReason(redirect, isCrossOrigin);
    case "redirect-url":
      return isCrossOrigin ? null : "";
  }
}

function refusedHeader(name: string): string {
  return `Request header field ${name} is not allowed by Access-Control-Allow-Headers.`;
}

/** Names for which WebKit has a constant come first, in the constant's case. Others are as the script typed them. */
function firstHeaderName(names: readonly string[], typed: readonly string[]): string {
  const known = names.find((name) => WEBKIT_HEADER_NAMES.has(name));
  if (known !== undefined) {
    return WEBKIT_HEADER_NAMES.get(known) ?? known;
  }
  const [first = ""] = names;
  return typed.find((name) => byteLowercase(name) === first) ?? first;
}

/** The same line if the script has put the header into a `Headers` object first, which has names in lower case. */
function otherSpellings({ headerNames }: Attempt, reason: string): readonly string[] {
  const typed = headerNames.find((name) => refusedHeader(name) === reason);
  const lower = typed === undefined ? null : byteLowercase(typed);
  return typed === undefined || lower === null || lower === typed || WEBKIT_HEADER_NAMES.has(lower)
    ? []
    : [refusedHeader(lower)];
}

/** Null for bytes above 0x7F: how they are printed depends on the network library. */
function invalidValue({ response }: Attempt, header: HeaderName): string | null {
  const value = get(response.headers, header);
  return value === null || isUnknown(value) || !isAscii(value)
    ? null
    : `Header ${header} has an invalid value: ${value}`;
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
