import { strict as assert } from "node:assert";
import { isCorsSafelistedMethod, isForbiddenMethod, normalizeMethod } from "../../../server/src/cors/method";
import { isOkStatus, isRedirectStatus, mayBeRedirectStatus } from "../../../server/src/cors/status";

describe("methods", () => {
  const rows: readonly (readonly [string, boolean, boolean, string])[] = [
    ["GET", true, false, "GET"],
    ["HEAD", true, false, "HEAD"],
    ["POST", true, false, "POST"],
    ["get", false, false, "GET"],
    ["gEt", false, false, "GET"],
    ["head", false, false, "HEAD"],
    ["post", false, false, "POST"],
    ["Put", false, false, "PUT"],
    ["delete", false, false, "DELETE"],
    ["options", false, false, "OPTIONS"],
    ["patch", false, false, "patch"],
    ["PATCH", false, false, "PATCH"],
    ["CHICKEN", false, false, "CHICKEN"],
    ["CONNECT", false, true, "CONNECT"],
    ["trace", false, true, "trace"],
    ["Track", false, true, "Track"],
    ["TRACER", false, false, "TRACER"],
    ["", false, false, ""],
  ];
  for (const [method, safelisted, forbidden, normalized] of rows) {
    it(JSON.stringify(method), () => {
      assert.equal(isCorsSafelistedMethod(method), safelisted);
      assert.equal(isForbiddenMethod(method), forbidden);
      assert.equal(normalizeMethod(method), normalized);
    });
  }
});

describe("statuses", () => {
  const all = Array.from({ length: 1000 }, (_, status) => status);
  it("is ok from 200 to 299", () => {
    const ok = all.filter(isOkStatus);
    assert.deepEqual([ok[0], ok.at(-1), ok.length], [200, 299, 100]);
  });
  it("redirects for five", () => {
    for (const engine of ["fetch", "chromium", "firefox"] as const) {
      assert.deepEqual(
        all.filter((status) => isRedirectStatus(status, engine)),
        [301, 302, 303, 307, 308],
      );
    }
  });
  it("redirects for further ones in WebKit, as measured", () => {
    const followed = all.filter((status) => isRedirectStatus(status, "webkit"));
    assert.deepEqual(followed.slice(0, 6), [301, 302, 303, 307, 308, 309]);
    assert.deepEqual([followed.length, followed.at(-1)], [96, 399]);
    assert.deepEqual(all.filter(mayBeRedirectStatus), followed);
  });
});
