import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { hoverAt } from "../../../server/src/explain/hover";

const ORIGIN = "Origin: https://app.example.com";
const request = (method: string, ...lines: string[]) =>
  [`${method} https://api.example.com/a`, ORIGIN, ...lines, ""].join("\n");
const preflight = (...answer: string[]) =>
  [
    request("OPTIONS", "Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: x-a"),
    "HTTP/1.1 204 No Content",
    "Access-Control-Allow-Origin: https://app.example.com",
    ...answer,
    "",
    "###",
    "",
  ].join("\n");
const LISTED = ["Access-Control-Allow-Methods: PUT, DELETE", "Access-Control-Allow-Headers: x-a"];
const WILDCARD = ["Access-Control-Allow-Methods: *", "Access-Control-Allow-Headers: *"];
const AGE = "Access-Control-Max-Age: 600";

function hover(text: string, line: string, origin: string | null = null): string {
  return hoverAt(analyse(text, "http", { origin }), text.lastIndexOf(`${line}`))?.markdown ?? "";
}

describe("what a hover says of kept answers", () => {
  it("names who asks again although the answer is kept", () => {
    const text = hover(preflight(...WILDCARD, AGE), "HTTP/1.1");
    assert.match(text, /The browser keeps this answer for 600 seconds\./);
    assert.match(
      text,
      /Firefox asks again before each such request all the same: only names count there that the answer lists, such as `PUT` and `x-a`\./,
    );
    assert.doesNotMatch(hover(preflight(...LISTED, AGE), "HTTP/1.1"), /again/);
    assert.doesNotMatch(hover(preflight(...WILDCARD, "Access-Control-Max-Age: 0"), "HTTP/1.1"), /again/);
  });
  it("says that nothing is kept in Chrome for an opaque origin", () => {
    const text = preflight(...LISTED, AGE).replaceAll("https://app.example.com", "null");
    assert.match(
      hover(text, "HTTP/1.1"),
      /Chrome asks again before each such request all the same: nothing is kept for a page whose origin is `null`\./,
    );
  });
  it("says which later request the answer serves", () => {
    const put = request("PUT", "X-A: 1");
    const del = request("DELETE", "X-A: 1");
    assert.match(
      hover(`${preflight(...LISTED, AGE)}${put}\n###\n${del}`, "DELETE https:"),
      /The answer to the preflight on line 1 serves this request, too: none is sent again as long as it is kept\./,
    );
    assert.match(
      hover(`${preflight(...WILDCARD, AGE)}${put}\n###\n${del}`, "DELETE https:"),
      /serves this request, too, in Chrome and Safari, as long as it is kept; Firefox asks again\./,
    );
    assert.doesNotMatch(hover(`${preflight(...LISTED, AGE)}${put}\n###\n${del}`, "PUT https:"), /serves this request/);
  });
  it("knows that a refused response clears what Firefox keeps", () => {
    const put = `${request("PUT", "X-A: 1")}\nHTTP/1.1 200 OK\n`;
    assert.match(
      hover(`${preflight(...LISTED, AGE)}${put}\n###\n${request("DELETE", "X-A: 1")}`, "DELETE https:"),
      /in Chrome and Safari, as long as it is kept; Firefox asks again\./,
    );
  });
});
