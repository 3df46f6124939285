import { strict as assert } from "node:assert";
import { ENGINES } from "../../../server/src/cors/engines";
import { exposedHeaderNames, isCorsSafelistedResponseHeaderName } from "../../../server/src/cors/response-header";
import { headers } from "./messages";

const EXPOSE = "Access-Control-Expose-Headers:";
const LINES = ["X-B: 1", "x-a: 2", "X-B: 3", "ETag: 4", "Content-TYPE: a", "Set-Cookie: 5", "Pragma: 6"];

describe("exposed header names", () => {
  const names = (lines: readonly string[], include = false): readonly string[] | null =>
    exposedHeaderNames(headers(...LINES, ...lines), include ? "include" : "omit", "fetch");

  it("step 14.2: has the safelisted names that are present", () => {
    assert.deepEqual(names([]), ["content-type", "pragma"]);
    const all = ["Cache-Control", "Content-Language", "Content-Length", "Content-Type", "Expires", "Last-Modified"];
    assert.equal(exposedHeaderNames(headers(...all.map((name) => `${name}: x`)), "include", "fetch")?.length, 6);
  });
  it("step 14.1.2: exposes everything except cookies for the wildcard", () => {
    const expected = ["access-control-expose-headers", "content-type", "etag", "pragma", "x-a", "x-b"];
    assert.deepEqual(names([`${EXPOSE} x-c, *`]), expected);
  });
  it("step 14.1.3: treats the wildcard as a name with credentials", () => {
    assert.deepEqual(names([`${EXPOSE} *, x-a`, "*: 1"], true), ["*", "content-type", "pragma", "x-a"]);
  });
  it("step 14.1.3: exposes the listed names, in any case", () => {
    assert.deepEqual(names([`${EXPOSE} X-A, ,etag, absent`, `${EXPOSE} set-cookie`]), [
      "content-type",
      "etag",
      "pragma",
      "x-a",
    ]);
  });
  it("ignores a list that doesn't parse", () => {
    assert.deepEqual(names([`${EXPOSE} x-a, "x-b"`]), ["content-type", "pragma"]);
    assert.deepEqual(names([`${EXPOSE} *`, `${EXPOSE} x b`]), ["content-type", "pragma"]);
  });
  it("keeps a wildcard before an invalid item in Firefox", () => {
    const all = (mode: "omit" | "include", ...lines: string[]) =>
      ENGINES.filter((engine) => exposedHeaderNames(headers("X-A: 1", ...lines), mode, engine)?.includes("x-a"));
    assert.deepEqual(all("omit", `${EXPOSE} *, x b`), ["firefox"]);
    assert.deepEqual(all("omit", `${EXPOSE} *`, `${EXPOSE} (`), ["firefox"]);
    assert.deepEqual(all("omit", `${EXPOSE} x b, *`), []);
    assert.deepEqual(all("omit", `${EXPOSE} x-a, x b`), []);
    assert.deepEqual(all("include", `${EXPOSE} *, x b`), []);
  });
  it("exposes Accept in WebKit for a wildcard that is a name", () => {
    const exposing = (mode: "omit" | "include", line: string) =>
      ENGINES.filter((engine) => exposedHeaderNames(headers("Accept: 1", line), mode, engine)?.includes("accept"));
    assert.deepEqual(exposing("include", `${EXPOSE} *`), ["webkit"]);
    assert.deepEqual(exposing("include", `${EXPOSE} x-a`), []);
    assert.deepEqual(exposing("omit", `${EXPOSE} *`), ["fetch", "chromium", "firefox", "webkit"]);
  });
  it("has an empty header, which Firefox ignores elsewhere", () => {
    const having = ENGINES.filter((engine) =>
      exposedHeaderNames(headers("Pragma:"), "omit", engine)?.includes("pragma"),
    );
    assert.deepEqual(having, ENGINES);
  });
  it("never has Clear-Site-Data in Chromium", () => {
    const exposing = (line: string) =>
      ENGINES.filter((engine) =>
        exposedHeaderNames(headers("Clear-Site-Data: 1", line), "omit", engine)?.includes("clear-site-data"),
      );
    assert.deepEqual(exposing(`${EXPOSE} *`), ["fetch", "firefox", "webkit"]);
    assert.deepEqual(exposing(`${EXPOSE} clear-site-data`), ["fetch", "firefox", "webkit"]);
  });
  it("has the names that an engine reads", () => {
    const exposing = ENGINES.filter((engine) =>
      exposedHeaderNames(headers("Pragma : 1"), "omit", engine)?.includes("pragma"),
    );
    assert.deepEqual(exposing, ["fetch", "chromium"]);
  });
  it("doesn't know an unknown list", () => {
    assert.equal(names([`${EXPOSE} {{x}}`]), null);
    assert.equal(names(["..."]), null);
    assert.deepEqual(names(["...", `${EXPOSE} etag`]), ["content-type", "etag", "pragma"]);
  });
  it("has no Accept", () => {
    const exposing = ENGINES.filter((engine) =>
      exposedHeaderNames(headers("accept: x"), "omit", engine)?.includes("accept"),
    );
    assert.deepEqual(exposing, []);
  });
});

describe("CORS-safelisted response-header name", () => {
  it("is never a cookie", () => {
    const list = new Set(["set-cookie", "set-cookie2", "x-a"]);
    assert.equal(isCorsSafelistedResponseHeaderName("X-A", list), true);
    assert.equal(isCorsSafelistedResponseHeaderName("X-B", list), false);
    assert.equal(isCorsSafelistedResponseHeaderName("Set-Cookie", list), false);
    assert.equal(isCorsSafelistedResponseHeaderName("set-cookie2", list), false);
  });
});
