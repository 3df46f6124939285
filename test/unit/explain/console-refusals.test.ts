import assert from "node:assert/strict";
import { PAGE, printed } from "./console-texts";

const request = (line: string, ...more: readonly string[]) =>
  [line, `Origin: ${PAGE}`, ...more, "", "HTTP/1.1 200 OK", "Access-Control-Allow-Origin: *", ""].join("\n");

/** Measured in Chromium 156. */
describe("the console: requests that are never sent", () => {
  const rows: readonly (readonly [string, string, readonly string[] | null])[] = [
    ["a forbidden method", request("TRACE https://api.example.com/a"), []],
    ["a port of another protocol", request("GET https://api.example.com:6000/a"), []],
    [
      "another scheme",
      request("GET ftp://api.example.com/a"),
      ['Fetch API cannot load ftp://api.example.com/a. URL scheme "ftp" is not supported.'],
    ],
    ["a file", request("GET file:///a"), ["Not allowed to load local resource: file:///a"]],
    [
      "mode same-origin",
      request("GET https://api.example.com/a", "Sec-Fetch-Mode: same-origin"),
      [
        `Fetch API cannot load https://api.example.com/a. Request mode is "same-origin" but the URL's origin is not same as the request origin ${PAGE}.`,
      ],
    ],
    ["a scheme, with a password", request("GET ftp://me:secret@api.example.com/a"), null],
  ];
  for (const [title, text, lines] of rows) {
    it(`chromium: ${title}`, () => assert.deepEqual(printed(text, "chromium"), lines));
  }
  for (const browser of ["firefox", "webkit"] as const) {
    it(`${browser}: nothing if fetch() throws`, () =>
      assert.deepEqual(printed(request("TRACE https://api.example.com/a"), browser), []));
    it(`${browser}: no claim if not measured`, () =>
      assert.deepEqual(printed(request("GET ftp://api.example.com/a"), browser), null));
  }
});
