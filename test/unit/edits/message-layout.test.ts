import assert from "node:assert/strict";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import type { Carrier } from "../../../server/src/http/parse";
import { applyFix, read } from "../../support/fixes";

const LAYOUTS: ReadonlySet<string> = new Set(["joinMessages", "separateMessages"]);

/** The text after each layout action on an exchange, by its title. */
function relaid(text: string, carrier: Carrier, index = 0): [title: string, text: string][] {
  const analysis = read(text, carrier);
  const exchange = analysis.exchanges[index];
  assert.ok(exchange);
  return exchangeActions(analysis.judged, exchange)
    .filter(({ id }) => LAYOUTS.has(id))
    .map(({ fix }) => [fix.title, applyFix(analysis, fix)]);
}

const GET = "GET https://api.example.com/a\nOrigin: https://a.example\n";
const OK = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n\nhello\n";
const PUT = "PUT https://api.example.com/a\nOrigin: https://a.example\n";
const ASKS = "OPTIONS https://api.example.com/a\nOrigin: https://a.example\nAccess-Control-Request-Method: PUT\n";
const GRANTS = "HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT\n";

/** The same messages in two layouts, each of which an action converts to the other. */
const PAIRS: readonly {
  readonly name: string;
  readonly carrier: Carrier;
  readonly index?: number;
  readonly one: string;
  readonly several: string;
  readonly join: string;
  readonly separate: string;
}[] = [
  {
    name: "blocks",
    carrier: "http",
    one: `${GET}\n${OK}`,
    several: `${GET}\n###\n\n${OK}`,
    join: "Put request and response in one block",
    separate: "Put request and response in separate blocks",
  },
  {
    name: "blocks, with the preflight",
    carrier: "http",
    index: 1,
    one: `### Save\n${ASKS}\n${GRANTS}\n### For real\n# who\n${PUT}\n${OK}`,
    several: `### Save\n${ASKS}\n###\n\n${GRANTS}\n### For real\n# who\n${PUT}\n###\n\n${OK}`,
    join: "Put request and response in one block, also for the preflight",
    separate: "Put request and response in separate blocks, also for the preflight",
  },
  {
    name: "only a request line, after a byte order mark",
    carrier: "http",
    one: "\ufeffGET https://api.example.com/a\n\nHTTP/1.1 200 OK\nX-A: b\n",
    several: "\ufeffGET https://api.example.com/a\n\n###\n\nHTTP/1.1 200 OK\nX-A: b\n",
    join: "Put request and response in one block",
    separate: "Put request and response in separate blocks",
  },
  {
    name: "a request with a body",
    carrier: "http",
    one: `${PUT}Content-Type: application/json\n\n{\n  "a": 1\n}\n\n${OK}`,
    several: `${PUT}Content-Type: application/json\n\n{\n  "a": 1\n}\n\n###\n\n${OK}`,
    join: "Put request and response in one block",
    separate: "Put request and response in separate blocks",
  },
  {
    name: "fences",
    carrier: "markdown",
    one: `Text.\n\n\`\`\`http\n${GET}\n${OK}\`\`\`\n`,
    several: `Text.\n\n\`\`\`http\n${GET}\`\`\`\n\n\`\`\`http\n${OK}\`\`\`\n`,
    join: "Put request and response in one fence",
    separate: "Put request and response in separate fences",
  },
  {
    name: "fences in a block quote",
    carrier: "markdown",
    one: `\`\`\`http\n${GET}\n${OK}\`\`\`\n`.replace(/^(?=.)/gm, "> ").replaceAll("\n\n", "\n>\n"),
    several: `\`\`\`http\n${GET}\`\`\`\n\n\`\`\`http\n${OK}\`\`\`\n`
      .replace(/^(?=.)/gm, "> ")
      .replaceAll("\n\n", "\n>\n"),
    join: "Put request and response in one fence",
    separate: "Put request and response in separate fences",
  },
  {
    name: "fences in a list, with other marks",
    carrier: "markdown",
    one: `- a\n\n${`~~~~http title\n${GET}\n${OK}~~~~\n`.replace(/^(?=.)/gm, "  ")}`,
    several: `- a\n\n${`~~~~http title\n${GET}~~~~\n\n~~~~http title\n${OK}~~~~\n`.replace(/^(?=.)/gm, "  ")}`,
    join: "Put request and response in one fence",
    separate: "Put request and response in separate fences",
  },
];

