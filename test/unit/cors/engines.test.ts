import { strict as assert } from "node:assert";
import { BROWSERS, ENGINES, perEngine } from "../../../server/src/cors/engines";

describe("engines", () => {
  it("are the standard's and those of three browsers", () => {
    assert.deepEqual(ENGINES, ["fetch", "chromium", "firefox", "webkit"]);
  });
  it("are browsers, except for the standard", () => {
    assert.deepEqual(
      BROWSERS,
      ENGINES.filter((engine) => engine !== "fetch"),
    );
  });
  it("have a value each", () => {
    assert.deepEqual(
      perEngine((engine) => engine),
      Object.fromEntries(ENGINES.map((engine) => [engine, engine])),
    );
  });
});
