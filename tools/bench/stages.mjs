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
      "The share of each stage. Findings are the rest: the rules, their sentences and order, and memory.",
      "No single function dominates. The distance to a bare scan comes from how much is said: each message has its fields as objects with places, each case is put to every engine that sees it in its own way, each exchange to some twenty rules, and a text with faults everywhere has eleven findings in each kB.",
    ],
    head: ["text", "reading", "pairing and verdicts", "findings"],
    rows,
  };
}
