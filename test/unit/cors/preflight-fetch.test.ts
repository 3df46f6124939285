import { strict as assert } from "node:assert";
import { ENGINES, type Engine } from "../../../server/src/cors/engines";
import { corsPreflightFetch } from "../../../server/src/cors/preflight-fetch";
import type { CorsRequest, CredentialsMode } from "../../../server/src/cors/types";
import { Unknown } from "../../../server/src/text/unknown";
import { headers, OPEN_MODE, ORIGIN, redirected, request, response, summary } from "./messages";
import { describeTable } from "./reference-data";

const ALLOW = `Access-Control-Allow-Origin: ${ORIGIN}`;
const TRUE = "Access-Control-Allow-Credentials: true";
const SUCCESS = ["success cors-preflight-fetch 7.16"];

/** The outcome, without the algorithm's name if it is the preflight fetch. */
function judge(actual: CorsRequest, status: number | Unknown, lines: readonly string[], engine: Engine = "fetch") {
  return summary(corsPreflightFetch(actual, response(status, ...lines), engine));
}

const failing = (...steps: readonly string[]): readonly string[] => [
  `failure cors-preflight-fetch ${steps[0]?.split(" ")[0]}`,
  ...steps.map((step) => `fails cors-preflight-fetch ${step}`),
];
const open = (...steps: readonly string[]): readonly string[] => [
  `undetermined cors-preflight-fetch ${steps[0]?.split(" ")[0]}`,
  ...steps.map((step) => `open cors-preflight-fetch ${step}`),
];

describe("CORS-preflight fetch: step 6", () => {
  it("fails if the response isn't HTTP", () => {
    for (const engine of ENGINES) {
      assert.deepEqual(judge(request("GET"), 204, [ALLOW, "X: \0"], engine), [
        "failure http-network-fetch 8.5",
        "fails http-network-fetch 8.5",
      ]);
    }
  });
});

describe("CORS-preflight fetch: step 7", () => {
  for (const status of [200, 204, 299]) {
    it(`${status} is ok`, () => assert.deepEqual(judge(request("GET"), status, [ALLOW]), SUCCESS));
  }
  for (const status of [100, 199, 300, 301, 304, 307, 404, 405, 500, 699]) {
    it(`${status} is not`, () => assert.deepEqual(judge(request("GET"), status, [ALLOW]), failing("7")));
  }
  it("doesn't know an unknown status", () => {
    assert.deepEqual(judge(request("GET"), new Unknown("{{s}}"), [ALLOW]), open("7"));
  });
  it("checks with the request's credentials mode", () => {
    assert.deepEqual(judge(request("GET", [], "include"), 200, ["Access-Control-Allow-Origin: *"]), [
      "failure cors-check 4",
      "fails cors-check 4",
      "fails cors-check 8",
    ]);
  });
  it("leaves open what the check leaves open", () => {
    assert.deepEqual(judge(request("GET"), 200, ["Access-Control-Allow-Origin: {{o}}"]), [
      "undetermined cors-check 3",
      "open cors-check 3",
    ]);
  });
  it("checks with the preflight's origin after a redirect", () => {
    const tainted = { ...request("GET"), origin: "null" };
    const step4 = ["failure cors-check 4", "fails cors-check 4"];
    assert.deepEqual(judge(redirected(tainted, {}), 200, [ALLOW]), step4);
    assert.deepEqual(judge(redirected(tainted, { origin: ORIGIN }), 200, [ALLOW]), SUCCESS);
  });
  it("skips the check after a redirect if the engine does", () => {
    assert.deepEqual(judge(redirected(request("GET"), { isOriginChecked: false }), 200, []), SUCCESS);
  });
  it("continues after a failing check", () => {
    assert.deepEqual(judge(request("PUT", ["X-A: 1"]), 404, []), [
      "failure cors-check 2",
      "fails cors-check 2",
      "fails cors-preflight-fetch 7",
      "fails cors-preflight-fetch 7.5 PUT",
      "fails cors-preflight-fetch 7.7 x-a",
    ]);
  });
});

describe("CORS-preflight fetch: step 7.3", () => {
  it("fails for a list of methods that doesn't parse, even if no method is needed", () => {
    const lines = [ALLOW, "Access-Control-Allow-Methods: GET PUT"];
    assert.deepEqual(judge(request("GET"), 200, lines), failing("7.3 GET PUT"));
    assert.deepEqual(judge(request("PUT", ["X-A: 1"]), 200, lines), failing("7.3 GET PUT", "7.7 x-a"));
  });
  it("fails for a list of names that doesn't parse", () => {
    const lines = [ALLOW, "Access-Control-Allow-Headers: x-a, x b"];
    assert.deepEqual(judge(request("PUT", ["X-A: 1"]), 200, lines), failing("7.3 x b", "7.5 PUT"));
  });
  it("distinguishes the two lists", () => {
    const { failures } = corsPreflightFetch(
      request("GET"),
      response(200, ALLOW, "Access-Control-Allow-Methods: a b", "Access-Control-Allow-Headers: c d"),
      "webkit",
    );
    assert.deepEqual(
      failures.map(({ header, subject }) => [header, subject]),
      [
        ["Access-Control-Allow-Methods", "a b"],
        ["Access-Control-Allow-Headers", "c d"],
      ],
    );
  });
});

