import { checkFixture } from "../../support/fixture";

/** Statements of an introduction to CORS about valid and invalid values, each as an exchange with the expected finding. */
const STATEMENTS: readonly { readonly says: string; readonly text: string }[] = [
  {
    says: "the browser lets the page read the response where the origins match",
    text: `GET /data HTTP/1.1
Host: robust.example
Origin: https://normal.example

HTTP/1.1 200 OK
...
Access-Control-Allow-Origin: https://normal.example
`,
  },
  {
    says: "no browser supports several origins",
    text: `GET /data HTTP/1.1
Host: robust.example
Origin: https://normal.example

HTTP/1.1 200 OK
...
Access-Control-Allow-Origin: https://normal.example https://other.example
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error allow-origin-multiple
`,
  },
  {
    says: "the value null stands for an opaque origin",
    text: `GET /data HTTP/1.1
Host: robust.example
Origin: null

HTTP/1.1 200 OK
...
Access-Control-Allow-Origin: null
#                            ^^^^ information allow-origin-null
`,
  },
  {
    says: "the wildcard allows every origin",
    text: `GET /data HTTP/1.1
Host: robust.example
Origin: https://normal.example

HTTP/1.1 200 OK
...
Access-Control-Allow-Origin: *
`,
  },
  {
    says: "a wildcard within another value is not valid",
    text: `GET /data HTTP/1.1
Host: robust.example
Origin: https://sub.normal.example

HTTP/1.1 200 OK
...
Access-Control-Allow-Origin: https://*.normal.example
#                                    ^ error allow-origin-partial-wildcard
`,
  },
  {
    says: "the wildcard cannot be combined with credentials",
    text: `GET /data HTTP/1.1
Host: robust.example
Origin: https://normal.example
Cookie: session=<value>

HTTP/1.1 200 OK
...
Access-Control-Allow-Origin: *
#                            ^ error allow-origin-wildcard-with-credentials
Access-Control-Allow-Credentials: true
`,
  },
  {
    says: "with credentials, the response is readable where it says true",
    text: `GET /data HTTP/1.1
Host: robust.example
...
Origin: https://normal.example
Cookie: session=<value>

HTTP/1.1 200 OK
...
Access-Control-Allow-Origin: https://normal.example
Access-Control-Allow-Credentials: true
`,
  },
  {
    says: "with credentials, it is not readable otherwise",
    text: `GET /data HTTP/1.1
Host: robust.example
Origin: https://normal.example
Cookie: session=<value>

HTTP/1.1 200 OK
#^^^^^^^^^^^^^^ error allow-credentials-missing
Access-Control-Allow-Origin: https://normal.example
Vary: Origin
`,
  },
  {
    says: "a preflight passes where method and header are listed",
    text: `OPTIONS /data HTTP/1.1
Host: <some host>
...
Origin: https://normal.example
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: special-request-header

HTTP/1.1 204 No Content
...
Access-Control-Allow-Origin: https://normal.example
Access-Control-Allow-Methods: PUT, POST, OPTIONS
Access-Control-Allow-Headers: Special-Request-Header
Access-Control-Allow-Credentials: true
Access-Control-Max-Age: 240
`,
  },
  {
    says: "it fails where the method is not listed",
    text: `OPTIONS /data HTTP/1.1
Host: <some host>
Origin: https://normal.example
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
...
Access-Control-Allow-Origin: https://normal.example
Access-Control-Allow-Methods: POST, OPTIONS
#                             ^^^^^^^^^^^^^ error allow-methods-missing-method
`,
  },
  {
    says: "it fails where the header is not listed",
    text: `OPTIONS /data HTTP/1.1
Host: <some host>
Origin: https://normal.example
Access-Control-Request-Method: GET
Access-Control-Request-Headers: special-request-header

HTTP/1.1 204 No Content
...
Access-Control-Allow-Origin: https://normal.example
Access-Control-Allow-Headers: Content-Type
#                             ^^^^^^^^^^^^ error allow-headers-missing-header
`,
  },
];

describe("the statements of an introduction to CORS", () => {
  for (const { says, text } of STATEMENTS) {
    it(says, () => {
      checkFixture(text);
    });
  }
});
