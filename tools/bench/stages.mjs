import { measured, timeOf } from "./measured.mjs";
import { corpus, corpusFolder, generated } from "./texts.mjs";

const ROUNDS = 15;
const GENERATED_BYTES = 200_000;

/** What share of an analysis its stages take: each is done alone on what the one before has made, and is the best of several rounds. */
export async function stages() {
  const { analyse, read, judge, DEFAULT_SETTINGS } = await measured();
  const folder = corpusFolder();
  /** @type {[name: string, carrier: string, texts: string[]][]} */
  const cases = [
    ["nothing to report", "http", [generated("correct", GENERATED_BYTES)]],
    ["faults in every exchange", "http", [generated("faulty", GENERATED_BYTES)]],
    ["the same in fences of Markdown", "markdown", [generated("markdown", GENERATED_BYTES)]],
  ];
  if (folder !== null) {
    cases.push(["real files", "http", corpus(folder).map(({ text }) => text)]);
  }
  const rows = cases.map(([name, carrier, texts]) => {
    const best = { reading: Infinity, verdicts: Infinity, all: Infinity };
    const keep = (stage, run) => {
      best[stage] = Math.min(best[stage], timeOf(run));
    };
    for (let round = 0; round < ROUNDS; round++) {
      let documents = [];
      keep("reading", () => {
        documents = texts.map((text) => read(text, carrier, DEFAULT_SETTINGS));
      });
      keep("verdicts", () => {
        for (const document of documents) {
          for (const exchange of judge(document, DEFAULT_SETTINGS).exchanges) {
            exchange.verdict;
          }
        }
      });
      keep("all", () => {
        for (const text of texts) {
          analyse(text, carrier, DEFAULT_SETTINGS);
        }
      });
    }
    const share = (time) => `${Math.max(0, (100 * time) / best.all).toFixed(0)} %`;
    return [name, share(best.reading), share(best.verdicts), share(best.all - best.reading - best.verdicts)];
  });
  return {
    title: "Where the time goes",
    text: [
      "What the stages of an analysis take of its time. The findings have what remains: the rules, their sentences and order, and the memory of all of it.",
      "No one place is slow. By a profile the collector takes a tenth, looking up what is remembered of an object a twentieth, and every other function less than that. What remains of the distance to a bare scan is the number of things that are said: each message has its fields as objects with places, each exchange is put to four engines and to some twenty rules, and a text with faults in every exchange has eleven findings in each kB, each with a sentence, a place and an order. Engines that see the same share what is worked out; rules are not asked about messages without their headers.",
    ],
    head: ["text", "reading", "pairing and verdicts", "findings"],
    rows,
  };
}
