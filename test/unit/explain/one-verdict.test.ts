import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { drawingText } from "../../../server/src/cli/format/drawing";
import { createPaint } from "../../../server/src/cli/format/paint";
import { verdictLines } from "../../../server/src/cli/format/verdicts";
import { draw } from "../../../server/src/explain/drawing/draw";
import { drawingHtml } from "../../../server/src/explain/drawing/html";
import { drawingMarkdown } from "../../../server/src/explain/drawing/markdown";
import { fetchVerdict } from "../../../server/src/explain/fetch-verdict";
import { hoverAt } from "../../../server/src/explain/hover";
import { exchangeAt } from "../../../server/src/explain/locate";
import { plainHover } from "../../../server/src/explain/plain";
import { blockOf, isSameCommand } from "../../../server/src/http/tree";
import type { JudgedExchange } from "../../../server/src/judged/judged-exchange";
import { requestLineRange } from "../../../server/src/navigate/extents";
import { type OutlineEntry, outlineOf } from "../../../server/src/navigate/symbols";
import { verdictAt, verdictsOf } from "../../../server/src/navigate/verdicts";
import { RULES } from "../../../server/src/rules/registry";
import { filesIn } from "../../support/subjects";

const paint = createPaint(false);
const COLUMNS = 400;

/** The words of a heading: `Blocked: port differs.` */
function wordsOf(heading: string): string {
  const words = heading.replace(/^CORS: /, "").replace(/\.$/, "");
  return `${words.slice(0, 1).toLowerCase()}${words.slice(1)}`;
}

/** The bold words at the beginning of a paragraph. */
function boldIn(markdown: string): string {
  return plainHover(/^\*\*((?:\\.|[^\\])*?)\*\*(?= |$)/m.exec(markdown)?.[1] ?? "");
}

function boldInHtml(html: string): string {
  const [, text = ""] = /<strong>([^<]*)<\/strong>/.exec(html) ?? [];
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

function entriesIn(entries: readonly OutlineEntry[]): OutlineEntry[] {
  return entries.flatMap((entry) =>
    entry.kind === "exchange" || entry.kind === "preflight" ? [entry, ...entriesIn(entry.children)] : [],
  );
}

/** What each surface that explains one exchange says about it. */
function explanations(analysis: Analysis, exchange: JudgedExchange): Readonly<Record<string, string>> {
  const { request } = exchange;
  const drawing = draw(analysis, exchange);
  return {
    hover: boldIn(hoverAt(analysis, analysis.document.startOf(request) + request.target.start)?.markdown ?? ""),
    panel: boldInHtml(drawingHtml(drawing, { svg: "", fixes: [], isNarrow: false })),
    "explain-exchange": drawingText(drawing, { paint, columns: COLUMNS, ascii: true }).split("\n")[1]?.slice(2) ?? "",
    "explain-exchange --format markdown": boldIn(drawingMarkdown(drawing)),
  };
}

function check(analysis: Analysis): void {
  const { exchanges, document } = analysis;
  const expected = exchanges.map((exchange) => fetchVerdict(analysis, exchange));
  for (const [i, exchange] of exchanges.entries()) {
    for (const [surface, said] of Object.entries(explanations(analysis, exchange))) {
      assert.equal(wordsOf(said), expected[i]?.words, surface);
    }
  }

  // The redirects that a command has followed have one line.
  const marked = expected.filter((_, i) => {
    const { request, isHop } = exchanges[i] as JudgedExchange;
    return !isHop && !blockOf(request).badExample;
  });
  for (const [i, exchange] of exchanges.entries()) {
    const { request } = exchange;
    const at = document.startOf(request) + request.target.start;
    // Of the requests of one command, the first one with its target there.
    if (exchangeAt(analysis.judged, at) === exchange && !blockOf(request).badExample) {
      const said = verdictAt(analysis, at);
      const isSilent = said === null && exchange.isPageUnknown;
      assert.equal(isSilent ? null : wordsOf(said ?? ""), isSilent ? null : expected[i]?.words, "status");
    }
  }
  const lenses = verdictsOf(analysis, true).map(({ label }) => wordsOf(label));
  assert.deepEqual(
    lenses,
    marked.map(({ words }) => words),
    "lenses and hints",
  );

  const typed = expected.filter((_, i) => exchanges[i]?.isHop === false);
  const rows = verdictLines({ path: "", analysis, har: null }, { paint, columns: COLUMNS });
  const [shown, counted] = [true, false].map((isRow) => rows.filter((row) => /^ {2}line /.test(row) === isRow));
  assert.deepEqual(
    shown?.map((row) => row.replace(/^ {2}line +\d+ {2}/, "").split(/ {2,}/)[0]),
    typed.filter(({ isQuiet }) => !isQuiet).map(({ words }) => words),
    "check",
  );
  for (const { words } of typed.filter(({ isQuiet }) => isQuiet)) {
    assert.ok(
      counted?.some((row) => row.endsWith(words)),
      `check: ${words}`,
    );
  }

  const entries = entriesIn(outlineOf(analysis));
  for (const [i, { request }] of exchanges.entries()) {
    // The requests of one command have one entry.
    if (exchanges.some((other, at) => at < i && isSameCommand(other.request, request))) {
      continue;
    }
    const { start } = document.rangeOf({ anchor: request, range: requestLineRange(request) });
    const entry = entries.find(({ selection }) => selection.start === start);
    assert.equal(entry?.detail ?? null, expected[i]?.isQuiet ? null : expected[i]?.words, "outline");
  }
}

describe("every surface says the same about a fetch", () => {
  const folders = ["examples", "rules", "drawings", "pasted", "dialects"].map((folder) =>
    folder === "examples" ? folder : `test/fixtures/${folder}`,
  );
  for (const folder of folders) {
    for (const { name, text, carrier } of filesIn(folder)) {
      it(`${folder}/${name}`, () => check(analyse(text, carrier, { origin: null })));
    }
  }
  for (const { id, examples } of RULES) {
    it(`in the examples of ${id}, also if a setting names the page`, () => {
      for (const { text, carrier = "http" } of [...examples.invalid, ...examples.valid]) {
        check(analyse(text, carrier, { origin: null }));
        check(analyse(text, carrier, { origin: "https://app.example.com" }));
      }
    });
  }
});
