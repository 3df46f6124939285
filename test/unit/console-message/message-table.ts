import type { ConsoleMessage } from "../../../server/src/console-message/message";

/** A text that a browser prints, and everything that it says. */
export type Sample = { readonly text: string } & Pick<ConsoleMessage, "source" | "id" | "check"> &
  Partial<ConsoleMessage>;
type Said = Pick<ConsoleMessage, "id" | "check"> & Partial<ConsoleMessage>;

export const PAGE = "https://app.example.com";
export const API = "https://api.example.com/users";
const OTHER = "https://other.example";

const ALLOW_ORIGIN = { header: "Access-Control-Allow-Origin" } as const;
const ALLOW_CREDENTIALS = { header: "Access-Control-Allow-Credentials" } as const;
const ALLOW_METHODS = { header: "Access-Control-Allow-Methods" } as const;
const ALLOW_HEADERS = { header: "Access-Control-Allow-Headers" } as const;

function chromium(reason: string, said: Said): Sample {
  return {
    text: `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: ${reason}`,
    source: "chromium",
    initiator: "fetch",
    url: API,
    origin: PAGE,
    ...said,
  };
}

const ADVICE = "Have the server send the header with a valid value.";

/** The reasons of the CORS check, for both responses. */
const CORS_CHECK: readonly (readonly [reason: string, said: Said])[] = [
  [
    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
    { id: "WildcardOriginNotAllowed", check: "origin-wildcard", ...ALLOW_ORIGIN, value: "*" },
  ],
  [
    "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    { id: "MissingAllowOriginHeader", check: "origin-missing", ...ALLOW_ORIGIN },
  ],
  [
    `The 'Access-Control-Allow-Origin' header contains multiple values '${PAGE}, ${OTHER}', but only one is allowed. ${ADVICE}`,
    { id: "MultipleAllowOriginValues", check: "origin-multiple", ...ALLOW_ORIGIN, value: `${PAGE}, ${OTHER}` },
  ],
  [
    `The 'Access-Control-Allow-Origin' header contains the invalid value 'example.com'. ${ADVICE}`,
    { id: "InvalidAllowOriginValue", check: "origin-invalid", ...ALLOW_ORIGIN, value: "example.com" },
  ],
  [
    `The 'Access-Control-Allow-Origin' header contains the invalid value ''. ${ADVICE}`,
    { id: "InvalidAllowOriginValue", check: "origin-invalid", ...ALLOW_ORIGIN, value: "" },
  ],
  [
    `The 'Access-Control-Allow-Origin' header has a value '${OTHER}' that is not equal to the supplied origin. ${ADVICE}`,
    { id: "AllowOriginMismatch", check: "origin-mismatch", ...ALLOW_ORIGIN, value: OTHER },
  ],
  [
    "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.",
    { id: "InvalidAllowCredentials", check: "credentials", ...ALLOW_CREDENTIALS, value: "" },
  ],
  [
    "The value of the 'Access-Control-Allow-Credentials' header in the response is 'True' which must be 'true' when the request's credentials mode is 'include'.",
    { id: "InvalidAllowCredentials", check: "credentials", ...ALLOW_CREDENTIALS, value: "True" },
  ],
];

const IN_PREFLIGHT = "Response to preflight request doesn't pass access control check: ";

