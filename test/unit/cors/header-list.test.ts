import { strict as assert } from "node:assert";
import fc from "fast-check";
import * as list from "../../../server/src/cors/header-list";
import { type Header, type HeaderList, sortedLowercaseSet } from "../../../server/src/cors/header-list";
import type { HeaderName } from "../../../server/src/headers/table";
import { isUnknown, Unknown } from "../../../server/src/text/unknown";
import { headers } from "./messages";

// The algorithms work for every name, and short ones make tables readable.
const contains = (all: HeaderList, name: string) => list.contains(all, name as HeaderName);
const get = (all: HeaderList, name: string) => list.get(all, name as HeaderName);
const headerLines = (all: HeaderList, name: string) => list.headerLines(all, name as HeaderName);

describe("header list: get", () => {
  it("step 1: gives null for an absent header", () => {
    assert.equal(get(headers("A: 1"), "B"), null);
  });
  it("step 1: doesn't know an absent header if lines are elided", () => {
    assert.deepEqual(get(headers("A: 1", "..."), "B"), new Unknown(null));
  });
  it("step 2: gives an empty value for a present header", () => {
    assert.equal(get(headers("A:"), "a"), "");
  });
  it("step 2: combines in order, whatever the case of the names", () => {
    assert.equal(get(headers("A: 1", "B: 2", "a: 3", "A:"), "A"), "1, 3, ");
  });
  it("assumes that elided lines don't repeat what is shown", () => {
    assert.equal(get(headers("A: 1", "..."), "a"), "1");
  });
  it("keeps the text of an unknown value if it is the whole value", () => {
    assert.deepEqual(get(headers("A: {{x}}"), "a"), new Unknown("{{x}}"));
  });
  it("doesn't know a value with an unknown part", () => {
    assert.deepEqual(get(headers("A: {{x}}", "A: 1"), "a"), new Unknown(null));
  });
  it("lower-cases A to Z only", () => {
    assert.equal(get({ headers: [{ name: "\u212A", value: "Kelvin" }], complete: true }, "k"), null);
  });

  it("agrees with a naive implementation of the standard", () => {
    const name = fc.constantFrom("a", "A", "b", "accept", "ACCEPT", "é");
    const header = fc.record({
      name,
      value: fc.oneof(
        fc.string({ maxLength: 5 }),
        fc.string({ maxLength: 3 }).map((text) => new Unknown(text)),
      ),
    });
    fc.assert(
      fc.property(fc.array(header, { maxLength: 6 }), fc.boolean(), name, (list, complete, wanted) => {
        const expected = naiveGet(list, wanted);
        const actual = get({ headers: list, complete }, wanted);
        if (expected === null) {
          assert.equal(isUnknown(actual), !complete);
        } else if (expected === undefined) {
          assert.ok(isUnknown(actual));
        } else {
          assert.equal(actual, expected);
        }
      }),
    );
  });
});

/** `undefined` for unknown. */
function naiveGet(list: readonly Header[], name: string): string | null | undefined {
  const values = list.filter((header) => header.name.toLowerCase() === name.toLowerCase()).map(({ value }) => value);
  if (values.length === 0) {
    return null;
  }
  return values.some(isUnknown) ? undefined : values.join(", ");
}

describe("header list: contains and headerLines", () => {
  it("finds every line of a name", () => {
    assert.deepEqual(
      headerLines(headers("A: 1", "B: 2", "a: 3"), "a").map(({ value }) => value),
      ["1", "3"],
    );
  });
  it("has three answers", () => {
    assert.equal(contains(headers("A:"), "a"), true);
    assert.equal(contains(headers("A:"), "b"), false);
    assert.deepEqual(contains(headers("A:", "..."), "b"), new Unknown(null));
  });
});

describe("header list: sorted-lowercase set", () => {
  it("is unique, lower-case and sorted by byte", () => {
    assert.deepEqual(sortedLowercaseSet(["X-B", "x-a", "x-b", "X_A", "a"]), ["a", "x-a", "x-b", "x_a"]);
  });
});
