import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../../server/src/analysis";
import { type Fix, textEdits } from "../../../server/src/edits/edit";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { parse } from "../../../server/src/http/parse";
import { DEFAULT_READING } from "../../../server/src/http/reading";
import { messagesOf } from "../../../server/src/http/tree";
import { applyEdits } from "../../../server/src/text/edit";
import { dialectTree } from "../../support/dialect-tree";
import { assertSound } from "../../support/sound";

const FOLDER = "test/fixtures/dialects";
/** Whether to write the trees again, for review in the diff. */
const { UPDATE_TREES } = process.env;

const files = readdirSync(FOLDER)
  .filter((name) => !name.endsWith(".tree"))
  .map((name) => ({
    name,
    text: readFileSync(join(FOLDER, name), "utf8"),
    carrier: name.endsWith(".md") ? ("markdown" as const) : ("http" as const),
    readCommentedResponses: name.startsWith("commented"),
  }));

/** Each text has its expected tree next to it. `UPDATE_TREES=1 npm run test:unit -- --grep dialects` writes them. */
describe("dialects, by fixture", () => {
  for (const { name, text, carrier, readCommentedResponses } of files) {
    it(name, () => {
      const tree = dialectTree(text, carrier, readCommentedResponses);
      const expected = join(FOLDER, `${name}.tree`);
      if (UPDATE_TREES !== undefined) {
        writeFileSync(expected, tree);
      }
      assert.ok(existsSync(expected), `${expected} is missing`);
      assert.equal(tree, readFileSync(expected, "utf8"));
    });
  }
});

describe("dialects: fixes and actions", () => {
  it("write in the style of the place, and never into a command or a transcript", () => {
    let applied = 0;
    for (const { name, text, carrier, readCommentedResponses } of files) {
      const { document, judged, exchanges, findings } = analyse(text, carrier, {
        origin: "https://page.example",
        readCommentedResponses,
      });
      const untouched = messagesOf(document)
        .filter(({ writable }) => !writable)
        .map((message) => text.slice(document.startOf(message), document.startOf(message) + message.headEnd));
      const fixes: Fix[] = [
        ...findings.flatMap((finding) => finding.fixes(judged)),
        ...exchanges.flatMap((exchange) => exchangeActions(judged, exchange).map(({ fix }) => fix)),
      ];
      for (const fix of fixes) {
        const after = applyEdits(text, textEdits(document, fix.edits));
        const options = { ...DEFAULT_READING, commentedResponses: readCommentedResponses };
        const tree = parse(after, carrier, undefined, options);
        assertSound(tree);
        assert.ok(messagesOf(tree).length >= messagesOf(document).length, `${name}: ${fix.title}`);
        const gone = untouched.filter((head) => !after.includes(head));
        // Only an action that says so replaces a command, and no other one.
        const replaced = new Set(gone).size;
        assert.equal(replaced, fix.replacesMessage ? 1 : 0, `${name}: ${fix.title}: ${gone.join("\n")}`);
        applied++;
      }
    }
    assert.ok(applied > 0);
  });
});
