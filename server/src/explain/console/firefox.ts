import { get, headerLines } from "../../cors/header-list";
import { OPAQUE_ORIGIN } from "../../cors/origin";
import { utf8Decoded } from "../../text/bytes";
import { isUnknown } from "../../text/unknown";
import { type Attempt, type ConsoleLine, hasUserinfo } from "./attempt";
import { type Check, type FailedCheck, firstFailed } from "./checks";
import type { RedirectUrl } from "./redirect-target";

const CORS_CHECK: readonly Check[] = ["origin", "credentials"];

const PREFLIGHT_ORDER: readonly Check[] = [
  ...CORS_CHECK,
  "status",
  "methods-syntax",
  "method",
  "headers-syntax",
  "header",
];

/** Firefox checks a redirect twice: before the CORS check for URLs that can't be loaded at all, and after it for the rest. */
const REDIRECT_ORDER: readonly Check[] = [...CORS_CHECK, "redirect-credentials", "redirect-scheme"];

/** Schemes that a page may not even link to, with the phrase that Firefox prints, or null if it prints nothing. */
const UNLOADABLE_PROTOCOLS: ReadonlyMap<string, string | null> = new Map([
  ["data:", null],
  ["javascript:", null],
  ["file:", "may not load or link to"],
  ["blob:", "may not load data from"],
]);

/** Firefox cuts off longer lines, in characters. */
const MAX_LENGTH = 1000;

/**
 * The lines that Firefox prints for a blocked attempt. Their order and texts were measured in Firefox 153; the texts come from
 * dom/locales/en-US/chrome/security/security.properties, which is translated into other languages.
 * @returns null if the lines depend on something unknown.
 */
export function firefoxLines(attempt: Attempt): readonly ConsoleLine[] | null {
  const lines =
    firstFailed(attempt.outcome, ["network"]) !== null || attempt.redirect === "open"
      ? null
      : attempt.isPreflight
        ? preflightLines(attempt)
        : attempt.isCrossOrigin
          ? actualLines(attempt)
          : ownLines(attempt);
  return lines?.map(line) ?? null;
}

/** The warning about `Authorization` with the wildcard, which Firefox still allows. Measured in Firefox 153. */
export function authorizationWarning(url: string): ConsoleLine {
  return line(
    `Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at ${url} soon. (Reason: When the \`Access-Control-Allow-Headers\` is \`*\`, the \`Authorization\` header is not covered. To include the \`Authorization\` header, it must be explicitly listed in CORS header \`Access-Control-Allow-Headers\`).`,
  );
}

function line(text: string): ConsoleLine {
  return [text.slice(0, MAX_LENGTH)];
}

/** After the reason, Firefox prints that the request failed: once for a failed preflight, twice for one that redirects. */
function preflightLines(attempt: Attempt): string[] | null {
  const { outcome, redirect } = attempt;
  const failure = didNotSucceed(attempt);
  if (redirect === "none" || redirect === "open") {
    const reason = reasonLine(attempt, firstFailed(outcome, PREFLIGHT_ORDER));
    return reason === null ? null : [reason, failure];
  }
  const unloadable = unloadableLines(attempt);
  if (unloadable !== null) {
    return [...unloadable, failure, failure];
  }
  const checked = firstFailed(outcome, CORS_CHECK);
  if (checked !== null) {
    const reason = reasonLine(attempt, checked);
    return reason === null ? null : [reason, failure, failure];
  }
  if (typeof redirect === "object" && isRefused(redirect)) {
    return [failure, failure];
  }
  const afterwards = afterRefusedRedirect(attempt);
  return afterwards === null
    ? null
    : [blocked(attempt, "CORS request external redirect not allowed"), afterwards, failure];
}

/** After it rejects the redirect, Firefox checks the response again, with the origin that the request would have after the redirect. */
function afterRefusedRedirect(attempt: Attempt): string | null {
  const { response, taintsOrigin } = attempt;
  const value = get(response.headers, "Access-Control-Allow-Origin");
  if (taintsOrigin === null || isUnknown(value)) {
    return null;
  }
  return taintsOrigin && value !== null && value !== "*" && value !== OPAQUE_ORIGIN
    ? notMatching(attempt, value)
    : reasonLine(attempt, { check: "status", subjects: [] });
}

