import { check, HTTP, loadGrammar } from "./tokens";

describe("grammar: the lines around messages", () => {
  async function expect(annotated: string): Promise<void> {
    check(await loadGrammar(HTTP), annotated);
  }

  it("recognises block titles", async () => {
    await expect(`
### Sign in as {{user}}
^^^ meta.separator.http comment.line punctuation.definition.separator
    ^^^^^^^ entity.name.section.http markup.heading
                 ^^^^ variable.other.readwrite.http
####
^^^^ meta.separator.http`);
  });

  it("recognises comments and directives", async () => {
    await expect(`
# a remark
^^^^^^^^^^ comment.line.number-sign.http
  // another one
  ^^^^^^^^^^^^^^ comment.line.double-slash.http
/* over
^^^^^^^ comment.block.http
two lines */
^^^^^^^^^^^^ comment.block.http
# @name login
  ^ punctuation.definition.block.tag.http
   ^^^^ keyword.other.directive.http comment.line
        ^^^^^ entity.name.type.request.http
// @name = login
   ^ punctuation.definition.block.tag.http
           ^^^^^ entity.name.type.request.http
# @no-log @no-redirect
   ^^^^^^ keyword.other.directive.http
           ^^^^^^^^^^^ keyword.other.directive.http
# @timeout 30 {{unit}}
   ^^^^^^^ keyword.other.directive.http
           ^^ string.unquoted.directive.http
                ^^^^ variable.other.readwrite.http`);
  });

  it("recognises the @cors directive", async () => {
    await expect(`
# @cors credentials=include origin=https://app.example:81
   ^^^^ keyword.other.directive.http
        ^^^^^^^^^^^ variable.parameter.cors.http
                   ^ keyword.operator.assignment.http
                    ^^^^^^^ constant.language.credentials.http
                            ^^^^^^ variable.parameter.cors.http
                                   ^^^^^^^^^^^^^^^^^^^^^^ variable.other.constant.origin.http
// @CORS origin=null, credentials=maybe
                ^^^^ constant.language.null.http
                      ^^^^^^^^^^^ comment.line !variable.parameter
# @corset credentials=include
          ^^^^^^^^^^^ string.unquoted.directive.http !variable.parameter`);
  });

  it("recognises variables and references", async () => {
    await expect(`
@base.url = https://{{host}}/v1
^ punctuation.definition.variable.http
 ^^^^^^^^ variable.other.readwrite.http
          ^ keyword.operator.assignment.http
            ^^^^^^^^ string.unquoted.variable.http
                      ^^^^ variable.other.readwrite.http
@when := {{%$datetime "YYYY" -1 d}}
      ^^ keyword.operator.assignment.http
         ^^ punctuation.definition.template-expression.begin.http
           ^ keyword.operator.percent-encode.http
            ^^^^^^^^^ support.function.variable.http
                      ^^^^^^ string.quoted.http
                             ^^ constant.numeric.http
                                 ^^ punctuation.definition.template-expression.end.http`);
  });

  it("recognises scripts, files, references to responses and assertions", async () => {
    await expect(`
import ./shared.http
^^^^^^ keyword.control.import.http
       ^^^^^^^^^^^^^ string.unquoted.file.http
gql Parts < ./parts.gql
^^^ keyword.control.import.http
    ^^^^^ entity.name.type.import.http
< {%
^ keyword.operator.script.http
  ^^ punctuation.section.embedded.begin.http
  const open = \`
  ^^^^^ meta.embedded.block.javascript storage.type.script.http
%}
^^ punctuation.section.embedded.end.http
POST /a

<@latin1 ./body-{{n}}.txt
^ keyword.operator.file.http
  ^^^^^^ storage.modifier.encoding.http
         ^^^^^^^ string.unquoted.file.http
                  ^ variable.other.readwrite.http
< ./body.json
^ keyword.operator.file.http
> ./check.js
^ keyword.operator.script.http
> {% client.log(1); %}
     ^^^^^^ meta.embedded.block.javascript
                    ^^ punctuation.section.embedded.end.http
{{@response
^^ punctuation.section.embedded.begin.http
  ^^^^^^^^^ keyword.control.event.http
  const open = {
  ^^^^^ storage.type.script.http
}}
^^ punctuation.section.embedded.end.http
<> 2024-01-01T000000.200.json
^^ keyword.operator.redirect.http
   ^^^^^^^^^^^^^^^^^^^ string.unquoted.file.http
>>! saved.json
^^^ keyword.operator.redirect.http
?? status == 200
^^ keyword.operator.assertion.http
   ^^^^^^ support.type.assertion.http
          ^^ keyword.operator.comparison.http
             ^^^ constant.numeric.http`);
  });
});
