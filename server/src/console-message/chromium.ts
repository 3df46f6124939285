import type { Row } from "./template";

const ALLOW_ORIGIN = { header: "Access-Control-Allow-Origin" } as const;
const ALLOW_CREDENTIALS = { header: "Access-Control-Allow-Credentials" } as const;
const ALLOW_METHODS = { header: "Access-Control-Allow-Methods" } as const;
const ALLOW_HEADERS = { header: "Access-Control-Allow-Headers" } as const;

/** The CORS check of a preflight's response or of the actual one. The wordings of today come first, then those of older versions. */
export const CORS_CHECK: readonly Row[] = [
  {
    id: "WildcardOriginNotAllowed",
    check: "origin-wildcard",
    ...ALLOW_ORIGIN,
    value: "*",
    pattern:
      "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'[.]",
  },
  {
    id: "WildcardOriginNotAllowed",
    check: "origin-wildcard",
    ...ALLOW_ORIGIN,
    value: "*",
    pattern:
      "A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true.",
  },
  {
    id: "WildcardOriginNotAllowed",
    check: "origin-wildcard",
    ...ALLOW_ORIGIN,
    value: "*",
    pattern: "Wildcards cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true.",
  },
  {
    id: "MissingAllowOriginHeader",
    check: "origin-missing",
    ...ALLOW_ORIGIN,
    pattern: "No 'Access-Control-Allow-Origin' header is present on the requested resource[.]",
  },
  {
    id: "MultipleAllowOriginValues",
    check: "origin-multiple",
    ...ALLOW_ORIGIN,
    pattern: "The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed.",
  },
  {
    id: "InvalidAllowOriginValue",
    check: "origin-invalid",
    ...ALLOW_ORIGIN,
    pattern: "The 'Access-Control-Allow-Origin' header contains the invalid value '{value}'.",
  },
  {
    id: "AllowOriginMismatch",
    check: "origin-mismatch",
    ...ALLOW_ORIGIN,
    pattern: "The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin.",
  },
  {
    id: "AllowOriginMismatch",
    check: "origin-mismatch",
    ...ALLOW_ORIGIN,
    pattern: "The 'Access-Control-Allow-Origin' whitelists only '{value}'.",
  },
  {
    id: "InvalidAllowCredentials",
    check: "credentials",
    ...ALLOW_CREDENTIALS,
    pattern:
      "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must be 'true' when the request's credentials mode is 'include'.",
  },
  {
    id: "InvalidAllowCredentials",
    check: "credentials",
    ...ALLOW_CREDENTIALS,
    pattern:
      "Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '{value}'. It must be 'true' to allow credentials.",
  },
  {
    id: "InvalidResponse",
    check: "unnamed",
    pattern: "The response is invalid.",
  },
];

const PREFLIGHT_STATUS: readonly Row[] = [
  {
    id: "PreflightInvalidStatus",
    check: "status",
    pattern: "It does not have HTTP ok status[.]",
  },
  {
    id: "PreflightDisallowedRedirect",
    check: "preflight-redirect",
    pattern: "Redirect is not allowed for a preflight request[.]",
  },
];

const PRIVATE_NETWORK: readonly Row[] = [
  {
    id: "PreflightMissingAllowPrivateNetwork",
    check: "local-network",
    header: "Access-Control-Allow-Private-Network",
    pattern:
      "No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the `{other}` address space.",
  },
  {
    id: "PreflightMissingAllowPrivateNetwork",
    check: "local-network",
    header: "Access-Control-Allow-Private-Network",
    pattern: "No 'Access-Control-Allow-Private-Network' header",
  },
  {
    id: "PreflightInvalidAllowPrivateNetwork",
    check: "local-network",
    header: "Access-Control-Allow-Private-Network",
    pattern:
      "The 'Access-Control-Allow-Private-Network' header in the preflight response for this private network request targeting the `{other}` address space had a value of '{value}', not 'true' as expected.",
  },
];

