import assert from "node:assert/strict";
import { consoleMessageAt, consoleMessagesIn } from "../../../server/src/console-message/console-message";
import { MESSAGES } from "./message-table";

describe("console messages", () => {
  for (const { text, ...said } of MESSAGES) {
    it(`recognise ${text.slice(0, 160)}`, () => {
      const found = consoleMessageAt(text, 0, text.length);
      assert.ok(found !== null, "not recognised");
      assert.deepEqual([found.start, found.end], [0, text.length]);
      const stated = Object.fromEntries(
        Object.entries(found.message).filter(([, value]) => value !== null && value !== false),
      );
      assert.deepEqual(stated, said);
      assert.deepEqual(consoleMessagesIn(text), [found]);
    });
  }
});
