import assert from "node:assert/strict";
import fc from "fast-check";
import type { EnvironmentDefinition } from "../../../server/src/http/environment-variables";
import { parse } from "../../../server/src/http/parse";
import { resolveValue } from "../../../server/src/http/value";
import { isUnknown } from "../../../server/src/text/unknown";

describe("variables of the file", () => {
  it("never make a resolver throw, nor change a text without references", () => {
    const piece = fc.constantFrom(
      "{{",
      "}}",
      "a",
      "b",
      "%",
      "$",
      "\\",
      "{{a}}",
      "{{b}}",
      "{{ c }}",
      "\ud800",
      '"',
      " ",
    );
    const typed = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    const definition: fc.Arbitrary<EnvironmentDefinition> = typed.map((value) => ({
      value,
      source: "s",
      environment: null,
      isSecret: true,
      mayOverrideText: false,
    }));
    fc.assert(
      fc.property(typed, typed, typed, fc.array(definition, { minLength: 1, maxLength: 2 }), (text, a, b, outside) => {
        const { variables, privacy } = parse(`@a = ${a}\n@b = ${b}\n`, "http", new Map([["c", outside]]));
        const value = resolveValue(text, variables, 0);
        assert.equal(privacy.shown(privacy.shown(text)), privacy.shown(text));
        if (!text.includes("{{")) {
          assert.equal(isUnknown(value) ? value.text : value, text);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
