import assert from "node:assert/strict";
import { factAt, headingAt, statusIn } from "../../../server/src/http/panel-words";

describe("headings of panels", () => {
  for (const [text, part] of [
    ["General", "general"],
    ["general:", "general"],
    ["▼ General", "general"],
    ["Response Headers", "response"],
    ["RESPONSE HEADERS:", "response"],
    ["### Response Headers", "response"],
    ["## 2. Response Headers (382 B)", "response"],
    ["=== Request Headers ===", "request"],
    ["**Request Headers**", "request"],
    ["1) Request Headers:", "request"],
    ["--- Request Headers (13) ---", "request"],
    ["Request Headersview source", "request"],
    ["Request Headers view parsed", "request"],
    ["Query String Parametersview sourceview URL encoded", "other"],
    ["Form Data", "other"],
    ["Request", "request"],
    ["# Response:", "response"],
    ["// Response Headers", "response"],
    ["## Response Headers ##", "response"],
    ["[Request Headers]", "request"],
    ["| General |", "general"],
    ["`Response Headers`", "response"],
    ["<!-- Request Headers -->", "request"],
    ["➡️ Response Headers", "response"],
    ['"Response Headers": {', null],
    ["Response Headers are sent by servers", null],
    ["Requests", null],
    ["", null],
  ] as const) {
    it(JSON.stringify(text), () => assert.equal(headingAt(text, 0, text.length)?.part ?? null, part));
  }
});

describe("facts of panels", () => {
  for (const [text, inGeneral, name, value] of [
    ["Request URL: https://a.example/", false, "url", "https://a.example/"],
    ["Request URL:https://a.example/", false, "url", "https://a.example/"],
    ["request url", false, "url", ""],
    ["- **Request Method:** `PUT`", false, "method", "PUT"],
    ["Status Code\t200 OK", false, "status", "200 OK"],
    ["Status: 200", true, "status", "200"],
    ["Status: 200", false, null, null],
    ["URL: https://a.example/", true, "url", "https://a.example/"],
    ["Host: a.example", false, null, null],
    ["Remote Address: 203.0.113.1:443", true, "ignored", "203.0.113.1:443"],
    ["Referrer Policystrict-origin", true, "ignored", "strict-origin"],
    ["Request Method must be GET", false, null, null],
    ["# Request Method: GET", false, null, null],
    ["// Request Method: GET", true, null, null],
    ["## Request Method: GET", false, "method", "GET"],
    ["# Request Method", false, "method", ""],
    ["Referrer Policy: no-referrer", false, "ignored", "no-referrer"],
    ["Address: 203.0.113.1", false, null, null],
    ["Request URLs", false, null, null],
  ] as const) {
    it(`${JSON.stringify(text)}${inGeneral ? " in the general part" : ""}`, () => {
      const fact = factAt(text, 0, text.length, inGeneral);
      assert.equal(fact?.name ?? null, name);
      assert.equal(fact === null ? null : text.slice(fact.value.start, fact.value.end), value);
    });
  }
});

describe("statuses in panels", () => {
  for (const [text, status] of [
    ["200 OK", "200"],
    ["● 405 Method Not Allowed", "405"],
    ["200OK", "200"],
    ["(failed)", null],
    ["12345", null],
  ] as const) {
    it(text, () => {
      const range = statusIn(text, { start: 0, end: text.length });
      assert.equal(range === null ? null : text.slice(range.start, range.end), status);
    });
  }
});
