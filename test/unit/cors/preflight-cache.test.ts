import { strict as assert } from "node:assert";
import { ENGINES, type Engine } from "../../../server/src/cors/engines";
import { cacheRequestOf, PreflightCache } from "../../../server/src/cors/preflight-cache";
import { corsPreflightFetch } from "../../../server/src/cors/preflight-fetch";
import type { CorsRequest, CredentialsMode } from "../../../server/src/cors/types";
import { Unknown } from "../../../server/src/text/unknown";
import { OPEN_MODE, ORIGIN, redirected, request, response } from "./messages";

const URL = "https://api.example.com/a";

/** A request that needs a preflight, and the answer to its preflight. */
interface Call {
  readonly made: CorsRequest;
  readonly lists: readonly string[];
  readonly maxAge: readonly string[];
  /** Seconds after the first. */
  readonly at: number;
  readonly url: string;
  readonly status: number;
  /** Whether the CORS check of the actual response fails. */
  readonly isRefused: boolean;
}

const METHODS = "Access-Control-Allow-Methods:";
const HEADERS = "Access-Control-Allow-Headers:";
const ALLOWING = [`${METHODS} PUT, DELETE, patch`, `${HEADERS} x-a, X-B, authorization`];

function call(made: CorsRequest, more: Partial<Call> = {}): Call {
  return { made, lists: ALLOWING, maxAge: ["600"], at: 0, url: URL, status: 204, isRefused: false, ...more };
}
const put = (more: Partial<Call> = {}, mode: CredentialsMode = "omit") => call(request("PUT", [], mode), more);
const del = (more: Partial<Call> = {}) => call(request("DELETE"), more);
const get = (more: Partial<Call> = {}, ...names: readonly string[]) =>
  call(
    request(
      "GET",
      (names.length === 0 ? ["X-A"] : names).map((name) => `${name}: 1`),
    ),
    more,
  );
const head = (more: Partial<Call> = {}) => call(request("HEAD", ["X-A: 1"]), more);

/** For each call: `s` if a preflight is sent, `k` if a cached answer covers it. */
function preflights(engine: Engine, calls: readonly Call[]): string {
  const cache = new PreflightCache(engine);
  return calls
    .map(({ made, lists, maxAge, at, url, status, isRefused }) => {
      const known = cacheRequestOf(made, url, engine);
      assert.ok(known !== null);
      const isKept = cache.covers(known, at);
      if (!isKept) {
        const answer = response(
          status,
          `Access-Control-Allow-Origin: ${made.preflight?.origin ?? made.origin}`,
          "Access-Control-Allow-Credentials: true",
          ...lists,
          ...maxAge.map((value) => `Access-Control-Max-Age: ${value}`),
        );
        cache.afterPreflight(known, answer, corsPreflightFetch(made, answer, engine), at);
      }
      if (isRefused) {
        cache.afterFailure(known, true);
      }
      return isKept ? "k" : "s";
    })
    .join("");
}

interface Row {
  readonly title: string;
  readonly calls: readonly Call[];
  /** The result in all engines, or in those without a value of their own. */
  readonly all: string;
  readonly but?: Partial<Record<Engine, string>>;
}

const asIs = (lines: readonly string[], more: Partial<Call> = {}): Partial<Call> => ({ lists: lines, ...more });
const twice = (made: CorsRequest, more: Partial<Call> = {}, later: Partial<Call> = {}) => [
  call(made, more),
  call(made, { ...more, ...later }),
];

