import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

type Bundle = Readonly<Record<string, string>>;

const read = (file: string): Bundle => JSON.parse(readFileSync(file, "utf8"));
const manifest = readFileSync("package.json", "utf8");
const translations = (folder: string, pattern: RegExp) => readdirSync(folder).filter((name) => pattern.test(name));
const places = (text: string) => (text.match(/\{\d+\}/g) ?? []).sort();
/** The parts that a translation must keep: commands, settings, code, placeholders. */
const fixed = (text: string) => (text.match(/`[^`]+`|\(command:[^)]+\)|#[\w.]+#|\{\d+\}/g) ?? []).sort();

describe("the messages of the client", () => {
  const tools = () => import("../../../tools/l10n/messages.mjs");

  it("are those in the list for translators: npm run generate", async () => {
    const { messagesOf } = await tools();
    assert.deepEqual(Object.keys(read("l10n/bundle.l10n.json")), await messagesOf("client/src"));
  });
  for (const name of translations("l10n", /^bundle\.l10n\.[\w-]+\.json$/)) {
    it(`are all in ${name}, with the same places for values`, () => {
      const translated = read(`l10n/${name}`);
      assert.deepEqual(Object.keys(translated), Object.keys(read("l10n/bundle.l10n.json")));
      for (const [message, translation] of Object.entries(translated)) {
        assert.deepEqual(places(translation), places(message), message);
        assert.notEqual(translation, "", message);
      }
    });
  }
  it("are string literals where they are used", async () => {
    const { messagesIn } = await tools();
    assert.deepEqual(messagesIn('l10n.t("a"); f(() => l10n.t("b {0}", c));', "a.ts"), ["a", "b {0}"]);
    assert.throws(() => messagesIn("\nl10n.t(a)", "a.ts"), /a\.ts:2: l10n\.t needs a string literal/);
  });
});

describe("the texts of the manifest", () => {
  const texts = read("package.nls.json");
  const used = [...manifest.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1] ?? "");

  it("are all used, and all exist", () => assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort()));
  it("are used by every command and step", () => {
    const { commands, walkthroughs } = JSON.parse(manifest).contributes;
    for (const { title, description = "%" } of [
      ...commands,
      ...walkthroughs.flatMap((one: { steps: [] }) => one.steps),
    ]) {
      assert.match(title, /^%/);
      assert.match(description, /^%/);
    }
  });
  for (const name of translations(".", /^package\.nls\.[\w-]+\.json$/)) {
    it(`are all in ${name}, with the same commands, settings and code`, () => {
      const translated = read(name);
      assert.deepEqual(Object.keys(translated), Object.keys(texts));
      for (const [key, text] of Object.entries(texts)) {
        assert.deepEqual(fixed(translated[key] ?? ""), fixed(text), key);
      }
    });
  }
});
