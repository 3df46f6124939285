import assert from "node:assert/strict";
import { fitted } from "../../server/src/cli/format/cells";
import { showLine } from "../../server/src/cli/format/shown-line";
import type { Range } from "../../server/src/text/range";

function drawn(line: string, start: number, end: number, columns = 40, hidden: readonly Range[] = []): string[] {
  const { text, indent, width } = showLine(line, { start, end }, columns, hidden);
  return [text, " ".repeat(indent) + "^".repeat(width)];
}

describe("a line of source with its range", () => {
  it("is shown unchanged if it fits", () => {
    assert.deepEqual(drawn("Vary: Origin", 6, 12), ["Vary: Origin", "      ^^^^^^"]);
  });

  it("marks an empty range, also at the end", () => {
    assert.deepEqual(drawn("Vary:", 5, 5), ["Vary:", "     ^"]);
  });

  it("counts the columns of tabs and wide characters", () => {
    assert.deepEqual(drawn("\tX: 日本x", 6, 7), ["    X: 日本x", `${" ".repeat(11)}^`]);
    assert.deepEqual(drawn("e\u0301x", 2, 3), ["e\u0301x", " ^"]);
  });

  it("makes unprintable and reordering characters visible", () => {
    assert.deepEqual(drawn("a\u001bb\u200bc\u202ed", 7, 8), ["a\u241bb\ufffdc\ufffdd", `${" ".repeat(7)}^`]);
  });

  it("breaks commands for CI systems, and keeps the marks below the text", () => {
    assert.deepEqual(drawn("a ##vso[x]y", 10, 11), ["a # #vso[x]y", `${" ".repeat(11)}^`]);
  });

  it("shows a path on one line", () => {
    assert.equal(fitted("a\r\nb\rc\nd\u001b[2Je\u{e0041}", 80), "a\u240d\u240ab\u240dc\u240ad\u241b[2Je\ufffd");
  });

  it("hides secrets", () => {
    const hidden = [
      { start: 8, end: 11 },
      { start: 13, end: 14 },
    ];
    assert.deepEqual(drawn("Cookie: a=b; c=d", 0, 6, 40, hidden), ["Cookie: …; …=d", "^^^^^^"]);
    assert.deepEqual(drawn("Cookie: a=b; c=d", 8, 11, 40, hidden), ["Cookie: …; …=d", "        ^"]);
    assert.deepEqual(drawn("Cookie: a=b; c=d", 13, 14, 40, hidden), ["Cookie: …; …=d", "           ^"]);
  });

  it("is cut around the range if it is too long", () => {
    const line = `${"a".repeat(50)}HERE${"b".repeat(50)}`;
    const [text = "", marks = ""] = drawn(line, 50, 54, 20);
    assert.equal(text, "…aaaaaaaHEREbbbbbbb…");
    assert.equal(text.slice(marks.indexOf("^"), marks.length), "HERE");
  });

  it("keeps its start if the range is near it", () => {
    assert.deepEqual(drawn(`ab${"c".repeat(100)}`, 0, 2, 20), [`ab${"c".repeat(16)}…`, "^^"]);
  });

  it("cuts a very long line, but never inside a character", () => {
    const line = "😀".repeat(500_000);
    const [text = ""] = drawn(line, 500_000, 500_002, 40);
    assert.doesNotMatch(text, /\p{Surrogate}/u);
    assert.ok(text.length <= 80);
  });
});