const ROWS: readonly Row[] = [
  // Expiry.
  { title: "no max-age, at once", calls: twice(request("PUT"), { maxAge: [] }), all: "sk" },
  { title: "no max-age, after six seconds", calls: twice(request("PUT"), { maxAge: [] }, { at: 6 }), all: "ss" },
  { title: "no max-age, after five seconds", calls: twice(request("PUT"), { maxAge: [] }, { at: 5 }), all: "ss" },
  { title: "an empty max-age", calls: twice(request("PUT"), { maxAge: [""] }, { at: 4 }), all: "sk" },
  { title: "0", calls: twice(request("PUT"), { maxAge: ["0"] }), all: "ss" },
  { title: "-1", calls: twice(request("PUT"), { maxAge: ["-1"] }), all: "ss", but: { fetch: "sk" } },
  { title: "abc", calls: twice(request("PUT"), { maxAge: ["abc"] }), all: "sk", but: { firefox: "ss" } },
  {
    title: "+60, after six seconds",
    calls: twice(request("PUT"), { maxAge: ["+60"] }, { at: 6 }),
    all: "ss",
    but: { chromium: "sk", webkit: "sk" },
  },
  { title: "600, after 605 seconds", calls: twice(request("PUT"), {}, { at: 605 }), all: "ss" },
  {
    title: "3600, after 605 seconds",
    calls: twice(request("PUT"), { maxAge: ["3600"] }, { at: 605 }),
    all: "sk",
    but: { webkit: "ss" },
  },
  { title: "600 on two lines", calls: twice(request("PUT"), { maxAge: ["600", "600"] }, { at: 6 }), all: "ss" },
  {
    title: "a new answer counts from its own time",
    calls: [put({ maxAge: ["10"] }), del({ lists: [`${METHODS} PUT`] }), put({ at: 11 })],
    all: "sss",
    but: { fetch: "sks", chromium: "sks", firefox: "sks", webkit: "sks" },
  },
  {
    title: "a preflight that is refused in between",
    calls: [put({ maxAge: ["10"] }), get({ at: 5, maxAge: ["10"], lists: ALLOWING }, "X-C"), put({ at: 12 })],
    all: "sss",
    but: { webkit: "ssk" },
  },
  {
    title: "a header name that is allowed once more is cached again",
    calls: [
      get({ maxAge: ["10"], lists: [`${HEADERS} x-a`] }),
      call(request("PUT", ["X-A: 1"]), { at: 5, maxAge: ["10"] }),
      get({ at: 12 }),
    ],
    all: "ssk",
  },
  {
    title: "a method that is allowed once more is cached again",
    calls: [
      put({ maxAge: ["10"], lists: [`${METHODS} PUT`] }),
      call(request("PUT", ["X-A: 1"]), { at: 5, maxAge: ["10"] }),
      put({ at: 12 }),
    ],
    all: "ssk",
  },
  {
    title: "0 ends what was kept",
    calls: [put(), get({ maxAge: ["0"], lists: [`${HEADERS} x-d`] }, "X-D"), put()],
    all: "ssk",
    but: { chromium: "sss", webkit: "sss" },
  },
  {
    title: "0 ends what it names",
    calls: [
      put({ lists: [`${METHODS} PUT`] }),
      get({ maxAge: ["0"], lists: [`${METHODS} PUT`, `${HEADERS} x-a`] }),
      put(),
    ],
    all: "sss",
    but: { firefox: "ssk" },
  },
  // Origins, URLs and credentials.
  { title: "another URL", calls: [put(), put({ url: `${URL}?b` })], all: "ss" },
  {
    title: "another origin",
    calls: [put(), call({ ...request("PUT"), origin: "https://other.example.com" })],
    all: "ss",
  },
  {
    title: "an opaque origin",
    calls: twice({ ...request("PUT"), origin: "null" }),
    all: "sk",
    but: { chromium: "ss" },
  },
  {
    title: "a request that a redirect tainted",
    calls: [
      put(),
      call(redirected({ ...request("PUT"), origin: "null" }, { origin: "null" })),
      call(redirected({ ...request("PUT"), origin: "null" }, { origin: ORIGIN })),
    ],
    all: "ssk",
  },
  { title: "without credentials, then with them", calls: [put(), put({}, "include")], all: "ss" },
  {
    title: "with credentials, then without",
    calls: [put({}, "include"), put()],
    all: "sk",
    but: { firefox: "ss" },
  },
  { title: "with credentials both times", calls: [put({}, "include"), put({}, "include")], all: "sk" },
  {
    title: "one URL does not clear another",
    calls: [put(), put({ url: `${URL}?b`, isRefused: true }), put()],
    all: "ssk",
  },
  {
    title: "one origin does not clear another",
    calls: [put(), call({ ...request("PUT"), origin: "https://other.example.com" }, { isRefused: true }), put()],
    all: "ssk",
  },
  // Methods and names.
  { title: "a method that was listed beside another", calls: [put(), del()], all: "sk" },
  { title: "a method that was not", calls: [put(asIs([`${METHODS} PUT`])), del()], all: "ss" },
  {
    title: "methods with an answer each",
    calls: [put(asIs([`${METHODS} PUT`])), del(asIs([`${METHODS} DELETE`])), put()],
    all: "ssk",
    but: { chromium: "sss", webkit: "sss" },
  },
  { title: "fewer headers", calls: [get({}, "X-A", "x-b"), get()], all: "sk" },
  { title: "more headers", calls: [get(asIs([`${HEADERS} x-a`])), get({}, "X-A", "X-B")], all: "ss" },
  { title: "another safelisted method", calls: [get(), call(request("POST", ["X-A: 1"]))], all: "sk" },
  {
    title: "HEAD that is not listed",
    calls: [head(asIs([`${HEADERS} x-a`])), head()],
    all: "sk",
    but: { firefox: "ss" },
  },
  { title: "HEAD that is listed", calls: [head(asIs([`${METHODS} HEAD`, `${HEADERS} x-a`])), head()], all: "sk" },
  {
    title: "a wildcard for a method",
    calls: [put(asIs([`${METHODS} *`])), put()],
    all: "sk",
    but: { firefox: "ss" },
  },
  {
    title: "a wildcard for a header name",
    calls: [get(asIs([`${HEADERS} *`])), get()],
    all: "sk",
    but: { firefox: "ss" },
  },
  { title: "a name beside a wildcard", calls: [get(asIs([`${HEADERS} *, X-A`])), get()], all: "sk" },
  {
    title: "a wildcard and Authorization",
    calls: [get(asIs([`${HEADERS} *`]), "Authorization"), get({}, "Authorization")],
    all: "ss",
    but: { webkit: "sk" },
  },
  {
    title: "a wildcard for another name, then Authorization",
    calls: [get(asIs([`${HEADERS} *`])), get({}, "Authorization")],
    all: "ss",
    but: { webkit: "sk" },
  },
  {
    title: "names that a redirect has left the preflight to ask for",
    calls: [
      get(asIs([`${HEADERS} x-a`])),
      call(redirected(request("GET"), { isForced: true, asksFor: request("GET", ["X-B: 1"]).headers })),
    ],
    all: "ss",
  },
  {
    title: "Authorization by its name",
    calls: [get({}, "Authorization"), get({}, "Authorization")],
    all: "sk",
  },
  {
    title: "a wildcard that was none with credentials",
    calls: [
      call(request("GET", ["X-A: 1"], "include"), asIs([`${METHODS} *`, `${HEADERS} x-a`])),
      call(request("PUT", [], "include")),
    ],
    all: "ss",
    but: { fetch: "sk" },
  },
  {
    title: "the same without credentials then",
    calls: [call(request("GET", ["X-A: 1"], "include"), asIs([`${METHODS} *`, `${HEADERS} x-a`])), put()],
    all: "sk",
    but: { chromium: "ss", firefox: "ss" },
  },
  // Failures.
  {
    title: "an actual response that is refused",
    calls: [put({ isRefused: true }), put()],
    all: "ss",
    but: { chromium: "sk", webkit: "sk" },
  },
  {
    title: "a preflight that fails by its status",
    calls: [put({ status: 404 }), put()],
    all: "ss",
  },
  {
    title: "a preflight that refuses the method",
    calls: [put(asIs([`${METHODS} DELETE`])), del()],
    all: "ss",
    but: { webkit: "sk" },
  },
  {
    title: "a preflight that refuses a header name",
    calls: [get(asIs([`${METHODS} PUT`])), put()],
    all: "ss",
    but: { webkit: "sk" },
  },
  {
    title: "a preflight that fails after one that passed",
    calls: [put(), get({ status: 404 }, "X-D"), put()],
    all: "sss",
  },
  {
    title: "lists that do not parse",
    calls: [put(asIs([`${METHODS} PUT, (`])), put(asIs([`${HEADERS} a b`])), put()],
    all: "sss",
  },
];

