import assert from "node:assert/strict";
import fc from "fast-check";
import { type Json, parseJson } from "../../../server/src/text/json";

/** A value with plain objects for maps. */
function plain(value: Json): unknown {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([name, member]) => [name, plain(member)]));
  }
  return Array.isArray(value) ? value.map((item: Json) => plain(item)) : value;
}

describe("JSON as editors take it", () => {
  const read: readonly (readonly [string, unknown])[] = [
    ['{"a": "b"}', { a: "b" }],
    ["\ufeff{}", {}],
    ['// c\n{"a": /* d */ 1, // e\n}\n/* f */', { a: 1 }],
    ['{"a": [1, true, null,],}', { a: [1, true, null] }],
    ['{"a": "// no comment", "b": "/* neither */", "c": "1,}"}', { a: "// no comment", b: "/* neither */", c: "1,}" }],
    ['{"a": "\\"\\u0041\\n"}', { a: '"A\n' }],
    ['{"a": 1, "a": 2}', { a: 2 }],
    ["-1.5e3", -1500],
    ['{"a": 1} // the end', { a: 1 }],
  ];
  for (const [text, expected] of read) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const result = parseJson(text);
      assert.deepEqual("value" in result ? plain(result.value) : result, expected);
    });
  }

  const wrong: readonly (readonly [string, number])[] = [
    ["", 0],
    ["{", 1],
    ['{"a" 1}', 5],
    ['{"a": nope}', 6],
    ["{a: 1}", 1],
    ['{"a": 1 "b": 2}', 8],
    ['{"a": "b\n"}', 6],
    ['{"a": 01}', 6],
    ["{} {}", 3],
    ['{"a": 0x1f}', 6],
    ['{"a": 1.}', 6],
    ['{"a": truest}', 6],
    ['{"a": "\\x"}', 6],
    ['{"a":\u00a01}', 5],
    ["/* open", 0],
    ['{"a": 1} /* open', 9],
    ["{,}", 1],
  ];
  for (const [text, errorAt] of wrong) {
    it(`says where ${JSON.stringify(text)} is wrong`, () => assert.deepEqual(parseJson(text), { errorAt }));
  }

  it("reads 65 levels, and says where the next one starts", () => {
    assert.ok("value" in parseJson("[".repeat(65) + "]".repeat(65)));
    assert.deepEqual(parseJson("[".repeat(66) + "]".repeat(66)), { errorAt: 65 });
    assert.deepEqual(parseJson('{"a":'.repeat(66)), { errorAt: 325 });
  });

  for (const piece of ["[", '{"a":', "[},", "{],", '{"a":[},', "[{]}", "[:", "/*", ","]) {
    it(`ends with 100,000 times ${piece}`, () => assert.ok("errorAt" in parseJson(piece.repeat(100_000))));
  }
  it("makes no name special", () => {
    const result = parseJson('{"__proto__": {"a": 1}}');
    assert.ok("value" in result && result.value instanceof Map && result.value.has("__proto__"));
  });
  it("reads whatever the standard reads, in the same way, and never throws", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const result = parseJson(text);
        assert.deepEqual("value" in result ? plain(result.value) : result, JSON.parse(text));
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:/*\\ \n1ae') }), (text) => {
        parseJson(text);
      }),
      { numRuns: 500 },
    );
  });
});