/** The reasons after the words that name the preflight, without which they are about the actual response. */
export const PREFLIGHT_REASONS: readonly Row[] = [
  ...PREFLIGHT_STATUS,
  ...CORS_CHECK.map((row): Row => ({ ...row, id: `Preflight${row.id}` })),
  ...PRIVATE_NETWORK,
];

export const OTHER_REASONS: readonly Row[] = [
  {
    id: "PreflightInvalidStatus",
    check: "status",
    stage: "preflight",
    pattern: "Response for preflight has invalid HTTP status code {status}",
  },
  {
    id: "PreflightInvalidStatus",
    check: "status",
    stage: "preflight",
    pattern: "Response for preflight does not have HTTP ok status[.]",
  },
  {
    id: "PreflightInvalidStatus",
    check: "status",
    stage: "preflight",
    pattern: "Invalid HTTP status code {status}",
  },
  {
    id: "PreflightDisallowedRedirect",
    check: "preflight-redirect",
    stage: "preflight",
    pattern: "Response for preflight is invalid (redirect)[.]",
  },
  {
    id: "RedirectRequiresPreflight",
    check: "redirect-mode",
    stage: "redirect",
    pattern:
      "The request was redirected to '{redirectUrl}', which is disallowed for cross-origin requests that require preflight.",
  },
  {
    id: "RedirectRequiresPreflight",
    check: "redirect-mode",
    stage: "redirect",
    pattern: "Request requires preflight, which is disallowed to follow cross-origin redirect[s][.]",
  },
  {
    id: "InvalidAllowMethodsPreflightResponse",
    check: "methods-syntax",
    stage: "preflight",
    ...ALLOW_METHODS,
    pattern: "Cannot parse Access-Control-Allow-Methods response header field[ in preflight response][.]",
  },
  {
    id: "InvalidAllowHeadersPreflightResponse",
    check: "headers-syntax",
    stage: "preflight",
    ...ALLOW_HEADERS,
    pattern: "Cannot parse Access-Control-Allow-Headers response header field[ in preflight response][.]",
  },
  {
    id: "MethodDisallowedByPreflightResponse",
    check: "method",
    stage: "preflight",
    ...ALLOW_METHODS,
    pattern: "Method {method} is not allowed by Access-Control-Allow-Methods in preflight response[.]",
  },
  {
    id: "HeaderDisallowedByPreflightResponse",
    check: "header",
    stage: "preflight",
    ...ALLOW_HEADERS,
    pattern:
      "Request header field {requestHeader} is not allowed by Access-Control-Allow-Headers in preflight response[.]",
  },
  {
    id: "RedirectContainsCredentials",
    check: "redirect-credentials",
    stage: "redirect",
    header: "Location",
    pattern:
      "Redirect location '{value}' contains a username and password, which is disallowed for cross-origin requests.",
  },
  {
    id: "RedirectContainsCredentials",
    check: "redirect-credentials",
    stage: "redirect",
    header: "Location",
    pattern:
      "The request was redirected to a URL ('{redirectUrl}') containing userinfo, which is disallowed for cross-origin requests.",
  },
  {
    id: "RedirectScheme",
    check: "redirect-scheme",
    stage: "redirect",
    header: "Location",
    pattern:
      "The request was redirected to a URL ('{redirectUrl}') which has a disallowed scheme for cross-origin requests.",
  },
  {
    id: "DisallowedByMode",
    check: "mode",
    pattern: "Cross origin requests are not allowed by request mode[.]",
  },
  {
    id: "CorsDisabledScheme",
    check: "scheme",
    pattern: "Cross origin requests are only supported for protocol schemes: {other}.",
  },
  {
    id: "InsecureLocalNetwork",
    check: "local-network",
    pattern: "The request client is not a secure context and the resource is in more-private address space `{other}`.",
  },
  {
    id: "InvalidLocalNetworkAccess",
    check: "local-network",
    pattern: "Request had a target IP address space of `{other}` yet the resource is in address space `{other}`.",
  },
  {
    id: "LocalNetworkAccessPermissionDenied",
    check: "local-network",
    pattern: "Permission was denied for this request to access the `{other}` address space.",
  },
];