describe("CORS-preflight cache", () => {
  for (const { title, calls, all, but } of ROWS) {
    it(title, () => {
      const expected = Object.fromEntries(ENGINES.map((engine) => [engine, but?.[engine] ?? all]));
      assert.deepEqual(Object.fromEntries(ENGINES.map((engine) => [engine, preflights(engine, calls)])), expected);
    });
  }

  it("is cleared by a failed request without a preflight only in Firefox", () => {
    const clearing = ENGINES.filter((engine) => {
      const cache = new PreflightCache(engine);
      const known = cacheRequestOf(request("PUT"), URL, engine);
      assert.ok(known !== null);
      const answer = response(204, `Access-Control-Allow-Origin: ${ORIGIN}`, ...ALLOWING, "Access-Control-Max-Age: 9");
      cache.afterPreflight(known, answer, corsPreflightFetch(request("PUT"), answer, engine), 0);
      cache.afterFailure({ ...known, method: "GET" }, false);
      return !cache.covers(known, 1);
    });
    assert.deepEqual(clearing, ["firefox"]);
  });

  it("isn't used if the text leaves something open", () => {
    const known = (made: CorsRequest, url: string | Unknown = URL) => cacheRequestOf(made, url, "fetch") !== null;
    assert.equal(known(request("PUT")), true);
    assert.equal(known(request("PUT"), new Unknown(null)), false);
    assert.equal(known(request("{{method}}")), false);
    assert.equal(known({ ...request("PUT"), origin: new Unknown(null) }), false);
    assert.equal(known(request("PUT", [], OPEN_MODE)), false);
    assert.equal(known(request("PUT", ["Accept: {{x}}"])), false);
  });

  it("keeps nothing from an answer that the text leaves open", () => {
    for (const line of [`${METHODS} {{x}}`, `${HEADERS} {{x}}`, "Access-Control-Max-Age: {{x}}"]) {
      const cache = new PreflightCache("fetch");
      const known = cacheRequestOf(request("GET", ["X-A: 1"]), URL, "fetch");
      assert.ok(known !== null);
      const lists = [`${METHODS} PUT`, `${HEADERS} x-a`, "Access-Control-Max-Age: 9"].filter(
        (other) => other.split(":")[0] !== line.split(":")[0],
      );
      const answer = response(204, `Access-Control-Allow-Origin: ${ORIGIN}`, ...lists, line);
      const outcome = {
        result: "success",
        step: { algorithm: "main-fetch", number: "" },
        failures: [],
        undetermined: [],
      };
      cache.afterPreflight(known, answer, outcome as Parameters<PreflightCache["afterPreflight"]>[2], 0);
      assert.equal(cache.covers(known, 1), false, line);
    }
  });
});
