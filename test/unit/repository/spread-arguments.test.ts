import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@babel/parser";

interface Node {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number } };
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  "ArrowFunctionExpression",
  "ClassMethod",
  "ClassPrivateMethod",
  "FunctionDeclaration",
  "FunctionExpression",
  "ObjectMethod",
]);
const CALLS: ReadonlySet<string> = new Set(["CallExpression", "NewExpression", "OptionalCallExpression"]);

/**
 * The lines of a text that put a list of any length on the stack: `f(...list)` and `f.apply(x, list)`. To pass on the function's own rest
 * parameter is fine, because its caller wrote the arguments one by one.
 */
function spreadLines(text: string): number[] {
  const lines: number[] = [];
  const visit = (value: unknown, rest: string | null) => {
    if (Array.isArray(value)) {
      for (const item of value) {
        visit(item, rest);
      }
      return;
    }
    if (typeof value !== "object" || value === null || typeof (value as { type?: unknown }).type !== "string") {
      return;
    }
    const node = value as Node & {
      readonly params?: readonly { readonly type: string; readonly argument?: { readonly name?: string } }[];
      readonly arguments?: readonly { readonly type: string; readonly argument?: { readonly name?: string } }[];
      readonly callee?: { readonly property?: { readonly name?: string } };
    };
    if (CALLS.has(node.type)) {
      const isSpread = node.arguments?.some(
        ({ type, argument }) => type === "SpreadElement" && (rest === null || argument?.name !== rest),
      );
      const called = node.callee?.property?.name ?? "";
      if (isSpread || called === "apply") {
        lines.push(node.loc?.start.line ?? 0);
      }
    }
    const parameter = FUNCTIONS.has(node.type) ? node.params?.find(({ type }) => type === "RestElement") : undefined;
    for (const part of Object.values(node)) {
      visit(part, parameter?.argument?.name ?? rest);
    }
  };
  visit(parse(text, { sourceType: "module", plugins: ["typescript"] }).program, null);
  return lines;
}

describe("spread arguments", () => {
  for (const [text, expected] of [
    ["list.push(...more);", [1]],
    ["Math.max(0,\n  ...list.map(length));", [1]],
    ["new Range(...ends);", [1]],
    ["list?.push(...more);", [1]],
    ["String.fromCharCode.apply(null, codes);", [1]],
    ["const f = (list: number[]) =>\n  Math.min(...list);", [2]],
    ["const f = (...list: number[]) => g((other: number[]) => Math.min(...other));", [1]],
    ["const f = (...list: number[]) => g(...list);", []],
    ["class A { f(...list: number[]) { return new B(...list); } }", []],
    ["const all = [...list, ...more]; new Set([...all]); f({ ...one });", []],
  ] as const) {
    it(`are found in ${JSON.stringify(text)}`, () => assert.deepEqual(spreadLines(text), expected));
  }

  it("don't put a list on the stack in the server", () => {
    const root = join(__dirname, "../../../server/src");
    const names = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    assert.ok(names.length > 0);
    assert.deepEqual(
      names.flatMap((name) => spreadLines(readFileSync(join(root, name), "utf8")).map((line) => `${name}:${line}`)),
      [],
      "the stack holds about 120,000 arguments; use append() or reduce()",
    );
  });
});
