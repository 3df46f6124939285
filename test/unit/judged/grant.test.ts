import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { type Grant, grantOf } from "../../../server/src/judged/grant";

describe("what a response grants", () => {
  const rows: readonly (readonly [fields: readonly string[], Omit<Grant, "place">, placed: string])[] = [
    [
      ["Access-Control-Allow-Origin: https://app.example.com"],
      { outcome: "granted", by: "name", credentials: false },
      "https://app.example.com",
    ],
    [
      ["Access-Control-Allow-Origin: https://app.example.com", "Access-Control-Allow-Credentials: true"],
      { outcome: "granted", by: "name", credentials: true },
      "https://app.example.com",
    ],
    [
      ["Access-Control-Allow-Origin: https://app.example.com", "Access-Control-Allow-Credentials: True"],
      { outcome: "granted", by: "name", credentials: false },
      "https://app.example.com",
    ],
    [
      ["Access-Control-Allow-Origin: https://app.example.com", "Access-Control-Allow-Credentials: {{credentials}}"],
      { outcome: "granted", by: "name", credentials: false },
      "https://app.example.com",
    ],
    [
      ["Access-Control-Allow-Origin: *", "Access-Control-Allow-Credentials: true"],
      { outcome: "granted", by: "wildcard", credentials: false },
      "*",
    ],
    [
      ["Access-Control-Allow-Origin: https://other.example.com"],
      { outcome: "refused", by: "name", credentials: false },
      "https://other.example.com",
    ],
    [["Content-Length: 0"], { outcome: "refused", by: "name", credentials: false }, "HTTP/1.1 200 OK"],
    [
      ["Access-Control-Allow-Origin: https://app.example.com", "Access-Control-Allow-Origin: *"],
      { outcome: "refused", by: "name", credentials: false },
      "https://app.example.com",
    ],
    [["Access-Control-Allow-Origin: {{origin}}"], { outcome: "unknown", by: "name", credentials: false }, "{{origin}}"],
    [["..."], { outcome: "unknown", by: "name", credentials: false }, "HTTP/1.1 200 OK"],
  ];
  for (const [fields, { outcome, by, credentials }, placed] of rows) {
    it(fields.join(" and "), () => {
      const text = `GET https://api.example.net/ HTTP/1.1\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\n${fields.join("\n")}\n`;
      const { exchanges, document } = analyse(text, "http", { origin: null });
      const [exchange] = exchanges;
      assert.ok(exchange);
      const grant = grantOf(exchange);
      assert.deepEqual(
        { outcome: grant.outcome, by: grant.by, credentials: grant.credentials },
        { outcome, by, credentials },
      );
      assert.ok(grant.place);
      const { start, end } = document.rangeOf(grant.place);
      assert.equal(text.slice(start, end), placed);
    });
  }

  it("is unknown without a response", () => {
    const [exchange] = analyse("GET https://api.example.net/\nOrigin: https://app.example.com\n", "http", {
      origin: null,
    }).exchanges;
    assert.ok(exchange);
    assert.deepEqual(grantOf(exchange), { outcome: "unknown", by: "name", credentials: false, place: null });
  });
});