const CHROMIUM: readonly Sample[] = [
  ...CORS_CHECK.flatMap(([reason, said]) => [
    chromium(reason, { stage: "actual", ...said }),
    chromium(IN_PREFLIGHT + reason, { ...said, stage: "preflight", id: `Preflight${said.id}` }),
  ]),
  chromium(`${IN_PREFLIGHT}It does not have HTTP ok status.`, {
    id: "PreflightInvalidStatus",
    check: "status",
    stage: "preflight",
  }),
  chromium(`${IN_PREFLIGHT}Redirect is not allowed for a preflight request.`, {
    id: "PreflightDisallowedRedirect",
    check: "preflight-redirect",
    stage: "preflight",
  }),
  chromium("Cannot parse Access-Control-Allow-Methods response header field in preflight response.", {
    id: "InvalidAllowMethodsPreflightResponse",
    check: "methods-syntax",
    stage: "preflight",
    ...ALLOW_METHODS,
  }),
  chromium("Cannot parse Access-Control-Allow-Headers response header field in preflight response.", {
    id: "InvalidAllowHeadersPreflightResponse",
    check: "headers-syntax",
    stage: "preflight",
    ...ALLOW_HEADERS,
  }),
  chromium("Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.", {
    id: "MethodDisallowedByPreflightResponse",
    check: "method",
    stage: "preflight",
    ...ALLOW_METHODS,
    method: "PUT",
  }),
  chromium("Request header field x-token is not allowed by Access-Control-Allow-Headers in preflight response.", {
    id: "HeaderDisallowedByPreflightResponse",
    check: "header",
    stage: "preflight",
    ...ALLOW_HEADERS,
    requestHeader: "x-token",
  }),
  chromium("Redirect location '' contains a username and password, which is disallowed for cross-origin requests.", {
    id: "RedirectContainsCredentials",
    check: "redirect-credentials",
    stage: "redirect",
    header: "Location",
    value: "",
  }),
  chromium("Cross origin requests are not allowed by request mode.", { id: "DisallowedByMode", check: "mode" }),
  chromium("The response is invalid.", { id: "InvalidResponse", check: "unnamed", stage: "actual" }),
  chromium(
    "Cross origin requests are only supported for protocol schemes: chrome, chrome-extension, data, http, https.",
    { id: "CorsDisabledScheme", check: "scheme" },
  ),
  chromium("The request client is not a secure context and the resource is in more-private address space `local`.", {
    id: "InsecureLocalNetwork",
    check: "local-network",
  }),
  chromium("Request had a target IP address space of `public` yet the resource is in address space `local`.", {
    id: "InvalidLocalNetworkAccess",
    check: "local-network",
  }),
  chromium("Permission was denied for this request to access the `local` address space.", {
    id: "LocalNetworkAccessPermissionDenied",
    check: "local-network",
  }),
  chromium(
    `${IN_PREFLIGHT}No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the \`local\` address space.`,
    {
      id: "PreflightMissingAllowPrivateNetwork",
      check: "local-network",
      stage: "preflight",
      header: "Access-Control-Allow-Private-Network",
    },
  ),
  chromium("A reason that no version has printed yet.", { id: "CorsPolicy", check: "unnamed" }),
  {
    text: `Access to XMLHttpRequest at '${API}' (redirected from '${OTHER}/a') from origin '${PAGE}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    source: "chromium",
    id: "MissingAllowOriginHeader",
    check: "origin-missing",
    stage: "actual",
    ...ALLOW_ORIGIN,
    initiator: "XMLHttpRequest",
    url: API,
    firstUrl: `${OTHER}/a`,
    origin: PAGE,
  },
  {
    text: `Access to CSS stylesheet at '${API}' from origin 'null' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    source: "chromium",
    id: "MissingAllowOriginHeader",
    check: "origin-missing",
    stage: "actual",
    ...ALLOW_ORIGIN,
    initiator: "CSS stylesheet",
    url: API,
    origin: "null",
  },
  {
    text: `Access to fetch at 'ftp://example.com/' (redirected from '${API}') from origin '${PAGE}' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: chrome, data, http, https.`,
    source: "chromium",
    id: "CorsDisabledScheme",
    check: "redirect-scheme",
    stage: "redirect",
    header: "Location",
    initiator: "fetch",
    url: API,
    origin: PAGE,
    redirectUrl: "ftp://example.com/",
  },
  {
    text: `Fetch API cannot load ${API}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${PAGE}.`,
    source: "chromium",
    id: "DisallowedByMode",
    check: "mode",
    initiator: "fetch",
    url: API,
    origin: PAGE,
  },
  {
    text: "Authorization will not be covered by the wildcard symbol (*) in CORS Access-Control-Allow-Headers handling.",
    source: "chromium",
    id: "AuthorizationCoveredByWildcard",
    check: "authorization-wildcard",
    isWarning: true,
    ...ALLOW_HEADERS,
    value: "*",
    requestHeader: "authorization",
  },
  {
    text: "Access blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    source: "chromium",
    id: "MissingAllowOriginHeader",
    check: "origin-missing",
    stage: "actual",
    ...ALLOW_ORIGIN,
  },
  {
    text: `GET ${API} net::ERR_FAILED 404 (Not Found)`,
    source: "chromium",
    id: "Failed",
    check: null,
    method: "GET",
    url: API,
    status: 404,
  },
  ...(
    [
      ["net::ERR_TOO_MANY_REDIRECTS", { id: "TooManyRedirects", check: "redirect-limit", stage: "redirect" }],
      ["net::ERR_BLOCKED_BY_ORB", { id: "BlockedByOrb", check: "opaque-response" }],
      ["net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin", { id: "NotSameOrigin", check: "resource-policy" }],
      [
        "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
        { id: "NotSameOrigin", check: "resource-policy" },
      ],
      ["net::ERR_CONNECTION_REFUSED", { id: "CONNECTION_REFUSED", check: "network" }],
      ["net::ERR_CACHE_MISS", { id: "CacheMiss", check: null }],
    ] as const
  ).map(
    ([text, said]): Sample => ({
      text,
      source: "chromium",
      ...said,
      ...(said.check === "resource-policy" ? { header: "Cross-Origin-Resource-Policy" } : {}),
    }),
  ),
];

