import { strict as assert } from "node:assert";
import { extractHeaderListValues, isToken, ListFailure } from "../../../server/src/cors/list-values";
import { getDecodeAndSplit } from "../../../server/src/cors/quoted-list";
import type { HeaderName } from "../../../server/src/headers/table";
import { Unknown } from "../../../server/src/text/unknown";
import { headers } from "./messages";
import { describeTable } from "./reference-data";

describe("extract header list values", () => {
  const rows: readonly (readonly [readonly string[], readonly string[] | null | ListFailure | Unknown])[] = [
    [[], null],
    [["..."], new Unknown(null)],
    [["L:"], []],
    [["L: ,"], []],
    [["L: , ,\t,"], []],
    [["L: GET"], ["GET"]],
    [["L: ,GET,, PUT ,\tDELETE,"], ["GET", "PUT", "DELETE"]],
    [
      ["L: a", "l: b, a"],
      ["a", "b", "a"],
    ],
    [["L: *"], ["*"]],
    [["L: 'bb-8'"], ["'bb-8'"]],
    [["L: GET PUT"], new ListFailure("GET PUT", [])],
    [['L: a, "b", c/d'], new ListFailure('"b"', ["a"])],
    [["L: a", "L: b;c"], new ListFailure("b;c", ["a"])],
    [["L: a\u000b"], new ListFailure("a\u000b", [])],
    [["L: é"], new ListFailure("é", [])],
    [["L: {{x}}"], new Unknown("{{x}}")],
    [["L: a", "L: {{x}}"], new Unknown(null)],
    [["L: {{x}}", "L: b c"], new ListFailure("b c", [])],
    [["L: a", "..."], ["a"]],
  ];
  for (const [lines, expected] of rows) {
    it(JSON.stringify(lines), () => {
      assert.deepEqual(extractHeaderListValues("l" as HeaderName, headers(...lines)), expected);
    });
  }
  it("reads a list of any length", () => {
    const values = extractHeaderListValues("L" as HeaderName, headers(`L: ${"a,".repeat(300_000)}`));
    assert.equal(Array.isArray(values) && values.length, 300_000);
  });
});

describe("token", () => {
  it("accepts exactly the tchar bytes", () => {
    const accepted = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte))
      .filter(isToken)
      .join("");
    assert.equal(accepted, "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");
  });
  it("is not empty", () => {
    assert.equal(isToken(""), false);
    assert.equal(isToken("a\n"), false);
  });
});

describe("get, decode, and split", () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["", [""]],
    ["a", ["a"]],
    [" a ,\tb", ["a", "b"]],
    ['"a,b",c', ['"a,b"', "c"]],
    ['a"b\\",c"d,e', ['a"b\\",c"d', "e"]],
    ['"open, never closed', ['"open, never closed']],
    ['"\\', ['"\\']],
    ['"",a', ['""', "a"]],
    [",", ["", ""]],
  ];
  for (const [input, expected] of rows) {
    it(JSON.stringify(input), () => {
      assert.deepEqual(getDecodeAndSplit(input), expected);
    });
  }
});

interface ListRow {
  readonly id: string;
  readonly kind: string;
  readonly value: string;
  readonly specVerdict: readonly string[] | "failure";
}

describeTable<ListRow>(
  "chromium-unittest-facts.json",
  "lists",
  ({ kind }) => kind === "list-parse" || kind === "expose-parse",
  (row) => {
    const values = extractHeaderListValues("L" as HeaderName, {
      headers: [{ name: "L", value: row.value }],
      complete: true,
    });
    assert.deepEqual(values instanceof ListFailure ? "failure" : values, row.specVerdict);
  },
);
