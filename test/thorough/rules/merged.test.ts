import assert from "node:assert/strict";
import { merged } from "../../../server/src/rules/framework/finding";
import type { Finding } from "../../../server/src/rules/framework/rule";

function finding(start: number): Finding {
  return {
    rule: "max-age-missing",
    severity: "warning",
    message: "It is missing.",
    place: { anchor: { start }, range: { start: 0, end: 1 } },
    related: [],
    expected: null,
    unnecessary: false,
    engines: null,
    step: null,
    fixes: () => [],
  };
}

describe("merged findings", () => {
  it("are in text order, even if there are very many", () => {
    const even = Array.from({ length: 100_000 }, (_, i) => finding(2 * i));
    const odd = Array.from({ length: 100_000 }, (_, i) => finding(2 * i + 1));
    const starts = merged(even, odd.reverse()).map(({ place }) => place.anchor.start);
    assert.ok(starts.length === 200_000 && starts.every((start, i) => start === i));
  });
});
