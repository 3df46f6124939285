import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Suggestions } from "../support/suggestions";
import { Typist } from "../support/typist";

interface Text {
  readonly name: string;
  readonly text: string;
  readonly languageId: "http" | "markdown";
}

const FOLDER = "test/fixtures/typed";
const FIXTURES = readdirSync(FOLDER).map(
  (name): Text => ({
    name,
    text: readFileSync(join(FOLDER, name), "utf8"),
    languageId: name.endsWith(".md") ? "markdown" : "http",
  }),
);

const FENCES = readFileSync("README.md", "utf8").matchAll(/```http\n(.*?)```\n/gs);
const README = [...FENCES].flatMap(([fence, inside = ""], i): readonly Text[] => [
  { name: `example ${i + 1} of the README`, text: inside, languageId: "http" },
  { name: `example ${i + 1} of the README in Markdown`, text: fence, languageId: "markdown" },
]);
assert.ok(README.length > 0, "the README has examples");

describe("typed key by key without a rest", () => {
  for (const { name, text, languageId } of [...README, ...FIXTURES]) {
    it(`${name} has no finding that is gone in the end, and Enter always ends the line`, async () => {
      const typist = await Typist.open("", { languageId });
      const suggestions = new Suggestions(typist, languageId === "http");
      const seen = new Map<string, string>();
      for (const key of text) {
        const before = typist.text;
        const [first] = suggestions.shown;
        await suggestions.press(key);
        assert.equal(
          typist.text,
          before + key,
          `after ${JSON.stringify(before.slice(-60))}, with ${first?.label} first`,
        );
        for (const finding of await typist.findings()) {
          seen.set(finding, seen.get(finding) ?? typist.text);
        }
        assert.deepEqual(await typist.lenses(), [], "a lens while its exchange is typed");
      }
      await typist.rest();
      const inTheEnd = await typist.findings();
      for (const [finding, at] of seen) {
        assert.ok(inTheEnd.includes(finding), `${finding} after ${JSON.stringify(at.slice(-60))}`);
      }
      typist.close();
    });

    it(`${name} has the same findings whenever someone rests as in a new document`, async () => {
      const typist = await Typist.open("", { languageId });
      for (const line of text.split(/(?<=\n)/)) {
        await typist.insert(line.trimEnd());
        await typist.insert("\n");
        await typist.rest();
        const fresh = await Typist.open(typist.text, { languageId });
        assert.deepEqual(await typist.findings(), await fresh.findings());
        assert.deepEqual(await typist.lenses(), await fresh.lenses());
        fresh.close();
      }
      typist.close();
    });
  }
});

describe("typed with proposals", () => {
  /** The keys, the line of the cursor after them, the first proposals, and the findings. `⏎` is Enter, `⎋` Escape. */
  const steps: readonly (readonly [
    keys: string,
    line: string,
    proposals: readonly string[],
    findings: readonly string[],
  ])[] = [
    ["GET https://api.example.com/prices⏎", "", [], []],
    ["Or", "Or", ["Origin"], []],
    ["⏎", "Origin: ", ["http://localhost:3000", "https://app.example.com", "null"], []],
    ["⎋h", "Origin: h", ["http://localhost:3000", "https://app.example.com"], []],
    ["ttp://", "Origin: http://", ["http://localhost:3000"], []],
    ["localhost", "Origin: http://localhost", [], []],
    [":", "Origin: http://localhost:", ["http://localhost:3000"], []],
    ["3000", "Origin: http://localhost:3000", [], []],
    ["⏎Cont", "Cont", ["Content-Type"], []],
    ["⏎", "Content-Type: ", ["application/json", "application/x-www-form-urlencoded"], []],
    ["⏎", "Content-Type: application/json", [], []],
    ["⏎⏎", "", [], []],
    ["H", "H", ["HTTP/1.1 200 OK", "HTTP/1.1 201 Created"], []],
    ["TT", "HTT", ["HTTP/1.1 200 OK", "HTTP/1.1 201 Created"], []],
    ["P/1.1 2", "HTTP/1.1 2", ["HTTP/1.1 200 OK", "HTTP/1.1 201 Created"], []],
    ["00", "HTTP/1.1 200", [], []],
    [" ", "HTTP/1.1 200 ", ["HTTP/1.1 200 OK"], []],
    ["OK", "HTTP/1.1 200 OK", [], []],
    ["⏎Acc", "Acc", ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"], []],
    ["⏎", "Access-Control-Allow-Origin: ", ["http://localhost:3000", "*"], []],
    ["⎋ht", "Access-Control-Allow-Origin: ht", ["http://localhost:3000"], []],
    ["⏎", "Access-Control-Allow-Origin: http://localhost:3000", [], []],
    ["⏎Va", "Va", ["Vary"], []],
    ["⏎", "Vary: ", ["Origin", "Accept-Encoding"], []],
    ["⏎", "Vary: Origin", [], []],
    ["⏎", "", [], []],
  ];

  it("an exchange has no finding and no wrong proposal", async () => {
    const typist = await Typist.open("");
    const suggestions = new Suggestions(typist, true);
    for (const [keys, line, proposals, findings] of steps) {
      for (const key of keys) {
        if (key === "⎋") {
          suggestions.escape();
        } else {
          await suggestions.press(key === "⏎" ? "\n" : key);
        }
      }
      const shown = suggestions.shown.map(({ label }) => label);
      assert.deepEqual(
        {
          line: typist.lineAt(typist.cursor.line),
          proposals: shown.slice(0, Math.max(1, proposals.length)),
          findings: await typist.findings(),
        },
        { line, proposals, findings },
        keys,
      );
    }
    await typist.rest();
    assert.deepEqual(await typist.lenses(), ["1 CORS: needs a preflight: content-type"]);
    typist.close();
  });
});
