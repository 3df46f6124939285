import assert from "node:assert/strict";
import type { Browser } from "../../../server/src/cors/engines";
import { ALLOW, ALLOW_ALL, API, fetchText, PAGE, printed, type Sent } from "./console-texts";

/** The lines printed for one document, without the parts that all lines of a browser share. */
interface Row {
  readonly name: string;
  readonly sent: Partial<Sent>;
  readonly directive?: string;
  /** The text after `has been blocked by CORS policy: `. */
  readonly chromium: string | null;
  /** The text after `(Reason: `, with the end of the sentence and the status. */
  readonly firefox: string | null;
  readonly webkit: string | null;
}

const FULL: Readonly<Record<Browser, (reason: string) => readonly string[]>> = {
  chromium: (reason) => [
    `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: ${reason}`,
  ],
  firefox: (reason) => [
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: ${reason}`,
  ],
  webkit: (reason) => [reason, `Fetch API cannot load ${API} due to access control checks.`],
};

const FAILED = FULL.firefox("CORS request did not succeed). Status code: (null).");

/**
 * Each row was measured, with other names, in Chromium 156, Firefox 153 ESR and WebKitGTK 2.50. Their consoles printed exactly the expected
 * lines.
 */
function check(rows: readonly Row[], isPreflight: boolean): void {
  for (const { name, sent, directive, ...expected } of rows) {
    for (const browser of ["chromium", "firefox", "webkit"] as const) {
      it(`${browser}: ${name}`, () => {
        const reason = expected[browser];
        const lines = reason === null ? null : FULL[browser](reason);
        const response = sent.response ?? ["HTTP/1.1 200 OK", ALLOW];
        assert.deepEqual(
          printed(fetchText([{ ...sent, response }], directive), browser),
          lines !== null && browser === "firefox" && isPreflight ? [...lines, ...FAILED] : lines,
        );
      });
    }
  }
}

const OK = "HTTP/1.1 200 OK";
const INCLUDE = `origin=${PAGE} credentials=include`;
const ADVICE = "Have the server send the header with a valid value.";
const MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const notAllowed = (status = 200) =>
  `Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: ${status}`;
const MULTIPLE = "Access-Control-Allow-Origin cannot contain more than one origin.";

/** An Access-Control-Allow-Origin value that browsers quote as it is. */
function origin(name: string, value: string, chromium: "invalid" | "unequal" | "several", quoted = value): Row {
  const texts = {
    invalid: `The 'Access-Control-Allow-Origin' header contains the invalid value '${quoted}'. ${ADVICE}`,
    unequal: `The 'Access-Control-Allow-Origin' header has a value '${quoted}' that is not equal to the supplied origin. ${ADVICE}`,
    several: `The 'Access-Control-Allow-Origin' header contains multiple values '${quoted}', but only one is allowed. ${ADVICE}`,
  };
  return {
    name,
    sent: { response: [OK, `Access-Control-Allow-Origin: ${value}`] },
    chromium: texts[chromium],
    firefox: `CORS header ‘Access-Control-Allow-Origin’ does not match ‘${value}’).`,
    webkit: value.includes(",") ? MULTIPLE : notAllowed(),
  };
}

describe("the console: the CORS check", () => {
  check(
    [
      {
        name: "no header",
        sent: { response: [OK] },
        chromium: MISSING,
        firefox: "CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.",
        webkit: notAllowed(),
      },
      {
        name: "no header on an error",
        sent: { response: ["HTTP/1.1 500 Internal Server Error"] },
        chromium: MISSING,
        firefox: "CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 500.",
        webkit: notAllowed(500),
      },
      {
        name: "no header on 401",
        sent: { response: ["HTTP/1.1 401 Unauthorized", "WWW-Authenticate: Basic"] },
        chromium: MISSING,
        firefox: "CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 401.",
        webkit: notAllowed(401),
      },
      {
        name: "no header on a redirect status without Location",
        sent: { response: ["HTTP/1.1 302 Found"] },
        chromium: MISSING,
        firefox: "CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 302.",
        webkit: notAllowed(302),
      },
      origin("an empty value", "", "invalid"),
      origin("another origin", "https://other.example", "unequal"),
      origin("a trailing slash", `${PAGE}/`, "unequal"),
      origin("a path", `${PAGE}/path`, "unequal"),
      origin("no scheme", "app.example.com", "invalid"),
      origin("no scheme, but a port", "localhost:3000", "unequal"),
      origin("an address and a port", "127.0.0.1:3000", "invalid"),
      origin("null", "null", "unequal"),
      origin("null in upper case", "NULL", "invalid"),
      origin("a partial wildcard", "https://*.example.com", "unequal"),
      origin("a partial wildcard without scheme", "*.example.com", "invalid"),
      origin("a wildcard port", "http://localhost:*", "invalid"),
      origin("a port out of range", "http://localhost:99999", "invalid"),
      origin("a scheme alone", "http://", "invalid"),
      origin("another scheme", "capacitor://localhost", "unequal"),
      origin("quotes", `"${PAGE}"`, "invalid"),
      origin("a list with commas", `${PAGE}, https://other.example`, "several"),
      origin("a list without spaces", `${PAGE},https://other.example`, "several"),
      origin("a list with spaces", `${PAGE} https://other.example`, "several"),
      origin("two wildcards", "*,*", "several"),
      origin("a control byte at the end", "https://other.example\x01", "unequal", "https://other.example\\u0001"),
      origin("a control byte in a host", "https://oth\x01er.example", "invalid", "https://oth\\u0001er.example"),
      origin("a tab", "https://a.example\thttps://b.example", "unequal", "https://a.example\\u0009https://b.example"),
      origin("a wrong Punycode label", "https://xn--a.example", "unequal"),
      origin("a very long value", `https://${"a".repeat(400)}.example`, "unequal"),
      {
        ...origin("a byte that is no UTF-8", "https://\xe9.example", "invalid", "https://\\u00E9.example"),
        firefox: "CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://\ufffd.example’).",
      },
      {
        ...origin("UTF-8", "https://\xc3\xa9.example", "unequal", "https://\\u00C3\\u00A9.example"),
        firefox: "CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://é.example’).",
      },
      {
        ...origin("broken UTF-8", "\xe2\x82\xac \xe2\x82 \xed\xa0\x80 \xf0\x9f\x98", "several"),
        chromium: `The 'Access-Control-Allow-Origin' header contains multiple values '\\u00E2\\u0082\\u00AC \\u00E2\\u0082 \\u00ED\\u00A0\\u0080 \\u00F0\\u009F\\u0098', but only one is allowed. ${ADVICE}`,
        firefox: "CORS header ‘Access-Control-Allow-Origin’ does not match ‘€ \ufffd \ufffd\ufffd\ufffd \ufffd’).",
      },
      {
        name: "two lines",
        sent: { response: [OK, ALLOW, "Access-Control-Allow-Origin: https://other.example"] },
        chromium: `The 'Access-Control-Allow-Origin' header contains multiple values '${PAGE}, https://other.example', but only one is allowed. ${ADVICE}`,
        firefox: "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed).",
        webkit: MULTIPLE,
      },
      {
        name: "two empty lines",
        sent: { response: [OK, "Access-Control-Allow-Origin:", "Access-Control-Allow-Origin:"] },
        chromium: `The 'Access-Control-Allow-Origin' header contains multiple values ', ', but only one is allowed. ${ADVICE}`,
        firefox: "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed).",
        webkit: MULTIPLE,
      },
    ],
    false,
  );

  it("firefox: a line is cut off after 1,000 characters", () => {
    const text = fetchText([{ response: [OK, `Access-Control-Allow-Origin: ${"a".repeat(1200)}`] }]);
    assert.deepEqual(
      printed(text, "firefox")?.map((line) => line.length),
      [1000],
    );
  });

  it("firefox: the URL is in quotes if the wildcard is rejected", () =>
    assert.deepEqual(printed(fetchText([{ response: [OK, ALLOW_ALL] }], INCLUDE), "firefox"), [
      `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘${API}’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).`,
    ]));

  const wildcard =
    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.";
  it("chromium: the wildcard with credentials", () =>
    assert.deepEqual(
      printed(fetchText([{ response: [OK, ALLOW_ALL] }], INCLUDE), "chromium"),
      FULL.chromium(wildcard),
    ));
  it("webkit: the wildcard with credentials", () =>
    assert.deepEqual(
      printed(fetchText([{ response: [OK, ALLOW_ALL] }], INCLUDE), "webkit"),
      FULL.webkit("Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."),
    ));

  const credentials = (name: string, value: string, ...lines: string[]): Row => ({
    name,
    sent: { response: [OK, ALLOW, ...lines] },
    directive: INCLUDE,
    chromium: `The value of the 'Access-Control-Allow-Credentials' header in the response is '${value}' which must be 'true' when the request's credentials mode is 'include'.`,
    firefox: "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).",
    webkit: 'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
  });
  check(
    [
      credentials("no Access-Control-Allow-Credentials", ""),
      credentials("True", "True", "Access-Control-Allow-Credentials: True"),
      credentials("bytes in it", "tr\\u00FCe", "Access-Control-Allow-Credentials: tr\xfce"),
      credentials(
        "true on two lines",
        "true, true",
        "Access-Control-Allow-Credentials: true",
        "Access-Control-Allow-Credentials: true",
      ),
      {
        name: "the origin is reported before the credentials",
        sent: { response: [OK, "Access-Control-Allow-Origin: null"] },
        directive: INCLUDE,
        chromium: `The 'Access-Control-Allow-Origin' header has a value 'null' that is not equal to the supplied origin. ${ADVICE}`,
        firefox: "CORS header ‘Access-Control-Allow-Origin’ does not match ‘null’).",
        webkit: notAllowed(),
      },
    ],
    false,
  );

  it("chromium, webkit: an opaque origin", () => {
    const text = fetchText([{ response: [OK] }], "origin=null credentials=omit");
    assert.deepEqual(printed(text, "chromium"), [
      `Access to fetch at '${API}' from origin 'null' has been blocked by CORS policy: ${MISSING}`,
    ]);
    assert.deepEqual(
      printed(text, "webkit")?.[0],
      "Origin null is not allowed by Access-Control-Allow-Origin. Status code: 200",
    );
  });
});

