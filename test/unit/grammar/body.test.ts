import { check, HTTP, loadGrammar } from "./tokens";

describe("grammar: bodies", () => {
  async function expect(annotated: string): Promise<void> {
    check(await loadGrammar(HTTP), annotated);
  }

  it("recognises JSON by its first character, with references and comments", async () => {
    await expect(`
POST /a

{ "id": {{id}}, "url": "{{base}}/b",
  ^^^^ support.type.property-name.json meta.embedded.block.json
          ^^ variable.other.readwrite.http !invalid
                ^^^^^ support.type.property-name.json
                          ^^^^ variable.other.readwrite.http
# not sent
^^^^^^^^^^ comment.line.number-sign.http
// not sent
^^^^^^^^^^^ comment.line.double-slash.http
  "n": 1 }
  ^^^ support.type.property-name.json
       ^ constant.numeric.json`);
  });

  it("recognises JSON without the blank line before it", async () => {
    await expect(`
POST /a
Accept: */*
{ "id": 1 }
  ^^^^ support.type.property-name.json`);
  });

  it("uses the type in the field", async () => {
    await expect(`
POST /a
Content-Type: application/problem+json; charset=utf-8
^^^^^^^^^^^^ variable.other.property.header.http
Accept: */*
^^^^^^ variable.other.property.header.http

true
^^^^ constant.language.json
###
POST /a
content-type: text/html

<p>text</p>
 ^ entity.name.tag.localname.xml
###
POST /a
Content-Type: application/soap+xml

<a b="{{c}}">
 ^ entity.name.tag.localname.xml
   ^ entity.other.attribute-name.localname.xml
        ^ variable.other.readwrite.http
###
POST /a
Content-Type: application/x-www-form-urlencoded

name=a%20b&n={{n}}
^^^^ variable.parameter.form.http
    ^ keyword.operator.assignment.http
     ^ string.unquoted.form.http
      ^^^ constant.character.escape.percent.http
          ^ keyword.operator.form.http
               ^ variable.other.readwrite.http
&more=1
 ^^^^ variable.parameter.form.http
###
POST /a
Content-Type: text/css

#id { color: red }
^^^ meta.embedded.block.css !comment
###
POST /a
Content-Type: text/markdown

# A heading, which is sent
^^^^^^^^^^^^ meta.body.http !comment`);
  });

  it("guesses markup and forms if no field gives the type", async () => {
    await expect(`
HTTP/1.1 200 OK

<!DOCTYPE html>
^^^^^^^^^^^^^^^ meta.embedded.block.html
<p>text
 ^ entity.name.tag.localname.xml
###
POST /a

<note to="x"/>
 ^^^^ entity.name.tag.localname.xml
###
POST /a

a=1&b=2
^ variable.parameter.form.http`);
  });

  it("recognises GraphQL and its variables", async () => {
    await expect(`
POST /graphql
Content-Type: application/json
X-Request-Type: GraphQL

query Items($n: Int) {
^^^^^ keyword.operation.graphql
  items(n: $n, by: "{{name}}")
                      ^^^^ variable.other.readwrite.http
}

{ "n": 2 }
  ^^^ support.type.property-name.json`);
  });

  it("recognises comments in a request's body, but not in a response's", async () => {
    await expect(`
POST /a

text
# not sent
^^^^^^^^^^ comment.line.number-sign.http
HTTP/1.1 200 OK

text
# part of it
^^^^^^^^^^^^ meta.body.http !comment`);
  });

  it("reads the parts of a multipart body, whatever they contain", async () => {
    await expect(`
POST /a
Content-Type: multipart/mixed; boundary=--b1

----b1
^^ punctuation.definition.boundary.begin.http
  ^^^^ entity.name.type.boundary.http
Content-Disposition: form-data; name="a"
^^^^^^^^^^^^^^^^^^^ variable.other.property.header.http
Content-Type: application/json

{ "open": [
  ^^^^^^ support.type.property-name.json
----b1
^^ punctuation.definition.boundary.begin.http !meta.body
Content-Type: application/http

GET /inner HTTP/1.1
^^^^^^^^^^^^^^^^^^^ meta.body.http !meta.request-line
----b1
Content-Disposition: form-data; name="b"; filename="c.png"

< ./c.png
^ keyword.operator.file.http
----b1--
      ^^ punctuation.definition.boundary.end.http
HTTP/1.1 200 OK
^^^^ meta.response.http !meta.part`);
  });
});
