import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import type { Carrier } from "../../../server/src/http/parse";
import { fileReferencesOf, fileUri } from "../../../server/src/navigate/document-links";
import { foldsOf } from "../../../server/src/navigate/folding-ranges";
import { selectionRangesAt } from "../../../server/src/navigate/selection-ranges";
import { mark, markedText, withoutCursor } from "../../support/marked-text";

const read = (text: string, carrier: Carrier = "http") => analyse(text, carrier, { origin: null });

/** First and last line of each fold, 1-based. */
const folds = (text: string, carrier: Carrier = "http") =>
  foldsOf(read(text, carrier)).map(
    ({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1}${kind === "comment" ? " comment" : ""}`,
  );

describe("folding ranges", () => {
  it("are blocks, messages, bodies, scripts and runs of comments, without the blank lines below", () => {
    const text = `# one
# two

### First
POST https://api.example.com/a
Content-Type: application/json

{
  "a": 1

}

HTTP/1.1 200 OK
X-A: 1

> {%
  client.log(1);
%}

### Second
GET https://api.example.com/b
`;
    assert.deepEqual(folds(text), ["1-2 comment", "4-18", "5-11", "8-11", "13-18", "16-18", "20-21"]);
  });

  it("are the contents of fences", () => {
    const text = "# Prices\n\n```http\nGET /a\nX-A: 1\n```\n\n> ```http\n> GET /b\n\ntext\n\n```http\nGET /c\n```\n";
    assert.deepEqual(folds(text, "markdown"), ["3-5", "4-5", "13-14"]);
  });

  it("are empty if there is nothing to fold", () => {
    assert.deepEqual(folds(""), []);
    assert.deepEqual(folds("GET /\n\n###\n###\n"), []);
  });
});

/** Each range is inside the next, starting with the smallest. */
const SELECTIONS: readonly (readonly [says: string, carrier: Carrier, marked: string])[] = [
  [
    "from an item of a list to the file",
    "http",
    `⟦⟦### Preflight
⟦# comment
⟦⟦OPTIONS https://api.example.com/⟧
Origin: https://app.example.com⟧

HTTP/1.1 204 No Content⟧⟧

###
GET https://api.example.com/
⟧`.replace(
      "⟦⟦OPTIONS https://api.example.com/⟧\nOrigin: https://app.example.com⟧",
      "⟦OPTIONS https://api.example.com/\n⟦Access-Control-Request-Headers: ⟦a, ⟦x‸-b⟧⟧⟧\nOrigin: https://app.example.com⟧",
    ),
  ],
  ["from the method to the request line", "http", "⟦⟦⟦⟦G‸ET⟧ https://api.example.com/⟧\nX-A: 1⟧\n⟧"],
  ["from a variable's name to the value", "http", "⟦⟦GET /\n⟦Origin: ⟦https://⟦{{⟦ho‸st⟧}}⟧⟧⟧⟧\n⟧"],
  ["from a line of a body to the body", "http", '⟦⟦POST /\n\n⟦{\n⟦  "a‸": 1⟧\n}⟧⟧\n⟧'],
  ["from a line of prose to the file", "markdown", "⟦⟦# T‸itle⟧\n\n```http\nGET /\n```\n⟧"],
];

describe("selection ranges", () => {
  for (const [says, carrier, marked] of SELECTIONS) {
    it(`go ${says}`, () => {
      const { text, cursor } = markedText(marked);
      assert.equal(mark(text, selectionRangesAt(read(text, carrier), cursor)), withoutCursor(marked));
    });
  }
});

describe("document links", () => {
  it("are the files that a document refers to, but not URLs", () => {
    const marked = `import ⟦./other.http⟧

POST https://api.example.com/
X-See: https://example.com/

< ⟦./body with blank.json⟧

<> ⟦../responses/200.json⟧

###
POST https://api.example.com/

<@utf8 ⟦C:\\body.json⟧

###
POST https://api.example.com/

< {{file}}.json
>> saved.json
`;
    const { text } = markedText(marked);
    assert.equal(
      mark(
        text,
        fileReferencesOf(read(text).document).map(({ range }) => range),
      ),
      marked,
    );
  });

  for (const [path, uri, expected] of [
    ["./a b.json", "file:///work/api.http", "file:///work/a%20b.json"],
    ["../a#1.json", "file:///work/x/api.http", "file:///work/a%231.json"],
    ["/etc/body.json", "file:///work/api.http", "file:///etc/body.json"],
    ["a\\b.json", "file:///c:/work/api.http", "file:///c:/work/a/b.json"],
    ["D:\\b.json", "file:///c:/work/api.http", "file:///D:/b.json"],
    ["a.json", "vscode-vfs://github/owner/name/api.http", "vscode-vfs://github/owner/name/a.json"],
    ["a.json", "untitled:Untitled-1", null],
    ["a.json", "vscode-notebook-cell:/n.ipynb#1", null],
    ["\ud800.json", "file:///work/api.http", null],
  ] as const) {
    it(`lead from ${uri} by ${JSON.stringify(path)} to ${expected}`, () => assert.equal(fileUri(path, uri), expected));
  }
});
