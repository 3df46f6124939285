import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { pastedExchange } from "../../../server/src/complete/pasted-exchange";

/** The document after a paste at `|`; null if nothing is offered. */
function pasted(document: string, text: string): string | null {
  const at = document.indexOf("|");
  const plain = document.replace("|", "");
  const exchange = pastedExchange(analyse(plain, "http", { origin: null }), at, text);
  return exchange === null ? null : plain.slice(0, at) + exchange + plain.slice(at);
}

const CURL = "curl 'https://api.example.com/a' \\\n  -H 'origin: https://app.example'";
const CURL_WRITTEN = "GET https://api.example.com/a\norigin: https://app.example";
const CALL =
  'await fetch("https://api.example.com/a", {\n    "credentials": "include",\n    "referrer": "https://app.example/",\n    "method": "DELETE",\n    "mode": "cors"\n});\n';
const CALL_WRITTEN =
  "# @cors credentials=include\nDELETE https://api.example.com/a\nOrigin: https://app.example\nSec-Fetch-Mode: cors";

const MESSAGE =
  "Access to fetch at 'https://api.example.com/a?token=hunter2' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

describe("a pasted text", () => {
  it("is inserted as the exchange that a console message reports, and judged so", () => {
    const text = pasted("|", `app.js:12 ${MESSAGE}\nUncaught (in promise) TypeError: Failed to fetch\n`) ?? "";
    assert.match(text, /^# Access to fetch at 'https:\/\/api\.example\.com\/a\?token=…' from origin /);
    assert.match(text, /^GET https:\/\/api\.example\.com\/a\?token=…/m);
    const { exchanges } = analyse(text, "http", { origin: null });
    assert.deepEqual(
      exchanges.map(({ verdict }) => verdict.chromium),
      ["blocked"],
    );
  });

  for (const [what, document, text, after] of [
    ["a curl command", "|", CURL, CURL_WRITTEN],
    ["a call of fetch()", "|", CALL, CALL_WRITTEN],
    ["a command with its answer", "|", `${CURL}\n\nHTTP/1.1 200 OK\n`, `${CURL_WRITTEN}\n\nHTTP/1.1 200 OK`],
    [
      "two calls, one of which can't be written",
      "|",
      `fetch("https://a.example/", { method });\nfetch("https://b.example/");`,
      `fetch("https://a.example/", { method });\nGET https://b.example/`,
    ],
    ["below a comment", "# a\n|", CURL, `# a\n${CURL_WRITTEN}`],
    ["in an empty block", "###\n|\n###\n", CURL, `###\n${CURL_WRITTEN}\n###\n`],
    ["below a request", "GET https://b.example/\n\n|", CURL, `GET https://b.example/\n\n\n###\n\n${CURL_WRITTEN}`],
    ["above a request", "|\nGET https://b.example/", CURL, `${CURL_WRITTEN}\n\n###\n\n\nGET https://b.example/`],
    [
      "at the end of a line",
      "GET https://b.example/|",
      CURL,
      `GET https://b.example/\n\n###\n\n${CURL_WRITTEN}\n\n###\n\n`,
    ],
  ] as const) {
    it(`is inserted as an exchange: ${what}`, () => assert.equal(pasted(document, text), after));
  }

  for (const [what, text] of [
    ["nothing", ""],
    ["a message that proves nothing alone", "TypeError: Failed to fetch"],
    ["words", "curl is a program"],
    ["a request", "GET https://api.example.com/a"],
    ["a command that can't be written", "curl https://api.example.com/a -d @file"],
    ["a call of which nothing is known", "fetch(url, options)"],
    ["too much", `curl https://api.example.com/a -d '${"a".repeat(200_000)}'`],
  ] as const) {
    it(`is left to the editor: ${what}`, () => assert.equal(pasted("|", text), null));
  }
});
