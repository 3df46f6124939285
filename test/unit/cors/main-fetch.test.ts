import { strict as assert } from "node:assert";
import fc from "fast-check";
import { ENGINES } from "../../../server/src/cors/engines";
import { type CorsExchange, type Judgement, judge } from "../../../server/src/cors/main-fetch";
import type { Failure, Outcome } from "../../../server/src/cors/types";
import { Unknown } from "../../../server/src/text/unknown";
import { ORIGIN, request, response, summary } from "./messages";

const ALLOW = `Access-Control-Allow-Origin: ${ORIGIN}`;
const GOOD = response(200, ALLOW);
const BAD = response(200);
const OPEN = response(200, "Access-Control-Allow-Origin: {{o}}");
const GRANT = response(204, ALLOW, "Access-Control-Allow-Methods: PUT", "Access-Control-Allow-Headers: x-a");
const REFUSAL = response(404);
const OPEN_GRANT = response(204, ALLOW, "Access-Control-Allow-Methods: {{m}}");

interface Row extends Partial<CorsExchange> {
  readonly title: string;
  readonly verdict: Judgement["verdict"];
  readonly needed: boolean | null;
  readonly uses?: boolean;
}

const PUT = request("PUT");
const GET = request("GET");
const ELIDED = request("GET", ["..."]);
const ANY = request("{{method}}");

const ROWS: readonly Row[] = [
  // Without a preflight.
  { title: "simple, allowed", request: GET, response: GOOD, verdict: "allowed", needed: false },
  { title: "simple, blocked", request: GET, response: BAD, verdict: "blocked", needed: false },
  { title: "simple, open", request: GET, response: OPEN, verdict: "undetermined", needed: false },
  { title: "simple, no response", request: GET, verdict: "undetermined", needed: false },
  {
    title: "simple, refused preflight that is not needed",
    request: GET,
    response: GOOD,
    preflight: { response: REFUSAL },
    verdict: "allowed",
    needed: false,
  },
  {
    title: "error status with permission",
    request: GET,
    response: response(500, ALLOW),
    verdict: "allowed",
    needed: false,
  },
  {
    title: "NUL in the response",
    request: GET,
    response: response(200, ALLOW, "X-A: \0"),
    verdict: "blocked",
    needed: false,
  },
  // With a preflight.
  {
    title: "granted, allowed",
    request: PUT,
    response: GOOD,
    preflight: { response: GRANT },
    verdict: "allowed",
    needed: true,
    uses: true,
  },
  {
    title: "granted, blocked",
    request: PUT,
    response: BAD,
    preflight: { response: GRANT },
    verdict: "blocked",
    needed: true,
    uses: true,
  },
  {
    title: "granted, no response",
    request: PUT,
    preflight: { response: GRANT },
    verdict: "undetermined",
    needed: true,
    uses: true,
  },
  {
    title: "refused, allowed",
    request: PUT,
    response: GOOD,
    preflight: { response: REFUSAL },
    verdict: "blocked",
    needed: true,
    uses: true,
  },
  {
    title: "refused, no response",
    request: PUT,
    preflight: { response: REFUSAL },
    verdict: "blocked",
    needed: true,
    uses: true,
  },
  {
    title: "open, allowed",
    request: PUT,
    response: GOOD,
    preflight: { response: OPEN_GRANT },
    verdict: "undetermined",
    needed: true,
    uses: true,
  },
  {
    title: "open, blocked",
    request: PUT,
    response: BAD,
    preflight: { response: OPEN_GRANT },
    verdict: "blocked",
    needed: true,
    uses: true,
  },
  { title: "not shown, allowed", request: PUT, response: GOOD, verdict: "undetermined", needed: true },
  { title: "not shown, blocked", request: PUT, response: BAD, verdict: "blocked", needed: true },
  { title: "not shown, no response", request: PUT, verdict: "undetermined", needed: true },
  {
    title: "shown without a response, allowed",
    request: PUT,
    response: GOOD,
    preflight: { response: null },
    verdict: "undetermined",
    needed: true,
    uses: true,
  },
  // Elided request lines.
  { title: "elided, allowed", request: ELIDED, response: GOOD, verdict: "allowed", needed: null },
  { title: "elided, blocked", request: ELIDED, response: BAD, verdict: "blocked", needed: null },
  { title: "elided, no response", request: ELIDED, verdict: "undetermined", needed: null },
  {
    title: "elided, granted",
    request: ELIDED,
    response: GOOD,
    preflight: { response: GRANT },
    verdict: "allowed",
    needed: null,
    uses: true,
  },
  {
    title: "elided, refused",
    request: ELIDED,
    response: GOOD,
    preflight: { response: REFUSAL },
    verdict: "undetermined",
    needed: null,
    uses: true,
  },
  // Unknown method or value.
  { title: "unknown method, not shown", request: ANY, response: GOOD, verdict: "undetermined", needed: null },
  { title: "unknown method, blocked", request: ANY, response: BAD, verdict: "blocked", needed: null },
  {
    title: "unknown method, wildcard granted",
    request: ANY,
    response: GOOD,
    preflight: { response: response(200, ALLOW, "Access-Control-Allow-Methods: *") },
    verdict: "allowed",
    needed: null,
    uses: true,
  },
  {
    title: "unknown method, refused",
    request: ANY,
    response: GOOD,
    preflight: { response: REFUSAL },
    verdict: "undetermined",
    needed: null,
    uses: true,
  },
  {
    title: "unknown value, granted",
    request: request("POST", ["Content-Type: {{t}}"]),
    response: GOOD,
    preflight: { response: response(200, ALLOW, "Access-Control-Allow-Headers: content-type") },
    verdict: "allowed",
    needed: null,
    uses: true,
  },
  // Redirects.
  ...[301, 302, 303, 307, 308].map(
    (status): Row => ({
      title: `${status}, allowed`,
      request: GET,
      response: response(status, ALLOW, "location: /a"),
      verdict: "undetermined",
      needed: false,
    }),
  ),
  {
    title: "redirect, blocked",
    request: GET,
    response: response(302, "Location: /a"),
    verdict: "blocked",
    needed: false,
  },
  { title: "302 without Location", request: GET, response: response(302, ALLOW), verdict: "allowed", needed: false },
  {
    title: "302 with elided lines",
    request: GET,
    response: response(302, ALLOW, "..."),
    verdict: "undetermined",
    needed: false,
  },
  {
    title: "300 with Location",
    request: GET,
    response: response(300, ALLOW, "Location: /a"),
    verdict: "allowed",
    needed: false,
  },
  {
    title: "unknown status",
    request: GET,
    response: response(new Unknown("{{s}}"), ALLOW),
    verdict: "allowed",
    needed: false,
  },
  {
    title: "unknown status with Location",
    request: GET,
    response: response(new Unknown("{{s}}"), ALLOW, "Location: /a"),
    verdict: "undetermined",
    needed: false,
  },
];

