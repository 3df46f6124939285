import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { draw } from "../../../server/src/explain/drawing/draw";
import type { Drawing } from "../../../server/src/explain/drawing/drawing";
import { type Box, type Item, type Layout, layoutOf, type Text } from "../../../server/src/explain/drawing/svg/layout";

/** The room for the drawing in panels of 320, 450, 526, 838 and 1400 pixels. */
const WIDTHS = [280, 410, 480, 780, 1360];

const FOLDERS = ["examples", ...["drawings", "rules", "pasted"].map((name) => join("test", "fixtures", name))];

/** One drawing for each exchange of the examples and the fixtures, with where it is from. */
const DRAWINGS: readonly (readonly [string, Drawing])[] = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(http|rest|md|txt)$/.test(file) && !/\.\d+(\.ascii)?\.txt$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const analysis = analyse(text, file.endsWith(".md") ? "markdown" : "http", DEFAULT_SETTINGS);
      return analysis.exchanges.map((exchange, i) => [`${file} ${i}`, draw(analysis, exchange)] as const);
    }),
);

describe("the layout of a drawing", () => {
  it("is tried with many drawings", () => assert.ok(DRAWINGS.length > 200));

  for (const width of WIDTHS) {
    it(`fits ${width} px: nothing is cut off, nothing overlaps, and no type is small`, () => {
      const mistakes = DRAWINGS.flatMap(([from, drawing]) =>
        mistakesIn(layoutOf(drawing, { width, isAlone: false }), width).map((mistake) => `${from}: ${mistake}`),
      );
      assert.deepEqual(mistakes.slice(0, 20), []);
    });
  }

  it("fits its own width as a file", () => {
    const mistakes = DRAWINGS.flatMap(([from, drawing]) => {
      const layout = layoutOf(drawing, { width: null, isAlone: true });
      return mistakesIn(layout, layout.width).map((mistake) => `${from}: ${mistake}`);
    });
    assert.deepEqual(mistakes.slice(0, 20), []);
  });

  it("breaks the names of long hosts, and cuts off the longest ones", () => {
    const host = `${"very-long-name.".repeat(30)}example.com`;
    const text = `GET https://${host}/a\nOrigin: https://${"x".repeat(200)}.example\n\nHTTP/1.1 200 OK\n`;
    for (const width of WIDTHS) {
      assert.deepEqual(mistakesIn(layoutOf(firstOf(text), { width, isAlone: false }), width), []);
    }
  });

  it("gives all servers one lane where each has too little room, and says which one a request goes to", () => {
    const hop = (i: number) =>
      `GET /${i}\nHost: s${i}.example\n\nHTTP/1.1 302 Found\nLocation: https://s${i + 1}.example/${i + 1}\nAccess-Control-Allow-Origin: *\n\n###\n`;
    const text = [0, 1, 2, 3, 4].map(hop).join("").replace("GET /0", "# @cors origin=https://a.example\nGET /0");
    const drawing = firstOf(text);
    const servers = drawing.participants.length - 2;
    assert.ok(servers > 2, `${servers}`);
    const narrow = layoutOf(drawing, { width: 280, isAlone: false });
    assert.deepEqual(mistakesIn(narrow, 280), []);
    const said = textsOf(narrow).map(wordsOf);
    assert.ok(said.includes(`${servers} servers`));
    assert.ok(said.some((one) => /to .*s1\.example/.test(one)));
    const wide = textsOf(layoutOf(drawing, { width: 1360, isAlone: false })).map(wordsOf);
    assert.equal(wide.filter((one) => one === "Server").length, servers);
  });
});

function firstOf(text: string): Drawing {
  const analysis = analyse(text, "http", DEFAULT_SETTINGS);
  const [exchange] = analysis.exchanges;
  assert.ok(exchange !== undefined);
  return draw(analysis, exchange);
}

interface Area {
  readonly what: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The parts that are cut off, overlap or are too small to read. */
function mistakesIn(layout: Layout, width: number): string[] {
  const texts = textsOf(layout);
  const areas = texts.map(areaOfText);
  const boxes = itemsOf(layout.items).filter((item): item is Box => item.kind === "box" && item.className !== "paper");
  const boxAreas = boxes.map(areaOfBox);
  const signs = itemsOf(layout.items).flatMap((item) => (item.kind === "circle" ? [item] : []));
  return [
    ...(layout.width <= width || layout.width === 280 ? [] : [`is ${layout.width} wide`]),
    ...[...areas, ...boxAreas]
      .filter(({ left, right, top, bottom }) => left < 0 || right > width || top < 0 || bottom > layout.height)
      .map(({ what }) => `cut off: ${what}`),
    ...texts.filter(({ size }) => size < 12).map((text) => `small: ${wordsOf(text)}`),
    ...pairsOf(areas).filter(overlap).map(inWords),
    ...pairsOf(boxAreas).filter(overlap).map(inWords),
    ...areas
      .flatMap((text) => boxAreas.map((box) => [text, box] as const))
      .filter(([text, box]) => overlap([text, box]) && !isInside(text, box))
      .map(inWords),
    // The sign of a decision comes before its heading.
    ...signs
      .flatMap(({ x, y, radius }) => areas.map((text) => [text, { x, y, radius }] as const))
      .filter(([text, { x, y, radius }]) => text.left > x && text.left < x + radius && text.top < y && text.bottom > y)
      .map(([{ what }]) => `a sign covers ${what}`),
  ];
}

/** Neighbours only: texts are placed from top to bottom, and no two far apart can meet. */
function pairsOf(areas: readonly Area[]): (readonly [Area, Area])[] {
  const sorted = areas.toSorted((a, b) => a.top - b.top);
  return sorted.flatMap((one, i) => {
    const end = sorted.findIndex((other, j) => j > i && other.top >= one.bottom);
    return sorted.slice(i + 1, end === -1 ? undefined : end).map((other) => [one, other] as const);
  });
}

function overlap([a, b]: readonly [Area, Area]): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function isInside(inner: Area, outer: Area): boolean {
  return (
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
  );
}

function inWords([a, b]: readonly [Area, Area]): string {
  return `${a.what} overlaps ${b.what}`;
}

/** A line of text reaches from its ascenders to its descenders. */
function areaOfText(text: Text): Area {
  const { x, y, size, anchor, line } = text;
  const left = anchor === "middle" ? x - line.width / 2 : x;
  return { what: wordsOf(text), left, right: left + line.width, top: y - 0.8 * size, bottom: y + 0.25 * size };
}

function areaOfBox({ className, x, y, width, height }: Box): Area {
  return { what: `box ${className}`, left: x, right: x + width, top: y, bottom: y + height };
}

function textsOf({ items }: Layout): Text[] {
  return itemsOf(items).flatMap((item) => (item.kind === "text" ? [item] : []));
}

function itemsOf(items: readonly Item[]): Item[] {
  return items.flatMap((item) => (item.kind === "group" ? itemsOf(item.items) : [item]));
}

function wordsOf({ line }: Text): string {
  return line.pieces.map(({ text }) => text).join("");
}
