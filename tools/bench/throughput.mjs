import { httpYacParser } from "./httpyac.mjs";
import { measured, metOf, scan, shown, timeOf } from "./measured.mjs";
import { corpus, corpusFolder, generated } from "./texts.mjs";

const ROUNDS = 15;
/** httpYac is slow enough that fewer rounds and a shorter text tell as much. */
const HTTPYAC_ROUNDS = 3;
const GENERATED_BYTES = 500_000;
const HTTPYAC_BYTES = 100_000;

/** The goals. */
const LEAST_TIMES_HTTPYAC = 20;
const MOST_TIMES_SCAN = 15;

/** The whole analysis beside httpYac's parser and the bare scan. Each is the best of several rounds that take turns. */
export async function throughput() {
  const parseByHttpYac = await httpYacParser();
  const rows = [];
  const goals = [];
  const notes = [];
  for (const { name, carrier, texts, short } of cases(notes)) {
    const ours = [];
    const bare = [];
    const theirs = [];
    const { analyse, DEFAULT_SETTINGS } = await measured();
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(timeOf(() => texts.map(scan)));
      ours.push(timeOf(() => texts.map((text) => analyse(text, carrier, DEFAULT_SETTINGS))));
      if (round < HTTPYAC_ROUNDS && carrier === "http") {
        const begin = performance.now();
        for (const text of short) {
          await parseByHttpYac(text);
        }
        theirs.push(performance.now() - begin);
      }
    }
    const speed = (all, times) => sizeOf(all) / 1000 / Math.min(...times);
    const our = speed(texts, ours);
    const their = theirs.length === 0 ? null : speed(short, theirs);
    const slower = speed(texts, bare) / our;
    goals.push(...(their === null ? [] : [[`${name}, beside httpYac`, our / their >= LEAST_TIMES_HTTPYAC]]), [
      `${name}, beside counting newlines`,
      slower <= MOST_TIMES_SCAN,
    ]);
    rows.push([
      name,
      `${shown(our)} MB/s`,
      their === null ? "–" : `${shown(their)} MB/s`,
      their === null ? "–" : `${shown(our / their)} ×`,
      `${shown(slower)} ÷`,
    ]);
  }
  return {
    title: "The whole analysis",
    text: [
      "Reading, pairing, the verdicts of four engines and all findings, compared with httpYac's parser, which only reads, and with a loop that counts newlines.",
      ...notes,
      `The goals are ${LEAST_TIMES_HTTPYAC} × httpYac's parser and a ${MOST_TIMES_SCAN}th of the speed of counting newlines. ${metOf(goals)}`,
    ],
    head: ["text", "CORS Lens", "httpYac's parser", "faster than httpYac", "slower than counting newlines"],
    rows,
  };
}

function cases(notes) {
  const folder = corpusFolder();
  if (folder === null) {
    notes.push("**Skipped: the real files, which are not here (`CORS_LENS_DATA`).**");
  }
  const real = folder === null ? [] : corpus(folder).map(({ text }) => text);
  return [
    {
      name: "generated, nothing to report",
      carrier: "http",
      texts: [generated("correct", GENERATED_BYTES)],
      short: [generated("correct", HTTPYAC_BYTES)],
    },
    {
      name: "generated, faults in every exchange",
      carrier: "http",
      texts: [generated("faulty", GENERATED_BYTES)],
      short: [generated("faulty", HTTPYAC_BYTES)],
    },
    {
      name: "the same in fences of Markdown",
      carrier: "markdown",
      texts: [generated("markdown", GENERATED_BYTES)],
      short: [],
    },
    ...(folder === null ? [] : [{ name: `${real.length} real files`, carrier: "http", texts: real, short: real }]),
  ];
}

function sizeOf(texts) {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
