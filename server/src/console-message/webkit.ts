import type { Row } from "./template";

const ALLOW_ORIGIN = { header: "Access-Control-Allow-Origin" } as const;
const ALLOW_METHODS = { header: "Access-Control-Allow-Methods" } as const;
const ALLOW_HEADERS = { header: "Access-Control-Allow-Headers" } as const;

/** WebKit has no names for its messages. */
const REASONS: readonly Row[] = [
  {
    id: "OriginNotAllowed",
    check: "origin",
    ...ALLOW_ORIGIN,
    pattern: "Origin {origin} is not allowed by Access-Control-Allow-Origin[.]",
  },
  {
    id: "MultipleOrigins",
    check: "origin-multiple",
    ...ALLOW_ORIGIN,
    pattern: "Access-Control-Allow-Origin cannot contain more than one origin[.]",
  },
  {
    id: "WildcardWithCredentials",
    check: "origin-wildcard",
    ...ALLOW_ORIGIN,
    value: "*",
    pattern: "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true[.]",
  },
  {
    id: "CredentialsNotAllowed",
    check: "credentials",
    header: "Access-Control-Allow-Credentials",
    pattern: `Credentials flag is true, but Access-Control-Allow-Credentials is not "true"[.]`,
  },
  {
    id: "PreflightNotSuccessful",
    check: "status",
    stage: "preflight",
    pattern: "Preflight response is not successful. Status code: {status}",
  },
  {
    id: "PreflightRedirect",
    check: "preflight-redirect",
    stage: "preflight",
    pattern: "Preflight response is not successful[.]",
  },
  {
    id: "PreflightBlocked",
    check: "network",
    stage: "preflight",
    pattern: "Preflight response was blocked[.]",
  },
  {
    id: "PreflightBlocked",
    check: "network",
    stage: "preflight",
    pattern: "CORS-preflight request was blocked[.]",
  },
  {
    id: "InvalidAllowMethods",
    check: "methods-syntax",
    stage: "preflight",
    ...ALLOW_METHODS,
    pattern: "Header Access-Control-Allow-Methods has an invalid value: {value}",
  },
  {
    id: "InvalidAllowHeaders",
    check: "headers-syntax",
    stage: "preflight",
    ...ALLOW_HEADERS,
    pattern: "Header Access-Control-Allow-Headers has an invalid value: {value}",
  },
  {
    id: "MethodNotAllowed",
    check: "method",
    stage: "preflight",
    ...ALLOW_METHODS,
    pattern: "Method {method} is not allowed by Access-Control-Allow-Methods[.]",
  },
  {
    id: "HeaderNotAllowed",
    check: "header",
    stage: "preflight",
    ...ALLOW_HEADERS,
    pattern: "Request header field {requestHeader} is not allowed by Access-Control-Allow-Headers[.]",
  },
];

const REDIRECT_REASONS: readonly Row[] = [
  ...REASONS,
  {
    id: "RedirectScheme",
    check: "redirect-scheme",
    header: "Location",
    pattern: "not allowed to follow a cross-origin CORS redirection with non CORS scheme[.]",
  },
  {
    id: "RedirectCredentials",
    check: "redirect-credentials",
    header: "Location",
    pattern: "redirection URL {value} has credentials[.]",
  },
];

const WHOLE: readonly Row[] = [
  {
    id: "RedirectDenied",
    check: "unnamed",
    stage: "redirect",
    pattern: "Cross-origin redirection to {redirectUrl} denied by Cross-Origin Resource Sharing policy[: ]",
    next: REDIRECT_REASONS,
  },
  ...REASONS,
  {
    id: "RedirectMode",
    check: "redirect-mode",
    stage: "redirect",
    pattern: "Not allowed to follow a redirection while loading {url}",
  },
  {
    id: "TooManyRedirects",
    check: "redirect-limit",
    stage: "redirect",
    pattern: "Load cannot follow more than {other} redirections[.]",
  },
  {
    id: "FtpDisabled",
    check: "redirect-scheme",
    stage: "redirect",
    header: "Location",
    pattern: "FTP URLs are disabled",
  },
  {
    id: "SameOriginMode",
    check: "mode",
    pattern: "Unsafe attempt to load URL {url} from origin {origin}. Domains, protocols and ports must match.",
  },
  {
    id: "RequestNotHttp",
    check: "scheme",
    pattern: "Cross origin requests are only supported for HTTP[.]",
  },
  {
    id: "ResourcePolicy",
    check: "resource-policy",
    header: "Cross-Origin-Resource-Policy",
    pattern:
      "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header[.]",
  },
];

const APIS = {
  XMLHttpRequest: "XMLHttpRequest",
  "Fetch API": "fetch",
  "Beacon API": "sendBeacon",
  EventSource: "EventSource",
  Ping: "ping",
} as const;

export const WEBKIT: readonly Row[] = [
  ...WHOLE,
  { pattern: "Failed to load resource: ", next: WHOLE },
  ...Object.entries(APIS).flatMap(([api, initiator]): Row[] => [
    {
      id: "AccessControlChecks",
      check: "unnamed",
      initiator,
      pattern: `${api} cannot load {url} due to access control checks[.]`,
    },
    { pattern: `${api} cannot load {url}. `, initiator, next: WHOLE },
  ]),
];

/** What may follow a reason: the status, and the file and line that the Web Inspector adds. */
export const WEBKIT_TAILS: readonly Row[] = [
  { pattern: " Status code: {status}[.]" },
  { pattern: " ({other}, line {other})" },
];
