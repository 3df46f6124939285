import { check, HTTP, loadGrammar } from "./tokens";

describe("grammar: the head of a message", () => {
  async function expect(annotated: string): Promise<void> {
    check(await loadGrammar(HTTP), annotated);
  }

  it("splits a field line into name, colon and value", async () => {
    await expect(`
GET /a
Accept-Language : en
^^^^^^^^^^^^^^^ variable.other.property.header.http !variable.other.property.header.cors
                ^ punctuation.separator.key-value.http
                  ^^ string.unquoted.header.http
X-{{name}}: a {{value}} <any one> ... \${more}
    ^^^^ variable.other.readwrite.http
          ^ punctuation.separator.key-value.http
                ^^^^^ variable.other.readwrite.http
                         ^^^^^^^ variable.parameter.placeholder.http
                                  ^^^ comment.other.elision.http
                                        ^^^^ variable.other.readwrite.http
Link: <https://api.example/2>; rel=next
       ^^^^^ string.unquoted.header.http !variable
  Indented: value
  ^^^^^^^^ variable.other.property.header.http
   folded value
   ^^^^^^ string.unquoted.header.http !entity`);
  });

  it("gives CORS fields their own scope", async () => {
    for (const name of ["Origin", "Vary", "origin", "ACCESS-CONTROL-ALLOW-ORIGIN", "Access-Control-Misspelt"]) {
      await expect(`${name}: x\n${"^".repeat(name.length)} variable.other.property.header.cors.http`);
    }
    for (const name of ["Host", "X-Origin", "Originator", "Access-Control"]) {
      await expect(
        `${name}: x\n${"^".repeat(name.length)} variable.other.property.header.http !variable.other.property.header.cors`,
      );
    }
  });

  it("recognises origins", async () => {
    await expect(`
HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example:8443
                             ^^^^^^^^^^^^^^^^^^^^^^^^ variable.other.constant.origin.http
Access-Control-Allow-Origin: https://app.example/
                             ^^^^^^^^^^^^^^^^^^^^ variable.other.constant.origin.http
Access-Control-Allow-Origin: http://{{host}}:8443
                             ^^^^^^^ variable.other.constant.origin.http
                                            ^^^^^ variable.other.constant.origin.http
Access-Control-Allow-Origin: http://[::1]:80, {{other}}
                             ^^^^^^^^^^^^^^^ variable.other.constant.origin.http
                                            ^ punctuation.separator.list.http
                                                ^^^^^ variable.other.readwrite.http
Access-Control-Allow-Origin: *
                             ^ constant.language.wildcard.http
Access-Control-Allow-Origin: https://*.app.example
                                     ^^^^^^^^^^^^^ !constant.language
Access-Control-Allow-Origin: null
                             ^^^^ constant.language.null.http
Access-Control-Allow-Origin: Null
                             ^^^^ string.unquoted.header.http !constant`);
  });

  it("recognises the words, lists and numbers of CORS", async () => {
    await expect(`
HTTP/1.1 200 OK
Access-Control-Allow-Credentials: true
                                  ^^^^ constant.language.boolean.true.http
Access-Control-Allow-Credentials: True
                                  ^^^^ string.unquoted.header.http !constant
Access-Control-Allow-Methods: GET, PATCH,*
                              ^^^ keyword.control.method.http
                                 ^ punctuation.separator.list.http
                                   ^^^^^ keyword.control.method.http
                                         ^ constant.language.wildcard.http
Access-Control-Allow-Headers: Content-Type, X-A , <more>
                              ^^^^^^^^^^^^ variable.other.property.header.http
                                            ^^^ variable.other.property.header.http
                                                   ^^^^ variable.parameter.placeholder.http
Vary: Origin
      ^^^^^^ variable.other.property.header.http
Access-Control-Max-Age: 600
                        ^^^ constant.numeric.http
Access-Control-Max-Age: 600s
                        ^^^^ string.unquoted.header.http !constant`);
  });

  it("colours fields without a start line", async () => {
    await expect(`
Access-Control-Allow-Origin: *
^^^^^^^^^^^^^^^^^^^^^^^^^^^ variable.other.property.header.cors.http
                             ^ constant.language.wildcard.http`);
  });

  it("recognises elided lines, in the head and before it", async () => {
    await expect(`
...
^^^ comment.line.elision.http
GET /a
[...]
^^^^^ comment.line.elision.http
  …
  ^ comment.line.elision.http
# ... and so on
^^^^^^^^^^^^^^^ comment.line.elision.http
(snip)
^^^^^^ comment.line.elision.http
...defaults
^^^ keyword.operator.spread.http !comment
   ^^^^^^^^ variable.other.readwrite.http
Accept: */*
^^^^^^ variable.other.property.header.http`);
  });
});
