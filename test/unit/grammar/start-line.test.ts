import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { requestLine } from "../../../server/src/http/request-line";
import { check, HTTP, loadGrammar } from "./tokens";

describe("grammar: start lines", () => {
  async function expect(annotated: string): Promise<void> {
    check(await loadGrammar(HTTP), annotated);
  }

  it("splits a request line into method, target and version", async () => {
    await expect(`
PUT https://api.example:8443/v1/items%20x?page=2&sort=up HTTP/1.1
^^^ keyword.control.method.http meta.request-line
    ^^^^^ keyword.other.scheme.http
            ^^^^^^^^^^^ entity.name.type.host.http
                        ^^^^ constant.numeric.port.http
                            ^^^^^^^^^ string.unquoted.path.http
                                     ^^^ constant.character.escape.percent.http
                                        ^ string.unquoted.path.http
                                         ^ keyword.operator.query.http
                                          ^^^^ variable.parameter.query.http
                                              ^ keyword.operator.assignment.http
                                               ^ string.unquoted.query.http
                                                ^ keyword.operator.query.http
                                                 ^^^^ variable.parameter.query.http
                                                         ^^^^ keyword.other.protocol.http
                                                              ^^^ constant.numeric.version.http`);
  });

  it("recognises targets without a scheme", async () => {
    await expect(`
GET localhost:3000/x
    ^^^^^^^^^ entity.name.type.host.http
              ^^^^ constant.numeric.port.http
                  ^^ string.unquoted.path.http
###
OPTIONS * HTTP/1.1
        ^ constant.language.asterisk.http
###
get /lower/case
^^^ keyword.control.method.http
    ^^^^^^^^^^^ string.unquoted.path.http`);
  });

  it("recognises a request line without a method", async () => {
    await expect(`
https://api.example/items
^^^^^ meta.request-line.http keyword.other.scheme.http
Accept: */*
^^^^^^ variable.other.property.header.http
###
{{host}}/items HTTP/2
  ^^^^ variable.other.readwrite.http
        ^^^^^^ string.unquoted.path.http
               ^^^^ keyword.other.protocol.http`);
  });

  it("allows references and placeholders in a target", async () => {
    await expect(`
POST {{base}}/items/{{login.response.body.id}}?n={{$randomInt 1 5}}&k=<key>&t=\${token}
       ^^^^ variable.other.readwrite.http
             ^^^^^^^ string.unquoted.path.http
                      ^^^^^ variable.other.readwrite.http
                           ^^^^^^^^^ support.variable.property.http
                                                   ^^^^^^^^^^ support.function.variable.http
                                                              ^ constant.numeric.http
                                                                       ^^^ variable.parameter.placeholder.http
                                                                                ^^^^^ variable.other.readwrite.http`);
  });

  it("continues a target on the next lines", async () => {
    await expect(`
GET https://api.example
    /items
    ^^^^^^ string.unquoted.path.http
    ?page=2
    ^ keyword.operator.query.http
     ^^^^ variable.parameter.query.http
&sort=up
 ^^^^ variable.parameter.query.http
    HTTP/1.1
    ^^^^ keyword.other.protocol.http
Accept: */*
^^^^^^ variable.other.property.header.http`);
  });

  it("scopes the class of a status", async () => {
    await expect(`
HTTP/1.1 100 Continue
^^^^ meta.response.http keyword.other.protocol.http
     ^^^ constant.numeric.version.http
         ^^^ constant.numeric.status.informational.http
             ^^^^^^^^ meta.reason-phrase.http
HTTP/1.1 204 No Content
         ^^^ constant.numeric.status.successful.http
             ^^^^^^^^^^ meta.reason-phrase.http
HTTP/2 302
       ^^^ constant.numeric.status.redirection.http
http/2 404 - Not Found
       ^^^ constant.numeric.status.client-error.http
HTTP/3 5xx
       ^^^ constant.numeric.status.server-error.http
HTTP/1.1 <status> {{reason}}
          ^^^^^^ variable.parameter.placeholder.http
                    ^^^^^^ variable.other.readwrite.http`);
  });

  it("recognises a status line without a version if no message is open", async () => {
    await expect(`
200 OK
^^^ constant.numeric.status.successful.http
    ^^ meta.reason-phrase.http
Vary: Origin
^^^^ variable.other.property.header.cors.http`);
  });

  it("starts a message right after another one", async () => {
    await expect(`
GET /a
HTTP/1.1 200 OK
^^^^ meta.response.http
Vary: Origin

a plain body
^^^^^^^^^^^^ meta.body.http
GET no target, but text
^^^ meta.body.http !keyword
POST https://api.example/b
^^^^ meta.request.http keyword.control.method.http !meta.body
Origin: https://app.example
^^^^^^ variable.other.property.header.cors.http`);
  });

  it("reads a transcript of curl", async () => {
    await expect(`
* Connected to api.example
^^^^^^^^^^^^ comment.line.transcript.http
> OPTIONS /items HTTP/1.1
^ keyword.operator.transcript.http
  ^^^^^^^ keyword.control.method.http
          ^^^^^^ string.unquoted.path.http
> Origin: https://app.example
  ^^^^^^ variable.other.property.header.cors.http
>
^ keyword.operator.transcript.http
12:30:01.123456 < HTTP/2 200
^^^^^^^^^^^^^^^ comment.line.time.http
                         ^^^ constant.numeric.status.successful.http
< access-control-allow-origin: *
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ variable.other.property.header.cors.http
                               ^ constant.language.wildcard.http
<
{"open": [
 ^^^^^^ support.type.property-name.json
* Connection left intact
^^^^^^^^^^^^ comment.line.transcript.http !meta.body
{ [5 bytes data]
^^^^^^^^^^^^^^^^ comment.line.transcript.http
###
^^^ meta.separator.http`);
  });

  it("reads a curl command", async () => {
    await expect(`
$ curl -X PUT "https://api.example:81/items" \\
^ punctuation.separator.prompt.http
  ^^^^ support.function.curl.http
       ^^ constant.other.option.http
          ^^^ keyword.control.method.http
              ^^^^^^^^^ string.quoted.double.http
                       ^^^^^^^^^^^ entity.name.type.host.http
                                   ^^ constant.numeric.port.http
                                     ^^^^^^^ string.quoted.double.http
                                             ^ constant.character.escape.line-continuation.http
  -H 'Origin: https://app.example' -H "X-Key: {{key}}" \\
  ^^ constant.other.option.http
      ^^^^^^ variable.other.property.header.cors.http
                      ^^^^^^^^^^^ entity.name.type.host.http
                                       ^^^^^ variable.other.property.header.http
                                                ^^^ variable.other.readwrite.http
  --data '{
  ^^^^^^ constant.other.option.http
  "open": 1

HTTP/1.1 200 OK
^^^^ meta.response.http !string`);
  });

  it("reads a call of fetch()", async () => {
    await expect(`
const r = await fetch("https://api.example:81/items", {
^^^^^ keyword.other.script.http
          ^^^^^ keyword.other.script.http
                ^^^^^ support.function.fetch.http
                      ^ string.quoted.double.http
                               ^^^^^^^^^^^ entity.name.type.host.http
                                           ^^ constant.numeric.port.http
  method: 'PUT', // a comment
  ^^^^^^ constant.other.option.http
           ^^^ keyword.control.method.http
                 ^^^^^^^^^^^^ comment.line.double-slash.http
  "credentials": "include",
   ^^^^^^^^^^^ constant.other.option.http
                  ^^^^^^^ string.quoted.double.http

  headers: { "Origin": {{origin}}, "X-Key": \`k\${key}{{key}}\` },
              ^^^^^^ variable.other.property.header.cors.http
                                    ^^^^^ variable.other.property.header.http
                                              ^^ punctuation.definition.template-expression.begin.http
                                                ^^^ meta.template.expression.http
                                                      ^^^   variable.other.readwrite.http
  body: JSON.stringify({ open: 1
                               ^ constant.numeric.http
HTTP/1.1 200 OK
^^^^ meta.response.http !meta.request.fetch`);
    await expect(`
fetch('https://api.example/items')
  .then((r) => r.json());
^^^ meta.request.fetch.http

GET https://api.example/items
^^^ keyword.control.method.http !meta.request.fetch`);
  });

  it("has the same list of methods as the parser in all places", () => {
    const lists = new Set(readFileSync("syntaxes/http.tmLanguage.json", "utf8").match(/GET\|HEAD\|[A-Z?|-]*[A-Z]/g));
    assert.equal(lists.size, 1);
    const methods = [...lists]
      .join("|")
      .replace(/(\w+)S\?/g, "$1|$1S")
      .split("|");
    assert.ok(methods.includes("WSS") && methods.includes("MQTT"));
    for (const method of methods) {
      // Only a listed method makes a request line with any target.
      const line = `${method} two words`;
      assert.notEqual(requestLine(line, 0, line.length), null, method);
    }
  });
});
