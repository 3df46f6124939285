import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Analysis, analyse } from "../../../server/src/analysis";
import type { Carrier } from "../../../server/src/http/parse";
import { definitionsAt, referencesAt } from "../../../server/src/navigate/definition";
import { fileReferencesOf } from "../../../server/src/navigate/document-links";
import { foldsOf } from "../../../server/src/navigate/folding-ranges";
import { highlightsAt } from "../../../server/src/navigate/highlights";
import { renamableAt, renameAt } from "../../../server/src/navigate/rename";
import { selectionRangesAt } from "../../../server/src/navigate/selection-ranges";
import { type OutlineEntry, outlineOf } from "../../../server/src/navigate/symbols";
import { applyEdits } from "../../../server/src/text/edit";
import type { Range } from "../../../server/src/text/range";

const read = (text: string, carrier: Carrier) => analyse(text, carrier, { origin: null });

function checkRange({ start, end }: Range, { start: from, end: to }: Range): void {
  assert.ok(from <= start && start <= end && end <= to, `${start}-${end} in ${from}-${to}`);
}

function checkEntries(entries: readonly OutlineEntry[], parent: Range): void {
  let at = parent.start;
  for (const { name, range, selection, children } of entries) {
    assert.match(name, /\S/);
    assert.ok(range.start >= at, "entries are in order and apart");
    at = range.end;
    checkRange(range, parent);
    checkRange(selection, range);
    checkEntries(children, range);
  }
}

function checkDocument(analysis: Analysis): void {
  const { document } = analysis;
  const whole = { start: 0, end: document.text.length };
  checkEntries(outlineOf(analysis), whole);
  for (const { range, path } of fileReferencesOf(document)) {
    assert.equal(document.text.slice(range.start, range.end), path);
  }
  for (const { startLine, endLine } of foldsOf(analysis)) {
    assert.ok(0 <= startLine && startLine < endLine && endLine < document.lines.length);
  }
}

function checkOffset(analysis: Analysis, offset: number): void {
  const whole = { start: 0, end: analysis.document.text.length };
  const highlights = highlightsAt(analysis, offset).map(({ range }) => range);
  const references = referencesAt(analysis, offset, true);
  assert.deepEqual(
    references.map(({ end }) => end),
    highlights.map(({ end }) => end),
  );
  const destinations = definitionsAt(analysis, offset)?.to ?? [];
  for (const { range, context } of destinations) {
    checkRange(range, context);
    checkRange(context, whole);
  }
  for (const range of [...highlights, ...references]) {
    checkRange(range, whole);
  }
  let inner: Range | null = null;
  for (const range of selectionRangesAt(analysis, offset)) {
    checkRange(range, whole);
    if (inner !== null) {
      checkRange(inner, range);
    }
    inner = range;
  }
}

/** A rename and its reverse leave the document unchanged. */
function checkRename(analysis: Analysis, carrier: Carrier, offset: number): void {
  const { text } = analysis.document;
  const renamable = renamableAt(analysis, offset);
  if (renamable === null || "problem" in renamable) {
    return;
  }
  assert.equal(text.slice(renamable.range.start, renamable.range.end), renamable.name);
  const newName = renamable.name.includes("://") ? "https://renamed.example" : "renamed_to_this";
  const edits = renameAt(analysis, offset, newName);
  assert.ok(edits !== null && !("problem" in edits));
  const renamed = applyEdits(text, edits);
  const back = renameAt(read(renamed, carrier), edits[0]?.range.start ?? 0, renamable.name);
  assert.ok(back !== null && !("problem" in back));
  assert.equal(applyEdits(renamed, back), text);
}

const FILES = ["test/fixtures/rules", "test/fixtures/dialects", "examples"].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => /\.(http|rest|md)$/.test(file))
    .map((file) => join(folder, file)),
);

const line = fc.oneof(
  fc.constantFrom(
    "GET https://api.example.com/{{a}} HTTP/1.1",
    "PUT https://api.example.com/x",
    "OPTIONS https://api.example.com/x",
    "HTTP/1.1 204",
    "HTTP/1.1 302 Found",
    "HTTP/1.1 100 Continue",
    "Host: {{a}}",
    "Origin: https://app.example.com",
    "Origin: {{b}}",
    "Referer: https://app.example.com/page",
    "Cookie: a=b",
    "Access-Control-Allow-Origin: https://app.example.com, {{b}}",
    "Access-Control-Allow-Origin: *",
    "Access-Control-Allow-Credentials: true",
    "Access-Control-Request-Method: PUT",
    "Access-Control-Request-Headers: x-a,{{a}}",
    "Access-Control-Allow-Methods: GET, PUT,",
    "Access-Control-Allow-Headers: *, X-A",
    "Access-Control-Expose-Headers: *",
    "X-A: 1",
    "  folded, x-a",
    "Location: /x",
    "",
    "",
    "###",
    "### {{a}} title",
    "# comment {{a}}",
    "# @cors credentials=include origin=https://app.example.com",
    "@a = {{b}}",
    "@b = https://app.example.com",
    "< ./body.json",
    "curl -X PUT 'https://api.example.com/{{a}}' -H 'Origin: https://app.example.com' \\",
    "  -H \"X-A\": {{b}}' --json '{}'",
    "> Origin: https://app.example.com",
    "< HTTP/1.1 200 OK",
    "< Access-Control-Allow-Origin: {{b}}",
    "* Connected",
    ":method: PUT",
    ":path: /x",
    "200 OK",
    "<> out.http",
    "> {%",
    "%}",
    "```http",
    "```",
    "> ```rest",
    "> GET /x HTTP/1.1",
    "{",
    "{{",
    "}}",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const text = fc
  .array(fc.tuple(line, fc.constantFrom("\n", "\n", "\n", "\r\n", "\r")), { maxLength: 30 })
  .map((lines) => lines.map(([content, eol]) => content + eol).join(""));
const carrier = fc.constantFrom("http" as const, "markdown" as const);

describe("navigation in any document", () => {
  it("stays inside the document, and outlines nest", () => {
    fc.assert(
      fc.property(text, carrier, (source, by) => checkDocument(read(source, by))),
      { numRuns: 300 },
    );
  });

  it("stays inside the document at every offset, and a rename can be reversed", () => {
    fc.assert(
      fc.property(text, carrier, fc.nat(), (source, by, at) => {
        const analysis = read(source, by);
        const offset = at % (source.length + 1);
        checkOffset(analysis, offset);
        checkRename(analysis, by, offset);
      }),
      { numRuns: 600 },
    );
  });

  for (const file of FILES) {
    it(`answers at every offset of ${file}`, () => {
      const source = readFileSync(file, "utf8");
      const by = file.endsWith(".md") ? "markdown" : "http";
      const analysis = read(source, by);
      checkDocument(analysis);
      for (const offset of Array(source.length + 1).keys()) {
        checkOffset(analysis, offset);
      }
    });
  }
});
