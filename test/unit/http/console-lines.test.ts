import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import type { LineKind } from "../../../server/src/http/line";
import { type Carrier, parse } from "../../../server/src/http/parse";

const BLOCKED =
  "has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const MESSAGE = `Access to fetch at 'https://api.example.com/a' from origin 'https://app.example.com' ${BLOCKED}`;
const NETWORK_ERROR = "GET https://api.example.com/a net::ERR_FAILED 200 (OK)";

const EXCHANGE = [
  "GET https://api.example.com/a HTTP/1.1",
  "Origin: https://app.example.com",
  "",
  "HTTP/1.1 200 OK",
  "Access-Control-Allow-Origin: https://other.example",
  "Content-Type: application/json",
  "",
  "{",
  '  "a": 1',
  "}",
];

/** What an analysis says about the requests and responses, without places. */
function said(text: string) {
  const { document, exchanges, findings } = analyse(text, "http", { origin: null });
  return {
    messages: document.blocks.flatMap(({ messages }) =>
      messages.map(({ kind, fields }) => [kind, ...fields.map(({ name, value }) => `${name.text}: ${value.text}`)]),
    ),
    exchanges: exchanges.map(({ verdict, response }) => [verdict.fetch, response === null]),
    findings: findings.map(({ rule, message }) => `${rule} ${message}`),
  };
}

const kindsOf = (text: string, carrier: Carrier = "http"): readonly LineKind[] =>
  parse(text, carrier).lines.map(({ kind }) => kind);
const idsIn = (text: string, carrier: Carrier = "http") =>
  parse(text, carrier).consoleEntries.map(({ message }) => message.id);

describe("a console message in a document", () => {
  for (const [form, lines] of [
    ["as copied", [MESSAGE]],
    [
      "with the place in the script, over three lines",
      [
        "app.js:12 Access to fetch at",
        ...MESSAGE.slice(16)
          .split(" from ")
          .map((part, i) => (i === 0 ? part : `  from ${part}`)),
      ],
    ],
    ["with the network error beside it", [MESSAGE, NETWORK_ERROR, `app.js:3  ${NETWORK_ERROR}`]],
    ["in a comment", [`# ${MESSAGE}`]],
    ["in a comment over two lines", [`// ${MESSAGE.replace(" has", "\n// has")}`]],
  ] as const) {
    // A comment in a body is a part of it.
    for (const at of [0, 1, 2, 3, 4, 5, 6, ...(form.includes("comment") ? [] : [10])]) {
      it(`${form} changes nothing about an exchange: before line ${at + 1}`, () => {
        const text = [...EXCHANGE.slice(0, at), ...lines, ...EXCHANGE.slice(at)].join("\n");
        assert.deepEqual(said(text), said(EXCHANGE.join("\n")));
        assert.deepEqual(idsIn(text), ["MissingAllowOriginHeader"]);
      });
    }
  }

  it("ends a body, and what is below it is prose", () =>
    assert.deepEqual(kindsOf(["HTTP/1.1 200 OK", "", "{}", "", MESSAGE, "a word"].join("\n")), [
      "status-line",
      "blank",
      "body",
      "blank",
      "console",
      "prose",
    ]));
  it("may be a body, where a request says that it has one", () => {
    const text = `POST https://log.example/ HTTP/1.1\nContent-Type: text/plain\n\n${MESSAGE}\n`;
    assert.deepEqual(kindsOf(text).at(-1), "body");
    assert.deepEqual(idsIn(text), []);
  });
  it("isn't one in the quotes of a body", () => {
    const text = `HTTP/1.1 200 OK\nContent-Type: application/json\n\n[\n"${MESSAGE}"\n]\n`;
    assert.deepEqual(idsIn(text), []);
  });
  it("isn't one in a part of a multipart body, or where a body is made of messages", () => {
    for (const type of ["multipart/form-data; boundary=b", "message/http"]) {
      const text = `POST https://log.example/ HTTP/1.1\nContent-Type: ${type}\n\n--b\n\n${MESSAGE}\n--b--\n`;
      assert.deepEqual(idsIn(text), [], type);
    }
  });
  it("doesn't go on in the next block, fence or quotation", () => {
    const [first = "", rest = ""] = [MESSAGE.slice(0, MESSAGE.indexOf(" has")), BLOCKED];
    assert.deepEqual(idsIn(`${first}\n### ${rest}\n`), []);
    assert.deepEqual(idsIn(`${first}\n\n${rest}\n`), []);
    assert.deepEqual(idsIn(`\`\`\`http\n${first}\n\`\`\`\n${rest}\n`, "markdown"), []);
    assert.deepEqual(idsIn(`> \`\`\`http\n> ${first}\n${rest}\n`, "markdown"), []);
    assert.deepEqual(idsIn(`> \`\`\`http\n> ${first}\n> ${rest}\n> \`\`\`\n`, "markdown"), [
      "MissingAllowOriginHeader",
    ]);
  });
  it("goes on over lines with every terminator", () => {
    for (const eol of ["\n", "\r\n", "\r"]) {
      assert.deepEqual(idsIn(MESSAGE.replaceAll(" policy", `${eol}policy`)), ["MissingAllowOriginHeader"]);
    }
  });
  it("is prose outside of fences, and in a fence that may be anything", () => {
    assert.deepEqual(idsIn(`${MESSAGE}\n`, "markdown"), []);
    for (const [label, ids] of [
      ["http", ["MissingAllowOriginHeader"]],
      ["", []],
      ["text", []],
      ["console", []],
    ] as const) {
      assert.deepEqual(idsIn(`\`\`\`${label}\n${MESSAGE}\n\`\`\`\n`, "markdown"), ids, label);
    }
  });
  it("doesn't keep a fence with an exchange from being read", () => {
    const text = `\`\`\`\n${MESSAGE}\n\n${EXCHANGE.join("\n")}\n\`\`\`\n`;
    assert.deepEqual(idsIn(text, "markdown"), ["MissingAllowOriginHeader"]);
    assert.equal(analyse(text, "markdown", { origin: null }).exchanges.length, 1);
  });
});
