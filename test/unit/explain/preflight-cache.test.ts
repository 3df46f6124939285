import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { explanationAt } from "../../support/explanation";

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

function explanation(text: string, line: string, origin: string | null = null): string {
  return explanationAt(analyse(text, "http", { origin }), text.lastIndexOf(line)).replace(/\s+/g, " ");
}

describe("the explanation of a cached preflight", () => {
  it("names the browsers that send another preflight anyway", () => {
    const text = explanation(preflight(...WILDCARD, AGE), "HTTP/1.1");
    assert.match(text, /This response is cached for 600 seconds\./);
    assert.match(
      text,
      /Firefox still sends a preflight before each such request: only names that the response lists are cached, such as `PUT` and `x-a`\./,
    );
    assert.doesNotMatch(explanation(preflight(...LISTED, AGE), "HTTP/1.1"), /still/);
    assert.doesNotMatch(explanation(preflight(...WILDCARD, "Access-Control-Max-Age: 0"), "HTTP/1.1"), /still/);
  });
  it("says that Chrome caches nothing for an opaque origin", () => {
    const text = preflight(...LISTED, AGE).replaceAll("https://app.example.com", "null");
    assert.match(
      explanation(text, "HTTP/1.1"),
      /Chrome still sends a preflight before each such request: nothing is cached for pages whose origin is `null`\./,
    );
  });
  it("says that an earlier preflight covers a later request", () => {
    const put = request("PUT", "X-A: 1");
    const del = request("DELETE", "X-A: 1");
    assert.match(
      explanation(`${preflight(...LISTED, AGE)}${put}\n###\n${del}`, "DELETE https:"),
      /While it is cached, the preflight on line 1 also covers this request, so no other is sent\./,
    );
    assert.match(
      explanation(`${preflight(...WILDCARD, AGE)}${put}\n###\n${del}`, "DELETE https:"),
      /also covers this request in Chrome and Safari; Firefox sends another\./,
    );
    assert.doesNotMatch(
      explanation(`${preflight(...LISTED, AGE)}${put}\n###\n${del}`, "PUT https:"),
      /covers this request/,
    );
  });
  it("knows that a blocked response clears Firefox's cache entry", () => {
    const put = `${request("PUT", "X-A: 1")}\nHTTP/1.1 200 OK\n`;
    assert.match(
      explanation(`${preflight(...LISTED, AGE)}${put}\n###\n${request("DELETE", "X-A: 1")}`, "DELETE https:"),
      /in Chrome and Safari; Firefox sends another\./,
    );
  });
});
