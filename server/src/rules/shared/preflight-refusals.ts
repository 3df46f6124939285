import type { HeaderName } from "../../headers/table";

/**
 * A way in which servers, frameworks and services refuse a preflight: what identifies it, its cause and its cure. Everything that is given has to
 * match. The text that a pattern matches is quoted as evidence, unless it is empty.
 */
export interface PreflightRefusal {
  /** Default: any status outside 200 to 299. */
  readonly statuses?: readonly number[];
  /** A header of the response, and its value. */
  readonly field?: readonly [HeaderName, RegExp];
  /** The reason phrase. */
  readonly reason?: RegExp;
  readonly body?: RegExp;
  /** A clause: who refuses what. With the cure, at most 94 characters that aren't quoted. */
  readonly cause: string;
  /** A sentence: what to change, and where. */
  readonly cure: string;
}

const API_GATEWAY = "X-Amzn-ErrorType";
const RACK_CORS = "X-Rack-CORS";

/** Refusals by a check of CORS itself: it ran, and its settings don't allow the request. */
const BY_CORS: readonly PreflightRefusal[] = [
  {
    body: /Invalid CORS request/,
    cause: "Spring refuses its origin, method or headers",
    cure: "Allow them in Spring's CORS configuration.",
  },
  {
    body: /Disallowed CORS [\w-]{1,20}(?:, [\w-]{1,20})+/,
    cause: "Starlette (FastAPI) refuses several parts of it",
    cure: "Allow them in the settings of `CORSMiddleware`.",
  },
  {
    body: /Disallowed CORS origin/,
    cause: "Starlette (FastAPI) doesn't allow the page's origin",
    cure: "Add it to `allow_origins` of `CORSMiddleware`.",
  },
  {
    body: /Disallowed CORS method/,
    cause: "Starlette (FastAPI) doesn't allow the method",
    cure: "Add it to `allow_methods` of `CORSMiddleware`.",
  },
  {
    body: /Disallowed CORS headers/,
    cause: "Starlette (FastAPI) doesn't allow one of the headers",
    cure: "Add it to `allow_headers` of `CORSMiddleware`.",
  },
  {
    body: /CORSResponse: CORS is not enabled for this bucket/,
    cause: "the bucket has no CORS rules",
    cure: "Add one that allows the page's origin, the method and the headers.",
  },
  {
    body: /CORSResponse: Bucket not found/,
    cause: "the storage service doesn't know the bucket",
    cure: "Correct its name, region or endpoint in the URL.",
  },
  {
    body: /CORSResponse: This CORS request is not allowed/,
    cause: "no CORS rule of the bucket matches its origin, method and headers",
    cure: "Add them to one rule.",
  },
  {
    body: /CORS not configured for this bucket/,
    cause: "no CORS rule of the bucket allows it",
    cure: "Add one for the page's origin, the method and the headers.",
  },
  {
    field: ["X-MS-Error-Code", /CorsPreflightFailure/],
    cause: "no CORS rule of Azure storage matches its origin, method and headers",
    cure: "Add them to one rule.",
  },
  {
    body: /CorsPreflightFailure/,
    cause: "no CORS rule of Azure storage matches its origin, method and headers",
    cure: "Add them to one rule.",
  },
  {
    reason: /CORS Rejected - Invalid origin/,
    cause: "Quarkus or Vert.x doesn't allow the page's origin",
    cure: "Add it to the origins in its CORS settings.",
  },
  {
    field: [RACK_CORS, /(?:preflight-)?miss; *no-origin/i],
    cause: "Rack::Cors doesn't allow the page's origin",
    cure: "Add it to `origins` in an `allow` block.",
  },
  {
    field: [RACK_CORS, /(?:preflight-)?miss; *no-path/i],
    cause: "Rack::Cors allows nothing on this path",
    cure: "Add a `resource` for it.",
  },
  {
    field: [RACK_CORS, /(?:preflight-)?miss; *(?:no|deny)-method/i],
    cause: "Rack::Cors doesn't allow the method",
    cure: "Add it to `methods` of the `resource`.",
  },
  {
    field: [RACK_CORS, /(?:preflight-)?miss; *deny-header/i],
    cause: "Rack::Cors doesn't allow one of the headers",
    cure: "Add it to `headers` of the `resource`.",
  },
  {
    body: /The origin '[^'\n]{1,60}' is not allowed/,
    cause: "the CORS policy of ASP.NET Web API doesn't allow the page's origin",
    cure: "Add it to the origins.",
  },
  {
    body: /The method '(?!OPTIONS)[A-Za-z]{1,20}' is not allowed/,
    cause: "the CORS policy of ASP.NET Web API doesn't allow the method",
    cure: "Add it to the policy's methods.",
  },
  {
    body: /The collection of headers '[^'\n]{1,60}' is not allowed/,
    cause: "the CORS policy of ASP.NET Web API doesn't allow the headers",
    cure: "Add them to the policy's headers.",
  },
  {
    body: /(?:Origin )?Not allowed by CORS/i,
    cause: "the server's own list of allowed origins doesn't have the page's",
    cure: "Add it.",
  },
  {
    body: /\b(?:forbidden|rejected|denied|blocked|disallowed) by (?:the )?CORS\b|\bCORS\b[^.<>"\n]{0,40}\b(?:not allowed|not permitted|invalid|rejected|denied|forbidden|blocked|disabled)\b/i,
    cause: "the server's CORS check refuses it",
    cure: "Allow the page's origin, the method and the headers there.",
  },
  {
    body: /\borigin\b[^<>"\n]{0,60}\b(?:is not|isn't|not) (?:allowed|permitted|whitelisted|authorized)\b/i,
    cause: "the server doesn't allow the page's origin",
    cure: "Add it to the allowed origins.",
  },
];

/** Refusals by a check that runs before CORS is handled. */
const BY_OTHER_CHECKS: readonly PreflightRefusal[] = [
  {
    field: [API_GATEWAY, /^UnauthorizedException/],
    cause: "API Gateway's authorizer also guards `OPTIONS`",
    cure: "Remove it from the `OPTIONS` method.",
  },
  {
    field: [API_GATEWAY, /^AccessDeniedException/],
    cause: "an authorizer or a resource policy refuses `OPTIONS`",
    cure: "Exempt `OPTIONS` from both.",
  },
  {
    field: [API_GATEWAY, /^ForbiddenException/],
    cause: "API Gateway requires a key, or a firewall refuses it",
    cure: "Exempt `OPTIONS`, and check the domain mapping.",
  },
  {
    field: [
      API_GATEWAY,
      /^(?:IncompleteSignature|InvalidSignature|UnrecognizedClient|ExpiredToken|InvalidClientTokenId)(?:Exception)?/,
    ],
    cause: "API Gateway requires IAM authorization for `OPTIONS`",
    cure: "Set the authorization of the `OPTIONS` method to none.",
  },
  {
    field: [API_GATEWAY, /^(?:LimitExceeded|TooManyRequests|Throttling)(?:Exception)?/],
    cause: "API Gateway limits the rate of requests",
    cure: "Raise it, or let browsers cache the preflight with `Access-Control-Max-Age`.",
  },
  {
    body: /Authentication credentials were not provided/,
    cause: "Django REST framework asks for a login first",
    cure: "Put `CorsMiddleware` at the top of `MIDDLEWARE`.",
  },
  {
    body: /(?:CSRF|XSRF) (?:verification failed|check failed|token (?:is )?(?:missing|invalid|mismatch))|invalid csrf token/i,
    cause: "a CSRF check runs before CORS is handled",
    cure: "Answer `OPTIONS` before that check.",
  },
  {
    body: /missing subscription key/i,
    cause: "Azure API Management asks for a subscription key first",
    cure: "Add its `cors` policy for this API.",
  },
  {
    field: ["X-Goog-IAP-Generated-Response", /^(?=true)/i],
    cause: "Identity-Aware Proxy asks for a login",
    cure: "Turn on HTTP `OPTIONS` in its CORS settings.",
  },
  {
    body: /Your client does not have permission to get URL/,
    cause: "Google Cloud requires a login",
    cure: "Allow calls without one, and check credentials yourself.",
  },
  {
    body: /RBAC: access denied/,
    cause: "an authorization policy of Envoy or Istio refuses `OPTIONS`",
    cure: "Exempt `OPTIONS` from the policy.",
  },
  {
    body: /Jwt is missing/,
    cause: "Envoy or Istio asks for a token, which preflights never have",
    cure: "Exempt `OPTIONS` from that rule.",
  },
  {
    field: ["CF-Mitigated", /^challenge/i],
    cause: "Cloudflare asks for a proof that a person makes the request",
    cure: "Skip that challenge for `OPTIONS`.",
  },
];

/** Refusals by a router, a proxy or a service that has nothing for `OPTIONS`. */
const BY_ROUTERS: readonly PreflightRefusal[] = [
  {
    field: [API_GATEWAY, /^MissingAuthenticationToken(?:Exception)?/],
    cause: "API Gateway has no `OPTIONS` method here, or requires IAM",
    cure: "Enable CORS and deploy, or correct the path.",
  },
  {
    field: [API_GATEWAY, /^InternalServerError(?:Exception)?/],
    cause: "the integration of API Gateway's `OPTIONS` method fails",
    cure: "Correct its mock or its function, and deploy it.",
  },
  {
    body: /Missing Authentication Token/,
    cause: "API Gateway has no `OPTIONS` method here, or requires IAM",
    cure: "Enable CORS and deploy, or correct the path.",
  },
  {
    body: /not configured to allow the HTTP request method/,
    cause: "CloudFront doesn't forward `OPTIONS`",
    cure: "Allow the method in the distribution's cache behavior.",
  },
  {
    field: ["Ngrok-Error-Code", /ERR_NGROK_\d+/],
    cause: "ngrok answers, not the server",
    cure: "Start the tunnel and the server.",
  },
  {
    body: /Cannot OPTIONS(?= \/)/,
    cause: "Express has neither a route nor CORS middleware for it",
    cure: "Use `cors()` first, and check the path.",
  },
  {
    body: /Route OPTIONS:/,
    cause: "Fastify has neither a route nor a CORS plugin for it",
    cure: "Register `@fastify/cors`, and check the path.",
  },
  {
    body: /No route matches \[OPTIONS\]/,
    cause: "Rails has no route for it, and Rack::Cors doesn't answer",
    cure: "Insert it at the top, with this path.",
  },
  {
    body: /No route found for (?:"|&quot;|\\")OPTIONS/,
    cause: "Symfony has no route for it",
    cure: "Handle CORS before the router, for example with NelmioCorsBundle.",
  },
  {
    body: /The OPTIONS method is not supported for/,
    cause: "Laravel's CORS settings don't cover this path",
    cure: "Add the path to `paths` in `config/cors.php`.",
  },
  {
    body: /Request method '?OPTIONS'? (?:is )?not supported/,
    cause: "Spring has no handler for it",
    cure: "Allow the page in Spring's CORS configuration.",
  },
  {
    body: /HTTP method OPTIONS is not supported/,
    cause: "the servlet doesn't handle `OPTIONS`",
    cure: "Add a CORS filter before it.",
  },
  {
    body: /does not support http method 'OPTIONS'/,
    cause: "ASP.NET Web API has no handler for it",
    cure: "Enable CORS for this controller.",
  },
  {
    body: /Method (?:"|&quot;|\\")OPTIONS(?:"|&quot;|\\") not allowed/,
    cause: "no CORS middleware of Django answers before the view",
    cure: "Put `CorsMiddleware` at the top of `MIDDLEWARE`.",
  },
  {
    statuses: [405],
    body: /^\s*\{\s*"detail"\s*:\s*"Method Not Allowed"\s*\}/,
    cause: "no `CORSMiddleware` of Starlette (FastAPI) answers before the routes",
    cure: "Add it to the app, with the page's origin.",
  },
  {
    statuses: [404],
    body: /The requested URL was not found on the server\. If you entered/,
    cause: "Flask (Werkzeug) has no route on this path",
    cure: "Correct the path, and apply `CORS(app)`.",
  },
  {
    statuses: [405],
    body: /The method is not allowed for the requested URL/,
    cause: "the route of Flask (Werkzeug) doesn't take `OPTIONS`",
    cure: "Apply `CORS(app)`, or add the method to the route.",
  },
  {
    body: /no route found for OPTIONS/,
    cause: "Phoenix has no route for it",
    cure: "Handle CORS with a plug before the router.",
  },
  {
    body: /no Route matched with those values/,
    cause: "Kong has no route that takes `OPTIONS` here",
    cure: "Add the method to the route, and its CORS plugin.",
  },
  {
    body: /The request method (?:<code>)?OPTIONS(?:<\/code>)? is inappropriate/,
    cause: "Google's front end refuses `OPTIONS` before the server sees it",
    cure: "Correct the URL.",
  },
  {
    statuses: [404],
    body: /HTTP Error 404\.6|verb denied/i,
    cause: "the request filtering of IIS denies `OPTIONS`",
    cure: "Allow the verb there.",
  },
  {
    statuses: [405],
    field: ["Server", /^(?=Microsoft-IIS)/i],
    cause: "a handler of IIS refuses `OPTIONS` first",
    cure: "Map the verb to the application, or use the CORS module.",
  },
  {
    statuses: [403, 404, 405],
    body: /<center>(?:nginx|openresty)\b/,
    cause: "nginx answers itself and doesn't pass `OPTIONS` on",
    cure: "Answer it in this `location`, or pass it on.",
  },
];

/** The meaning of a status and of the standard headers in any server's response. */
const BY_STATUS: readonly PreflightRefusal[] = [
  {
    field: ["WWW-Authenticate", /^/],
    cause: "the server asks for credentials, which preflights never have",
    cure: "Answer `OPTIONS` before authentication.",
  },
  {
    statuses: [401],
    cause: "authentication runs before CORS, but preflights have no credentials",
    cure: "Answer `OPTIONS` first.",
  },
  {
    statuses: [407],
    cause: "a proxy asks for credentials, which preflights never have",
    cure: "Let it pass `OPTIONS`.",
  },
  {
    statuses: [405, 501],
    field: ["Allow", /^(?=.*\bOPTIONS\b)/i],
    cause: "`Allow` lists `OPTIONS`, but another handler refuses it first",
    cure: "Let the code that handles CORS answer it.",
  },
  {
    statuses: [405, 501],
    field: ["Allow", /^/],
    cause: "the URL has no handler for `OPTIONS`, as `Allow` shows",
    cure: "Handle CORS before routing, or add that handler.",
  },
  {
    statuses: [400, 403, 404, 405],
    cause: "no route takes `OPTIONS`, or a check runs before CORS",
    cure: "Answer `OPTIONS` before both.",
  },
  { statuses: [429], cause: "the server limits the rate of requests", cure: "Exempt `OPTIONS` from the limit." },
  {
    statuses: [501],
    cause: "the server doesn't implement `OPTIONS`",
    cure: "Answer it in the proxy, or add a handler.",
  },
  {
    statuses: [500],
    cause: "the server fails while it handles `OPTIONS`",
    cure: "The server's log says why.",
  },
  {
    statuses: [502, 503, 504],
    cause: "a gateway gets no answer from the server",
    cure: "Check that the server runs, and that it answers `OPTIONS`.",
  },
];

/** The most specific ones first: the first that matches explains the refusal. */
export const PREFLIGHT_REFUSALS: readonly PreflightRefusal[] = [
  ...BY_CORS,
  ...BY_OTHER_CHECKS,
  ...BY_ROUTERS,
  ...BY_STATUS,
];
