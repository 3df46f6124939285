import { get } from "../../cors/header-list";
import { OPAQUE_ORIGIN } from "../../cors/origin";
import { escaped, utf8Decoded } from "../../text/bytes";
import { isUnknown } from "../../text/unknown";
import type { Attempt, ConsoleLine } from "./attempt";
import { type Check, firstFailed } from "./checks";

/** Chromium rejects a redirected preflight before it reads the headers, so redirects aren't in this list. */
const PREFLIGHT_ORDER: readonly Check[] = [
  "origin",
  "credentials",
  "status",
  "methods-syntax",
  "headers-syntax",
  "method",
  "header",
];

const ACTUAL_ORDER: readonly Check[] = [
  "redirect-url",
  "redirect-limit",
  "origin",
  "credentials",
  "redirect-credentials",
  "redirect-scheme",
  "redirect-port",
];

/** Schemes to which the network stack doesn't redirect. Chromium prints nothing about CORS for them. */
const UNSAFE_PROTOCOLS: ReadonlySet<string> = new Set(["about:", "blob:", "data:", "file:", "filesystem:"]);

/**
 * The lines that Chromium prints for a blocked attempt. Their order and texts were measured in Chromium 156; the texts come from
 * third_party/blink/renderer/platform/loader/cors/cors_error_string.cc.
 * @returns null if the lines depend on something unknown.
 */
export function chromiumLines(attempt: Attempt): readonly ConsoleLine[] | null {
  const lines = alternatives(attempt);
  if (lines === null) {
    return null;
  }
  const [first, ...others] = lines;
  return first === undefined ? [] : [[first, ...others]];
}

/** The line, or several if it isn't known which of them. Empty if Chromium prints nothing; null if unknown. */
function alternatives(attempt: Attempt): string[] | null {
  const { isPreflight, outcome, redirect, isCrossOrigin, leavesPage, firstUrl, url } = attempt;
  const notPassed = isPreflight ? "Response to preflight request doesn't pass access control check: " : "";
  if (firstFailed(outcome, ["network"])?.check === "network" || (isPreflight && attempt.status === "407")) {
    return [];
  }
  if (redirect === "open") {
    return null;
  }
  if (isPreflight && redirect === "invalid") {
    return [];
  }
  if (isPreflight && typeof redirect === "object") {
    return [blocked(attempt, `${notPassed}Redirect is not allowed for a preflight request.`)];
  }
  const failed = firstFailed(outcome, isPreflight ? PREFLIGHT_ORDER : ACTUAL_ORDER);
  switch (failed?.check) {
    case undefined:
    case "open":
      return null;
    case "origin":
    case "credentials": {
      const reason = corsCheckReason(attempt, failed.check);
      return reason === null ? null : [blocked(attempt, notPassed + reason)];
    }
    case "status":
      return [blocked(attempt, `${notPassed}It does not have HTTP ok status.`)];
    case "methods-syntax":
    case "headers-syntax": {
      const header = failed.check === "methods-syntax" ? "Methods" : "Headers";
      return [
        blocked(attempt, `Cannot parse Access-Control-Allow-${header} response header field in preflight response.`),
      ];
    }
    case "method": {
      const [method] = failed.subjects;
      return [
        blocked(attempt, `Method ${method} is not allowed by Access-Control-Allow-Methods in preflight response.`),
      ];
    }
    case "header":
      // Chromium takes the names from a hash table: which comes first depends on their number and on the version.
      return failed.subjects.map((name) =>
        blocked(
          attempt,
          `Request header field ${name} is not allowed by Access-Control-Allow-Headers in preflight response.`,
        ),
      );
    case "redirect-credentials":
      // Within the page's own origin, Chromium prints nothing.
      return isCrossOrigin || leavesPage
        ? [
            blocked(
              attempt,
              "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
            ),
          ]
        : [];
    case "redirect-scheme":
      return typeof redirect !== "object" || UNSAFE_PROTOCOLS.has(redirect.protocol)
        ? []
        : [
            blocked(
              { ...attempt, url: redirect.url, firstUrl: firstUrl ?? url },
              "Cross origin requests are only supported for protocol schemes: chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app.",
            ),
          ];
    case "network":
    case "redirect-url":
    case "redirect-limit":
    case "redirect-port":
      return [];
  }
}

function blocked({ url, firstUrl, pageOrigin }: Attempt, reason: string): string {
  const redirected = firstUrl === null ? "" : `(redirected from '${firstUrl}') `;
  return `Access to fetch at '${url}' ${redirected}from origin '${pageOrigin}' has been blocked by CORS policy: ${reason}`;
}

function corsCheckReason(attempt: Attempt, check: "origin" | "credentials"): string | null {
  const { response } = attempt;
  if (check === "credentials") {
    const value = get(response.headers, "Access-Control-Allow-Credentials") ?? "";
    return isUnknown(value)
      ? null
      : `The value of the 'Access-Control-Allow-Credentials' header in the response is '${escaped(value)}' which must be 'true' when the request's credentials mode is 'include'.`;
  }
  const value = get(response.headers, "Access-Control-Allow-Origin");
  if (isUnknown(value)) {
    return null;
  }
  if (value === null) {
    return "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
  }
  // Without credentials, `*` doesn't fail.
  if (value === "*") {
    return "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.";
  }
  const quoted = `'${escaped(value)}'`;
  const advice = "Have the server send the header with a valid value.";
  if (/[ ,]/.test(value)) {
    return `The 'Access-Control-Allow-Origin' header contains multiple values ${quoted}, but only one is allowed. ${advice}`;
  }
  return value === OPAQUE_ORIGIN || isUrl(value)
    ? `The 'Access-Control-Allow-Origin' header has a value ${quoted} that is not equal to the supplied origin. ${advice}`
    : `The 'Access-Control-Allow-Origin' header contains the invalid value ${quoted}. ${advice}`;
}

/** Whether Chromium's parser accepts a value as a URL. Unlike the standard's, it accepts an invalid Punycode label and `%20` in a host. */
function isUrl(value: string): boolean {
  try {
    new URL(utf8Decoded(value).replace(/xn--|%20/gi, "x"));
    return true;
  } catch {
    return false;
  }
}
