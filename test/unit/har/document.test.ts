import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { exchangesOfHar } from "../../../server/src/har/exchanges";
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
# @cors origin=https://app.example.com
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
});
