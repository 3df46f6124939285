import { strict as assert } from "node:assert";
import { isBadPort } from "../../../server/src/cors/bad-port";
import { ENGINES } from "../../../server/src/cors/engines";
import { type FetchRequest, fetchRequest } from "../../../server/src/cors/fetch-request";
import { refusalOf } from "../../../server/src/cors/refusal";
import { Unknown } from "../../../server/src/text/unknown";
import { ORIGIN, OTHER, request } from "./messages";

/** The step at which a request is refused, with its subject; null where it is sent. */
function refusal(url: string, { method = "GET", ...more }: Partial<FetchRequest> & { method?: string } = {}) {
  const made = { ...fetchRequest(url, { ...request(method), ...more }), ...more };
  const [first, ...others] = ENGINES.map((engine) => {
    const failure = refusalOf(made, engine);
    return failure === null ? null : `${failure.algorithm} ${failure.number} ${failure.subject}`;
  });
  for (const other of others) {
    assert.equal(other, first, url);
  }
  return first;
}

describe("refusal of a request", () => {
  it("request constructor, step 25.2: a forbidden method", () => {
    assert.equal(refusal(`${OTHER}/`, { method: "TRACE" }), "request-constructor 25.2 TRACE");
    assert.equal(refusal(`${ORIGIN}/`, { method: "connect" }), "request-constructor 25.2 connect");
    assert.equal(refusal(`${OTHER}/`, { method: "TRACER" }), null);
    assert.equal(refusal(`${OTHER}/`, { method: "{{x}}" }), null);
  });
  it("request constructor, step 25.2: what is no token", () => {
    assert.equal(refusal(`${OTHER}/`, { method: "G(T" }), "request-constructor 25.2 G(T");
    assert.equal(refusal(`${OTHER}/`, { method: "" }), "request-constructor 25.2 ");
  });
  const headers: readonly (readonly [string, string | Unknown, boolean])[] = [
    ["X(A)", "1", true],
    ["X A", "1", true],
    ["", "1", true],
    ["X-A", "a\0b", true],
    ["X-A", "a\nb", true],
    ["X-A", "a\rb", true],
    ["X-A", "a\x01\x7f\xffb", false],
    ["X-A", new Unknown(null), false],
  ];
  for (const [name, value, isRefused] of headers) {
    it(`headers, validate, step 1: ${JSON.stringify(name)}: ${JSON.stringify(value)}`, () => {
      const made = {
        headers: [
          { name: "X-B", value: "1" },
          { name, value },
        ],
        complete: true,
      };
      const expected = isRefused ? `headers-validate 1 ${name}` : null;
      assert.equal(refusal(`${OTHER}/`, { headers: made }), expected);
      assert.equal(refusal(`${ORIGIN}/`, { headers: made }), expected);
    });
  }
  const ports: readonly (readonly [string, string | null])[] = [
    ["http://b.test:25/", "25"],
    ["https://b.test:6000/a:1", "6000"],
    ["http://user:22@b.test:10080", "10080"],
    ["http://[::1]:22/", "22"],
    ["http://b.test:0/", "0"],
    ["http://b.test/", null],
    ["http://b.test/a:25", null],
    ["http://b.test?a:25", null],
    ["http://b.test:8080/", null],
    ["http://user:25@b.test/", null],
  ];
  for (const [url, port] of ports) {
    it(`main fetch, step 7: the port of ${url}`, () => {
      assert.equal(refusal(url), port === null ? null : `main-fetch 7 ${port}`);
      assert.equal(refusal(url, { responseTainting: "basic" }), port === null ? null : `main-fetch 7 ${port}`);
    });
  }
  it("main fetch, step 7: the ports that Chromium connects to", () => {
    for (const port of [4190, 6679]) {
      assert.deepEqual(
        ENGINES.filter((engine) => isBadPort(port, engine)),
        ["fetch", "firefox", "webkit"],
      );
    }
  });
  it("main fetch, step 7: as many ports as the standard lists", () => {
    const bad = [...new Array(65_536).keys()].filter((port) => isBadPort(port, "fetch"));
    assert.equal(bad.length, 83);
  });
  it("main fetch, step 12: mode same-origin", () => {
    assert.equal(refusal(`${OTHER}/`, { mode: "same-origin" }), "main-fetch 12 same-origin");
    assert.equal(refusal(`${ORIGIN}/`, { mode: "same-origin" }), null);
    assert.equal(refusal(`${OTHER}/`, { mode: "same-origin", origin: new Unknown(null) }), null);
  });
  it("main fetch, step 12: a scheme that is not HTTP(S)", () => {
    assert.equal(refusal("ftp://b.test:25/"), "main-fetch 12 ftp");
    assert.equal(refusal("mailto:a@b.test"), "main-fetch 12 mailto");
    assert.equal(refusal("httpx://b.test/"), "main-fetch 12 httpx");
    assert.equal(refusal("http://b.test/"), null);
    assert.equal(refusal("https://b.test/"), null);
  });
  it("is open where the URL is", () => {
    const made = fetchRequest(new Unknown(null), request("GET"));
    assert.equal(refusalOf(made, "fetch"), null);
  });
});