interface Row {
  readonly method: string;
  readonly headers?: readonly string[];
  readonly mode?: CredentialsMode | Unknown;
  readonly lines: readonly string[];
  readonly expected: readonly string[];
}

function table(rows: Readonly<Record<string, Row>>): void {
  for (const [title, row] of Object.entries(rows)) {
    it(title, () => {
      const lines = [ALLOW, TRUE, ...row.lines];
      assert.deepEqual(judge(request(row.method, row.headers, row.mode), 200, lines), row.expected);
    });
  }
}

const METHODS = "Access-Control-Allow-Methods:";
const HEADERS = "Access-Control-Allow-Headers:";

describe("CORS-preflight fetch: step 7.5", () => {
  table({
    listed: { method: "PUT", lines: [`${METHODS} GET,PUT`], expected: SUCCESS },
    "listed on another line": { method: "PUT", lines: [`${METHODS} GET`, `${METHODS} PUT`], expected: SUCCESS },
    "not listed": { method: "PUT", lines: [`${METHODS} GET`], expected: failing("7.5 PUT") },
    "no list": { method: "PUT", lines: [], expected: failing("7.5 PUT") },
    "in another case": { method: "PUT", lines: [`${METHODS} put`], expected: failing("7.5 PUT") },
    "patch is not PATCH": { method: "patch", lines: [`${METHODS} PATCH`], expected: failing("7.5 patch") },
    safelisted: { method: "HEAD", lines: [`${METHODS} PUT`], expected: SUCCESS },
    wildcard: { method: "PUT", lines: [`${METHODS} *`], expected: SUCCESS },
    "wildcard with credentials": {
      method: "PUT",
      mode: "include",
      lines: [`${METHODS} *`],
      expected: failing("7.5 PUT"),
    },
    "wildcard in an unknown mode": {
      method: "PUT",
      mode: OPEN_MODE,
      lines: [`${METHODS} *`],
      expected: open("7.5 PUT for credentials"),
    },
    "listed beside the wildcard, whatever the mode": {
      method: "PUT",
      mode: OPEN_MODE,
      lines: [`${METHODS} *, PUT`],
      expected: SUCCESS,
    },
    "not listed, whatever the mode": {
      method: "PUT",
      mode: OPEN_MODE,
      lines: [`${METHODS} GET`],
      expected: failing("7.5 PUT"),
    },
    "unknown method and wildcard in an unknown mode": {
      method: "{{m}}",
      mode: OPEN_MODE,
      lines: [`${METHODS} *`],
      expected: open("7.5"),
    },
    "the method * with credentials": { method: "*", mode: "include", lines: [`${METHODS} *`], expected: SUCCESS },
    "unknown list": { method: "PUT", lines: [`${METHODS} {{m}}`], expected: open("7.5 PUT") },
    "elided list": { method: "PUT", lines: ["..."], expected: open("7.5 PUT") },
    "unknown list that is not needed": { method: "GET", lines: [`${METHODS} {{m}}`], expected: SUCCESS },
    "elided list that is not needed": { method: "GET", lines: ["..."], expected: SUCCESS },
    "unknown method": { method: "{{m}}", lines: [`${METHODS} PUT`], expected: open("7.5") },
    "unknown method and wildcard": { method: "{{m}}", lines: [`${METHODS} *`], expected: SUCCESS },
    "unknown method and wildcard with credentials": {
      method: "{{m}}",
      mode: "include",
      lines: [`${METHODS} *`],
      expected: open("7.5"),
    },
  });
});

