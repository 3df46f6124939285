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
    const { fetches } = pairedEntries(readHar(har("Firefox", [exchange({}), exchange({}), exchange({})])).entries);
    const { document, unwritten } = harDocument(fetches, new Set(), () => null, 300);
    assert.equal(unwritten.length, 1);
    assert.ok(document.text.length <= 300);
    assert.equal(analyse(document.text, "http", { origin: null }).exchanges.length, 2);
  });
});

/** A request to another origin, and its response with these fields. */
function exchange(response: Record<string, string>) {
  return {
    request: { method: "GET", url: "https://api.example.com/", headers: fields({ Origin: APP }) },
    response: { status: 200, headers: fields(response) },
  };
}
