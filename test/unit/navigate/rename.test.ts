import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { renamableAt, renameAt } from "../../../server/src/navigate/rename";
import { applyEdits } from "../../../server/src/text/edit";
import { mark, markedText, withoutCursor } from "../../support/marked-text";

const read = (text: string) => analyse(text, "http", { origin: null });

const NEW = "https://new.example.com:8443";

/** The ranges that a rename at `‸` changes. */
const RENAMES: readonly (readonly [says: string, newName: string, marked: string])[] = [
  [
    "a variable: its definitions and uses, in comments and bodies too",
    "api",
    `@⟦ho‸st⟧ = api.example.com
# {{⟦host⟧}} is the server
POST https://{{⟦host⟧}}/{{ ⟦host⟧ }}?{{%⟦host⟧}}&{{hosts}}&{{host.x}}

{"to": "{{⟦host⟧}}"}
`,
  ],
  [
    "a page's origin, and not the same text where it is a server or another origin",
    NEW,
    `# @cors origin=⟦https://app.example.com⟧ trusted=https://b.example, ⟦https://app.example.com⟧
GET https://app.example.com/data
Origin: ⟦https://‸app.example.com⟧
Referer: ⟦https://app.example.com⟧/page?x
X-Copy: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: ⟦https://app.example.com⟧, https://app.example.com:8080
Timing-Allow-Origin: ⟦https://app.example.com⟧
Location: https://app.example.com/elsewhere

###
Access-Control-Allow-Origin: ⟦https://app.example.com⟧
`,
  ],
  [
    "an origin, and leaves commands and transcripts as they were",
    NEW,
    `GET https://api.example.com/
Origin: ⟦https://app‸.example.com⟧

###
curl -H 'Origin: https://app.example.com' https://api.example.com/
`,
  ],
  [
    "the value of a variable that is used for nothing else",
    NEW,
    `@page = ⟦https://app.example.com⟧
@both = https://app.example.com
GET {{both}}/data
Origin: {{page}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: ⟦https://app‸.example.com⟧

###
GET https://api.example.com/
Origin: {{both}}
`,
  ],
];

/** Renames that are refused. */
const REFUSED: readonly (readonly [says: string, marked: string, newName: string, problem: RegExp])[] = [
  ["a variable without a definition", "GET https://{{ho‸st}}/\n", "api", /^`host` isn't defined in this file\.$/],
  [
    "a variable that a script sets",
    '@a‸ = 1\nGET /{{a}}\n\n> {%\nclient.global.set("a", 2);\n%}\n',
    "b",
    /^`a` is also set by a script or a prompt\.$/,
  ],
  [
    "a variable that a command has",
    "@a‸ = 1\ncurl https://api.example.com/{{a}}\n",
    "b",
    /^`a` is used in a command or transcript on line 2, which CORS Lens doesn't rewrite\.$/,
  ],
  [
    "the origin of a command",
    "curl -H 'Origin: https://a‸pp.example.com' https://api.example.com/\n",
    NEW,
    /^CORS Lens doesn't rewrite commands or transcripts\.$/,
  ],
  ["a name with a space", "@a‸ = 1\n", "b c", /^`b c` isn't a variable name\. Start with/],
  ["a name with a digit first", "@a‸ = 1\n", "1b", /^`1b` isn't a variable name/],
  ["an empty name", "@a‸ = 1\n", "", /isn't a variable name/],
  ["a name that is defined", "@a‸ = 1\n@b = 2\n", "b", /^`b` is already defined in this file\.$/],
  ["a name that is used", "@a‸ = 1\nGET /{{b}}\n", "b", /^`b` is already used in this file\.$/],
  ...(
    [
      ["https://new.example.com/", /isn't an origin as browsers write it/],
      ["https://New.example.com", /isn't an origin/],
      ["new.example.com", /isn't an origin/],
      ["https://new.example.com:443", /isn't an origin/],
      ["https://a.example, https://b.example", /isn't an origin/],
      ["*", /isn't an origin/],
      ["null", /^`null` stands for every opaque origin/],
    ] as const
  ).map(
    ([newName, problem]) =>
      [`the origin ${newName}`, "GET /\nOrigin: https://a‸pp.example.com\n", newName, problem] as const,
  ),
];

describe("rename", () => {
  for (const [says, newName, marked] of RENAMES) {
    it(`rewrites ${says}`, () => {
      const { text, cursor, ranges } = markedText(marked);
      const edits = renameAt(read(text), cursor, newName);
      assert.ok(edits !== null && !("problem" in edits));
      assert.equal(
        mark(
          text,
          edits.map(({ range }) => range),
        ),
        withoutCursor(marked),
      );
      const renamed = applyEdits(text, edits);
      const prepared = renamableAt(read(text), cursor);
      assert.ok(prepared !== null && "name" in prepared);
      assert.equal(text.slice(prepared.range.start, prepared.range.end), prepared.name);
      const back = renameAt(read(renamed), ranges[0]?.start ?? 0, prepared.name);
      assert.ok(back !== null && !("problem" in back));
      assert.equal(applyEdits(renamed, back), text);
    });
  }

  for (const [says, marked, newName, problem] of REFUSED) {
    it(`refuses ${says}`, () => {
      const { text, cursor } = markedText(marked);
      const result = renameAt(read(text), cursor, newName);
      assert.ok(result !== null && "problem" in result);
      assert.match(result.problem, problem);
    });
  }

  for (const [says, marked] of [
    ["a header", "GET /\nX-‸A: 1\n"],
    ["a wildcard", "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *‸\n"],
    ["an opaque origin", "GET /\nOrigin: nu‸ll\n"],
    ["an origin that isn't as browsers write it", "GET /\nOrigin: https://app.example.com‸/\n"],
    ["the URL of a request", "GET https://app‸.example.com/\nOrigin: https://app.example.com\n"],
  ] as const) {
    it(`finds nothing to rename at ${says}`, () => {
      const { text, cursor } = markedText(marked);
      assert.equal(renamableAt(read(text), cursor), null);
      assert.equal(renameAt(read(text), cursor, "x"), null);
    });
  }

  it("says that a variable isn't defined before the user types a name", () => {
    assert.deepEqual(renamableAt(read("GET {{a}}\n"), 6), { problem: "`a` isn't defined in this file." });
  });
});
