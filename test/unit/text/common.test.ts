import assert from "node:assert/strict";
import fc from "fast-check";
import { commonEnds } from "../../../server/src/text/common";

const text = fc.string({ unit: fc.constantFrom("a", "b", "\u{1f600}"), maxLength: 12 });

describe("the common ends of two texts", () => {
  it("are as long as possible: first the prefix, then the suffix of the rest", () => {
    fc.assert(
      fc.property(text, text, text, text, (begin, one, other, end) => {
        const a = begin + one + end;
        const b = begin + other + end;
        const { prefix, suffix } = commonEnds(a, b);
        const most = Math.min(a.length, b.length);
        assert.equal(a.slice(0, prefix), b.slice(0, prefix));
        assert.ok(prefix === most || a[prefix] !== b[prefix]);
        assert.ok(prefix + suffix <= most);
        assert.equal(a.slice(a.length - suffix), b.slice(b.length - suffix));
        assert.ok(prefix + suffix === most || a.at(-1 - suffix) !== b.at(-1 - suffix));
      }),
    );
  });
});