describe("the messages of an exchange are written", () => {
  for (const { name, carrier, index, one, several, join, separate } of PAIRS) {
    for (const [eolName, eol] of [
      ["LF", "\n"],
      ["CRLF", "\r\n"],
    ] as const) {
      const withEnds = (text: string) => text.replaceAll("\n", eol);
      it(`${name}: in one, with ${eolName}`, () =>
        assert.deepEqual(relaid(withEnds(several), carrier, index), [[join, withEnds(one)]]));
      it(`${name}: in several, with ${eolName}`, () =>
        assert.deepEqual(relaid(withEnds(one), carrier, index), [[separate, withEnds(several)]]));
    }
  }

  it("in separate blocks, all messages of a block", () =>
    assert.deepEqual(relaid(`${ASKS}\n${GRANTS}\n# @cors credentials=omit\n${PUT}\n${OK}`, "http", 1), [
      [
        "Put request and response in separate blocks",
        `${ASKS}\n###\n\n${GRANTS}\n###\n\n# @cors credentials=omit\n${PUT}\n###\n\n${OK}`,
      ],
    ]));

  const KEPT: readonly (readonly [string, Carrier, string])[] = [
    ["a separator with a title", "http", `${GET}\n### The answer\n\n${OK}`],
    ["a comment between", "http", `${GET}\n###\n# the answer\n${OK}`],
    ["a variable between", "http", `${GET}\n###\n@a = b\n\n${OK}`],
    ["a script between", "http", `${GET}\n> {%\n  a();\n%}\n\n###\n\n${OK}`],
    ["a body from a file", "http", `${PUT}\n< ./body.json\n\n###\n\n${OK}`],
    ["a saved response", "http", `${GET}\n<> ./saved.json\n\n###\n\n${OK}`],
    ["a block between", "http", `${GET}\n###\n\n###\n\n${OK}`],
    [
      "an open part of a multipart body",
      "http",
      `${PUT}Content-Type: multipart/form-data; boundary=x\n\n--x\n\na\n\n###\n\n${OK}`,
    ],
    ["a status without a version", "http", `${GET}\n###\n\n200 OK\nAccess-Control-Allow-Origin: *\n`],
    ["an interim response", "http", `${GET}\nHTTP/1.1 103 Early Hints\n\n${OK}`],
    [
      "only fields between",
      "http",
      `${GET}\n${OK}\n\n###\nGET https://api.example.com/b\n`.replace("hello", "hello\n\n"),
    ],
    ["a command", "http", `curl https://api.example.com/a\n\n${OK}`],
    ["a transcript", "http", "> GET /a HTTP/1.1\n> Host: api.example.com\n>\n< HTTP/1.1 200 OK\n< X-A: b\n"],
    ["text between fences", "markdown", `\`\`\`http\n${GET}\`\`\`\n\nThe answer:\n\n\`\`\`http\n${OK}\`\`\`\n`],
    ["fences with other marks", "markdown", `\`\`\`http\n${GET}\`\`\`\n\n~~~http\n${OK}~~~\n`],
    ["fences with other info strings", "markdown", `\`\`\`http\n${GET}\`\`\`\n\n\`\`\`http title=b\n${OK}\`\`\`\n`],
    ["a fence on the line of a list item", "markdown", `- \`\`\`http\n  ${GET.replace("\n", "\n  ")}\n  ${OK}`],
  ];
  for (const [name, carrier, text] of KEPT) {
    it(`as they are: ${name}`, () => {
      const { exchanges } = read(text, carrier);
      const offered = exchanges[0] === undefined ? [] : relaid(text, carrier);
      assert.deepEqual(
        offered.filter(([title]) => name !== "only fields between" || title.includes("one ")),
        [],
      );
    });
  }
});
