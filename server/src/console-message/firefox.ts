import type { Row } from "./template";

const ALLOW_ORIGIN = { header: "Access-Control-Allow-Origin" } as const;
const ALLOW_CREDENTIALS = { header: "Access-Control-Allow-Credentials" } as const;
const ALLOW_METHODS = { header: "Access-Control-Allow-Methods" } as const;
const ALLOW_HEADERS = { header: "Access-Control-Allow-Headers" } as const;

/** The reasons in security.properties, by key; older wordings after those of today. */
const REASONS: readonly Row[] = [
  {
    id: "CORSMissingAllowOrigin",
    check: "origin-missing",
    ...ALLOW_ORIGIN,
    pattern: "CORS header 'Access-Control-Allow-Origin' missing",
  },
  // Before 2019.
  {
    id: "CORSMissingAllowOrigin",
    check: "origin-missing",
    ...ALLOW_ORIGIN,
    pattern: "CORS header 'Access-Control-Allow-Origin' does not match '(null)'",
  },
  {
    id: "CORSAllowOriginNotMatchingOrigin",
    check: "origin-mismatch",
    ...ALLOW_ORIGIN,
    pattern: "CORS header 'Access-Control-Allow-Origin' does not match '{value}')",
  },
  {
    id: "CORSAllowOriginNotMatchingOrigin",
    check: "origin-mismatch",
    ...ALLOW_ORIGIN,
    pattern: "CORS header 'Access-Control-Allow-Origin' does not match '{value}'",
  },
  {
    id: "CORSMultipleAllowOriginNotAllowed",
    check: "origin-multiple",
    ...ALLOW_ORIGIN,
    pattern: "Multiple CORS header 'Access-Control-Allow-Origin' not allowed",
  },
  {
    id: "CORSNotSupportingCredentials",
    check: "origin-wildcard",
    ...ALLOW_ORIGIN,
    value: "*",
    pattern: "Credential is not supported if the CORS header 'Access-Control-Allow-Origin' is '*'",
  },
  {
    id: "CORSMissingAllowCredentials",
    check: "credentials",
    ...ALLOW_CREDENTIALS,
    pattern: "expected 'true' in CORS header 'Access-Control-Allow-Credentials'",
  },
  {
    id: "CORSPreflightDidNotSucceed",
    check: "status",
    stage: "preflight",
    pattern: "CORS preflight response did not succeed",
  },
  {
    id: "CORSPreflightDidNotSucceed",
    check: "status",
    stage: "preflight",
    pattern: "CORS preflight channel did not succeed",
  },
  {
    id: "CORSExternalRedirectNotAllowed",
    check: "preflight-redirect",
    stage: "preflight",
    pattern: "CORS request external redirect not allowed",
  },
  {
    id: "CORSInvalidAllowMethod",
    check: "methods-syntax",
    stage: "preflight",
    ...ALLOW_METHODS,
    pattern: "invalid token '{value}' in CORS header 'Access-Control-Allow-Methods'",
  },
  {
    id: "CORSInvalidAllowHeader",
    check: "headers-syntax",
    stage: "preflight",
    ...ALLOW_HEADERS,
    pattern: "invalid token '{value}' in CORS header 'Access-Control-Allow-Headers'",
  },
  {
    id: "CORSMethodNotFound",
    check: "method",
    stage: "preflight",
    ...ALLOW_METHODS,
    pattern: "Did not find method in CORS header 'Access-Control-Allow-Methods'",
  },
  {
    id: "CORSMissingAllowHeaderFromPreflight",
    check: "header",
    stage: "preflight",
    ...ALLOW_HEADERS,
    pattern:
      "header '{requestHeader}' is not allowed according to header 'Access-Control-Allow-Headers' from CORS preflight response",
  },
  {
    id: "CORSMissingAllowHeaderFromPreflight",
    check: "header",
    stage: "preflight",
    ...ALLOW_HEADERS,
    pattern:
      "missing token '{requestHeader}' in CORS header 'Access-Control-Allow-Headers'[ from CORS preflight channel]",
  },
  { id: "CORSDidNotSucceed", check: "network", pattern: "CORS request did not succeed" },
  { id: "CORSDidNotSucceed", check: "network", pattern: "CORS request failed" },
  { id: "CORSRequestNotHttp", check: "scheme", pattern: "CORS request not http" },
  { id: "CORSRequestNotHttp", check: "scheme", pattern: "CORS request not HTTP" },
  { id: "CORSDisabled", check: "mode", pattern: "CORS disabled" },
  {
    id: "CORSOriginHeaderNotAdded",
    check: "mode",
    pattern: "CORS header 'Origin' cannot be added",
  },
];

/** The keys, with the digit that marks a new wording, and the words in the Network panel. MDN names its pages by them. */
const KEYS: readonly Row[] = [...new Map(REASONS.map((row) => [row.id, row])).values()].flatMap((row): Row[] => {
  const key = row.id ?? "";
  const words = key.replace(/(?<=[a-zS])(?=[A-Z])/g, " ");
  return [
    { ...row, pattern: key },
    { ...row, pattern: words },
  ];
});

const UNNAMED = { id: "CorsBlocked", check: "unnamed" } as const;
const BLOCKED = "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ";
const WARNING = "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at ";
const AUTHORIZATION =
  "When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered. To include the `Authorization` header, it must be explicitly listed in CORS header `Access-Control-Allow-Headers`";

export const FIREFOX: readonly Row[] = [
  ...["'{url}'", "{url}"].flatMap((url): Row[] => [
    { ...UNNAMED, pattern: `${BLOCKED}${url}. (Reason: `, next: REASONS },
    {
      ...UNNAMED,
      pattern: `${BLOCKED}${url}. This can be fixed by moving the resource to the same domain or enabling CORS.`,
    },
    { ...UNNAMED, pattern: `${BLOCKED}${url}.` },
    {
      id: "CORSAllowHeaderFromPreflightDeprecation",
      check: "authorization-wildcard",
      isWarning: true,
      header: "Access-Control-Allow-Headers",
      value: "*",
      requestHeader: "authorization",
      pattern: `${WARNING}${url} soon. (Reason: ${AUTHORIZATION}`,
    },
  ]),
  // For a redirect to a URL that a page may not even link to.
  ...["load or link to", "load data from"].map(
    (verb): Row => ({
      id: "SecurityError",
      check: "redirect-scheme",
      stage: "redirect",
      header: "Location",
      pattern: `Security Error: Content at {url} may not ${verb} {redirectUrl}.`,
    }),
  ),
  { pattern: "Reason: ", next: REASONS },
  // A reason that someone copied alone.
  ...REASONS.filter(({ pattern }) => pattern.includes("Access-Control-") || pattern.includes("preflight")),
  ...KEYS.flatMap((row): Row[] => [...["2", "3"].map((digit): Row => ({ ...row, pattern: row.pattern + digit })), row]),
];

/** What may follow a reason. */
export const FIREFOX_TAILS: readonly Row[] = [
  { pattern: ")." },
  { pattern: ")" },
  { pattern: "." },
  { pattern: " Status code: {status}[.]" },
];
