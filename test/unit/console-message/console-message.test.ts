import assert from "node:assert/strict";
import { consoleMessageAt, consoleMessagesIn } from "../../../server/src/console-message/console-message";
import type { ConsoleMessage } from "../../../server/src/console-message/message";
import { MESSAGES } from "./message-table";

const NOTHING_SAID: Omit<ConsoleMessage, "source" | "id" | "check"> = {
  stage: null,
  isWarning: false,
  initiator: null,
  url: null,
  firstUrl: null,
  origin: null,
  redirectUrl: null,
  status: null,
  header: null,
  value: null,
  method: null,
  requestHeader: null,
};

describe("console messages", () => {
  for (const { text, ...said } of MESSAGES) {
    it(`recognise ${text.slice(0, 160)}`, () => {
      const found = consoleMessageAt(text, 0, text.length);
      assert.ok(found !== null, "not recognised");
      assert.deepEqual([found.start, found.end], [0, text.length]);
      assert.deepEqual(found.message, { ...NOTHING_SAID, ...said });
      assert.deepEqual(consoleMessagesIn(text), [found]);
    });
  }
});
