import { strict as assert } from "node:assert";
import {
  BROWSERS,
  ENGINES,
  type Engine,
  type PerEngine,
  perEngine,
  perShared,
  sharedPerEngine,
} from "../../../server/src/cors/engines";

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

  const rows: readonly PerEngine<string>[] = [
    "aaaa",
    "aaab",
    "aaba",
    "aabb",
    "abaa",
    "abab",
    "abba",
    "abbb",
    "abcd",
  ].map((letters) => perEngine((engine) => letters.charAt(ENGINES.indexOf(engine))));
  for (const row of rows) {
    it(`share what is the same: ${Object.values(row).join("")}`, () => {
      const objects = sharedPerEngine(
        (engine) => ({ letter: row[engine], engine }),
        (a, b) => a.letter === b.letter,
      );
      const asked: string[] = [];
      const made = perShared(objects, ({ letter }) => {
        asked.push(letter);
        return { letter };
      });
      const first = (engine: Engine) => ENGINES.find((other) => row[other] === row[engine]) ?? engine;
      for (const engine of ENGINES) {
        assert.deepEqual(objects[engine], { letter: row[engine], engine: first(engine) });
        assert.deepEqual(made[engine], { letter: row[engine] });
        assert.equal(made[engine], made[first(engine)]);
      }
      assert.deepEqual(asked, [...new Set(Object.values(row))]);
    });
  }
});