describe("main fetch", () => {
  for (const { title, verdict, needed, uses, ...exchange } of ROWS) {
    it(title, () => {
      const judged = judge({ request: GET, response: null, preflight: null, ...exchange }, "fetch");
      assert.equal(judged.verdict, verdict);
      assert.equal(judged.needsPreflight, needed);
      assert.equal(judged.usesPreflight, uses ?? false);
      assert.equal(judged.actual === null, (exchange.response ?? null) === null);
      assert.equal(judged.preflightRequest === null, needed !== true);
      assert.equal(judged.preflight === null, needed !== true || (exchange.preflight?.response ?? null) === null);
    });
  }
  describe("with a redirect", () => {
    const REDIRECT = response(302, ALLOW, "Location: /a");
    const STEP = { algorithm: "http-redirect-fetch", number: "9" } as const;
    const followed: Outcome = { result: "success", step: STEP, failures: [], undetermined: [] };
    const failure: Failure = { ...STEP, header: "Location", subject: null };
    const actual = (redirect: CorsExchange["redirect"]): readonly string[] => {
      const exchange = { request: GET, response: REDIRECT, preflight: null };
      const judged = judge(redirect === undefined ? exchange : { ...exchange, redirect }, "fetch");
      return judged.actual === null ? [] : summary(judged.actual);
    };

    it("stays open if the text doesn't show the next request", () => {
      const expected = ["undetermined http-fetch 6", "open http-fetch 6"];
      assert.deepEqual(actual(undefined), expected);
      assert.deepEqual(actual({ outcome: followed, isShown: false }), expected);
    });
    it("says that the step reads Location", () => {
      const judged = judge({ request: GET, response: REDIRECT, preflight: null }, "fetch");
      assert.deepEqual(
        judged.actual?.undetermined.map(({ header }) => header),
        ["Location"],
      );
    });
    it("passes if the text shows the next request", () => {
      assert.deepEqual(actual({ outcome: followed, isShown: true }), ["success http-fetch 6"]);
    });
    it("fails if the redirect fails", () => {
      const outcome: Outcome = { ...followed, result: "failure", failures: [failure] };
      assert.deepEqual(actual({ outcome, isShown: true }), [
        "failure http-redirect-fetch 9",
        "fails http-redirect-fetch 9",
      ]);
    });
  });

  it("never throws, and its results are consistent", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom("*", "true", ORIGIN, "null", "PUT", "x-a, *", "GET PUT", "9999999999999999999", ""),
    );
    const value = fc.oneof(
      text,
      text.map((raw) => new Unknown(raw)),
      fc.constant(new Unknown(null)),
    );
    const name = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        "Access-Control-Allow-Origin",
        "Access-Control-Allow-Credentials",
        "Access-Control-Allow-Methods",
        "Access-Control-Allow-Headers",
        "Content-Type",
        "Range",
        "Authorization",
        "Location",
      ),
    );
    const list = fc.record({ headers: fc.array(fc.record({ name, value }), { maxLength: 6 }), complete: fc.boolean() });
    const answer = fc.record({
      status: fc.oneof(fc.integer(), fc.constantFrom(200, 204, 302), fc.constant(new Unknown("{{s}}"))),
      headers: list,
    });
    const exchange = fc.record({
      request: fc.record({
        method: value,
        origin: value,
        credentialsMode: fc.constantFrom("include" as const, "omit" as const),
        headers: list,
      }),
      response: fc.option(answer),
      preflight: fc.option(fc.record({ response: fc.option(answer) })),
    });
    fc.assert(
      fc.property(exchange, fc.constantFrom(...ENGINES), (input, engine) => {
        const judged = judge(input, engine);
        const outcomes = [judged.preflight, judged.actual].filter((outcome) => outcome !== null);
        for (const outcome of outcomes) {
          assert.equal(outcome.result === "failure", outcome.failures.length > 0);
          assert.equal(outcome.result === "success", outcome.failures.length + outcome.undetermined.length === 0);
        }
        if (outcomes.some(({ result }) => result === "failure")) {
          assert.equal(judged.verdict, "blocked");
        }
        if (judged.verdict === "allowed") {
          assert.equal(judged.actual?.result, "success");
        }
      }),
      { numRuns: 500 },
    );
  });
});
