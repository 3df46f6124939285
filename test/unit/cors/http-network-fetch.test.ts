import { strict as assert } from "node:assert";
import { ENGINES, type Engine } from "../../../server/src/cors/engines";
import { httpNetworkFetch, httpNetworkOrCacheFetch } from "../../../server/src/cors/http-network-fetch";
import type { CorsResponse } from "../../../server/src/cors/types";
import { Unknown } from "../../../server/src/text/unknown";
import { headers, response, summary } from "./messages";

const SUCCESS = ["success http-network-or-cache-fetch 19"];

describe("HTTP-network-or-cache fetch", () => {
  const NOT_HTTP = ["failure http-network-fetch 8.5", "fails http-network-fetch 8.5"];
  const REFUSED = ["failure http-network-or-cache-fetch 16", "fails http-network-or-cache-fetch 16 407"];
  const OPEN = ["undetermined http-network-fetch 8.5", "open http-network-fetch 8.5"];
  const rows: readonly {
    readonly title: string;
    readonly shown: CorsResponse;
    readonly outcome: readonly string[];
    readonly engines: readonly Engine[];
  }[] = [
    { title: "step 16: a 407 of the server", shown: response(407), outcome: REFUSED, engines: ["chromium"] },
    { title: "step 16: a 401", shown: response(401), outcome: REFUSED, engines: [] },
    { title: "step 16: an unknown status", shown: response(new Unknown(null)), outcome: REFUSED, engines: [] },
    { title: "step 8.5: NUL in a value", shown: response(200, "A: 1", "B: a\0"), outcome: NOT_HTTP, engines: ENGINES },
    {
      title: "step 8.5: NUL in a name",
      shown: response(200, "A\0: 1"),
      outcome: NOT_HTTP,
      engines: ["fetch", "chromium", "webkit"],
    },
    { title: "step 8.5: an unknown value", shown: response(200, "A: {{x}}"), outcome: NOT_HTTP, engines: [] },
    {
      title: "step 8.5: different locations",
      shown: response(200, "Location: /a", "A: 1", "location: /b"),
      outcome: NOT_HTTP,
      engines: ["chromium", "firefox"],
    },
    {
      title: "step 8.5: a location and an empty one",
      shown: response(200, "Location: /a", "Location:"),
      outcome: NOT_HTTP,
      engines: ["chromium", "firefox"],
    },
    {
      title: "step 8.5: the same location",
      shown: response(302, "Location: /a", "Location: /a"),
      outcome: NOT_HTTP,
      engines: [],
    },
    { title: "step 8.5: one location", shown: response(302, "Location: /a"), outcome: NOT_HTTP, engines: [] },
    {
      title: "step 8.5: a location and an unknown one",
      shown: response(302, "Location: /a", "Location: {{x}}"),
      outcome: OPEN,
      engines: ["chromium", "firefox"],
    },
    {
      title: "step 8.5: an unknown location and a known one",
      shown: response(302, "Location: {{x}}", "Location: /a"),
      outcome: OPEN,
      engines: ["chromium", "firefox"],
    },
    {
      title: "step 8.5: two locations and an unknown one",
      shown: response(302, "Location: /a", "Location: {{x}}", "Location: /b"),
      outcome: NOT_HTTP,
      engines: ["chromium", "firefox"],
    },
    {
      title: "step 8.5: a second location that Firefox doesn't read",
      shown: response(302, "Location: /a", "Location : /b"),
      outcome: NOT_HTTP,
      engines: ["chromium"],
    },
    {
      title: "step 8.5: other headers on several lines",
      shown: response(200, "A: 1", "A: 2"),
      outcome: NOT_HTTP,
      engines: [],
    },
  ];
  for (const { title, shown, outcome, engines } of rows) {
    it(title, () => {
      for (const engine of ENGINES) {
        const expected = engines.includes(engine) ? outcome : SUCCESS;
        assert.deepEqual(summary(httpNetworkOrCacheFetch(shown, engine)), expected, engine);
      }
    });
  }
  it("has both reasons", () => {
    assert.deepEqual(summary(httpNetworkOrCacheFetch(response(407, "A: \0"), "chromium")), [
      "failure http-network-fetch 8.5",
      "fails http-network-fetch 8.5",
      "fails http-network-or-cache-fetch 16 407",
    ]);
  });
  it("step 9 of the HTTP-network fetch: returns the response", () => {
    assert.deepEqual(summary(httpNetworkFetch(headers("A: 1"), "chromium")), ["success http-network-fetch 9"]);
  });
});
