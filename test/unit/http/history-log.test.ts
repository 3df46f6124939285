import assert from "node:assert/strict";
import { isInHistory } from "../../../server/src/http/history-log";
import { carrierOf } from "../../../server/src/lsp/carrier";

describe("JetBrains' request history", () => {
  for (const path of [".idea/httpRequests", "/a/.idea/httpRequests/x.http", "C:\\a\\.idea\\httpRequests\\x.http"]) {
    it(`holds ${path}`, () => assert.ok(isInHistory(path)));
  }
  for (const path of [
    "httpRequests/x.http",
    ".idea/x.http",
    "x.idea/httpRequests/x.http",
    ".idea/httpRequests2/x.http",
  ]) {
    it(`does not hold ${path}`, () => assert.ok(!isInHistory(path)));
  }
  it("isn't analysed in an editor", () => {
    assert.equal(carrierOf("http", "file:///a/.idea/httpRequests/http-requests-log.http"), null);
    assert.equal(carrierOf("http", "file:///a/requests.http"), "http");
  });
});
