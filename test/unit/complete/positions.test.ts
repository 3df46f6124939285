import assert from "node:assert/strict";
import { accept, labelsIn, proposalsIn } from "./completing";
import { GET, OK, PREFLIGHT, PUT } from "./texts";

describe("completion is silent", () => {
  const silent: readonly (readonly [string, string])[] = [
    ["in the body of a request", `${PUT.replace("{}", "GE|")}`],
    ["on a field-like line of a body", `${PUT.replace("{}", "Origin: |")}`],
    ["on the line after the body of a request", `${PUT}|`],
    ["in the body of a response", `${GET}${OK}Content-Type: text/plain\n\nAcc|`],
    ["on an empty line of the body of a response", `${GET}${OK}\nhello\n|\n`],
    ["in a target", "GET /a|\n"],
    ["after the method", "GET |\n"],
    ["in the version", "GET /a HTTP/1|\n"],
    ["in prose above a request", "Some words ab|\nGET /a\n"],
    ["in the value of another header", `${GET}X-A: |\n`],
    ["in a value of the wrong side", `${GET}Access-Control-Allow-Origin: |\n`],
    ["in a variable", `${GET}${OK}Access-Control-Allow-Origin: {{or|\n`],
    ["in a comment", "# some words|\nGET /a\n"],
    ["in another directive", "# @name |\nGET /a\n"],
    ["in a script", "< {%\n|\n%}\nGET /a\n"],
    ["in a block comment", "/*\n|\n*/\nGET /a\n"],
    ["in a definition", "@origin = |\nGET /a\n"],
    ["on a folded line", `${GET}X-A: a\n  Acc|\n`],
    ["in a curl command", "curl https://api.example.com/a \\\n  -H 'Ori|'\n"],
    ["in a transcript", "> GET /a HTTP/1.1\n> Host: api.example.com\n> Acc|\n>\n< HTTP/1.1 200 OK\n< Acc: *\n"],
    [
      "in the value of a transcript",
      "> GET /a HTTP/1.1\n> Host: api.example.com\n> Origin: |\n>\n< HTTP/1.1 200 OK\n< X-A: a\n",
    ],
    ["in another language of the extension", "Title\n=====\n\nGE|\n"],
    ["among pseudo-header fields", ":method: GET\n:pa|\n"],
    ["in the parameters of a media type", `${GET}Content-Type: multipart/form-data; b|\n`],
  ];
  for (const [where, marked] of silent) {
    it(where, () => assert.deepEqual(labelsIn(marked), []));
  }
  it("in Markdown outside fences", () => {
    assert.deepEqual(labelsIn("|\n\n```http\nGET /a\n```\n", { carrier: "markdown" }), []);
    assert.deepEqual(labelsIn("```js\n|\n```\n\n```http\nGET /a\n```\n", { carrier: "markdown" }), []);
    assert.deepEqual(labelsIn("```http|\nGET /a\n```\n", { carrier: "markdown" }), []);
  });
});

describe("a trigger character", () => {
  const counts: readonly (readonly [string, string, boolean])[] = [
    [":", `${GET}${OK}Access-Control-Allow-Origin:|`, true],
    [":", "GET|", false],
    [" ", `${GET}${OK}Access-Control-Allow-Origin: |`, true],
    [" ", `${GET}${OK}Vary: Accept, |`, true],
    [" ", " |", false],
    [" ", "# |", false],
    [" ", "# @cors |", true],
    ["-", "# cors-|", true],
    ["-", "# cors-lens-disable-next-line vary-|", true],
    [" ", "# cors-lens-disable-file |", true],
    [",", "# cors-lens-disable-file vary-origin-missing,|", true],
    [" ", "# cors-lens-disable-file -- |", false],
    [",", "# a,|", false],
    [" ", `${GET}\nHTTP/1.1 |`, true],
    [",", `${GET}${OK}Vary: Accept,|`, true],
    [",", "a,|", false],
    ["-", `${GET}${OK}Access-|`, true],
    ["-", `${GET}${OK}\n-|`, false],
    ["-", "# -|", false],
  ];
  for (const [typed, marked, isAnswered] of counts) {
    it(`${JSON.stringify(typed)} ${isAnswered ? "triggers" : "doesn't trigger"} completion in ${JSON.stringify(marked.slice(-40))}`, () =>
      assert.equal(labelsIn(marked, { typed }).length > 0, isAnswered));
  }
});