const RESPONSE = "Response to preflight request doesn't pass access control check: ";
const NOT_OK = `${RESPONSE}It does not have HTTP ok status.`;
const put = (...preflight: string[]): Partial<Sent> => ({ method: "PUT", preflight });
const withHeaders = (headers: readonly string[], ...preflight: string[]): Partial<Sent> => ({ headers, preflight });
const PUT = "Access-Control-Allow-Methods: PUT";

describe("the console: the preflight", () => {
  check(
    [
      {
        name: "404 without permission: browsers differ in the first check",
        sent: put("HTTP/1.1 404 Not Found"),
        chromium: RESPONSE + MISSING,
        firefox: "CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 404.",
        webkit: "Preflight response is not successful. Status code: 404",
      },
      {
        name: "404 with permission",
        sent: put("HTTP/1.1 404 Not Found", ALLOW, PUT),
        chromium: NOT_OK,
        firefox: "CORS preflight response did not succeed). Status code: 404.",
        webkit: "Preflight response is not successful. Status code: 404",
      },
      {
        name: "401 with permission",
        sent: put("HTTP/1.1 401 Unauthorized", ALLOW),
        chromium: NOT_OK,
        firefox: "CORS preflight response did not succeed). Status code: 401.",
        webkit: "Preflight response is not successful. Status code: 401",
      },
      {
        name: "301 without Location",
        sent: put("HTTP/1.1 301 Moved Permanently", ALLOW),
        chromium: NOT_OK,
        firefox: "CORS preflight response did not succeed). Status code: 301.",
        webkit: "Preflight response is not successful. Status code: 301",
      },
      {
        name: "another origin",
        sent: put(OK, "Access-Control-Allow-Origin: https://other.example", PUT),
        chromium: `${RESPONSE}The 'Access-Control-Allow-Origin' header has a value 'https://other.example' that is not equal to the supplied origin. ${ADVICE}`,
        firefox: "CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://other.example’).",
        webkit: notAllowed(),
      },
      {
        name: "no Access-Control-Allow-Credentials",
        sent: put(OK, ALLOW, PUT),
        directive: INCLUDE,
        chromium: `${RESPONSE}The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.`,
        firefox: "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).",
        webkit: 'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
      },
      {
        name: "no methods",
        sent: put(OK, ALLOW),
        chromium: "Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.",
        firefox: "Did not find method in CORS header ‘Access-Control-Allow-Methods’).",
        webkit: "Method PUT is not allowed by Access-Control-Allow-Methods.",
      },
      {
        name: "a method in lower case",
        sent: { ...put(OK, ALLOW, "Access-Control-Allow-Methods: PATCH"), method: "patch" },
        chromium: "Method patch is not allowed by Access-Control-Allow-Methods in preflight response.",
        firefox: "Did not find method in CORS header ‘Access-Control-Allow-Methods’).",
        webkit: "Method patch is not allowed by Access-Control-Allow-Methods.",
      },
      {
        name: "an invalid list of methods",
        sent: put(OK, ALLOW, "Access-Control-Allow-Methods: GET, P UT , x/y"),
        chromium: "Cannot parse Access-Control-Allow-Methods response header field in preflight response.",
        firefox: "invalid token ‘P UT’ in CORS header ‘Access-Control-Allow-Methods’).",
        webkit: "Header Access-Control-Allow-Methods has an invalid value: GET, P UT , x/y",
      },
      {
        name: "invalid lists of methods and headers",
        sent: put(OK, ALLOW, "Access-Control-Allow-Methods: a b", "Access-Control-Allow-Headers: c d"),
        chromium: "Cannot parse Access-Control-Allow-Methods response header field in preflight response.",
        firefox: "invalid token ‘a b’ in CORS header ‘Access-Control-Allow-Methods’).",
        webkit: "Header Access-Control-Allow-Methods has an invalid value: a b",
      },
      {
        name: "no methods and an invalid list of headers: browsers differ in the first check",
        sent: put(OK, ALLOW, "Access-Control-Allow-Headers: c d"),
        chromium: "Cannot parse Access-Control-Allow-Headers response header field in preflight response.",
        firefox: "Did not find method in CORS header ‘Access-Control-Allow-Methods’).",
        webkit: "Header Access-Control-Allow-Headers has an invalid value: c d",
      },
      {
        name: "an invalid list of headers on two lines",
        sent: withHeaders(
          ["x-a: 1"],
          OK,
          ALLOW,
          "Access-Control-Allow-Headers: x-b",
          "Access-Control-Allow-Headers: c; d",
        ),
        chromium: "Cannot parse Access-Control-Allow-Headers response header field in preflight response.",
        firefox: "invalid token ‘c; d’ in CORS header ‘Access-Control-Allow-Headers’).",
        webkit: "Header Access-Control-Allow-Headers has an invalid value: x-b, c; d",
      },
      {
        name: "a byte that isn't UTF-8 in a list; WebKit's text depends on the network library",
        sent: put(OK, ALLOW, "Access-Control-Allow-Methods: P\xdcT"),
        chromium: "Cannot parse Access-Control-Allow-Methods response header field in preflight response.",
        firefox: "invalid token ‘P\ufffdT’ in CORS header ‘Access-Control-Allow-Methods’).",
        webkit: null,
      },
      {
        name: "a header",
        sent: withHeaders(["X-Abc: 1"], OK, ALLOW),
        chromium: "Request header field x-abc is not allowed by Access-Control-Allow-Headers in preflight response.",
        firefox:
          "header ‘x-abc’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).",
        webkit:
          "Request header field X-Abc is not allowed by Access-Control-Allow-Headers. | Request header field x-abc is not allowed by Access-Control-Allow-Headers.",
      },
      {
        name: "a header that WebKit knows by name",
        sent: withHeaders(["AUTHORIZATION: x"], OK, ALLOW),
        chromium:
          "Request header field authorization is not allowed by Access-Control-Allow-Headers in preflight response.",
        firefox:
          "header ‘authorization’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).",
        webkit: "Request header field Authorization is not allowed by Access-Control-Allow-Headers.",
      },
      {
        name: "the method is reported before the headers",
        sent: { ...withHeaders(["x-a: 1"], OK, ALLOW), method: "PUT" },
        chromium: "Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.",
        firefox: "Did not find method in CORS header ‘Access-Control-Allow-Methods’).",
        webkit: "Method PUT is not allowed by Access-Control-Allow-Methods.",
      },
    ],
    true,
  );

  const several = fetchText([
    {
      headers: ["x-zz: 1", "X-AA: 1", "Content-Type: application/json", "b-b: 1"],
      preflight: [OK, ALLOW, "Access-Control-Allow-Headers: x-zz"],
      response: [OK, ALLOW],
    },
  ]);
  it("chromium: one of several headers, by a hash", () =>
    assert.deepEqual(printed(several, "chromium"), [
      ["b-b", "content-type", "x-aa"]
        .flatMap((name) =>
          FULL.chromium(
            `Request header field ${name} is not allowed by Access-Control-Allow-Headers in preflight response.`,
          ),
        )
        .join(" | "),
    ]));
  it("firefox: the first of several headers in sorted order", () =>
    assert.deepEqual(printed(several, "firefox"), [
      ...FULL.firefox(
        "header ‘b-b’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).",
      ),
      ...FAILED,
    ]));
  it("webkit: the first of several headers in sorted order, those that it knows by name first", () =>
    assert.deepEqual(
      printed(several, "webkit"),
      FULL.webkit("Request header field Content-Type is not allowed by Access-Control-Allow-Headers."),
    ));

  it("reports the actual request after a preflight that passes", () => {
    const text = fetchText([{ method: "PUT", preflight: [OK, ALLOW, PUT], response: ["HTTP/1.1 500 Oops"] }]);
    assert.deepEqual(printed(text, "chromium"), FULL.chromium(MISSING));
    assert.deepEqual(
      printed(text, "firefox"),
      FULL.firefox("CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 500."),
    );
    assert.deepEqual(printed(text, "webkit"), FULL.webkit(notAllowed(500)));
  });
});

