import assert from "node:assert/strict";
import type { Analysis } from "../../../server/src/analysis";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { applyFix, read } from "../../support/fixes";

const IDS: ReadonlySet<string> = new Set([
  "replaceWildcardOrigin",
  "replaceWildcardMethods",
  "replaceWildcardHeaders",
  "replaceWildcardExposed",
  "normalizeRequestHeaders",
]);

function offered({ judged, exchanges }: Analysis) {
  const [exchange] = exchanges;
  assert.ok(exchange);
  return exchangeActions(judged, exchange).filter(({ id }) => IDS.has(id));
}

const GET = (response: string) =>
  `GET https://api.example.com/a\nOrigin: https://a.example\n\nHTTP/1.1 200 OK\n${response}`;
const PREFLIGHT = (asked: string, response: string) =>
  `OPTIONS https://api.example.com/a\nOrigin: https://a.example\n${asked}\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: https://a.example\n${response}`;
const PUT = "Access-Control-Request-Method: PUT\n";

const ROWS: readonly {
  readonly name: string;
  readonly before: string;
  /** Each action's title, and the text after it. */
  readonly after: readonly (readonly [title: string, text: string])[];
}[] = [
  {
    name: "the origin, with Vary",
    before: GET("Access-Control-Allow-Origin: *\n"),
    after: [
      [
        "Replace * with https://a.example and add Vary: Origin",
        GET("Access-Control-Allow-Origin: https://a.example\nVary: Origin\n"),
      ],
    ],
  },
  {
    name: "the origin of a response that already has Vary",
    before: GET("access-control-allow-origin: *\nvary: Origin\n"),
    after: [
      ["Replace * with https://a.example", GET("access-control-allow-origin: https://a.example\nvary: Origin\n")],
    ],
  },
  {
    name: "an origin in a variable",
    before: `@page = https://a.example\n${GET("Access-Control-Allow-Origin: *\nVary: Origin\n").replace("n: https://a.example", "n: {{page}}")}`,
    after: [
      [
        "Replace * with {{page}}",
        `@page = https://a.example\n${GET("Access-Control-Allow-Origin: {{page}}\nVary: Origin\n").replace("n: https://a.example", "n: {{page}}")}`,
      ],
    ],
  },
  {
    name: "nothing for an opaque origin",
    before: GET("Access-Control-Allow-Origin: *\n").replace("https://a.example", "null"),
    after: [],
  },
  {
    name: "nothing if credentials make * a finding",
    before: GET("Access-Control-Allow-Origin: *\n").replace("\n\n", "\nCookie: a=b\n\n"),
    after: [],
  },
  {
    name: "nothing in a redirect chain that fails elsewhere, or without a page",
    before: GET("Access-Control-Allow-Origin: *\n").replace("Origin: https://a.example\n", ""),
    after: [],
  },
  {
    name: "the names that the response has to expose",
    before: GET(
      "Access-Control-Allow-Origin: https://a.example\nVary: Origin\nAccess-Control-Expose-Headers: *\nX-Total: 4\nContent-Type: text/plain\nDate: now\nETag: a\nSet-Cookie: a=b\n",
    ),
    after: [
      [
        "Replace * in Access-Control-Expose-Headers with ETag, X-Total",
        GET(
          "Access-Control-Allow-Origin: https://a.example\nVary: Origin\nAccess-Control-Expose-Headers: ETag, X-Total\nX-Total: 4\nContent-Type: text/plain\nDate: now\nETag: a\nSet-Cookie: a=b\n",
        ),
      ],
    ],
  },
  {
    name: "no exposed names if lines are elided, or nothing needs to be exposed",
    before: GET("Access-Control-Allow-Origin: https://a.example\nAccess-Control-Expose-Headers: *\nX-A: b\n...\n"),
    after: [],
  },
  {
    name: "the methods and headers that the preflight announces",
    before: PREFLIGHT(
      `${PUT}Access-Control-Request-Headers: authorization,x-a\n`,
      "Access-Control-Allow-Methods: *\nAccess-Control-Allow-Headers: X-A, *, Authorization\n",
    ),
    after: [
      [
        "Replace * in Access-Control-Allow-Methods with PUT",
        PREFLIGHT(
          `${PUT}Access-Control-Request-Headers: authorization,x-a\n`,
          "Access-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: X-A, *, Authorization\n",
        ),
      ],
      [
        "Replace * in Access-Control-Allow-Headers with X-A, Authorization",
        PREFLIGHT(
          `${PUT}Access-Control-Request-Headers: authorization,x-a\n`,
          "Access-Control-Allow-Methods: *\nAccess-Control-Allow-Headers: X-A, Authorization\n",
        ),
      ],
    ],
  },
  {
    name: "a method that is always allowed",
    before: PREFLIGHT(
      "Access-Control-Request-Method: POST\nAccess-Control-Request-Headers: x-a\n",
      "Access-Control-Allow-Methods: *\nAccess-Control-Allow-Headers: x-a\n",
    ),
    after: [
      [
        "Replace * in Access-Control-Allow-Methods with POST",
        PREFLIGHT(
          "Access-Control-Request-Method: POST\nAccess-Control-Request-Headers: x-a\n",
          "Access-Control-Allow-Methods: POST\nAccess-Control-Allow-Headers: x-a\n",
        ),
      ],
    ],
  },
  {
    name: "nothing if the announced names aren't known",
    before: PREFLIGHT(
      "Access-Control-Request-Method: {{method}}\nAccess-Control-Request-Headers: {{names}}\n",
      "Access-Control-Allow-Methods: *\nAccess-Control-Allow-Headers: *\n",
    ),
    after: [],
  },
  {
    name: "a preflight's list without whitespace",
    before: PREFLIGHT(
      `${PUT}Access-Control-Request-Headers: x-a, x-b,\n`,
      "Access-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: x-a, x-b\n",
    ),
    after: [
      [
        "Change to x-a,x-b",
        PREFLIGHT(
          `${PUT}Access-Control-Request-Headers: x-a,x-b\n`,
          "Access-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: x-a, x-b\n",
        ),
      ],
    ],
  },
  {
    name: "nothing for names that are a finding, or aren't known",
    before: PREFLIGHT(
      `${PUT}Access-Control-Request-Headers: X-B, x-a\n`,
      "Access-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: x-a, x-b\n",
    ),
    after: [],
  },
];

describe("a wildcard is replaced with", () => {
  for (const { name, before, after } of ROWS) {
    it(name, () => {
      const analysis = read(before, "http");
      assert.deepEqual(
        offered(analysis).map(({ fix }) => [fix.title, applyFix(analysis, fix)]),
        after,
      );
    });
  }

  it("the names that all requests of a preflight use", () => {
    const put = "PUT https://api.example.com/a\nOrigin: https://a.example\nX-B: 1\n";
    const text = `${PREFLIGHT(PUT, "Access-Control-Allow-Methods: *\nAccess-Control-Allow-Headers: *\n")}\n###\n${put}`;
    assert.deepEqual(
      offered(read(text, "http")).map(({ fix }) => fix.title),
      ["Replace * in Access-Control-Allow-Methods with PUT", "Replace * in Access-Control-Allow-Headers with x-b"],
    );
    assert.deepEqual(
      offered(read(text.replace("X-B: 1", "X-B: 1\n..."), "http")).map(({ id }) => id),
      ["replaceWildcardMethods"],
    );
  });
});