const NO_ACCESS = `Origin '${PAGE}' is therefore not allowed access.`;
const MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const OPAQUE =
  "If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.";

function old(text: string, said: Said): Sample {
  return { text, source: "chromium", ...said };
}

/** What Chrome printed from 2013 to 2020. */
const OLD_CHROMIUM: readonly Sample[] = [
  old(`XMLHttpRequest cannot load ${API}. ${MISSING} ${NO_ACCESS} The response had HTTP status code 404.`, {
    id: "MissingAllowOriginHeader",
    check: "origin-missing",
    ...ALLOW_ORIGIN,
    initiator: "XMLHttpRequest",
    url: API,
    origin: PAGE,
    status: 404,
  }),
  old(
    `Failed to load ${API}: ${IN_PREFLIGHT}${MISSING} ${NO_ACCESS} The response had HTTP status code 403. ${OPAQUE}`,
    {
      id: "PreflightMissingAllowOriginHeader",
      check: "origin-missing",
      stage: "preflight",
      ...ALLOW_ORIGIN,
      initiator: "fetch",
      url: API,
      origin: PAGE,
      status: 403,
    },
  ),
  old(`Fetch API cannot load ${API}. Response for preflight has invalid HTTP status code 401`, {
    id: "PreflightInvalidStatus",
    check: "status",
    stage: "preflight",
    initiator: "fetch",
    url: API,
    status: 401,
  }),
  old(`XMLHttpRequest cannot load ${API}. Invalid HTTP status code 405`, {
    id: "PreflightInvalidStatus",
    check: "status",
    stage: "preflight",
    initiator: "XMLHttpRequest",
    url: API,
    status: 405,
  }),
  old(`XMLHttpRequest cannot load ${API}. Response for preflight is invalid (redirect)`, {
    id: "PreflightDisallowedRedirect",
    check: "preflight-redirect",
    stage: "preflight",
    initiator: "XMLHttpRequest",
    url: API,
  }),
  old(
    `XMLHttpRequest cannot load ${API}. The request was redirected to '${OTHER}/b', which is disallowed for cross-origin requests that require preflight.`,
    {
      id: "RedirectRequiresPreflight",
      check: "redirect-mode",
      stage: "redirect",
      initiator: "XMLHttpRequest",
      url: API,
      redirectUrl: `${OTHER}/b`,
    },
  ),
  old(
    `Failed to load ${API}: Redirect from '${API}' to '${OTHER}/b' has been blocked by CORS policy: Request requires preflight, which is disallowed to follow cross-origin redirect.`,
    { id: "RedirectRequiresPreflight", check: "redirect-mode", stage: "redirect", url: API, redirectUrl: `${OTHER}/b` },
  ),
  old(
    `XMLHttpRequest cannot load ${API}. Redirect from '${API}' to '${OTHER}/b' has been blocked by CORS policy: ${MISSING} ${NO_ACCESS}`,
    {
      id: "MissingAllowOriginHeader",
      check: "origin-missing",
      stage: "redirect",
      ...ALLOW_ORIGIN,
      initiator: "XMLHttpRequest",
      url: API,
      origin: PAGE,
      redirectUrl: `${OTHER}/b`,
    },
  ),
  old(
    `Failed to load ${API}: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. ${NO_ACCESS} The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.`,
    {
      id: "WildcardOriginNotAllowed",
      check: "origin-wildcard",
      ...ALLOW_ORIGIN,
      value: "*",
      initiator: "XMLHttpRequest",
      url: API,
      origin: PAGE,
    },
  ),
  old(
    `XMLHttpRequest cannot load ${API}. A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true. ${NO_ACCESS}`,
    {
      id: "WildcardOriginNotAllowed",
      check: "origin-wildcard",
      ...ALLOW_ORIGIN,
      value: "*",
      initiator: "XMLHttpRequest",
      url: API,
      origin: PAGE,
    },
  ),
  old(
    `XMLHttpRequest cannot load ${API}. Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is ''. It must be 'true' to allow credentials. ${NO_ACCESS}`,
    {
      id: "InvalidAllowCredentials",
      check: "credentials",
      ...ALLOW_CREDENTIALS,
      value: "",
      initiator: "XMLHttpRequest",
      url: API,
      origin: PAGE,
    },
  ),
  old(
    `Fetch API cannot load ${API}. Request header field X-Token is not allowed by Access-Control-Allow-Headers in preflight response.`,
    {
      id: "HeaderDisallowedByPreflightResponse",
      check: "header",
      stage: "preflight",
      ...ALLOW_HEADERS,
      requestHeader: "X-Token",
      initiator: "fetch",
      url: API,
    },
  ),
  old(
    `Font from origin '${OTHER}' has been blocked from loading by Cross-Origin Resource Sharing policy: ${MISSING} ${NO_ACCESS}`,
    { id: "MissingAllowOriginHeader", check: "origin-missing", ...ALLOW_ORIGIN, initiator: "Font", origin: PAGE },
  ),
  old(
    `XMLHttpRequest cannot load ${API}. The request was redirected to a URL ('https://user@other.example/') containing userinfo, which is disallowed for cross-origin requests.`,
    {
      id: "RedirectContainsCredentials",
      check: "redirect-credentials",
      stage: "redirect",
      header: "Location",
      initiator: "XMLHttpRequest",
      url: API,
      redirectUrl: "https://user@other.example/",
    },
  ),
  old(MISSING, { id: "MissingAllowOriginHeader", check: "origin-missing", ...ALLOW_ORIGIN }),
];

