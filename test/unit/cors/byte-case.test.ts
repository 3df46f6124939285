import { strict as assert } from "node:assert";
import { byteLowercase, byteUppercase, isByteCaseInsensitiveMatch } from "../../../server/src/cors/byte-case";

describe("bytes without regard to case", () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ["AZ", "az", true],
    ["az", "AZ", true],
    ["@", "`", false],
    ["[", "{", false],
    ["a", "ab", false],
    ["\xc9", "\xe9", false],
  ];
  for (const [a, b, expected] of rows) {
    it(`${JSON.stringify(a)} and ${JSON.stringify(b)}`, () => assert.equal(isByteCaseInsensitiveMatch(a, b), expected));
  }
  it("changes only ASCII letters", () => {
    assert.equal(byteLowercase("AZ@[\xc9"), "az@[\xc9");
    assert.equal(byteUppercase("az`{\xe9"), "AZ`{\xe9");
    assert.equal(byteLowercase("A\xc9Z"), "a\xc9z");
    assert.equal(byteUppercase("a\xe9z"), "A\xe9Z");
  });
});