describe("a half-typed line", () => {
  it("doesn't hide the rest of the message", () => {
    const labels = labelsIn(`${GET}${OK}Acc|\nVary: Origin\nContent-Type: text/plain\n\nhello\n`);
    assert.equal(labels[0], "Access-Control-Allow-Origin");
    assert.ok(!labels.includes("Vary") && !labels.includes("Content-Type"));
  });
  it("doesn't hide it if empty, either", () => {
    const labels = labelsIn(`${GET}${OK}|\nVary: Origin\n\nhello\n`);
    assert.equal(labels[0], "Access-Control-Allow-Origin");
    assert.ok(!labels.includes("Vary"));
  });
});

describe("the range of a proposal", () => {
  it("is the whole token, and the typed part of it", () => {
    const marked = `${GET}${OK}Access-Con|trol-X: a\n`;
    const [first] = proposalsIn(marked);
    const start = marked.indexOf("Access-Con|");
    assert.deepEqual(first?.insert, { start, end: start + "Access-Con".length });
    assert.deepEqual(first?.replace, { start, end: start + "Access-Control-X".length });
  });

  const accepted: readonly (readonly [string, string, string])[] = [
    ["a name without a colon", `${GET}${OK}acc|\n`, `${GET}${OK}Access-Control-Allow-Origin: \n`],
    ["a name before its colon", `${GET}${OK}ac|c: *\n`, `${GET}${OK}Access-Control-Allow-Origin: *\n`],
    ["a name without a colon before a value", `${GET}${OK}acc| *\n`, `${GET}${OK}Access-Control-Allow-Origin: *\n`],
    ["a value after its colon", `${GET}${OK}Vary:|\n`, `${GET}${OK}Vary: Origin\n`],
    ["a value with the cursor inside", `${GET}${OK}Vary: Ori|in\n`, `${GET}${OK}Vary: Origin\n`],
    ["the first item of a list", `${GET}${OK}Vary: O|, Accept\n`, `${GET}${OK}Vary: Origin, Accept\n`],
    ["the last item of a list", `${GET}${OK}Vary: Accept,|\n`, `${GET}${OK}Vary: Accept, Origin\n`],
    ["an item between others", `${GET}${OK}Vary: Accept, |, X-A\n`, `${GET}${OK}Vary: Accept, Origin, X-A\n`],
    ["a method before a target", "PO| /a\n", "GET /a\n"],
    ["a status line", `${GET}\nHTTP/1.1 4|04 Not\n`, `${GET}\nHTTP/1.1 200 OK\n`],
  ];
  for (const [what, marked, text] of accepted) {
    it(`fits ${what}`, () => assert.equal(accept(marked), text));
    it(`fits ${what}, with CRLF`, () =>
      assert.equal(accept(marked.replaceAll("\n", "\r\n")), text.replaceAll("\n", "\r\n")));
    for (const prefix of ["> ", "   "]) {
      const inFence = (content: string) =>
        `${["```http", ...content.replace(/\n$/, "").split("\n"), "```"].map((line) => prefix + line).join("\n")}\n`;
      it(`fits ${what}, in a fence after ${JSON.stringify(prefix)}`, () =>
        assert.equal(accept(inFence(marked), null, { carrier: "markdown" }), inFence(text)));
    }
  }
});

describe("a preflight with an unfinished line", () => {
  it("is recognized by its other lines", () => {
    assert.deepEqual(labelsIn(`${PREFLIGHT}\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Methods: |`), ["PUT", "*"]);
  });
});
