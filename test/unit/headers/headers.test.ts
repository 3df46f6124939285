import assert from "node:assert/strict";
import {
  CORS_REQUEST_HEADERS,
  CORS_RESPONSE_HEADERS,
  HEADER_NAMES,
  headerNamed,
  purposeWithCors,
} from "../../../server/src/headers/headers";
import { HEADERS } from "../../../server/src/headers/table";

describe("the table of headers", () => {
  it("finds a name in any case", () => {
    assert.equal(headerNamed("ACCESS-control-allow-ORIGIN"), "Access-Control-Allow-Origin");
    assert.equal(headerNamed("X-Other"), null);
    assert.equal(headerNamed("__proto__"), null);
  });

  it("has each name once, whatever its case", () => {
    assert.equal(new Set(HEADER_NAMES.map((name) => name.toLowerCase())).size, HEADER_NAMES.length);
  });

  it("knows the headers of the protocol in the order of the standard", () => {
    assert.deepEqual(CORS_REQUEST_HEADERS, [
      "Origin",
      "Access-Control-Request-Method",
      "Access-Control-Request-Headers",
    ]);
    assert.deepEqual(CORS_RESPONSE_HEADERS, [
      "Access-Control-Allow-Origin",
      "Access-Control-Allow-Credentials",
      "Access-Control-Allow-Methods",
      "Access-Control-Allow-Headers",
      "Access-Control-Max-Age",
      "Access-Control-Expose-Headers",
    ]);
  });

  it("explains the headers that matter with CORS, and no others, such as those that browsers gave up", () => {
    for (const name of HEADER_NAMES) {
      const matters = /^(Access-Control-(?!.*-Private-Network).*|Origin|Vary)$/.test(name);
      assert.equal(purposeWithCors(name) !== null, matters, name);
    }
  });

  it("has purposes that end as sentences", () => {
    for (const { purpose } of Object.values(HEADERS)) {
      assert.match(purpose ?? ".", /\.$/);
    }
  });
});
