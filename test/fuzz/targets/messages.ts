import assert from "node:assert/strict";
import fc from "fast-check";
import { analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { consoleMessageAt, consoleMessagesIn } from "../../../server/src/console-message/console-message";
import { reportedExchange } from "../../../server/src/edits/write-reported-exchange";
import { explainMessage } from "../../../server/src/explain/console-message/explain-message";
import { total, workOf } from "../../support/work";
import { MESSAGES } from "../../unit/console-message/message-table";
import { anyPiece } from "../inputs/texts";
import type { Target } from "../target";

/** Parts of messages, so that many texts begin like one and go on differently. */
const PARTS = [...new Set(MESSAGES.flatMap(({ text }) => [text, ...text.split(/(?<=[:.'’(]) /)]))];

const COPIES = 64;
const MAX_LENGTH = 400;
/** Of what twice the work would be. */
const TOLERANCE = 1.25;
/** So few steps say nothing about growth. */
const NOISE = 5_000;

/** Any text has messages in order, each with an explanation and an exchange that can be read; many copies take work in proportion to their number. */
export const messagesTarget: Target<readonly string[]> = {
  name: "messages",
  unit: "texts",
  inputs: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PARTS) }, anyPiece), {
    minLength: 1,
    maxLength: 12,
  }),
  usualRuns: 20,
  check(parts) {
    const text = parts.join(" ");
    let end = 0;
    for (const found of consoleMessagesIn(text)) {
      assert.ok(end <= found.start && found.start < found.end && found.end <= text.length);
      end = found.end;
      assert.ok(explainMessage(found.message).startsWith("**CORS"));
      analyse(reportedExchange(found.message), "http", DEFAULT_SETTINGS);
    }
    const one = text.slice(0, MAX_LENGTH);
    for (const read of [readLines, consoleMessagesIn]) {
      for (const between of [" ", "\n"]) {
        const work = (copies: number) => {
          const copied = Array.from({ length: copies }, () => one).join(between);
          return total(workOf(() => read(copied)));
        };
        work(2);
        const first = work(COPIES);
        const second = work(COPIES * 2);
        const third = work(COPIES * 4);
        assert.ok(
          third - second <= (second - first) * 2 * TOLERANCE + NOISE,
          `${COPIES}, ${COPIES * 2} and ${COPIES * 4} copies take ${first}, ${second} and ${third} steps`,
        );
      }
    }
    return 1;
  },
};

/** Asks at every line, as for a document. */
function readLines(text: string): void {
  let at = 0;
  for (const line of text.split("\n")) {
    consoleMessageAt(text, at, text.length);
    at += line.length + 1;
  }
}
