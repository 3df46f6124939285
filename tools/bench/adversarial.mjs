import { measured, processorTimeOf, shown } from "./measured.mjs";
import { ODD_TEXTS } from "./odd-texts.mjs";

/** Above this, twice the text takes more than twice the time. */
const MOST = 2.6;
/** A text is made as long, and analysed as often, as it takes for this many milliseconds, so that the clock and the collector do not decide. */
const LEAST_MS = 40;
const MOST_LENGTH = 1_000_000;
const ROUNDS = 5;
/** A second look, with more rounds, for what another program on the machine may have slowed down. */
const SECOND_LOOKS = 3;

/**
 * Each text at three lengths, of which each is twice the one before.
 * @param {RegExp | null} only measures the texts whose names match; null measures all.
 */
export async function adversarial(only = null) {
  const rows = [];
  for (const { name, carrier, make, isRun } of ODD_TEXTS.filter((text) => only?.test(text.name) ?? true)) {
    const ratio = await ratioOf(carrier, make);
    rows.push({ name, isRun, ratio: shown(ratio), isLinear: ratio < MOST });
  }
  const slow = rows.filter(({ isLinear }) => !isLinear);
  return {
    title: "Odd inputs",
    text: [
      `The ratio of the time for twice the text to the time for the text, in the mean of two doublings: below ${MOST} is linear. ${rows.length - slow.length} of ${rows.length} inputs are. The table shows the usual ones and all that are not linear.`,
    ],
    head: ["text", "ratio", ""],
    rows: rows
      .filter(({ isRun, isLinear }) => !isRun || !isLinear || only !== null)
      .map(({ name, ratio, isLinear }) => [name, ratio, isLinear ? "linear" : "**more than linear**"]),
    failed: slow.length > 0,
  };
}

async function ratioOf(carrier, make) {
  const { analyse, DEFAULT_SETTINGS } = await measured();
  let times = 1;
  const time = (text) =>
    processorTimeOf(() => {
      for (let i = 0; i < times; i++) {
        analyse(text, carrier, DEFAULT_SETTINGS);
      }
    });
  let n = 4_000;
  while (n < MOST_LENGTH && time(make(n)) < LEAST_MS) {
    n *= 2;
  }
  times = Math.ceil(LEAST_MS / Math.max(1, time(make(n))));
  const texts = [make(n), make(2 * n), make(4 * n)];
  let ratio = Number.POSITIVE_INFINITY;
  for (let look = 0; look < SECOND_LOOKS && ratio >= MOST; look++) {
    const best = texts.map(() => Number.POSITIVE_INFINITY);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, text] of texts.entries()) {
        best[i] = Math.min(best[i], time(text));
      }
    }
    // The collector comes in steps, so that one doubling may cost more than it should and the next one less.
    ratio = Math.min(ratio, Math.sqrt(best[2] / best[0]));
  }
  return ratio;
}
