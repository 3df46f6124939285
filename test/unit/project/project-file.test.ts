import assert from "node:assert/strict";
import fc from "fast-check";
import { readProjectFile } from "../../../server/src/project/project-file";
import { NO_PROJECT_SETTINGS, withOverrides } from "../../../server/src/project/settings";
import { mark, markedText } from "../../support/marked-text";

describe("a project file", () => {
  it("is read with comments and trailing commas", () => {
    const { settings, problems } = readProjectFile(`// Ours
{
  "$schema": "https://example.com/corslens.schema.json",
  "origin": "https://app.example.com",
  "engines": ["chromium", "webkit"], /* no Firefox */
  "environment": "dev",
  "rules": { "max-age-missing": "off", "vary-origin-missing": "error" },
  "readCommentedResponses": true,
  "readUnlabelledFences": false,
  "trusted": ["https://app.example.com", "https://admin.example.com"],
  "untrusted": ["https://attacker.example", "null"],
  "ignore": ["drafts"],
}`);
    assert.deepEqual(problems, []);
    assert.deepEqual(settings, {
      origin: "https://app.example.com",
      engines: ["chromium", "webkit"],
      environment: "dev",
      rules: { "max-age-missing": "off", "vary-origin-missing": "error" },
      readCommentedResponses: true,
      readUnlabelledFences: false,
      trusted: ["https://app.example.com", "https://admin.example.com"],
      untrusted: ["https://attacker.example", "null"],
      ignore: ["drafts"],
    });
  });

  it("sets nothing if it is empty", () => {
    assert.deepEqual(readProjectFile("{}"), { settings: NO_PROJECT_SETTINGS, problems: [] });
  });

  const wrong: readonly (readonly [marked: string, message: RegExp])[] = [
    ['{ "rules": { "max-age-missing": "off" ⟦"⟧x" } }', /^Invalid JSON/],
    ["⟦[]⟧", /^Expected an object/],
    ['{ ⟦"rule"⟧: {} }', /^Unknown setting rule\. Did you mean rules\?$/],
    ['{ ⟦"colour"⟧: 1 }', /^Unknown setting colour\.$/],
    ['{ "rules": ⟦[]⟧ }', /^rules must be an object/],
    [
      '{ "rules": { ⟦"max-age-mising"⟧: "off" } }',
      /^There is no rule max-age-mising\. Did you mean max-age-missing\?$/,
    ],
    ['{ "rules": { "max-age-missing": ⟦"warn"⟧ } }', /^The severity of max-age-missing must be one of off, hint/],
    ['{ "rules": { "max-age-missing": ⟦1⟧ } }', /^The severity of max-age-missing/],
    ['{ "origin": ⟦"app.example.com"⟧ }', /^Expected an origin/],
    ['{ "origin": ⟦null⟧ }', /^origin must be a non-empty string\.$/],
    ['{ "engines": ⟦"chromium"⟧ }', /^engines must be a list of chromium, firefox, webkit\.$/],
    ['{ "engines": ["firefox", ⟦"webkid"⟧] }', /^Unknown engine webkid: .* Did you mean webkit\?$/],
    ['{ "environment": ⟦" "⟧ }', /^environment must be a non-empty string\.$/],
    ['{ "readCommentedResponses": ⟦"yes"⟧ }', /^readCommentedResponses must be true or false\.$/],
    ['{ "readUnlabelledFences": ⟦"no"⟧ }', /^readUnlabelledFences must be true or false\.$/],
    ['{ "trusted": ⟦"https://a.example"⟧ }', /^trusted must be a list of origins, for example/],
    ['{ "trusted": ["https://a.example", ⟦"b.example"⟧] }', /^Expected an origin/],
    ['{ "trusted": [⟦"null"⟧] }', /^The origin null can't be trusted: every site can get it\. Remove it\.$/],
    [
      '{ "trusted": ["https://a.example"], "untrusted": ["null", ⟦"https://A.example/"⟧] }',
      /^https:\/\/A\.example\/ is in trusted too, and counts as untrusted\. Remove it from one of the lists\.$/,
    ],
    ['{ "ignore": ⟦["a", 1]⟧ }', /^ignore must be a list of globs/],
    [
      `{ "ignore": ⟦["a", "${"{a,b}".repeat(10)}"]⟧ }`,
      /^ignore is ignored\. The glob \{a,b\}.* has more than 1000 alternatives in braces\. Use fewer braces/,
    ],
  ];
  for (const [marked, message] of wrong) {
    it(`reports the mistake in ${marked}`, () => {
      const { text } = markedText(marked);
      const { problems } = readProjectFile(text);
      assert.equal(
        mark(
          text,
          problems.map(({ range }) => range),
        ),
        marked,
      );
      assert.match(problems[0]?.message ?? "", message);
    });
  }

  it("keeps the correct settings if others have mistakes", () => {
    const { settings, problems } = readProjectFile(
      '{ "x": 1, "rules": { "no": "off", "max-age-missing": "off" }, "engines": ["firefox", "x"] }',
    );
    assert.equal(problems.length, 3);
    assert.deepEqual(settings.rules, { "max-age-missing": "off" });
    assert.deepEqual(settings.engines, ["firefox"]);
  });

  it("is read without an exception, whatever the text", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"rules"',
      '"engines"',
      ":",
      ",",
      '"off"',
      "1",
      "null",
      "//",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 }))), (pieces) => {
        const text = pieces.join("");
        for (const { range } of readProjectFile(text).problems) {
          assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length);
        }
      }),
    );
  });

  it("overrides the user's settings, key by key and rule by rule", () => {
    const user = {
      origin: "https://a.example",
      engines: ["firefox" as const],
      rules: { "max-age-missing": "hint" } as const,
    };
    assert.deepEqual(withOverrides(user, NO_PROJECT_SETTINGS), {
      ...user,
      readCommentedResponses: false,
      readUnlabelledFences: true,
      trusted: [],
      untrusted: [],
    });
    const project = {
      ...NO_PROJECT_SETTINGS,
      origin: "https://b.example",
      rules: { "vary-origin-missing": "off" } as const,
    };
    assert.deepEqual(withOverrides(user, project), {
      ...user,
      origin: "https://b.example",
      rules: { "max-age-missing": "hint", "vary-origin-missing": "off" },
      readCommentedResponses: false,
      readUnlabelledFences: true,
      trusted: [],
      untrusted: [],
    });
  });
});