/** The texts after the URL of a request. */
const REASONS: readonly Row[] = [
  {
    pattern: "Response to preflight request doesn't pass access control check: ",
    stage: "preflight",
    next: PREFLIGHT_REASONS,
  },
  ...CORS_CHECK,
  ...OTHER_REASONS,
  ...PRIVATE_NETWORK,
];

/** Since 2015, a message about a preflight says so. */
const NAMED_STAGE: readonly Row[] = [
  ...CORS_CHECK.map((row): Row => ({ stage: "actual", ...row })),
  ...REASONS,
  // A reason of another version.
  { id: "CorsPolicy", check: "unnamed", pattern: "{other}" },
];

const REDIRECTED: readonly Row[] = [
  ...REASONS,
  {
    pattern: "Redirect from '{url}' to '{redirectUrl}' has been blocked by CORS policy: ",
    stage: "redirect",
    next: REASONS,
  },
  {
    pattern: "Redirect at '{url}' from origin '{origin}' has been blocked by CORS policy: ",
    stage: "redirect",
    next: REASONS,
  },
  {
    pattern: "Redirect from '{url}' has been blocked by CORS policy: ",
    stage: "redirect",
    next: REASONS,
  },
  {
    pattern: "Redirect at origin '{other}' has been blocked from loading by Cross-Origin Resource Sharing policy: ",
    stage: "redirect",
    next: REASONS,
  },
];

const UNNAMED = { id: "CorsPolicy", check: "unnamed" } as const;

export const CHROMIUM: readonly Row[] = [
  {
    ...UNNAMED,
    pattern:
      "Access to {initiator} at '{url}' [(redirected from '{firstUrl}') ]from origin '{origin}' has been blocked by CORS policy[: ]",
    next: NAMED_STAGE,
  },
  {
    ...UNNAMED,
    pattern: "Access to '{url}' from origin '{origin}' has been blocked by CORS policy[: ]",
    next: NAMED_STAGE,
  },
  { ...UNNAMED, pattern: "Access blocked by CORS policy[: ]", next: NAMED_STAGE },
  // 2013 to 2018.
  { pattern: "XMLHttpRequest cannot load {url}. ", initiator: "XMLHttpRequest", next: REDIRECTED },
  { pattern: "Fetch API cannot load {url}. ", initiator: "fetch", next: REDIRECTED },
  { pattern: "EventSource cannot load {url}. ", initiator: "EventSource", next: REDIRECTED },
  { pattern: "Failed to load {url}: ", next: REDIRECTED },
  ...["Font", "Image", "Script", "Stylesheet", "CSS stylesheet", "Video", "Audio", "Resource", "Imported resource"].map(
    (kind): Row => ({
      ...UNNAMED,
      initiator: kind,
      pattern: `${kind} from origin '{other}' has been blocked from loading by Cross-Origin Resource Sharing policy: `,
      next: REASONS,
    }),
  ),
  {
    id: "DisallowedByMode",
    check: "mode",
    initiator: "fetch",
    pattern: `Fetch API cannot load {url}. Request mode is "same-origin" but the URL's origin is not same as the request origin {origin}.`,
  },
  {
    id: "CorsDisabledScheme",
    check: "scheme",
    initiator: "fetch",
    pattern: `Fetch API cannot load {url}. URL scheme "{other}" is not supported[.]`,
  },
  // Also Safari's.
  { id: "LocalResource", check: "scheme", pattern: "Not allowed to load local resource: {url}" },
  {
    id: "AuthorizationCoveredByWildcard",
    check: "authorization-wildcard",
    isWarning: true,
    header: "Access-Control-Allow-Headers",
    value: "*",
    requestHeader: "authorization",
    pattern:
      "Authorization will not be covered by the wildcard symbol (*) in CORS Access-Control-Allow-Headers handling.",
  },
  // A reason that someone copied alone.
  ...REASONS,
  {
    pattern: "Redirect from '{url}' to '{redirectUrl}' has been blocked by CORS policy: ",
    stage: "redirect",
    next: REASONS,
  },
];

