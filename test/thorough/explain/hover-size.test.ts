import assert from "node:assert/strict";
import { type Analysis, analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { type HoverViewer, hoverAt } from "../../../server/src/explain/hover";
import { sentence } from "../../../server/src/explain/markdown";
import { touches } from "../../../server/src/text/range";
import { renderedBlocks, visible } from "../../support/rendered-lines";
import { filesIn, type Subject, subjects } from "../../support/subjects";

/** In characters: what fits into the 500 px of a hover for certain. */
const COLUMNS = 60;
const MAX_LINES = 8;

/** In pixels, with VS Code's fonts. */
const LINE = 18;
const BETWEEN_BLOCKS = 8;
const MAX_HEIGHT = 250;

const VS_CODE: HoverViewer = {
  showsFindings: true,
  explanationUrl: (offset) => `command:corsLens.explainExchange?${offset}`,
  originUrl: (offset) => `command:corsLens.setOrigin?${offset}`,
  file: null,
};
const OTHER_EDITOR: HoverViewer = {
  showsFindings: false,
  explanationUrl: null,
  originUrl: null,
  file: "requests/users.http",
};

const FOLDERS = ["test/fixtures/pasted", "examples"];
const texts = (): Subject[] => [
  ...[...subjects()].filter(({ name }) => !name.endsWith("CRLF")),
  ...FOLDERS.flatMap((folder) => [...filesIn(folder)]),
];

/** The offsets at which a hover may differ: the ends of lines, words and findings. */
function offsetsIn({ document, findings }: Analysis): Set<number> {
  return new Set([
    ...document.lines.flatMap(({ start, end }) => [start, end]),
    ...[...document.text.matchAll(/[^\s:]+/g)].map(({ index }) => index),
    ...findings.flatMap(({ place }) => {
      const { start, end } = document.rangeOf(place);
      return [start, end];
    }),
  ]);
}

function* hoversIn(analysis: Analysis, viewer: HoverViewer) {
  for (const offset of offsetsIn(analysis)) {
    const hover = hoverAt(analysis, offset, viewer);
    if (hover !== null) {
      yield { offset, ...hover };
    }
  }
}

describe("every hover", () => {
  for (const [name, viewer] of [
    ["an editor with the panel", VS_CODE],
    ["another editor", OTHER_EDITOR],
  ] as const) {
    it(`takes at most ${MAX_LINES} lines and ${MAX_HEIGHT} px in ${name}`, () => {
      for (const { name, text, carrier } of texts()) {
        for (const { offset, markdown } of hoversIn(analyse(text, carrier, DEFAULT_SETTINGS), viewer)) {
          const blocks = renderedBlocks(markdown, COLUMNS);
          const lines = blocks.flat().length;
          assert.ok(lines <= MAX_LINES, `${name}, offset ${offset}: ${lines} lines\n${markdown}`);
          assert.ok(lines * LINE + (blocks.length + 1) * BETWEEN_BLOCKS <= MAX_HEIGHT, `${name}, offset ${offset}`);
        }
      }
    });
  }

  it("never repeats the message of a finding at its place, where the editor shows that one", () => {
    for (const { name, text, carrier } of texts()) {
      const analysis = analyse(text, carrier, DEFAULT_SETTINGS);
      for (const { offset, markdown } of hoversIn(analysis, VS_CODE)) {
        const shown = markdown.split("\n").map(visible).join("\n");
        for (const { message, place } of analysis.findings) {
          if (touches(analysis.document.rangeOf(place), offset)) {
            const said = visible(sentence(message));
            assert.ok(!shown.includes(said), `${name}, offset ${offset}: ${said}\n${markdown}`);
          }
        }
      }
    }
  });

  it("is the same everywhere in its range", () => {
    for (const { name, text, carrier } of texts()) {
      const analysis = analyse(text, carrier, DEFAULT_SETTINGS);
      for (const { offset, markdown, range } of hoversIn(analysis, {
        ...VS_CODE,
        explanationUrl: () => "",
        originUrl: () => "",
      })) {
        assert.ok(touches(range, offset), `${name}, offset ${offset}`);
        const middle = (range.start + range.end) >> 1;
        if (range.start < middle && middle < range.end) {
          assert.equal(
            hoverAt(analysis, middle, { ...VS_CODE, explanationUrl: () => "", originUrl: () => "" })?.markdown,
            markdown,
            name,
          );
        }
      }
    }
  });
});
