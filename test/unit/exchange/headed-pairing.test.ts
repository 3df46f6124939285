import assert from "node:assert/strict";
import fc from "fast-check";
import { analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import type { Carrier } from "../../../server/src/http/parse";

type Half = "request" | "response";

/** Titles of the two messages, as people and browsers write them. */
const TITLES: readonly Readonly<Record<Half, string>>[] = [
  { request: "Request Headers", response: "Response Headers" },
  { request: "REQUEST HEADERS:", response: "RESPONSE HEADERS:" },
  { request: "Request Headers (412 B)", response: "Response Headers (1.2 kB)" },
  { request: "Request", response: "Response" },
  { request: "1. Request Headers", response: "2. Response Headers" },
  { request: "HTTP request", response: "HTTP response" },
  { request: "▼ Request Headers view source", response: "▼ Response Headers view source" },
];

interface Form {
  readonly carrier: Carrier;
  /** A message below its heading. */
  readonly part: (title: string, message: string) => string;
  /** Around all messages. */
  readonly whole: (parts: string) => string;
}

const asIs = (text: string) => text;

/** Ways to write a heading above a raw head. */
const FORMS: Readonly<Record<string, Form>> = {
  separators: { carrier: "http", part: (title, message) => `### ${title}\n${message}\n`, whole: asIs },
  "separators with Windows line ends": {
    carrier: "http",
    part: (title, message) => `### ${title}\n${message}\n`,
    whole: (text) => text.replaceAll("\n", "\r\n"),
  },
  "closed separators": { carrier: "http", part: (title, message) => `### ${title} ###\n\n${message}\n`, whole: asIs },
  "separators in a fence": {
    carrier: "markdown",
    part: (title, message) => `### ${title}\n${message}\n`,
    whole: (text) => `\`\`\`http\n${text}\`\`\`\n`,
  },
  "headings of fences": {
    carrier: "markdown",
    part: (title, message) => `### ${title}\n\`\`\`http\n${message}\`\`\`\n\n`,
    whole: asIs,
  },
  "underlined headings of fences": {
    carrier: "markdown",
    part: (title, message) => `${title}\n-----\n\n\`\`\`\n${message}\`\`\`\n`,
    whole: asIs,
  },
  "strong words above fences": {
    carrier: "markdown",
    part: (title, message) => `**${title}**\n\n\`\`\`http\n${message}\`\`\`\n`,
    whole: asIs,
  },
  "plain words": { carrier: "http", part: (title, message) => `${title}\n${message}\n`, whole: asIs },
  frames: { carrier: "http", part: (title, message) => `=== ${title} ===\n${message}\n`, whole: asIs },
  comments: { carrier: "http", part: (title, message) => `// ${title}\n${message}\n`, whole: asIs },
};

function head(half: Half, name: string): string {
  return half === "request"
    ? `GET /${name} HTTP/1.1\nHost: api.example\nOrigin: https://app.example\n`
    : `HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://${name}.example\n`;
}

/** The halves of a text: `>a` is the request for `/a`, `<a` is its response. */
function written(halves: string, { part, whole }: Form, titles: Readonly<Record<Half, string>>): string {
  return whole(
    halves
      .split(" ")
      .map(([mark, name = ""]) => {
        const half = mark === ">" ? "request" : "response";
        return part(titles[half], head(half, name));
      })
      .join(""),
  );
}

/** `a←b`: the request for `/a` has the response of `b`; `a←` has none. */
function pairs(text: string, carrier: Carrier): string {
  return analyse(text, carrier, DEFAULT_SETTINGS)
    .exchanges.map(({ request, response }) => {
      const [, name] = /https:\/\/(.*)\.example$/.exec(response?.fields[0]?.value.text ?? "") ?? [];
      return `${request.target.text.slice(1)}←${name ?? ""}`;
    })
    .join(" ");
}

describe("below headings, a response belongs to the request", () => {
  for (const [name, form] of Object.entries(FORMS)) {
    for (const titles of TITLES) {
      it(`below it or above it, as the first one: ${name}, ${titles.response}`, () => {
        for (const halves of [
          "<a >a",
          "<a >a <b >b",
          "<a >a <b >b <c >c",
          ">a <a",
          ">a <a >b <b",
          ">a <a >b <b >c <c",
        ]) {
          const expected = [...new Set(halves.replaceAll(/[^a-z]/g, ""))].map((one) => `${one}←${one}`).join(" ");
          assert.equal(pairs(written(halves, form, titles), form.carrier), expected, halves);
        }
      });
    }
  }

  /** Where a half is missing, nothing is guessed. */
  const missing: readonly (readonly [halves: string, expected: string])[] = [
    ["<a >a <b", "a←a"],
    ["<a >a <b <c >c", "a←a c←c"],
    ["<a <b >b", "b←b"],
    ["<a >a >b <c >c", "a←a b← c←"],
    ["<a >a >b <c >c <d >d", "a←a b← c← d←"],
    ["<a >a >b <b", "a←a b←"],
    ["<a >a >b <c <d >d", "a←a b← d←d"],
    [">a >b <b", "a← b←b"],
  ];
  for (const [halves, expected] of missing) {
    it(`${expected}, of ${halves}`, () => {
      for (const [name, form] of Object.entries(FORMS)) {
        assert.equal(pairs(written(halves, form, TITLES[0] as Record<Half, string>), form.carrier), expected, name);
      }
    });
  }

  const request = head("request", "a");
  const response = head("response", "a");
  const other = head("request", "b");
  const otherResponse = head("response", "b");
  const rows: readonly { what: string; carrier?: Carrier; text: string; expected: string }[] = [
    {
      what: "with parts of both messages between",
      text: `### Response Headers\n${response}\n### Response Body\n\n{"a": 1}\n\n### Request Headers\n${request}\n### Query String Parameters\npage: 2\n`,
      expected: "a←a",
    },
    {
      what: "in each part of a text, in its own order",
      text: `### First\n\n### Response\n${response}\n### Request\n${request}\n### Second\n\n### Request\n${other}\n### Response\n${otherResponse}`,
      expected: "a←a b←b",
    },
    {
      what: "in each chapter, in its own order",
      carrier: "markdown",
      text: `## First\n\n### Response\n\`\`\`http\n${response}\`\`\`\n### Request\n\`\`\`http\n${request}\`\`\`\n## Second\n### Request\n\`\`\`http\n${other}\`\`\`\n### Response\n\`\`\`http\n${otherResponse}\`\`\`\n`,
      expected: "a←a b←b",
    },
    {
      what: "not across another heading",
      carrier: "markdown",
      text: `### Response\n\`\`\`http\n${response}\`\`\`\n## Second\n### Request\n\`\`\`http\n${request}\`\`\`\n`,
      expected: "a←",
    },
    {
      what: "above it, which has another title",
      text: `### Get a\n${request}\n### Response\n${response}\n### Request\n${other}\n### Response\n${otherResponse}`,
      expected: "a←a b←b",
    },
    {
      what: "of its own block rather than in the next one",
      text: `### Get a\n${request}\n${response}\n### Response\n${otherResponse}\n### Request\n${other}`,
      expected: "a←a b←b",
    },
    {
      what: "that has a heading, but isn't shown",
      text: `### Response Headers\n${response}\n### Request Headers\n${request}\n### Response Headers\n(failed)\n### Request Headers\n${other}`,
      expected: "a←a b←",
    },
    {
      what: "of the first block rather than another one below it",
      text: `### Request\n${request}\n### Response\n${response}\n### Response\n${otherResponse}`,
      expected: "a←a",
    },
    {
      what: "that is final",
      text: `### Response Headers\nHTTP/1.1 103 Early Hints\nLink: </a>\n\n${response}\n### Request Headers\n${request}`,
      expected: "a←a",
    },
    {
      what: "but not if the heading says something else than the message",
      text: `### Response Headers\n${request}\n### Request Headers\n${response}`,
      expected: "a←a",
    },
  ];
  for (const { what, carrier = "http", text, expected } of rows) {
    it(what, () => assert.equal(pairs(text, carrier), expected));
  }
});

/** Exchanges that say where they belong: a preflight, requests that pass and fail. */
const EXCHANGES = ["good", "bad", "silent", "preflight"] as const;

function exchange(kind: (typeof EXCHANGES)[number], i: number): Readonly<Record<Half, string>> {
  const origin = `https://app${i}.example`;
  const allowed = kind === "bad" ? "https://other.example" : origin;
  const start =
    kind === "preflight" ? `OPTIONS /${i} HTTP/1.1\nAccess-Control-Request-Method: PUT\n` : `GET /${i} HTTP/1.1\n`;
  return {
    request: `${start}Host: api.example\nOrigin: ${origin}\n`,
    response: `HTTP/1.1 200 OK\n${kind === "silent" ? "Vary: Origin" : `Access-Control-Allow-Origin: ${allowed}\nVary: Origin\nAccess-Control-Allow-Methods: PUT`}\n`,
  };
}

function verdicts(text: string, carrier: Carrier): unknown[] {
  return analyse(text, carrier, DEFAULT_SETTINGS).judged.exchanges.map(({ request, response, kind, verdict }) => ({
    target: request.target.text,
    response: response?.fields.map(({ name, value }) => `${name.text}: ${value.text}`),
    kind,
    verdict,
  }));
}

describe("the verdict of an exchange below headings", () => {
  it("is the one that it has alone, in either order of its messages", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...EXCHANGES), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...Object.values(FORMS)),
        fc.constantFrom(...TITLES),
        (kinds, { carrier, part, whole }, titles) => {
          const exchanges = kinds.map(exchange);
          for (const order of [
            ["request", "response"],
            ["response", "request"],
          ] as const) {
            const text = (own: typeof exchanges) =>
              whole(own.flatMap((one) => order.map((half) => part(titles[half], one[half]))).join(""));
            assert.deepEqual(
              verdicts(text(exchanges), carrier),
              exchanges.flatMap((one) => verdicts(text([one]), carrier)),
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
