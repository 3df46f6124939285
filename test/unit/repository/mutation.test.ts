import assert from "node:assert/strict";
import { transformSync } from "esbuild";
import type { Mutant } from "../../../tools/mutation/instrument.mjs";

const tools = async () => ({
  ...(await import("../../../tools/mutation/instrument.mjs")),
  ...(await import("../../../tools/mutation/switch.mjs")),
});

interface Row {
  /** Declares a function `f`. */
  readonly code: string;
  /** The arguments of each call. */
  readonly calls: readonly (readonly unknown[])[];
  /** By mutant, in order: the results of the calls. */
  readonly expected: Readonly<Record<string, readonly unknown[]>>;
}

const ROWS: readonly Row[] = [
  {
    code: "const f = (a: boolean, b: boolean) => a && b;",
    calls: [
      [true, true],
      [true, false],
      [false, false],
    ],
    expected: {
      none: [true, false, false],
      "a && b — removed": [undefined, undefined, undefined],
      "a && b — `&&` → `||`": [true, true, false],
      "a — negated": [false, false, false],
      "b — negated": [false, true, false],
    },
  },
  {
    code: "function f(a?: number) { return (a ?? 5) as number; }",
    calls: [[1], [undefined]],
    expected: {
      none: [1, 5],
      "return (a ?? 5) as number; — removed": [undefined, undefined],
      "a ?? 5 — only its left side": [1, undefined],
      "a ?? 5 — only its right side": [5, 5],
      "5 — + 1": [1, 6],
    },
  },
  {
    code: "function f(a: number): boolean { if (a < 2) { return true; } return false; }",
    calls: [[1], [2], [3]],
    expected: {
      none: [true, false, false],
      "a < 2 — negated": [false, true, true],
      "a < 2 — `<` → `<=`": [true, true, false],
      "2 — + 1": [true, true, false],
      "return true; — removed": [false, false, false],
      "true — negated": [false, false, false],
      "false — negated": [true, true, true],
    },
  },
  {
    code: "function f(a: string) { switch (a) { case 'x': return `${a}!`; } return null; }",
    calls: [["x"], ["y"]],
    expected: {
      none: ["x!", null],
      "'x' — never matches": [null, null],
      "return `${a}!`; — removed": [null, null],
      "`${a}!` — changed": ["x!?", null],
      "return null; — removed": ["x!", undefined],
    },
  },
  {
    code: "const f = (a: string): boolean => g(a); const g = (a: string) => /^x+$/.test(a);",
    calls: [["x"], ["xy"], ["yx"], [""]],
    expected: {
      none: [true, false, false, false],
      "g(a) — removed": [undefined, undefined, undefined, undefined],
      "g(a) — negated": [false, true, true, true],
      "/^x+$/.test(a) — removed": [undefined, undefined, undefined, undefined],
      "/^x+$/ — without `^`": [true, false, true, false],
      "/^x+$/ — without `$`": [true, true, false, false],
      "/^x+$/ — `+` at 2 → `*`": [true, false, false, true],
    },
  },
];

describe("the mutation test", () => {
  for (const { code, calls, expected } of ROWS) {
    it(`mutates ${code}`, async () => {
      const { instrument, MutationSwitch, SWITCH } = await tools();
      const mutants: Mutant[] = [];
      const typed = instrument(code, "f.ts", mutants);
      const mutation = new MutationSwitch(mutants.length);
      const f = new Function(SWITCH, `${transformSync(typed, { loader: "ts" }).code}; return f;`)(mutation);
      const results = [{ id: 0, text: "", mutation: "none" }, ...mutants].map(({ id, text, mutation: kind }) => {
        mutation.active = id;
        return [id === 0 ? kind : `${text} — ${kind}`, calls.map((call) => f(...call))];
      });
      assert.deepEqual(results, Object.entries(expected));
      assert.deepEqual(
        [...mutation.reached.slice(1)],
        mutants.map(() => 1),
      );
    });
  }

  it("ends infinite loops", async () => {
    const { instrument, MutationSwitch, SWITCH } = await tools();
    const mutants: Mutant[] = [];
    const typed = instrument("function f() { let i = 0; while (i < 3) { i += 1; } return i; }", "f.ts", mutants);
    const mutation = new MutationSwitch(mutants.length);
    mutation.loopLimit = 30;
    const f = new Function(SWITCH, `${transformSync(typed, { loader: "ts" }).code}; return f;`)(mutation);
    assert.equal(f(), 3);
    assert.equal(mutation.loops, 3);
    mutation.active = mutants.find((mutant) => mutant.mutation === "removed")?.id ?? 0;
    assert.throws(f, /infinite loop/);
  });
});
