import { strict as assert } from "node:assert";
import { ENGINES, type Engine } from "../../../server/src/cors/engines";
import {
  corsRequestOf,
  currentUrl,
  type FetchRequest,
  fetchRequest,
  haveSameOrigin,
  isRedirectTainted,
  serializedRequestOrigin,
  taintingOf,
} from "../../../server/src/cors/fetch-request";
import type { PreflightAfterRedirect, RequestCredentialsMode } from "../../../server/src/cors/types";
import { headers, OPEN_MODE, ORIGIN, OTHER, request, THIRD, value } from "./messages";

/** A request that redirects have led to the last of the URLs. */
function chain(first: string, ...others: readonly string[]): FetchRequest {
  return { ...fetchRequest(value(first), request("GET")), urlList: [value(first), ...others.map(value)] };
}

describe("request before any redirect", () => {
  it("has the values that the page gave it", () => {
    const made = fetchRequest(OTHER, request("PUT", ["X-A: 1"], "include"));
    assert.equal(made.mode, "cors");
    assert.equal(made.method, "PUT");
    assert.equal(made.origin, ORIGIN);
    assert.equal(made.credentialsMode, "include");
    assert.deepEqual(made.urlList, [OTHER]);
    assert.deepEqual(made.headers, headers("X-A: 1"));
    assert.deepEqual(made.pageHeaders, headers("X-A: 1"));
    assert.equal(made.wasPreflighted, false);
  });
  it("is basic at the page's own origin, otherwise cors", () => {
    assert.equal(fetchRequest(`${ORIGIN}/a`, request("GET")).responseTainting, "basic");
    assert.equal(fetchRequest(`${OTHER}/a`, request("GET")).responseTainting, "cors");
  });
});

describe("response tainting", () => {
  it("stays basic only at the page's own origin", () => {
    assert.equal(taintingOf(`${ORIGIN}/a`, ORIGIN, "basic"), "basic");
    assert.equal(taintingOf(OTHER, ORIGIN, "basic"), "cors");
    assert.equal(taintingOf(`${ORIGIN}/a`, ORIGIN, "cors"), "cors");
  });
});

describe("known origins", () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    [`${ORIGIN}/a`, ORIGIN, true],
    [ORIGIN, OTHER, false],
    ["{{a}}", ORIGIN, false],
    [ORIGIN, "{{a}}", false],
    ["{{a}}", "{{a}}", false],
  ];
  for (const [a, b, expected] of rows) {
    it(`${a} and ${b}`, () => {
      assert.equal(haveSameOrigin(value(a), value(b)), expected);
    });
  }
});

describe("redirect-tainted origin", () => {
  const rows: readonly (readonly [title: string, urls: readonly [string, ...string[]], tainted: boolean])[] = [
    ["no redirect", [OTHER], false],
    ["within the page's origin", [ORIGIN, `${ORIGIN}/a`], false],
    ["away from the page's origin", [ORIGIN, OTHER], false],
    ["within another origin", [OTHER, `${OTHER}/a`], false],
    ["away, and then within", [ORIGIN, OTHER, `${OTHER}/a`], false],
    ["from one other origin to a third", [OTHER, THIRD], true],
    ["from another origin to the page's", [OTHER, ORIGIN], true],
    ["away and back", [ORIGIN, OTHER, ORIGIN], true],
    ["tainted once, and then within", [OTHER, THIRD, `${THIRD}/a`], true],
    ["from another origin to an unknown one", [OTHER, "{{url}}"], true],
    ["from an unknown origin", ["{{url}}", OTHER], true],
    ["from the page's origin to an unknown one", [ORIGIN, "{{url}}"], false],
  ];
  for (const [title, urls, tainted] of rows) {
    it(title, () => {
      assert.equal(isRedirectTainted(chain(...urls)), tainted);
      assert.equal(serializedRequestOrigin(chain(...urls)), tainted ? "null" : ORIGIN);
    });
  }
});