describe("CORS-preflight fetch: step 7.7", () => {
  const headers = ["X-B: 1", "X-A: 1", "Accept: */*"];
  table({
    listed: { method: "GET", headers, lines: [`${HEADERS} X-a, x-B`], expected: SUCCESS },
    "one missing": { method: "GET", headers, lines: [`${HEADERS} x-a`], expected: failing("7.7 x-b") },
    "all missing": { method: "GET", headers, lines: [], expected: failing("7.7 x-a", "7.7 x-b") },
    wildcard: { method: "GET", headers, lines: [`${HEADERS} x-c,*`], expected: SUCCESS },
    "wildcard with credentials": {
      method: "GET",
      headers,
      mode: "include",
      lines: [`${HEADERS} *`],
      expected: failing("7.7 x-a", "7.7 x-b"),
    },
    "wildcard in an unknown mode": {
      method: "GET",
      headers,
      mode: OPEN_MODE,
      lines: [`${HEADERS} *, X-A`],
      expected: open("7.7 x-b for credentials"),
    },
    "an uncertain name and the wildcard in an unknown mode": {
      method: "GET",
      headers: ["Content-Type: {{t}}", "X-A: 1"],
      mode: OPEN_MODE,
      lines: [`${HEADERS} *, X-A`],
      expected: open("7.7 content-type"),
    },
    "content-type that is not safelisted": {
      method: "POST",
      headers: ["Content-Type: application/json"],
      lines: [],
      expected: failing("7.7 content-type"),
    },
    "unknown list": {
      method: "GET",
      headers,
      lines: [`${HEADERS} {{h}}`],
      expected: open("7.7 x-a", "7.7 x-b"),
    },
    "unknown list that is not needed": { method: "GET", lines: [`${HEADERS} {{h}}`], expected: SUCCESS },
    "unknown value": {
      method: "PUT",
      headers: ["Content-Type: {{t}}"],
      lines: [`${METHODS} PUT`],
      expected: open("7.7 content-type"),
    },
    "unknown value and listed": {
      method: "PUT",
      headers: ["Content-Type: {{t}}"],
      lines: [`${METHODS} PUT`, `${HEADERS} content-type`],
      expected: SUCCESS,
    },
  });
});

describe("CORS-preflight fetch: step 7.7 after a redirect", () => {
  it("is about the names that the preflight asks for", () => {
    const actual = redirected(request("GET", ["X-A: 1"]), { asksFor: headers("X-B: 1") });
    assert.deepEqual(judge(actual, 200, [ALLOW, `${HEADERS} x-a`]), failing("7.7 x-b"));
  });
});

describe("CORS-preflight fetch: step 7.6", () => {
  const authorized = request("GET", ["Authorization: x"]);
  it("is enforced only by the standard", () => {
    for (const engine of ENGINES) {
      const expected = engine === "fetch" ? failing("7.6 authorization") : SUCCESS;
      assert.deepEqual(judge(authorized, 200, [ALLOW, `${HEADERS} *`], engine), expected, engine);
    }
  });
  it("fails at step 7.7 in the engines without the wildcard", () => {
    for (const engine of ENGINES) {
      const expected = failing(engine === "fetch" ? "7.6 authorization" : "7.7 authorization");
      assert.deepEqual(judge(authorized, 200, [ALLOW, `${HEADERS} x-a`], engine), expected, engine);
    }
  });
  it("doesn't spare other names step 7.7", () => {
    const lines = [ALLOW, `${HEADERS} authorization`];
    for (const engine of ENGINES) {
      assert.deepEqual(judge(request("GET", ["Authorization: x", "X-B: 1"]), 200, lines, engine), failing("7.7 x-b"));
    }
  });
  it("passes if the name is listed in any case", () => {
    assert.deepEqual(judge(authorized, 200, [ALLOW, `${HEADERS} *, AUTHORIZAtion`]), SUCCESS);
  });
  it("is open if the list is unknown", () => {
    assert.deepEqual(judge(authorized, 200, [ALLOW, `${HEADERS} {{h}}`]), open("7.6 authorization"));
  });
});

interface PreflightRow {
  readonly id: string;
  readonly kind: string;
  readonly allowMethods?: string;
  readonly allowHeaders?: string;
  readonly credentials: CredentialsMode;
  readonly method?: string;
  readonly requestHeaders?: readonly (readonly [string, string])[];
  readonly expected: "allowed" | "blocked";
  readonly specVerdict: "allowed" | "blocked";
  readonly note?: string;
}

describeTable<PreflightRow>(
  "chromium-unittest-facts.json",
  "preflight results",
  // The row with `Host` is about a header that a page can't set.
  ({ kind, requestHeaders }) =>
    (kind === "preflight-method" || kind === "preflight-headers") && requestHeaders?.[0]?.[0] !== "Host",
  (row) => {
    const actual = request(
      row.method ?? "GET",
      (row.requestHeaders ?? []).map(([name, value]) => `${name}: ${value}`),
      row.credentials,
    );
    const lines = [
      ALLOW,
      TRUE,
      ...(row.allowMethods === undefined ? [] : [`${METHODS} ${row.allowMethods}`]),
      ...(row.allowHeaders === undefined ? [] : [`${HEADERS} ${row.allowHeaders}`]),
    ];
    const verdict = (engine: Engine): string =>
      corsPreflightFetch(actual, response(200, ...lines), engine).result === "success" ? "allowed" : "blocked";
    assert.equal(verdict("chromium"), row.expected, "chromium");
    assert.equal(verdict("fetch"), row.specVerdict, "fetch");
  },
);
