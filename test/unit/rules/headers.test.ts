import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { messagesOf } from "../../../server/src/http/tree";
import { RULES } from "../../../server/src/rules/registry";

const FIXTURES = "test/fixtures/rules";

describe("the headers that a rule declares", () => {
  const texts = [
    ...RULES.flatMap(({ examples }) => [...examples.invalid, ...examples.valid]).map(({ text }) => text),
    ...readdirSync(FIXTURES).map((file) => readFileSync(join(FIXTURES, file), "utf8")),
  ];
  const documents = texts.map((text) => analyse(text, "http", DEFAULT_SETTINGS).judged);

  for (const { id, headers, message: look } of RULES) {
    if (headers !== undefined && look !== undefined) {
      it(`are the only ones that ${id} checks`, () => {
        const names = new Set(headers.map((name) => name.toLowerCase()));
        for (const judged of documents) {
          for (const message of messagesOf(judged.document)) {
            if (!message.fields.some(({ name }) => names.has(name.text.toLowerCase()))) {
              assert.deepEqual([...look(message, judged)], []);
            }
          }
        }
      });
    }
  }
});