describe("request as the CORS check sees it", () => {
  const modes: readonly (readonly [RequestCredentialsMode, "include" | "omit"])[] = [
    ["include", "include"],
    ["same-origin", "omit"],
    ["omit", "omit"],
  ];
  for (const [credentialsMode, expected] of modes) {
    it(`has credentials mode ${expected} for ${credentialsMode}`, () => {
      assert.equal(corsRequestOf({ ...chain(OTHER), credentialsMode }, "fetch").credentialsMode, expected);
    });
  }
  it("has an unknown credentials mode for an unknown one", () => {
    const made = { ...chain(OTHER), credentialsMode: OPEN_MODE };
    assert.equal(corsRequestOf(made, "fetch").credentialsMode, OPEN_MODE);
  });
  it("is at its last URL", () => {
    assert.equal(currentUrl(chain(ORIGIN, OTHER, THIRD)), THIRD);
  });
  it("has an ordinary preflight before any redirect", () => {
    for (const engine of ENGINES) {
      assert.deepEqual(corsRequestOf(fetchRequest(OTHER, request("PUT", ["X-A: 1"])), engine), {
        method: "PUT",
        origin: ORIGIN,
        credentialsMode: "omit",
        headers: headers("X-A: 1"),
      });
    }
  });

  const left = headers("X-Left: 1");
  const set = headers("X-Set: 1");

  /** The engines whose preflight has a property after a redirect. */
  const enginesWhere = (made: FetchRequest, holds: (preflight: PreflightAfterRedirect) => boolean): readonly Engine[] =>
    ENGINES.filter((engine) => {
      const { preflight } = corsRequestOf({ ...made, headers: left, pageHeaders: set }, engine);
      assert.ok(preflight !== undefined, engine);
      return holds(preflight);
    });

  it("has a preflight that depends on the remaining headers, or on the page's", () => {
    const after = chain(ORIGIN, OTHER);
    assert.deepEqual(
      enginesWhere(after, ({ decidedBy }) => decidedBy === set),
      ["firefox", "webkit"],
    );
    assert.deepEqual(
      enginesWhere(after, ({ decidedBy }) => decidedBy === left),
      ["fetch", "chromium"],
    );
  });
  it("has a preflight that asks for the remaining headers, or for the page's", () => {
    const after = chain(ORIGIN, OTHER);
    assert.deepEqual(
      enginesWhere(after, ({ asksFor }) => asksFor === set),
      ["webkit"],
    );
    assert.deepEqual(
      enginesWhere(after, ({ asksFor }) => asksFor === left),
      ["fetch", "chromium", "firefox"],
    );
  });
  it("has a preflight with the origin of the request, or the page's", () => {
    assert.deepEqual(
      enginesWhere(chain(OTHER, THIRD), ({ origin }) => origin === ORIGIN),
      ["firefox"],
    );
    assert.deepEqual(
      enginesWhere(chain(OTHER, THIRD), ({ origin }) => origin === "null"),
      ["fetch", "chromium", "webkit"],
    );
  });
  it("has a preflight whose origin isn't checked at the page's own server in Firefox", () => {
    assert.deepEqual(
      enginesWhere(chain(OTHER, ORIGIN), ({ isOriginChecked }) => !isOriginChecked),
      ["firefox"],
    );
    assert.deepEqual(
      enginesWhere(chain(ORIGIN, OTHER), ({ isOriginChecked }) => !isOriginChecked),
      [],
    );
  });
  it("always has a preflight after the first one in two engines", () => {
    const after = chain(ORIGIN, OTHER);
    assert.deepEqual(
      enginesWhere({ ...after, wasPreflighted: true }, ({ isForced }) => isForced),
      ["firefox", "webkit"],
    );
    assert.deepEqual(
      enginesWhere({ ...after, wasPreflighted: false }, ({ isForced }) => isForced),
      [],
    );
  });
});
