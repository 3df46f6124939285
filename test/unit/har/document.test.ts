import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { harDocument } from "../../../server/src/har/document";
import { exchangesOfHar } from "../../../server/src/har/exchanges";
import { pairedEntries } from "../../../server/src/har/pairing";
import { at, fields, har, readHar } from "./hars";

const APP = "https://app.example.com";
const URL = "https://api.example.com/prices";

/** What Chromium exports of a request that its preflight stops: the preflight's time is later, and its place may be earlier. */
const STOPPED = [
  {
    startedDateTime: at(5),
    _resourceType: "preflight",
    _initiator: { type: "preflight" },
    request: {
      method: "OPTIONS",
      url: URL,
      headers: fields({
        ":authority": "api.example.com",
        Origin: APP,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "content-type,x-a",
      }),
    },
    response: {
      status: 204,
      statusText: "No Content",
      headers: fields({ "access-control-allow-origin": APP }),
      _error: null,
    },
  },
  {
    startedDateTime: at(1),
    _resourceType: "fetch",
    request: { method: "PUT", url: URL, headers: fields({ "User-Agent": "x" }) },
    response: { status: 0, statusText: "", headers: [], _error: "net::ERR_FAILED" },
  },
];

function documentOf(text: string) {
  return exchangesOfHar(readHar(text));
}

