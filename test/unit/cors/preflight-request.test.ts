import { strict as assert } from "node:assert";
import { ENGINES, type Engine } from "../../../server/src/cors/engines";
import { corsPreflightRequest, isOpenByElisionOnly, needsPreflight } from "../../../server/src/cors/preflight-request";
import { isUnknown } from "../../../server/src/text/unknown";
import { headers, ORIGIN, redirected, request } from "./messages";

interface Row {
  readonly title: string;
  readonly method: string;
  readonly headers: readonly string[];
  readonly needed: boolean | "unknown";
  readonly asks: { readonly method: string; readonly headers: string | null } | null;
}

const ROWS: readonly Row[] = [
  { title: "simple", method: "GET", headers: [], needed: false, asks: { method: "GET", headers: null } },
  {
    title: "safelisted header",
    method: "POST",
    headers: ["Content-Type: text/plain"],
    needed: false,
    asks: { method: "POST", headers: null },
  },
  { title: "method", method: "PUT", headers: [], needed: true, asks: { method: "PUT", headers: null } },
  { title: "patch", method: "patch", headers: [], needed: true, asks: { method: "patch", headers: null } },
  {
    title: "headers",
    method: "POST",
    headers: ["X-B: 1", "Content-Type: application/json", "X-A: {{a}}"],
    needed: true,
    asks: { method: "POST", headers: "content-type,x-a,x-b" },
  },
  {
    title: "elided headers",
    method: "GET",
    headers: ["..."],
    needed: "unknown",
    asks: { method: "GET", headers: null },
  },
  {
    title: "elided headers beside an unsafe one",
    method: "GET",
    headers: ["X-A: 1", "..."],
    needed: true,
    asks: { method: "GET", headers: "x-a" },
  },
  { title: "unknown method", method: "{{m}}", headers: [], needed: "unknown", asks: null },
  { title: "unknown method and unsafe header", method: "{{m}}", headers: ["X-A: 1"], needed: true, asks: null },
  { title: "unknown value", method: "POST", headers: ["Content-Type: {{t}}"], needed: "unknown", asks: null },
  { title: "unknown value and method", method: "PUT", headers: ["Content-Type: {{t}}"], needed: true, asks: null },
];

describe("need for a preflight, and its content", () => {
  for (const { title, method, headers, needed, asks } of ROWS) {
    it(title, () => {
      for (const engine of ENGINES) {
        const answer = needsPreflight(request(method, headers), engine);
        assert.equal(isUnknown(answer) ? "unknown" : answer, needed, engine);
        const asked = corsPreflightRequest(request(method, headers), engine);
        assert.deepEqual(asked, asks === null ? null : { origin: ORIGIN, ...asks }, engine);
      }
    });
  }
  it("differs if the safelists differ", () => {
    const needing = (line: string): Engine[] =>
      ENGINES.filter((engine) => needsPreflight(request("GET", [line]), engine) === true);
    assert.deepEqual(needing("DPR: 2"), ["fetch", "firefox", "webkit"]);
    assert.deepEqual(needing("Range: BYTES=0-"), ["fetch", "chromium", "firefox"]);
  });
  it("depends after a redirect on the headers that the engine uses", () => {
    const unsafe = headers("X-A: 1");
    assert.equal(needsPreflight(redirected(request("GET"), {}), "fetch"), false);
    assert.equal(needsPreflight(redirected(request("GET"), { isForced: true }), "fetch"), true);
    assert.equal(needsPreflight(redirected(request("GET"), { decidedBy: unsafe }), "fetch"), true);
    assert.equal(needsPreflight(redirected(request("GET", ["X-A: 1"]), { decidedBy: headers() }), "fetch"), false);
  });
  it("has the names and the origin that the engine sends after a redirect", () => {
    const made = redirected(request("GET", ["X-A: 1"]), { asksFor: headers("X-B: 1"), origin: "null" });
    assert.deepEqual(corsPreflightRequest(made, "fetch"), { origin: "null", method: "GET", headers: "x-b" });
  });
  it("is open by elision only if nothing else is open", () => {
    assert.equal(isOpenByElisionOnly(request("GET", ["..."]), "fetch"), true);
    assert.equal(isOpenByElisionOnly(request("GET"), "fetch"), false);
    assert.equal(isOpenByElisionOnly(request("PUT", ["..."]), "fetch"), false);
    assert.equal(isOpenByElisionOnly(request("{{m}}", ["..."]), "fetch"), false);
    const open = request("GET", ["..."]);
    const ofScript = { ...open, headers: { ...open.headers, mayForcePreflight: true } };
    assert.equal(isOpenByElisionOnly(ofScript, "fetch"), false);
    assert.equal(isOpenByElisionOnly(request("GET", ["Accept: {{a}}", "..."]), "fetch"), false);
    const decidedBy = headers("Accept: {{a}}", "...");
    assert.equal(isOpenByElisionOnly(redirected(request("GET"), { decidedBy }), "fetch"), false);
  });
});
