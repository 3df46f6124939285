import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = [
  "test/fixtures/rules",
  "test/fixtures/dialects",
  "test/fixtures/pasted",
  "examples",
  "docs",
  "docs/rules",
];
const CORPORA = ["corpus", "corpus-md", "cases/field", "cases/engines", "seed"];

/** The texts of a checkout, and of the data outside of it. */
export function* knownTexts(checkout, data) {
  for (const folder of [...FOLDERS.map((one) => join(checkout, one)), ...CORPORA.map((one) => join(data, one))]) {
    for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
      if (/\.(http|rest|md|txt)$/.test(name)) {
        const text = readFileSync(join(folder, name), "utf8");
        yield { name: join(folder, name), text, carrier: name.endsWith(".md") ? "markdown" : "http" };
      }
    }
  }
}

/** Texts made of the blocks and lines of others, with a few changes. The same for the same seed. */
export function* madeTexts(known, count, seed) {
  const random = randomFrom(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const blocks = known.flatMap(({ text }) => text.split(/^(?=###)/m)).filter(({ length }) => length < 4000);
  const lines = blocks.flatMap((block) => block.split("\n"));
  for (let i = 0; i < count; i++) {
    const own = Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(blocks));
    let changed = own.join("\n").split("\n");
    for (let k = Math.floor(random() * 4); k > 0; k--) {
      const at = Math.floor(random() * changed.length);
      const line = pick(lines);
      changed =
        random() < 0.5 ? changed.toSpliced(at, 1, line) : changed.toSpliced(at, random() < 0.5 ? 0 : 1, line, "");
    }
    yield { name: `made ${i}`, text: changed.join("\n"), carrier: random() < 0.2 ? "markdown" : "http" };
  }
}

/** mulberry32 */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
