import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { check, HTTP, loadGrammar, MARKDOWN, tokenize } from "../../unit/grammar/tokens";

/** Constructs that are left open, each on its own. */
const OPEN: Readonly<Record<string, string>> = {
  "a request line": "GET /a",
  "a target that goes on": "GET /a\n  ?b={{c",
  "a field": "GET /a\nOrigin: https://",
  "an empty body": "GET /a\n",
  "a JSON body": 'POST /a\n\n{ "a": [ { "b": "c',
  "a typed JSON body": 'POST /a\nContent-Type: application/json\n\n{ "a": {',
  "an XML body": 'POST /a\n\n<a b="c\n<!-- d',
  "an HTML body": "HTTP/1.1 200 OK\n\n<html><script>let a = `",
  "a CSS body": "HTTP/1.1 200 OK\nContent-Type: text/css\n\na { b: url('",
  "a script as a body": "HTTP/1.1 200 OK\nContent-Type: text/javascript\n\nlet a = `",
  "a GraphQL body": "POST /a\n\nquery A {\n  b {",
  "a form": "POST /a\n\na=b&c={{",
  "a text body": "POST /a\n\nsome text",
  "a multipart body": 'POST /a\n\n--b1\nContent-Type: application/json\n\n{ "a": {',
  "a response script": "GET /a\n\n> {%\nlet a = `",
  "a script before the request": "< {%\nlet a = {",
  "a script between braces": "{{\nlet a = `",
  "a script on one line": "GET /a\n> {% let a = 1; %}",
  "a block comment": "/*\nstill open",
  "a directive": "# @cors credentials=",
  "a reference": "@a = {{b",
  "an assertion": "GET /a\n?? header a contains {{",
  "a curl command": 'curl -d \'{\n"a": 1',
  "a call of fetch()": 'fetch("https://a.example/", {\n  headers: { a: `${b',
  "a transcript": '> GET /a HTTP/1.1\n>\n< HTTP/1.1 200 OK\n<\n{"a": [',
};

describe("grammar: recovery", () => {
  for (const [name, text] of Object.entries(OPEN)) {
    it(`leaves ${name} at a separator`, async () => {
      check(
        await loadGrammar(HTTP),
        `
${text}
### Next
^^^ meta.separator.http !meta.body !comment.block !meta.embedded !meta.request !meta.response
    ^^^^ entity.name.section.http
PUT https://api.example/next HTTP/1.1
^^^ keyword.control.method.http meta.request.http !meta.body !meta.embedded !string
            ^^^^^^^^^^^ entity.name.type.host.http
Origin: null
^^^^^^ variable.other.property.header.cors.http`,
      );
    });

    it(`leaves ${name} at the end of a fence`, async () => {
      check(
        await loadGrammar(MARKDOWN),
        `
~~~http
^^^ punctuation.definition.markdown
${text}
~~~
^^^ punctuation.definition.markdown !meta.embedded
# Heading
  ^^^^^^^ entity.name.section.markdown !meta.fence`,
      );
    });
  }

  it("tokenises every character exactly once", async () => {
    const documents = [...Object.values(OPEN), readFileSync("package.json", "utf8")];
    for (const scope of [HTTP, MARKDOWN]) {
      const grammar = await loadGrammar(scope);
      for (const text of documents) {
        const lines = text.split("\n");
        const tokenised = tokenize(grammar, scope === HTTP ? lines : ["```http", ...lines, "```"]);
        for (const line of tokenised) {
          assert.equal(line.tokens.map((token) => token.text).join(""), line.text);
        }
      }
    }
  });

  it("finishes a long line, whatever it repeats", async () => {
    const grammar = await loadGrammar(HTTP);
    const starts = ["", "GET /?", "HTTP/1.1 200 ", "X: ", "Origin: ", "Vary: ", "# @cors ", "curl ", 'fetch("', "[..."];
    const pieces = [" ", "a", "a ", "-", "{{", "<", "&a=", "HTTP/1.1 ", "://", "..."];
    tokenize(grammar, ["GET /a", "X: y"]);
    for (const [start, piece] of starts.flatMap((start) => pieces.map((piece) => [start, piece] as const))) {
      // VS Code doesn't tokenise longer lines.
      const line = start + piece.repeat(20_000 / piece.length);
      const tokens = tokenize(grammar, ["GET /a", line]);
      assert.ok(tokens.length > 0);
    }
  });
});
