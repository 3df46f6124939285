import assert from "node:assert/strict";
import { BodyHolder } from "../../../server/src/http/body-holder";
import { fieldLine } from "../../../server/src/http/field-line";
import { endWithoutNote, isWords } from "../../../server/src/http/note";

describe("endWithoutNote", () => {
  for (const [text, without] of [
    ["GET /x HTTP/1.1 # the preflight", "GET /x HTTP/1.1"],
    ["HTTP/1.1 200 OK // fine", "HTTP/1.1 200 OK"],
    ["https://a.example <== not this one", "https://a.example"],
    ["https://a.example <==this one", "https://a.example"],
    ["https://a.example <-- this", "https://a.example"],
    ["https://a.example ← this", "https://a.example"],
    ["https://a.example 👈 this", "https://a.example"],
    ["https://a.example ⬅️ this", "https://a.example"],
    ["https://a.example 👈🏽", "https://a.example"],
    ["https://a.example 🟢 this", "https://a.example 🟢 this"],
    ["https://a.example\t#", "https://a.example"],
    ["/x#fragment", "/x#fragment"],
    ["/x #fragment", "/x #fragment"],
    ["http://a.example//x", "http://a.example//x"],
    ["a <b> c", "a <b> c"],
    ["# all of it", "# all of it"],
    ["", ""],
  ] as const) {
    it(JSON.stringify(text), () => assert.equal(text.slice(0, endWithoutNote(text, 0, text.length)), without));
  }
});

describe("fields", () => {
  for (const [line, value] of [
    ["Location: /a # a note", "/a"],
    ["Location: //", "//"],
    ["Location:  // a", "// a"],
    ["Access-Control-Allow-Origin: # none", "# none"],
    ["X-Title: a # b", "a # b"],
  ] as const) {
    it(JSON.stringify(line), () => {
      const form = fieldLine(line, 0, line.length);
      assert.equal(form === null ? null : line.slice(form.value.start, form.value.end), value);
    });
  }
});

describe("isWords", () => {
  for (const text of [
    "Response:",
    "② The server answers",
    "------- REQUEST 2 -------",
    "(and gets)",
    "<== the server says",
  ]) {
    it(`is true of ${text}`, () => assert.equal(isWords(text, 0, text.length), true));
  }
  for (const text of ['{ "a": 1 }', "<p>a b</p>", '"a b"', "a=b c", "one-word", "--- ---", "", "[1, 2]"]) {
    it(`is false of ${text || "nothing"}`, () => assert.equal(isWords(text, 0, text.length), false));
  }
});

/** The lines of a body, each with whether the lines above hold it. */
describe("BodyHolder", () => {
  const heldIn = (text: string): boolean[] => {
    const holder = new BodyHolder();
    const held: boolean[] = [];
    let at = 0;
    for (const line of text.split("\n")) {
      if (line !== "") {
        held.push(holder.holds(text, at, at + line.length));
      }
      at += line.length + 1;
    }
    return held;
  };

  for (const { title, text, held } of [
    { title: "an open string of JSON", text: '{\n"a": "x\n\ny",\n"b": 1\n}', held: [false, false, true, false, false] },
    { title: "a string that is closed", text: '{\n"a": "x"\ny\n}', held: [false, false, false, false] },
    { title: "an escaped quote", text: '{\n"a": "x\\"",\ny\n}', held: [false, false, false, false] },
    { title: "a quote that is never closed", text: '{\n"a": "x\ny\n', held: [false, false, false] },
    { title: "a quote in a body that isn't JSON", text: 'he said "x\ny"', held: [false, false] },
    { title: "an open fence", text: "a\n```\nb\n```\nc", held: [false, false, true, true, false] },
    { title: "a fence that is never closed", text: "```\nb\nc", held: [false, false, false] },
  ]) {
    it(title, () => assert.deepEqual(heldIn(text), held));
  }
});