describe("the console: a warning", () => {
  const warning = `Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at ${API} soon. (Reason: When the \`Access-Control-Allow-Headers\` is \`*\`, the \`Authorization\` header is not covered. To include the \`Authorization\` header, it must be explicitly listed in CORS header \`Access-Control-Allow-Headers\`).`;
  const sent = (list: string, ...response: string[]) =>
    fetchText([
      {
        headers: ["Authorization: Basic x"],
        preflight: [OK, ALLOW, `Access-Control-Allow-Headers: ${list}`],
        response,
      },
    ]);

  it("firefox: Authorization with the wildcard", () =>
    assert.deepEqual(printed(sent("*", OK, ALLOW), "firefox"), [warning]));
  it("firefox: the warning comes before the reason for blocking", () =>
    assert.deepEqual(printed(sent("*", OK), "firefox"), [
      warning,
      ...FULL.firefox("CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200."),
    ]));
  it("firefox: no warning if Authorization is listed", () =>
    assert.deepEqual(printed(sent("*, authorization", OK, ALLOW), "firefox"), []));
  it("chromium, webkit: nothing", () => {
    assert.deepEqual(printed(sent("*", OK, ALLOW), "chromium"), []);
    assert.deepEqual(printed(sent("*", OK, ALLOW), "webkit"), []);
  });
});

