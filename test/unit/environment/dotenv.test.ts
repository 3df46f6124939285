import assert from "node:assert/strict";
import fc from "fast-check";
import { parseDotenv } from "../../../server/src/environment/dotenv";

describe("a .env file", () => {
  const read: readonly (readonly [string, Readonly<Record<string, string | null>>])[] = [
    ["A=b", { A: "b" }],
    ["  export A = b c  ", { A: "b c" }],
    ["A=\nB=1", { A: "", B: "1" }],
    ["A: b", { A: "b" }],
    ["# A=1\n\nB=2 # two\n", { B: "2" }],
    ["A=#nothing", { A: "" }],
    ["A='b # c' # d", { A: "b # c" }],
    ['A="b"', { A: "b" }],
    ["A=`b`", { A: "b" }],
    ['A="one\ntwo"\nB=3', { A: "one\ntwo", B: "3" }],
    ["A='open\nB=1", { A: "'open", B: "1" }],
    ["A='b\\n'", { A: "b\\n" }],
    ["a.b-c=1\r\nD=2\r\n", { "a.b-c": "1", D: "2" }],
    ["A=1\nA=2", { A: "2" }],
    ["\ufeffA=1", { A: "1" }],
    // Versions of dotenv read these differently.
    ["A=b#c", { A: null }],
    ['A="b\\nc"', { A: null }],
  ];
  for (const [text, expected] of read) {
    it(`reads ${JSON.stringify(text)}`, () =>
      assert.deepEqual(
        Object.fromEntries(parseDotenv(text).variables.map(({ name, value }) => [name, value])),
        expected,
      ));
  }

  it("finds the first line that isn't an assignment", () => {
    assert.equal(parseDotenv("A=1\n# c\n\nnonsense\nmore").oddLine, 4);
    assert.equal(parseDotenv('A="1\n2\n3"\nnonsense').oddLine, 4);
    assert.equal(parseDotenv("A=1\n").oddLine, null);
  });
  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."AB=:'\"`#\\ \t\r\n1") }), (text) => {
        parseDotenv(text);
      }),
      { numRuns: 500 },
    );
  });
});
