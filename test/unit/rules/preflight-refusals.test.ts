import assert from "node:assert/strict";
import { PREFLIGHT_REFUSALS } from "../../../server/src/rules/shared/preflight-refusals";
import { read } from "../../support/fixes";
import { faultsOfMessage } from "../../support/messages";

const PREFLIGHT = `OPTIONS https://api.example.com/items/7 HTTP/1.1
Origin: https://app.example.com
Access-Control-Request-Method: PUT

`;

/** Responses as servers send them, and part of the message about each. */
const REFUSALS: readonly (readonly [response: string, says: RegExp])[] = [
  ["403\nVary: Origin\n\nInvalid CORS request", /Spring refuses.*\(`Invalid CORS request`\)\. .*Spring's/],
  ["400 Bad Request\n\nDisallowed CORS origin, headers", /several parts .*\(`Disallowed CORS origin, headers`\)/],
  ["400 Bad Request\n\nDisallowed CORS origin", /the page's origin \(.*\. Add it to `allow_origins`/],
  ["400 Bad Request\n\nDisallowed CORS method", /`allow_methods`/],
  ["400 Bad Request\n\nDisallowed CORS headers", /`allow_headers`/],
  [
    "403 Forbidden\nServer: AmazonS3\n\n<Error><Code>AccessForbidden</Code><Message>CORSResponse: CORS is not enabled for this bucket.</Message></Error>",
    /the bucket has no CORS rules/,
  ],
  [
    "403 Forbidden\n\n<Error><Code>AccessForbidden</Code><Message>CORSResponse: Bucket not found</Message></Error>",
    /doesn't know the bucket/,
  ],
  [
    "403 Forbidden\n\n<Error>\n<Message>CORSResponse: This CORS request is not allowed. This is usually because of the spec.</Message>\n</Error>",
    /no CORS rule of the bucket matches/,
  ],
  ["403 Forbidden\n\n<Message>CORS not configured for this bucket</Message>", /no CORS rule of the bucket allows it/],
  ["403 No rule\nx-ms-error-code: CorsPreflightFailure", /Azure storage/],
  ["403 No rule\n\n<Code>CorsPreflightFailure</Code>", /Azure storage/],
  ["403 CORS Rejected - Invalid origin", /Quarkus or Vert\.x .*\(`CORS Rejected - Invalid origin`\)/],
  ["404 Not Found\nX-Rack-CORS: miss; no-origin", /Rack::Cors doesn't allow the page's origin .*`origins`/],
  ["404 Not Found\nX-Rack-CORS: miss; no-path", /Rack::Cors allows nothing on this path/],
  ["404 Not Found\nx-rack-cors: preflight-miss; deny-method", /Rack::Cors doesn't allow the method/],
  ["404 Not Found\nx-rack-cors: preflight-miss; deny-header", /Rack::Cors doesn't allow one of the headers/],
  [
    '400 Bad Request\n\n{"Message":"The origin \'https://app.example.com\' is not allowed."}',
    /policy of ASP\.NET Web API doesn't allow the page's origin/,
  ],
  ['400 Bad Request\n\n{"Message":"The method \'PUT\' is not allowed."}', /Web API doesn't allow the method/],
  [
    '400 Bad Request\n\n{"Message":"The collection of headers \'x-a,x-b\' is not allowed."}',
    /Web API doesn't allow the headers/,
  ],
  ["500 Internal Server Error\n\n<pre>Error: Not allowed by CORS<br> at origin</pre>", /own list of allowed origins/],
  ['403 Forbidden\n\n{"error":"Forbidden by CORS policy"}', /CORS check refuses it \(`Forbidden by CORS`\)/],
  ["400 Bad Request\n\nCORS error: request denied", /CORS check refuses it/],
  ['403 Forbidden\n\n{"message":"Origin https://app.example.com is not allowed"}', /doesn't allow the page's origin/],
  ["401 Unauthorized\nx-amzn-ErrorType: UnauthorizedException", /authorizer also guards/],
  ["403 Forbidden\nx-amzn-ErrorType: AccessDeniedException", /authorizer or a resource policy/],
  ['403 Forbidden\nx-amzn-ErrorType: ForbiddenException\n\n{"message":"Forbidden"}', /requires a key/],
  ["403 Forbidden\nx-amzn-ErrorType: IncompleteSignatureException", /IAM authorization/],
  ["429 Too Many Requests\nx-amzn-ErrorType: TooManyRequestsException", /API Gateway limits the rate/],
  [
    '401 Unauthorized\nWWW-Authenticate: Bearer\n\n{"detail":"Authentication credentials were not provided."}',
    /Django REST framework asks for a login/,
  ],
  ["403 Forbidden\n\n<h1>CSRF verification failed. Request aborted.</h1>", /CSRF check/],
  ['401 Access Denied\n\n{ "message": "Access denied due to missing subscription key." }', /API Management/],
  ["401 Unauthorized\nX-Goog-IAP-Generated-Response: true", /Identity-Aware Proxy/],
  [
    "403 Forbidden\n\n<h2>Your client does not have permission to get URL <code>/items</code> from this server.</h2>",
    /Google Cloud requires a login/,
  ],
  ["403 Forbidden\nserver: istio-envoy\n\nRBAC: access denied", /authorization policy of Envoy or Istio/],
  ["401 Unauthorized\nserver: istio-envoy\n\nJwt is missing", /asks for a token/],
  ["403 Forbidden\ncf-mitigated: challenge", /Cloudflare/],
  [
    '403 Forbidden\nx-amzn-ErrorType: MissingAuthenticationTokenException\n\n{"message":"Missing Authentication Token"}',
    /no `OPTIONS` method here.*\(`MissingAuthenticationTokenException`\)/,
  ],
  ["500 Internal Server Error\nx-amzn-ErrorType: InternalServerErrorException", /integration of API Gateway/],
  ['403 Forbidden\n\n{"message":"Missing Authentication Token"}', /no `OPTIONS` method here/],
  [
    "403 Forbidden\n\nThis distribution is not configured to allow the HTTP request method that was used for this request.",
    /CloudFront doesn't forward `OPTIONS`/,
  ],
  ["404 Not Found\nngrok-error-code: ERR_NGROK_3200", /ngrok answers.*\(`ERR_NGROK_3200`\)/],
  ["404 Not Found\n\n<pre>Cannot OPTIONS /items/7</pre>", /Express has neither a route.*\(`Cannot OPTIONS`\)/],
  ['404 Not Found\n\n{"message":"Route OPTIONS:/items/7 not found"}', /Fastify has neither a route/],
  ['404 Not Found\n\nNo route matches [OPTIONS] "/items/7"', /Rails has no route/],
  ["404 Not Found\n\nNo route found for &quot;OPTIONS https://api.example.com/items/7&quot;", /Symfony has no route/],
  [
    '405 Method Not Allowed\nAllow: GET, HEAD\n\n{"message":"The OPTIONS method is not supported for route items/7."}',
    /Laravel's CORS settings/,
  ],
  ['405\nAllow: GET\n\n{"detail":"Request method \'OPTIONS\' is not supported"}', /Spring has no handler/],
  ["405\n\n<p>HTTP method OPTIONS is not supported by this URL</p>", /the servlet/],
  [
    '405 Method Not Allowed\n\n{"Message":"The requested resource does not support http method \'OPTIONS\'."}',
    /ASP\.NET Web API has no handler/,
  ],
  ['405 Method Not Allowed\nAllow: GET\n\n{"detail":"Method \\"OPTIONS\\" not allowed."}', /CORS middleware of Django/],
  ['405 Method Not Allowed\nallow: GET\n\n{"detail":"Method Not Allowed"}', /no `CORSMiddleware` of Starlette/],
  [
    "404 NOT FOUND\n\n<p>The requested URL was not found on the server. If you entered the URL manually please check it.</p>",
    /Flask \(Werkzeug\) has no route/,
  ],
  [
    "405 METHOD NOT ALLOWED\nAllow: GET, HEAD\n\n<p>The method is not allowed for the requested URL.</p>",
    /route of Flask/,
  ],
  ["404 Not Found\n\nno route found for OPTIONS /items/7 (ShopWeb.Router)", /Phoenix has no route/],
  ['404 Not Found\n\n{"message":"no Route matched with those values"}', /Kong has no route/],
  [
    "405 Method Not Allowed\n\n<p>The request method <code>OPTIONS</code> is inappropriate for the URL <code>/x</code>.",
    /Google's front end/,
  ],
  ["404 Not Found\nServer: Microsoft-IIS/10.0\n\n<h2>HTTP Error 404.6 - Not Found</h2>", /request filtering of IIS/],
  [
    "405 Method Not Allowed\nAllow: GET, HEAD, OPTIONS, TRACE\nServer: Microsoft-IIS/10.0",
    /handler of IIS refuses `OPTIONS`/,
  ],
  ["405 Not Allowed\nServer: nginx\n\n<center>nginx/1.25.1</center>", /nginx answers itself/],
  ['403 Forbidden\nWWW-Authenticate: Basic realm="x"', /asks for credentials.*before authentication\.$/],
  ["401 Unauthorized", /authentication runs before CORS/],
  ["407 Proxy Authentication Required", /a proxy asks for credentials/],
  ["405 Method Not Allowed\nAllow: GET, OPTIONS", /`Allow` lists `OPTIONS`/],
  ["405 Method Not Allowed\nAllow: GET, POST", /no handler for `OPTIONS`, as `Allow` shows/],
  ["400 Bad Request", /no route takes `OPTIONS`, or a check/],
  ["403 Forbidden", /no route takes `OPTIONS`, or a check runs before CORS/],
  ["404 Not Found\n\n<p>Nothing here</p>", /no route takes `OPTIONS`, or a check/],
  ["405 Method Not Allowed", /no route takes `OPTIONS`, or a check/],
  ["429 Too Many Requests", /limits the rate/],
  ["501 Not Implemented", /doesn't implement `OPTIONS`/],
  ["500 Internal Server Error", /fails while it handles `OPTIONS`/],
  ["503 Service Unavailable", /a gateway gets no answer/],
];

function messageAbout(response: string): string {
  const { findings } = read(`${PREFLIGHT}HTTP/1.1 ${response}\n`, "http");
  const errors = findings.filter(({ severity }) => severity === "error");
  assert.deepEqual(
    errors.map(({ rule }) => rule),
    ["preflight-status-not-ok"],
    "the status is the only error",
  );
  return errors[0]?.message ?? "";
}

describe("a preflight that is refused", () => {
  for (const [response, says] of REFUSALS) {
    it(`has its cause and cure named: ${response.split("\n").at(-1)}`, () => {
      const message = messageAbout(response);
      assert.match(message, says);
      assert.deepEqual(faultsOfMessage(message), [], message);
    });
  }

  it("has no row in the table that another one hides", () => {
    const messages = REFUSALS.map(([response]) => messageAbout(response));
    for (const { cause, cure } of PREFLIGHT_REFUSALS) {
      assert.ok(
        messages.some((message) => message.includes(cause) && message.endsWith(cure)),
        cause,
      );
    }
  });

  it("needs another status, the message says, if this one shows no cause", () => {
    for (const status of ["302 Found", "304 Not Modified", "418 I'm a teapot", "600"]) {
      assert.match(messageAbout(status), /^A preflight needs a status from 200 to 299/);
    }
  });

  for (const [what, response] of [
    ["a CSRF token in a page", '404 Not Found\n\n<meta name="csrf-token" content="a">'],
    ["an unknown value", "405 Method Not Allowed\nAllow: {{methods}}"],
    ["elided fields", "403 Forbidden\n...\n"],
  ] as const) {
    it(`has both common causes named for ${what}`, () => {
      const text = `${PREFLIGHT}HTTP/1.1 ${response}\n`;
      const [first] = read(text, "http").findings.filter(({ rule }) => rule === "preflight-status-not-ok");
      assert.match(first?.message ?? "", /no route takes `OPTIONS`, or a check/);
    });
  }
});
