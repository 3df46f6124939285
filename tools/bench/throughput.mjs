import { httpYacParser } from "./httpyac.mjs";
import { measured, metOf, processorTimeOf, scan, shown } from "./measured.mjs";
import { corpus, corpusFolder, generated } from "./texts.mjs";

const ROUNDS = 15;
/** httpYac is slow enough that fewer rounds and a shorter text tell as much. */
const HTTPYAC_ROUNDS = 3;
const GENERATED_BYTES = 500_000;
const HTTPYAC_BYTES = 100_000;

/** The goals: how many times as fast as httpYac's parser. */
const GOAL = 15;
const FAULTY_GOAL = 5;

/** The whole analysis beside httpYac's parser and the bare scan. Each is the best of several rounds that take turns. */
export async function throughput() {
  const parseByHttpYac = await httpYacParser();
  const rows = [];
  const goals = [];
  const notes = [];
  for (const { name, carrier, texts, short, goal } of cases(notes)) {
    const ours = [];
    const bare = [];
    const theirs = [];
    const { analyse, DEFAULT_SETTINGS } = await measured();
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(processorTimeOf(() => texts.map(scan)));
      ours.push(processorTimeOf(() => texts.map((text) => analyse(text, carrier, DEFAULT_SETTINGS).findings)));
      if (round < HTTPYAC_ROUNDS && carrier === "http") {
        const begin = process.cpuUsage();
        for (const text of short) {
          await parseByHttpYac(text);
        }
        const { user, system } = process.cpuUsage(begin);
        theirs.push((user + system) / 1000);
      }
    }
    const speed = (all, times) => sizeOf(all) / 1000 / Math.min(...times);
    const our = speed(texts, ours);
    const their = theirs.length === 0 ? null : speed(short, theirs);
    const slower = speed(texts, bare) / our;
    if (their !== null) {
      goals.push([name, our / their >= goal]);
    }
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
      "Figures are the time that the processor works. A varied text doesn't repeat itself: hosts, methods and names differ.",
      `The goals are ${GOAL} × httpYac's parser and, with faults in every exchange, ${FAULTY_GOAL} ×. ${metOf(goals)}`,
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
      goal: GOAL,
    },
    {
      name: "varied, nothing to report",
      carrier: "http",
      texts: [generated("varied", GENERATED_BYTES)],
      short: [generated("varied", HTTPYAC_BYTES)],
      goal: GOAL,
    },
    {
      name: "varied, faults in every exchange",
      carrier: "http",
      texts: [generated("varied faulty", GENERATED_BYTES)],
      short: [generated("varied faulty", HTTPYAC_BYTES)],
      goal: FAULTY_GOAL,
    },
    {
      name: "generated, faults in every exchange",
      carrier: "http",
      texts: [generated("faulty", GENERATED_BYTES)],
      short: [generated("faulty", HTTPYAC_BYTES)],
      goal: FAULTY_GOAL,
    },
    {
      name: "the same in fences of Markdown",
      carrier: "markdown",
      texts: [generated("markdown", GENERATED_BYTES)],
      short: [],
      goal: FAULTY_GOAL,
    },
    ...(folder === null
      ? []
      : [{ name: `${real.length} real files`, carrier: "http", texts: real, short: real, goal: GOAL }]),
  ];
}

function sizeOf(texts) {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