describe("the console: unknown parts", () => {
  const open: readonly (readonly [string, string])[] = [
    ["no response", `# @cors origin=${PAGE}\nGET ${API}\n`],
    ["a scheme", `GET /a HTTP/1.1\nHost: api.example.com\nOrigin: ${PAGE}\n\n${OK}\n`],
    ["a host", `GET {{api}}/a HTTP/1.1\nOrigin: ${PAGE}\n\n${OK}\n`],
    ["a page", `GET ${API} HTTP/1.1\nOrigin: {{page}}\n\n${OK}\n`],
    ["a preflight that is not shown", `PUT ${API} HTTP/1.1\nOrigin: ${PAGE}\n\n${OK}\n`],
    ["an earlier check", fetchText([{ ...put(OK, "Access-Control-Allow-Origin: {{o}}"), response: [OK, ALLOW] }])],
    [
      "a request that fetch() refuses to make",
      fetchText([{ url: "https://me:secret@api.example.com/a", response: [OK] }]),
    ],
    ["a status", `GET ${API} HTTP/1.1\nOrigin: ${PAGE}\n\nHTTP/1.1 {{status}} OK\n`],
  ];
  for (const [name, text] of open) {
    it(`claims nothing: ${name}`, () => assert.deepEqual(printed(text, "webkit"), null));
  }
  it("assumes that elided request lines don't need a preflight", () =>
    assert.deepEqual(
      printed(`GET ${API} HTTP/1.1\nOrigin: ${PAGE}\n...\n\n${OK}\n`, "chromium"),
      FULL.chromium(MISSING),
    ));
});