function firefox(reason: string, said: Said, after = ""): Sample {
  return {
    text: `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: ${reason}).${after}`,
    source: "firefox",
    url: API,
    ...said,
  };
}

const FIREFOX: readonly Sample[] = [
  firefox("CORS disabled", { id: "CORSDisabled", check: "mode" }),
  firefox("CORS request did not succeed", { id: "CORSDidNotSucceed", check: "network" }, " Status code: (null)."),
  firefox("CORS header ‘Origin’ cannot be added", { id: "CORSOriginHeaderNotAdded", check: "mode" }),
  firefox("CORS request external redirect not allowed", {
    id: "CORSExternalRedirectNotAllowed",
    check: "preflight-redirect",
    stage: "preflight",
  }),
  firefox("CORS request not http", { id: "CORSRequestNotHttp", check: "scheme" }),
  firefox(
    "CORS header ‘Access-Control-Allow-Origin’ missing",
    { id: "CORSMissingAllowOrigin", check: "origin-missing", ...ALLOW_ORIGIN, status: 404 },
    " Status code: 404.",
  ),
  firefox("Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed", {
    id: "CORSMultipleAllowOriginNotAllowed",
    check: "origin-multiple",
    ...ALLOW_ORIGIN,
  }),
  firefox(`CORS header ‘Access-Control-Allow-Origin’ does not match ‘${OTHER}’`, {
    id: "CORSAllowOriginNotMatchingOrigin",
    check: "origin-mismatch",
    ...ALLOW_ORIGIN,
    value: OTHER,
  }),
  {
    text: `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘${API}’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).`,
    source: "firefox",
    id: "CORSNotSupportingCredentials",
    check: "origin-wildcard",
    ...ALLOW_ORIGIN,
    value: "*",
    url: API,
  },
  firefox("Did not find method in CORS header ‘Access-Control-Allow-Methods’", {
    id: "CORSMethodNotFound",
    check: "method",
    stage: "preflight",
    ...ALLOW_METHODS,
  }),
  firefox("expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’", {
    id: "CORSMissingAllowCredentials",
    check: "credentials",
    ...ALLOW_CREDENTIALS,
  }),
  firefox(
    "CORS preflight response did not succeed",
    { id: "CORSPreflightDidNotSucceed", check: "status", stage: "preflight", status: 401 },
    " Status code: 401.",
  ),
  firefox("invalid token ‘GET PUT’ in CORS header ‘Access-Control-Allow-Methods’", {
    id: "CORSInvalidAllowMethod",
    check: "methods-syntax",
    stage: "preflight",
    ...ALLOW_METHODS,
    value: "GET PUT",
  }),
  firefox("invalid token ‘x-a x-b’ in CORS header ‘Access-Control-Allow-Headers’", {
    id: "CORSInvalidAllowHeader",
    check: "headers-syntax",
    stage: "preflight",
    ...ALLOW_HEADERS,
    value: "x-a x-b",
  }),
  firefox(
    "header ‘x-token’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response",
    {
      id: "CORSMissingAllowHeaderFromPreflight",
      check: "header",
      stage: "preflight",
      ...ALLOW_HEADERS,
      requestHeader: "x-token",
    },
  ),
  {
    text: `Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at ${API} soon. (Reason: When the \`Access-Control-Allow-Headers\` is \`*\`, the \`Authorization\` header is not covered. To include the \`Authorization\` header, it must be explicitly listed in CORS header \`Access-Control-Allow-Headers\`).`,
    source: "firefox",
    id: "CORSAllowHeaderFromPreflightDeprecation",
    check: "authorization-wildcard",
    isWarning: true,
    ...ALLOW_HEADERS,
    value: "*",
    url: API,
    requestHeader: "authorization",
  },
  // Before 2015, between then and 2020, and the keys.
  {
    text: `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. This can be fixed by moving the resource to the same domain or enabling CORS.`,
    source: "firefox",
    id: "CorsBlocked",
    check: "unnamed",
    url: API,
  },
  firefox("CORS preflight channel did not succeed", {
    id: "CORSPreflightDidNotSucceed",
    check: "status",
    stage: "preflight",
  }),
  firefox("CORS request failed", { id: "CORSDidNotSucceed", check: "network" }),
  firefox("CORS header 'Access-Control-Allow-Origin' does not match '(null)'", {
    id: "CORSMissingAllowOrigin",
    check: "origin-missing",
    ...ALLOW_ORIGIN,
  }),
  firefox("missing token ‘x-token’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel", {
    id: "CORSMissingAllowHeaderFromPreflight",
    check: "header",
    stage: "preflight",
    ...ALLOW_HEADERS,
    requestHeader: "x-token",
  }),
  ...["CORSMissingAllowOrigin", "CORSMissingAllowOrigin2", "CORS Missing Allow Origin"].map(
    (text): Sample => ({
      text,
      source: "firefox",
      id: "CORSMissingAllowOrigin",
      check: "origin-missing",
      ...ALLOW_ORIGIN,
    }),
  ),
];

