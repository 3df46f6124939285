import assert from "node:assert/strict";
import { ODD_TEXTS } from "../../../tools/bench/odd-texts.mjs";
import { SURFACES, subjectOf } from "../../support/surfaces";

/** More items than arguments fit on the stack. */
const MANY = 125_000;
/** More requests than calls fit on the stack. */
const DEEP = 15_000;

/** Texts with more findings, directives or items than that. */
const LONG: readonly (readonly [name: string, text: string])[] = [
  ["wrong directives", `${"# @cors x\n".repeat(MANY)}GET https://api.example.com/\n`],
  ["fields with a space before the colon", `HTTP/1.1 200 OK\n${"Access-Control-Allow-Origin : *\n".repeat(MANY)}`],
  ["requests of one URL", "GET https://a.example/\n\n###\n".repeat(DEEP)],
  [
    "names",
    `OPTIONS https://a.example/\nOrigin: https://b.example\nAccess-Control-Request-Method: PUT\nAccess-Control-Request-Headers: ${Array.from({ length: MANY }, (_, i) => `x-${i}`).join()}\n\nHTTP/1.1 204 No Content\n`,
  ],
  ["references", `GET https://a.example/${"{{a}}".repeat(MANY)}\n`],
  ["runs of backticks", `GET https://a.example/${"`a".repeat(MANY)}\nOrigin: https://b.example\n\nHTTP/1.1 200 OK\n`],
];

describe("texts of great length", () => {
  for (const [name, text] of LONG) {
    it(`many ${name}: nothing fails`, () => {
      const subject = subjectOf(text, "http");
      for (const { name: surface, show } of SURFACES) {
        assert.doesNotThrow(() => show(subject), surface);
      }
    });
  }
});

describe("odd texts", () => {
  for (const { name, carrier, make } of ODD_TEXTS) {
    it(`${name}: nothing fails`, () => {
      const subject = subjectOf(make(2_000), carrier);
      for (const { name: surface, show } of SURFACES) {
        assert.doesNotThrow(() => show(subject), surface);
      }
    });
  }
});