function actualLines(attempt: Attempt): string[] | null {
  const { outcome, redirect } = attempt;
  if (redirect === "none" || redirect === "open") {
    const reason = reasonLine(attempt, firstFailed(outcome, CORS_CHECK));
    return reason === null ? null : [reason];
  }
  const failure = didNotSucceed(attempt);
  const unloadable = unloadableLines(attempt);
  if (unloadable !== null) {
    return [...unloadable, failure];
  }
  if (firstFailed(outcome, ["redirect-limit"]) !== null) {
    return [failure];
  }
  const failed = firstFailed(outcome, REDIRECT_ORDER);
  if (failed?.check === "redirect-credentials" || failed?.check === "redirect-scheme") {
    return [failure];
  }
  const reason = reasonLine(attempt, failed);
  return reason === null ? null : [reason, failure];
}

/** The lines for a redirect from the page's own server. */
function ownLines(attempt: Attempt): string[] | null {
  const failed = firstFailed(attempt.outcome, [
    "redirect-limit",
    "redirect-credentials",
    "redirect-scheme",
    "redirect-url",
  ]);
  switch (failed?.check) {
    case undefined:
    case "open":
      return null;
    case "redirect-credentials":
      return [didNotSucceed(attempt)];
    default:
      return unloadableLines(attempt) ?? [];
  }
}

/** Null for a redirect that a page may make. */
function unloadableLines({ redirect, url }: Attempt): string[] | null {
  if (redirect === "invalid") {
    return [];
  }
  const verb = typeof redirect === "object" ? UNLOADABLE_PROTOCOLS.get(redirect.protocol) : undefined;
  if (typeof redirect !== "object" || verb === undefined) {
    return null;
  }
  return verb === null ? [] : [`Security Error: Content at ${url} ${verb} ${redirect.url}.`];
}

/** Whether a `fetch()` may not follow a redirect that a page may: because of its scheme or user name. */
function isRefused({ url, protocol }: RedirectUrl): boolean {
  return !/^https?:$/.test(protocol) || hasUserinfo(url);
}

function reasonLine(attempt: Attempt, failed: FailedCheck | null): string | null {
  const { status } = attempt;
  const [subject = ""] = failed?.subjects ?? [];
  switch (failed?.check) {
    case "origin":
      return originLine(attempt);
    case "credentials":
      return blocked(attempt, "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’");
    case "status":
      return `${blocked(attempt, "CORS preflight response did not succeed")} Status code: ${status}.`;
    case "methods-syntax":
      return blocked(attempt, `invalid token ‘${utf8Decoded(subject)}’ in CORS header ‘Access-Control-Allow-Methods’`);
    case "headers-syntax":
      return blocked(attempt, `invalid token ‘${utf8Decoded(subject)}’ in CORS header ‘Access-Control-Allow-Headers’`);
    case "method":
      return blocked(attempt, "Did not find method in CORS header ‘Access-Control-Allow-Methods’");
    case "header":
      return blocked(
        attempt,
        `header ‘${subject}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response`,
      );
    default:
      return null;
  }
}

function originLine(attempt: Attempt): string | null {
  const { response, status, url } = attempt;
  if (headerLines(response.headers, "Access-Control-Allow-Origin").length > 1) {
    return blocked(attempt, "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed");
  }
  const value = get(response.headers, "Access-Control-Allow-Origin");
  if (isUnknown(value)) {
    return null;
  }
  if (value === null) {
    return `${blocked(attempt, "CORS header ‘Access-Control-Allow-Origin’ missing")} Status code: ${status}.`;
  }
  // Without credentials, the wildcard doesn't fail.
  return value === "*"
    ? blocked(
        { url: `‘${url}’` },
        "Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’",
      )
    : notMatching(attempt, value);
}

function notMatching(attempt: Attempt, value: string): string {
  return blocked(attempt, `CORS header ‘Access-Control-Allow-Origin’ does not match ‘${utf8Decoded(value)}’`);
}

function didNotSucceed(attempt: Attempt): string {
  return `${blocked(attempt, "CORS request did not succeed")} Status code: (null).`;
}

function blocked({ url }: Pick<Attempt, "url">, reason: string): string {
  return `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: ${reason}).`;
}