/** The network stack's errors that say more than that a request failed. */
const NET_ERRORS: readonly Row[] = [
  { id: "TooManyRedirects", check: "redirect-limit", stage: "redirect", pattern: "net::ERR_TOO_MANY_REDIRECTS" },
  { id: "BlockedByOrb", check: "opaque-response", pattern: "net::ERR_BLOCKED_BY_ORB" },
  {
    id: "NotSameOrigin",
    check: "resource-policy",
    header: "Cross-Origin-Resource-Policy",
    pattern: "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
  },
  {
    id: "NotSameOrigin",
    check: "resource-policy",
    header: "Cross-Origin-Resource-Policy",
    pattern: "net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin",
  },
  {
    id: "NotSameSite",
    check: "resource-policy",
    header: "Cross-Origin-Resource-Policy",
    pattern: "net::ERR_BLOCKED_BY_RESPONSE.NotSameSite",
  },
  { id: "CacheMiss", pattern: "net::ERR_CACHE_MISS" },
  { id: "Failed", pattern: "net::ERR_FAILED[ {status}][ ({other})]" },
  ...[
    "ADDRESS_UNREACHABLE",
    "BLOCKED_BY_ADMINISTRATOR",
    "BLOCKED_BY_CLIENT",
    "CERT_AUTHORITY_INVALID",
    "CERT_COMMON_NAME_INVALID",
    "CERT_DATE_INVALID",
    "CONNECTION_CLOSED",
    "CONNECTION_REFUSED",
    "CONNECTION_RESET",
    "CONNECTION_TIMED_OUT",
    "EMPTY_RESPONSE",
    "HTTP2_PROTOCOL_ERROR",
    "INTERNET_DISCONNECTED",
    "INVALID_HTTP_RESPONSE",
    "NAME_NOT_RESOLVED",
    "NETWORK_ACCESS_DENIED",
    "NETWORK_CHANGED",
    "SSL_PROTOCOL_ERROR",
    "SSL_VERSION_OR_CIPHER_MISMATCH",
    "TIMED_OUT",
    "UNSAFE_PORT",
  ].map((name): Row => ({ id: name, check: "network", pattern: `net::ERR_${name}` })),
];

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"];

/** The lines that Chromium prints for every failed request, beside what it says about CORS. */
export const CHROMIUM_NETWORK: readonly Row[] = [
  { pattern: "Failed to load resource: ", next: NET_ERRORS },
  ...METHODS.flatMap((method): Row[] => [
    ...NET_ERRORS.map((row): Row => ({ ...row, method, pattern: `${method} {url} ${row.pattern}` })),
    { id: "Failed", method, pattern: `XHR failed loading: ${method} "{url}"[.]` },
    { id: "Failed", method, pattern: `Fetch failed loading: ${method} "{url}"[.]` },
  ]),
  ...NET_ERRORS,
];

/** What may follow a reason. */
export const CHROMIUM_TAILS: readonly Row[] = [
  { pattern: " Origin '{origin}' is therefore not allowed access[.]" },
  { pattern: " The response had HTTP status code {status}[.]" },
  { pattern: " Have the server send the header with a valid value[.]" },
  {
    pattern:
      " Have the server send the header with a valid value, or, if an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled[.]",
    initiator: "fetch",
  },
  {
    pattern:
      " If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled[.]",
    initiator: "fetch",
  },
  {
    pattern:
      " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute[.]",
    initiator: "XMLHttpRequest",
  },
  {
    pattern: " The credentials mode of an XMLHttpRequest is controlled by the withCredentials attribute[.]",
    initiator: "XMLHttpRequest",
  },
];
