import assert from "node:assert/strict";
import { parse } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";

const URL = "https://a.example/";
const ANSWER = "HTTP/1.1 200 OK\nVary: Origin\n";
const TRANSCRIPT = "> GET / HTTP/1.1\n> Host: a.example\n>\n< HTTP/1.1 200 OK\n< Vary: Origin\n<\n";

const isElided = (text: string) =>
  messagesOf(parse(text, "http")).some(({ kind, elided }) => kind === "response" && elided);

describe("the response below a command", () => {
  const filters = [
    "| grep -i access-control",
    "| egrep '^(HTTP|access)'",
    "| /usr/bin/rg access",
    "| awk '/HTTP/'",
    "| sed -n 1,3p",
    "| head -n 3",
    "| head -3 | cat",
    "| tr -d '\\r' | grep HTTP",
    "| Select-String HTTP",
    "| findstr.exe HTTP",
    "2>&1 | grep -i access-control",
  ];
  for (const filter of filters) {
    it(`may lack lines after ${filter}`, () => {
      assert.equal(isElided(`curl -si ${URL} ${filter}\n${ANSWER}`), true);
      assert.equal(isElided(`curl -si ${URL} \\\n  -H 'A: b' ${filter}\nHTTP/1.1 100 Continue\n\n${ANSWER}`), true);
    });
  }

  const passing = [
    "",
    "| cat",
    "| tr -d '\\r' | less",
    "| tee a.txt",
    "> a.txt",
    "&& grep a",
    "; grep a",
    "|| grep a",
    "# | grep a",
  ];
  for (const rest of passing) {
    it(`is whole after ${rest}`, () => assert.equal(isElided(`curl -si ${URL} ${rest}\n${ANSWER}`), false));
  }

  it("is whole in a transcript, unless that goes through the program too", () => {
    assert.equal(isElided(`curl -v ${URL} | grep a\n${TRANSCRIPT}`), false);
    assert.equal(isElided(`curl -v ${URL} | jq .\n${TRANSCRIPT}`), false);
    assert.equal(isElided(`curl -v ${URL} 2>&1 | grep a\n${TRANSCRIPT}`), true);
    assert.equal(isElided(`curl -v ${URL} |& grep a\n${TRANSCRIPT}`), true);
    assert.equal(isElided(`curl -v ${URL} --stderr - | grep a\n${TRANSCRIPT}`), true);
    assert.equal(isElided(`curl -v ${URL} 2>&1 | grep '^[<>]'\n${TRANSCRIPT}`), false);
  });

  it("is whole below the next command", () =>
    assert.equal(isElided(`curl -i ${URL} | grep a\n\n###\ncurl -i ${URL}\n${ANSWER}`), false));
});
