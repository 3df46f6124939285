import { check, loadGrammar, MARKDOWN } from "./tokens";

describe("grammar: fences in Markdown", () => {
  async function expect(annotated: string): Promise<void> {
    check(await loadGrammar(MARKDOWN), annotated);
  }

  it("colours a fence, whatever follows the language", async () => {
    for (const info of [
      "http",
      "HTTP",
      "rest",
      " http example-bad",
      "http:no-line-numbers",
      "http/2",
      "http {a=b}",
      "{.http}",
      "{code-block} http",
      "{code} http",
    ]) {
      await expect(`
Text *before*.
\`\`\`${info}
^^^ punctuation.definition.markdown markup.fenced_code.block.markdown
GET /a HTTP/1.1
^^^ keyword.control.method.http meta.embedded.block.http
Origin: https://app.example
^^^^^^ variable.other.property.header.cors.http

{ "a": "{{b}}" }
  ^^^ support.type.property-name.json
          ^ variable.other.readwrite.http
\`\`\`
^^^ punctuation.definition.markdown !meta.embedded
Text *after*.
      ^^^^^ markup.italic.markdown !markup.fenced_code`);
    }
  });

  it("scopes the language and the text after it", async () => {
    await expect(`
~~~ http example-good
^^^ punctuation.definition.markdown
    ^^^^ fenced_code.block.language.markdown
         ^^^^^^^^^^^^ fenced_code.block.language.attributes.markdown
~~~`);
  });

  it("ignores other fences", async () => {
    for (const info of ["", "httpx", "http-x", "restructuredtext", "text"]) {
      await expect(`
\`\`\`${info}
GET /a
^^^ markup.fenced_code.block.markdown !meta.embedded.block.http !keyword
\`\`\``);
    }
    await expect(`
\`\`\`text
~~~http
GET /a
^^^ !keyword
\`\`\`
text
^^^^ meta.paragraph.markdown !markup.fenced_code`);
  });

  it("closes at a fence of the same character and at least the same length", async () => {
    await expect(`
\`\`\`\`http
GET /a
\`\`\`
^^^ meta.embedded.block.http
~~~~~
^^^^^ meta.embedded.block.http
HTTP/1.1 200 OK
^^^^ meta.response.http
\`\`\`\`\`
^^^^^ punctuation.definition.markdown
text
^^^^ !markup.fenced_code`);
  });

  it("skips the indentation of a fence", async () => {
    await expect(`
Text:
  ~~~http
  GET /a
  ^^^ keyword.control.method.http

  ### Next
  ^^^ meta.separator.http
GET /b
^^^ keyword.control.method.http
  ~~~
  ^^^ punctuation.definition.markdown`);
  });

  it("finds fences in lists", async () => {
    await expect(`
1. item
   ~~~http
   ^^^ punctuation.definition.markdown markup.list
   GET /a
      /b
      ^^ string.unquoted.path.http
   Vary: Origin
   ^^^^ variable.other.property.header.cors.http

   ### Next
   ^^^ meta.separator.http
   GET /c
   ^^^ keyword.control.method.http
   ~~~
2. item
   ^^^^ meta.paragraph.markdown !markup.fenced_code
- ~~~http
  GET /a
  ^^^ keyword.control.method.http
  ~~~`);
  });

  it("finds fences in block quotes, and ends them with the quote", async () => {
    await expect(`
> text
>
> ~~~http
> GET /a
  ^^^ keyword.control.method.http markup.quote
> Origin: null
  ^^^^^^ variable.other.property.header.cors.http
>
> { "open":
    ^^^^^^ support.type.property-name.json
> HTTP/1.1 200 OK
  ^^^^ meta.response.http
> Vary: *
  ^^^^ variable.other.property.header.cors.http

text
^^^^ meta.paragraph.markdown !markup.quote !meta.embedded`);
  });

  it("finds fences inside a Markdown fence", async () => {
    await expect(`
\`\`\`\`md
\`\`\`http
GET /a
^^^ keyword.control.method.http
\`\`\`
\`\`\`\``);
  });
});
