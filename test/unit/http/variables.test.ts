import assert from "node:assert/strict";
import { parse } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";
import { isUnknown } from "../../../server/src/text/unknown";

/** The values of the fields `X-A` of a text; null for open ones. */
function values(text: string): (string | null)[] {
  return messagesOf(parse(text, "http")).flatMap(({ fields }) =>
    fields
      .filter(({ name }) => name.text === "X-A")
      .map(({ resolved }) => (typeof resolved === "string" ? resolved : null)),
  );
}

describe("variables of the file", () => {
  const cases: readonly (readonly [string, string, (string | null)[]])[] = [
    ["a definition above", "@o = a\nGET /x\nX-A: {{o}}\n", ["a"]],
    ["a definition below, which REST Client takes", "GET /x\nX-A: {{o}}\n\n###\n@o = a\n", ["a"]],
    ["a lazy one", "@o := a\nGET /x\nX-A: {{o}}\n", ["a"]],
    ["a global one", "@global.o = a\nGET /x\nX-A: {{global.o}}{{$global.o}}\n", ["aa"]],
    ["one name twice, above", "@o = a\n@o = b\nGET /x\nX-A: {{o}}\n", ["b"]],
    ["one name twice, the same", "@o = a\nGET /x\nX-A: {{o}}\n\n###\n@o = a\n", ["a"]],
    [
      "one name twice, with the reference between: tools differ",
      "@o = a\nGET /x\nX-A: {{o}}\n\n###\n@o = b\nGET /y\nX-A: {{o}}\n",
      [null, "b"],
    ],
    [
      "a variable of one that is defined twice",
      "@h = a\n@o = {{h}}1\n@h = b\nGET /x\nX-A: {{o}}{{h}}\nX-A: {{h}}\n",
      [null, "b"],
    ],
    ["one that is asked for", "# @prompt o The origin\n@o = a\nGET /x\nX-A: {{o}}\n", [null]],
    ["one that a script sets", '@o = a\nGET /x\nX-A: {{o}}\n\n> {%\nclient.global.set("o", 1)\n%}\n', [null]],
    ["one that a script exports", "@o = a\n{{\nexports.o = 1;\n}}\nGET /x\nX-A: {{o}}\n", [null]],
    [
      "one that a script reads",
      '@o = a\nGET /x\nX-A: {{o}}\n\n> {%\nclient.log(request.variables.get("o"))\n%}\n',
      ["a"],
    ],
    ["quotes, which stand for themselves", '@o = "a"\nGET /x\nX-A: {{o}}\n', ['"a"']],
    ["a backslash that escapes nothing", "@o = a\\x\nGET /x\nX-A: {{o}}\n", ["a\\x"]],
    ["a line end, which REST Client reads", "@o = a\\n\nGET /x\nX-A: {{o}}\n", [null]],
    ["an escaped reference of httpYac", "@o = a\nGET /x\nX-A: \\{\\{o\\}\\}\n", [null]],
    ["a percent-encoded one", "@o = a/b\nGET /x\nX-A: {{%o}}\n", ["a%2Fb"]],
    [
      "a computed one",
      "GET /x\nX-A: {{$guid}}\nX-A: {{$randomInt 1 2}}\nX-A: {{login.response.body.$.t}}\n",
      [null, null, null],
    ],
    ["an expression", "@o = a\nGET /x\nX-A: {{o + 1}}\n", [null]],
    ["variables of shells and servers", "GET /x\nX-A: $http_origin\nX-A: https://$HOST\n", [null, null]],
    ["notes for generators of documentation", "GET /x\nX-A: a // [!code focus]\nX-A: [!cod\n", [null, "[!cod"]],
    ["dollars that are none", "GET /x\nX-A: a?$filter=b\nX-A: $1 a$b $\n", ["a?$filter=b", "$1 a$b $"]],
    ["braces that nothing closes", "@o = a\nGET /x\nX-A: {{o\n", ["{{o"]],
    ["one beside an undefined one", "@o = a\nGET /x\nX-A: {{o}}{{p}}\n", [null]],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => assert.deepEqual(values(text), expected));
  }

  it("end if they refer to each other", () => {
    const wide = Array.from({ length: 20 }, (_, i) => `@v${i} = ${`{{v${i + 1}}}`.repeat(200)}\n`).join("");
    assert.deepEqual(values(`${wide}@v20 =\nGET /x\nX-A: {{v0}}\n`), [null]);
  });

  describe("that are open", () => {
    const same: readonly (readonly [string, string, boolean])[] = [
      ["an undefined one", "GET /x\nX-A: {{o}}\nX-A: {{o}}\n", true],
      ["a variable of the machine", "GET /x\nX-A: {{$processEnv O}}\nX-A: {{$processEnv O}}\n", true],
      ["a value of an earlier response", "GET /x\nX-A: {{l.response.body.o}}\nX-A: {{l.response.body.o}}\n", true],
      ["a computed one", "GET /x\nX-A: {{$guid}}\nX-A: {{$guid}}\n", false],
      ["a variable of a computed one", "@o = {{$guid}}\nGET /x\nX-A: {{o}}\nX-A: {{o}}\n", false],
      ["a call", "GET /x\nX-A: {{Math.random()}}\nX-A: {{Math.random()}}\n", false],
      [
        "one that is defined twice",
        "@o = a\nGET /x\nX-A: {{o}}\n\n###\n@o = b\n\n###\n@o = c\nGET /y\nX-A: {{o}}\n",
        false,
      ],
    ];
    for (const [name, text, expected] of same) {
      it(`are ${expected ? "" : "not "}the same at each use: ${name}`, () => {
        const [a, b] = messagesOf(parse(text, "http")).flatMap(({ fields }) => fields.map(({ resolved }) => resolved));
        assert.equal(isUnknown(a) && isUnknown(b) && a.isSameAs(b), expected);
      });
    }
  });
});