describe("the document of a HAR", () => {
  it("shows a request that its preflight stopped, with what the preflight says about it", () => {
    const { document } = documentOf(har("WebInspector", STOPPED));
    assert.equal(
      document.text,
      `### OPTIONS api.example.com/prices
# entry 0
OPTIONS https://api.example.com/prices HTTP/1.1
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type,x-a

HTTP/1.1 204 No Content
access-control-allow-origin: https://app.example.com

### PUT api.example.com/prices
# entry 1 (preflight: entry 0), no response: net::ERR_FAILED
# @cors origin=https://app.example.com credentials=unknown
PUT https://api.example.com/prices HTTP/1.1
User-Agent: x
content-type: …
x-a: …
`,
    );
    const [preflight, put] = analyse(document.text, "http", { origin: null }).exchanges;
    assert.equal(put?.servedBy, preflight);
    assert.equal(put?.verdict.chromium, "blocked");
  });

  it("knows the place in the file of each finding", () => {
    const text = har("WebInspector", STOPPED);
    const lines = text.split("\n");
    const { document } = documentOf(text);
    const analysis = analyse(document.text, "http", { origin: null });
    assert.ok(analysis.findings.length > 0);
    for (const { place } of analysis.findings) {
      const { start } = document.placeOf(analysis.document.rangeOf(place));
      assert.match(lines[start.line]?.slice(start.column) ?? "", /^204/);
    }
  });

  it("has no secret of the file", () => {
    const secret = "Zx81Ab39Qp";
    const entry = (url: string, more: Record<string, string>, response: Record<string, string> = {}) => ({
      startedDateTime: at(0),
      request: {
        method: "GET",
        url,
        headers: fields({ Origin: APP, ...more }),
        cookies: [{ name: "sid", value: secret }],
        queryString: [{ name: "token", value: secret }],
        postData: { mimeType: "text/plain", text: secret },
      },
      response: {
        status: 200,
        headers: fields({ "Access-Control-Allow-Origin": APP, ...response }),
        content: { text: secret },
      },
    });
    const text = har("Firefox", [
      entry(`https://user:${secret}@api.example.com/?access_token=${secret}`, { Cookie: `sid=${secret}; theme=dark` }),
      entry(`https://api.example.com/reset/${secret}?q=1`, {
        Authorization: `Bearer ${secret}`,
        "X-Note": `see ${secret}`,
      }),
      entry(
        "https://api.example.com/b",
        { Referer: `${APP}/?token=${secret}`, "X-Api-Key": "short" },
        { "Set-Cookie": `a=${secret}; Secure`, Location: `/?code=${secret}&state=${secret}` },
      ),
    ]);
    const { document } = documentOf(text);
    assert.doesNotMatch(document.text, /Zx81Ab39Qp|short/i);
    assert.match(document.text, /^Set-Cookie: a=…; Secure$/m);
    assert.match(document.text, /^Authorization: Bearer …$/m);
    assert.match(document.text, /^GET https:\/\/api\.example\.com\/reset\/\*\*\*\?q=1 HTTP\/1\.1$/m);
    assert.equal(analyse(document.text, "http", { origin: null }).exchanges.length, 3);
  });

  it("keeps what an odd value means", () => {
    for (const [value, rule] of [
      ["$http_origin", "allow-origin-mismatch"],
      ["{{origin}}", "allow-origin-mismatch"],
      ["<origin>", "allow-origin-mismatch"],
      ["https://{tenant}.example.com", "allow-origin-mismatch"],
      ["...", "allow-origin-mismatch"],
      ["…", "allow-origin-mismatch"],
      [`${APP} # mine`, "allow-origin-multiple"],
      [`${APP}\r\nX: y`, "allow-origin-multiple"],
    ]) {
      const { document } = documentOf(har("Firefox", [exchange({ "Access-Control-Allow-Origin": value ?? "" })]));
      const { exchanges, findings } = analyse(document.text, "http", { origin: null });
      assert.deepEqual(
        exchanges.map(({ verdict }) => verdict.fetch),
        ["blocked"],
        value,
      );
      assert.ok(
        findings.some((finding) => finding.rule === rule),
        `${value}: ${findings.map((one) => one.rule)}`,
      );
    }
  });

  it("writes half of a surrogate pair in any field", () => {
    const odd = "/\udc00{{x}}";
    const { document } = documentOf(
      har("Firefox", [exchange({ Location: odd, "X-A": odd, "Access-Control-Allow-Origin": odd })]),
    );
    assert.equal(analyse(document.text, "http", { origin: null }).exchanges.length, 1);
  });

  it("puts blocked exchanges first, each below its preflight", () => {
    const { document } = exchangesOfHar(
      readHar(har("WebInspector", [exchange({ "Access-Control-Allow-Origin": APP }), ...STOPPED])),
      "blocked-first",
    );
    assert.deepEqual(document.text.match(/^# entry \d+/gm), ["# entry 1", "# entry 2", "# entry 0"]);
  });

  it("stays in the length that is checked", () => {
    const { fetches } = pairedEntries(
      readHar(har("Firefox", [exchange({}), exchange({}), exchange({})])).entries,
      null,
    );
    const { document, unwritten } = harDocument(fetches, new Set(), () => null, 300);
    assert.equal(unwritten.length, 1);
    assert.ok(document.text.length <= 300);
    assert.equal(analyse(document.text, "http", { origin: null }).exchanges.length, 2);
  });

  /** A preflight, and the request that it lets pass. */
  function pair(asked: object, preflightOrigin: string, request: object, response: object = {}) {
    const answer = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    const text = har("Firefox", [
      {
        startedDateTime: at(5),
        request: { method: "OPTIONS", url: URL, headers: fields({ Origin: preflightOrigin, ...asked }) },
        response: { status: 204, headers: fields(answer) },
      },
      {
        startedDateTime: at(1),
        request: { method: "GET", url: URL, headers: fields({ ...request }) },
        response: { status: 200, headers: fields({ "access-control-allow-origin": "*", ...response }) },
      },
    ]);
    const { document } = documentOf(text);
    const [preflight, actual] = analyse(document.text, "http", { origin: null }).exchanges;
    return { text: document.text, isServed: actual !== undefined && actual.servedBy === preflight, actual };
  }
  const asking = (names: string) => ({
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": names,
  });

  it("pairs a request whose Authorization isn't exported", () => {
    const { text, isServed } = pair(asking("authorization"), APP, { Origin: APP });
    assert.match(text, /^authorization: …$/m);
    assert.ok(isServed);
  });

  it("pairs a redirected request with a preflight that has the page's origin, or is for the page's own server", () => {
    assert.match(pair(asking("x-a"), APP, { Origin: "null", "x-a": "1" }).text, /\(preflight: entry 0\)/);
    const own = { ...asking("x-a"), "Sec-Fetch-Site": "same-origin" };
    assert.ok(pair(own, "null", { Origin: "null", "x-a": "1" }).isServed);
  });

  it("keeps that a request needs a preflight if its value is exported in another form", () => {
    const { text, actual } = pair(asking("range"), APP, { Origin: APP, Range: "bytes=0-499" });
    assert.match(text, /^Range: \(\*\*\*\)$/m);
    assert.equal(actual?.judgement.firefox.needsPreflight, true);
  });

  it("knows a response with a field that decides nothing and can't be written", () => {
    const { text, actual } = pair(asking("x-a"), APP, { Origin: APP, "x-a": "1" }, { Server: "", "*": "1" });
    assert.doesNotMatch(text, /left out/);
    assert.equal(actual?.verdict.firefox, "allowed");
  });

  it("keeps a control character in a value that decides as one that no origin has", () => {
    const { actual } = pair(asking("x-a"), APP, { Origin: APP, "x-a": "1" }, { "access-control-allow-origin": "\v*" });
    assert.equal(actual?.verdict.firefox, "blocked");
  });
});

/** A request to another origin, and its response with these fields. */
function exchange(response: Record<string, string>) {
  return {
    request: { method: "GET", url: "https://api.example.com/", headers: fields({ Origin: APP }) },
    response: { status: 200, headers: fields(response) },
  };
}