const SECOND = `Fetch API cannot load ${API} due to access control checks.`;

/** Safari prints two lines: the reason, and the URL. */
function webkit(reason: string, said: Said): Sample {
  return { text: `${reason}\n${SECOND}`, source: "webkit", initiator: "fetch", url: API, ...said };
}

const WEBKIT: readonly Sample[] = [
  webkit(`Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: 404`, {
    id: "OriginNotAllowed",
    check: "origin",
    ...ALLOW_ORIGIN,
    origin: PAGE,
    status: 404,
  }),
  webkit("Access-Control-Allow-Origin cannot contain more than one origin.", {
    id: "MultipleOrigins",
    check: "origin-multiple",
    ...ALLOW_ORIGIN,
  }),
  webkit("Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.", {
    id: "WildcardWithCredentials",
    check: "origin-wildcard",
    ...ALLOW_ORIGIN,
    value: "*",
  }),
  webkit('Credentials flag is true, but Access-Control-Allow-Credentials is not "true".', {
    id: "CredentialsNotAllowed",
    check: "credentials",
    ...ALLOW_CREDENTIALS,
  }),
  webkit("Preflight response is not successful. Status code: 404", {
    id: "PreflightNotSuccessful",
    check: "status",
    stage: "preflight",
    status: 404,
  }),
  webkit("Preflight response is not successful", {
    id: "PreflightRedirect",
    check: "preflight-redirect",
    stage: "preflight",
  }),
  webkit("Preflight response was blocked", { id: "PreflightBlocked", check: "network", stage: "preflight" }),
  webkit("CORS-preflight request was blocked", { id: "PreflightBlocked", check: "network", stage: "preflight" }),
  webkit("Header Access-Control-Allow-Methods has an invalid value: GET PUT", {
    id: "InvalidAllowMethods",
    check: "methods-syntax",
    stage: "preflight",
    ...ALLOW_METHODS,
    value: "GET PUT",
  }),
  webkit("Header Access-Control-Allow-Headers has an invalid value: x-a x-b", {
    id: "InvalidAllowHeaders",
    check: "headers-syntax",
    stage: "preflight",
    ...ALLOW_HEADERS,
    value: "x-a x-b",
  }),
  webkit("Method PUT is not allowed by Access-Control-Allow-Methods.", {
    id: "MethodNotAllowed",
    check: "method",
    stage: "preflight",
    ...ALLOW_METHODS,
    method: "PUT",
  }),
  webkit("Request header field X-Token is not allowed by Access-Control-Allow-Headers.", {
    id: "HeaderNotAllowed",
    check: "header",
    stage: "preflight",
    ...ALLOW_HEADERS,
    requestHeader: "X-Token",
  }),
  webkit(
    `Cross-origin redirection to ${OTHER}/b denied by Cross-Origin Resource Sharing policy: Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: 302`,
    {
      id: "OriginNotAllowed",
      check: "origin",
      stage: "redirect",
      ...ALLOW_ORIGIN,
      origin: PAGE,
      redirectUrl: `${OTHER}/b`,
      status: 302,
    },
  ),
  webkit(
    "Cross-origin redirection to custom://other.example/ denied by Cross-Origin Resource Sharing policy: not allowed to follow a cross-origin CORS redirection with non CORS scheme",
    {
      id: "RedirectScheme",
      check: "redirect-scheme",
      stage: "redirect",
      header: "Location",
      redirectUrl: "custom://other.example/",
    },
  ),
  webkit(
    `Cross-origin redirection to ${OTHER}/ denied by Cross-Origin Resource Sharing policy: redirection URL https://user@other.example/ has credentials`,
    {
      id: "RedirectCredentials",
      check: "redirect-credentials",
      stage: "redirect",
      header: "Location",
      redirectUrl: `${OTHER}/`,
      value: "https://user@other.example/",
    },
  ),
  webkit(`Not allowed to follow a redirection while loading ${API}`, {
    id: "RedirectMode",
    check: "redirect-mode",
    stage: "redirect",
  }),
  webkit("Load cannot follow more than 20 redirections", {
    id: "TooManyRedirects",
    check: "redirect-limit",
    stage: "redirect",
  }),
  webkit("FTP URLs are disabled", {
    id: "FtpDisabled",
    check: "redirect-scheme",
    stage: "redirect",
    header: "Location",
  }),
  webkit("Cross origin requests are only supported for HTTP.", { id: "RequestNotHttp", check: "scheme" }),
  webkit(`Cancelled load to ${API} because it violates the resource's Cross-Origin-Resource-Policy response header.`, {
    id: "ResourcePolicy",
    check: "resource-policy",
    header: "Cross-Origin-Resource-Policy",
  }),
  {
    text: `Unsafe attempt to load URL ${API} from origin ${PAGE}. Domains, protocols and ports must match.`,
    source: "webkit",
    id: "SameOriginMode",
    check: "mode",
    url: API,
    origin: PAGE,
  },
  ...(
    [
      ["Fetch API", "fetch"],
      ["XMLHttpRequest", "XMLHttpRequest"],
      ["Beacon API", "sendBeacon"],
    ] as const
  ).map(
    ([api, initiator]): Sample => ({
      text: `${api} cannot load ${API} due to access control checks.`,
      source: "webkit",
      id: "AccessControlChecks",
      check: "unnamed",
      initiator,
      url: API,
    }),
  ),
  // Also Chrome before 2014.
  {
    text: `XMLHttpRequest cannot load ${API}. Origin ${PAGE} is not allowed by Access-Control-Allow-Origin.`,
    source: "webkit",
    id: "OriginNotAllowed",
    check: "origin",
    ...ALLOW_ORIGIN,
    initiator: "XMLHttpRequest",
    url: API,
    origin: PAGE,
  },
  {
    text: `Failed to load resource: Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: 404 (users, line 0)`,
    source: "webkit",
    id: "OriginNotAllowed",
    check: "origin",
    ...ALLOW_ORIGIN,
    origin: PAGE,
    status: 404,
  },
];

