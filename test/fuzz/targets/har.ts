import assert from "node:assert/strict";
import fc from "fast-check";
import { analyse } from "../../../server/src/analysis";
import { exchangesOfHar } from "../../../server/src/har/exchanges";
import { pairedEntries } from "../../../server/src/har/pairing";
import { type HarLog, HarReader } from "../../../server/src/har/reader";
import { linesOf } from "../../../server/src/text/lines";
import { assertSound } from "../../support/sound";
import { anyChange, anyHar, type Change, changed, SECRET } from "../inputs/hars";
import type { Target } from "../target";

interface Input {
  readonly har: string;
  /** None for most HARs: then nothing is lost. */
  readonly changes: readonly Change[];
  readonly chunk: number;
}

function read(text: string, chunk: number): HarLog {
  const reader = new HarReader();
  for (let at = 0; at < text.length; at += chunk) {
    reader.write(text.slice(at, at + chunk));
  }
  return reader.end();
}

/** Every text is read as a HAR or refused, in chunks of any length. Its document reads back as the same exchanges, has no secret, and knows places in the file. */
export const harTarget: Target<Input> = {
  name: "har",
  unit: "HARs",
  inputs: fc.record({
    har: anyHar,
    changes: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 3, arbitrary: fc.array(anyChange, { minLength: 1, maxLength: 3 }) },
    ),
    chunk: fc.integer({ min: 1, max: 300 }),
  }),
  usualRuns: 1500,
  check({ har, changes, chunk }) {
    const text = changed(har, changes);
    const log = read(text, Math.max(1, text.length));
    assert.deepEqual(read(text, text.length > 20_000 ? chunk + 1000 : chunk), log);
    for (const order of ["file", "blocked-first"] as const) {
      const { document } = exchangesOfHar(log, order);
      const analysis = analyse(document.text, "http", { origin: null }, (_, error) => {
        throw error;
      });
      assertSound(analysis.document);
      const written = pairedEntries(log.entries, log.creator).fetches.flat();
      const texts = analysis.exchanges.map(({ request, response, target }) => ({
        entry: document.entryAt(analysis.document.startOf(request)),
        method: request.method?.text,
        hasUrl: target.url !== null,
        status: response?.statusValue ?? null,
      }));
      const expected = written.map(({ entry }) => ({
        entry: entry.index,
        method: entry.request.method?.text ?? "GET",
        hasUrl: true,
        status: isStatus(entry.response.status) ? String(entry.response.status) : null,
      }));
      const byEntry = (a: { entry: number | null }, b: { entry: number | null }) => (a.entry ?? -1) - (b.entry ?? -1);
      assert.deepEqual(texts.toSorted(byEntry), expected.toSorted(byEntry), document.text);
      if (changes.length === 0) {
        assert.equal(log.error, null);
        assert.ok(!document.text.includes(SECRET), document.text);
      }
      const lines = Array.from(linesOf(text), ({ start, end }) => end - start);
      for (const { place } of analysis.findings) {
        const { start, end } = document.placeOf(analysis.document.rangeOf(place));
        for (const { line, column } of [start, end]) {
          assert.ok(column >= 0 && column <= (lines[line] ?? -1), `${line}:${column}`);
        }
      }
    }
    return 1;
  },
};

function isStatus(status: number | null): boolean {
  return status !== null && Number.isInteger(status) && status >= 100 && status <= 999;
}