const PROTOCOL: readonly Sample[] = [
  ...[
    "PreflightMissingAllowOriginHeader",
    "Cross-Origin Resource Sharing error: PreflightMissingAllowOriginHeader",
  ].map(
    (text): Sample => ({
      text,
      source: "protocol",
      id: "PreflightMissingAllowOriginHeader",
      check: "origin-missing",
      stage: "preflight",
      ...ALLOW_ORIGIN,
    }),
  ),
  {
    text: '"corsError":"HeaderDisallowedByPreflightResponse","failedParameter":"x-token"',
    source: "protocol",
    id: "HeaderDisallowedByPreflightResponse",
    check: "header",
    stage: "preflight",
    ...ALLOW_HEADERS,
    requestHeader: "x-token",
  },
];

const SCRIPT: readonly Sample[] = [
  ...[
    "TypeError: Failed to fetch",
    "TypeError: Failed to fetch (api.example.com)",
    "TypeError: NetworkError when attempting to fetch resource.",
    "TypeError: Load failed",
  ].map((text): Sample => ({ text, source: "script", id: "FailedToFetch", check: null, initiator: "fetch" })),
  {
    text: "AxiosError: Network Error",
    source: "script",
    id: "NetworkError",
    check: null,
    initiator: "XMLHttpRequest",
  },
];

/** What browsers print, in the wordings of all versions. */
export const MESSAGES: readonly Sample[] = [
  ...CHROMIUM,
  ...OLD_CHROMIUM,
  ...FIREFOX,
  ...WEBKIT,
  ...PROTOCOL,
  ...SCRIPT,
];
