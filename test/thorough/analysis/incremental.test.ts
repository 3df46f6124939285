import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Analysis,
  analyse,
  DEFAULT_SETTINGS,
  judge,
  read as readText,
  type Settings,
} from "../../../server/src/analysis";
import type { EnvironmentDefinition, EnvironmentVariables } from "../../../server/src/http/environment-variables";
import type { Carrier } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";
import type { Finding } from "../../../server/src/rules/framework/rule";
import { exchangesSeen, seen } from "../../support/seen";
import { assertSound } from "../../support/sound";

/** Pieces of a document that depend on each other in every possible way: variables, directives, preflights, redirects, equal URLs. */
const PIECES = [
  "###\n",
  "### A title\r\n",
  "\n",
  "@host = https://api.example.com\n",
  "@host = https://other.example\n",
  "# @prompt host\n",
  "GET {{host}}/{{secretPath}}\nOrigin: {{page}}\n",
  "private-value",
  "# @cors origin=https://app.example.com\n",
  "# @cors credentials=include\n",
  "GET {{host}}/a\n",
  "GET https://api.example.com/a HTTP/1.1\nOrigin: https://app.example.com\n",
  "PUT https://api.example.com/a\nOrigin: https://app.example.com\nContent-Type: application/json\n\n{}\n\n",
  "POST https://api.example.com/a\nContent-Type: text/markdown\n\n### no separator\n",
  "OPTIONS https://api.example.com/a\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PUT\n\n",
  "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com/\n",
  "HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Method: PUT\nAccess-Control-Max-Age: 1m\n\n",
  "HTTP/1.1 302 Found\nLocation: https://cdn.example.net/b\nAccess-Control-Allow-Origin: *\n\n",
  "GET https://cdn.example.net/b\nOrigin: null\n\n",
  "Access-Control-Allow-Origin: a b\n",
  "Access to fetch at 'https://api.example.com/a' from origin 'https://app.example.com' has been blocked by CORS policy: ",
  "No 'Access-Control-Allow-Origin' header is present on the requested resource.\n",
  "# Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/a.\n",
  "# (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.\n",
  "GET https://api.example.com/a net::ERR_FAILED 200 (OK)\n",
  "Preflight response is not successful. Status code: 404\n",
  "curl -X PUT https://api.example.com/a -H 'Origin: https://app.example.com'\n",
  "< HTTP/1.1 200 OK\n< Vary: Origin\n<\n",
  "# HTTP/1.1 200 OK\n# Access-Control-Allow-Origin: null\n",
  "```http\n",
  "```\n",
  "```js\n",
  "~~~ rest example-bad\n",
  "```sh\n",
  "> ```text title=a\n",
  "> GET https://api.example.com/a HTTP/1.1\n> Origin: https://app.example.com\n",
  "$ curl -i https://api.example.com/a -H 'Origin: https://app.example.com'\n",
  "```\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n```\n",
  "```console\n$ curl https://api.example.com/a -H 'Origin: https://app.example.com'\n```\n",
  "```\nAccess-Control-Allow-Origin: *\n```\n",
  `${"Words.\n\n".repeat(600)}`,
  "## Response\n",
  "# A heading\n",
  "A paragraph\n---\n",
  "# cors-lens-disable-next-line allow-origin-mismatch, vary-origin-missing -- a reason\n",
  "# cors-lens-disable-next-line\n",
  "// cors-lens-disable-exchange\n",
  "# cors-lens-disable-file max-age-missing, misspelt-cors-header\r\n",
  "# cors-lens-disable-file unused-suppression\n",
  "<!-- cors-lens-disable-exchange -->\n",
  "<!-- cors-lens-disable-file max-age-missing -->\n",
  "  # cors-lens-disable-exchange allow-orgin-mismatch\n",
  "\r",
  "\u{feff}",
];

/** Pieces of copies from browsers' panels and of notes: headings, heads below them, facts, fields. */
const PARTS = [
  "### Response Headers\n",
  "### Request Headers\n",
  "### Response Body\n",
  "### General\n",
  "### Response\n```http\n",
  "**Request**\n\n```http\n",
  "Response\n---\n",
  "// Request Headers\n",
  "Response Headers (1.2 kB)\n",
  "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com\n\n",
  "HTTP/1.1 302 Found\nLocation: https://api.example.com/b\nAccess-Control-Allow-Origin: *\n\n",
  "GET /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n\n",
  "GET /b HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n\n",
  "Request URL: https://api.example.com/a\nRequest Method: GET\nStatus Code: 200 OK\n",
  "Request URL\nhttps://api.example.com/b\nRequest Method\nPUT\n",
  "access-control-allow-origin: *\nvary: Origin\n",
  "origin\nhttps://app.example.com\n",
  ":authority: api.example.com\n:method: GET\n:path: /a\n",
  "Provisional headers are shown\n",
  "view source\n",
  "\n",
  "```\n",
  "###\n",
];

const part = fc.constantFrom(...PARTS);
const piece = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 2, arbitrary: part },
  fc.string({ maxLength: 6 }),
);
const document = fc
  .array(fc.oneof({ weight: 2, arbitrary: fc.array(piece, { maxLength: 14 }) }, fc.array(part, { maxLength: 14 })), {
    minLength: 1,
    maxLength: 2,
  })
  .map((pieces) => pieces.flat().join(""));

/** Definitions of an environment. One is secret: its value is hidden unless the text itself has it. */
const ENVIRONMENT: EnvironmentVariables = new Map([
  ["page", [environmentDefinition("https://app.example.com", false)]],
  ["secretPath", [environmentDefinition("private-value", true)]],
]);

function environmentDefinition(value: string, isSecret: boolean): EnvironmentDefinition {
  return { source: ".env", environment: null, isSecret, mayOverrideText: false, value };
}

/** A replacement at a random place in a text. Place and length are in thousandths of the text. */
const edit = fc.record({ at: fc.nat(1000), length: fc.nat(120), text: fc.oneof(piece, fc.constant("")) });
const edits = fc.array(edit, { minLength: 1, maxLength: 5 });

function applied(text: string, { at, length, text: newText }: { at: number; length: number; text: string }): string {
  const start = Math.floor((text.length * at) / 1000);
  return (
    text.slice(0, start) +
    newText +
    text.slice(Math.floor(Math.min(text.length, start + (text.length * length) / 1000)))
  );
}

const SETTINGS: Settings = { ...DEFAULT_SETTINGS, variables: ENVIRONMENT };

function read(text: string, carrier: Carrier, previous: Analysis | null = null): Analysis {
  return analyse(
    text,
    carrier,
    SETTINGS,
    (_, error) => {
      throw error;
    },
    previous,
  );
}

describe("an analysis after an edit", () => {
  it("equals one from scratch and leaves earlier ones unchanged, for random edits", () => {
    fc.assert(
      fc.property(
        document,
        edits,
        fc.constantFrom("http" as const, "markdown" as const),
        (source, changes, carrier) => {
          let text = source;
          let analysis = read(text, carrier);
          // Everything is read from the analysis before the edits, or only after them.
          const before: { readonly analysis: Analysis; readonly said: ReturnType<typeof seen> }[] = [];
          for (const change of changes) {
            before.push({ analysis, said: seen(read(text, carrier)) });
            text = applied(text, change);
            const judged = judge(readText(text, carrier, SETTINGS, analysis.document), SETTINGS, analysis);
            analysis = read(text, carrier, analysis);
            assert.deepEqual(exchangesSeen(judged), exchangesSeen(read(text, carrier).judged));
            assertSound(analysis.document);
            if (change.at % 2 === 0) {
              assert.deepEqual(seen(analysis), seen(read(text, carrier)));
            }
          }
          before.push({ analysis, said: seen(read(text, carrier)) });
          for (const older of before) {
            assert.deepEqual(seen(older.analysis), older.said);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  const exchange = (name: string) => `### ${name}
GET https://api.example.com/${name}
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com/

`;
  const names = ["a", "b", "c", "d"];
  const text = names.map(exchange).join("");

  const redirect = `GET https://api.example.com/a
Origin: https://app.example.com

HTTP/1.1 302 Found
Location: https://cdn.example.net/b
Access-Control-Allow-Origin: https://app.example.com

`;
  const after = "GET https://cdn.example.net/b\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\n";
  const asked = (name: string) => `GET /${name} HTTP/1.1\nHost: api.example\nOrigin: https://app.example.com\n\n`;
  const answer = (name: string) => `HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://${name}.example\n\n`;
  const fence = (inner: string) => `\`\`\`http\n${inner}\`\`\`\n`;
  const words = "Words.\n\n".repeat(1300);

  const rows: readonly { what: string; carrier?: Carrier; before: string; after: string }[] = [
    {
      what: "a secret value that the text begins to say itself",
      before: `GET https://api.example.com/{{secretPath}}\nOrigin: https://app.example.com\n\nHTTP/1.1 302 Found\nLocation: /private-value/{{x}}\nAccess-Control-Allow-Origin: {{page}}/\n\n###\n`,
      after: `GET https://api.example.com/{{secretPath}}\nOrigin: https://app.example.com\n\nHTTP/1.1 302 Found\nLocation: /private-value/{{x}}\nAccess-Control-Allow-Origin: {{page}}/\n\n###\n# https://app.example.com\n`,
    },
    {
      what: "a definition whose reference follows braces that stay open",
      before: `# {{a}\n\n@host = https://one.example\n###\n# {{b}\n\nGET {{host}}/\nOrigin: https://app.example.com\n`,
      after: `# {{a}\n\n@host = https://app.example.com\n###\n# {{b}\n\nGET {{host}}/\nOrigin: https://app.example.com\n`,
    },
    {
      what: "a definition that moves, with a reference above it",
      before: "@a = https://one.example\n###\nGET {{a}}/\nOrigin: {{a}}\n\n@a = https://two.example\n",
      after: `@a = https://one.example\n###\n${"# a comment\n".repeat(9)}GET {{a}}/\nOrigin: {{a}}\n\n@a = https://two.example\n`,
    },
    {
      what: "a redirect at the end that gets something to lead to",
      carrier: "markdown",
      before: `${fence(redirect)}Words\n`,
      after: `${fence(redirect)}Words\n${fence(after)}`,
    },
    {
      what: "a request that is taken away from its response",
      before: `GET https://api.example.com/a\nOrigin: https://app.example.com\n\n###\nGET /b\n\nHTTP/1.1 200 OK\n`,
      after: `GET https://api.example.com/a\nOrigin: https://app.example.com\n\n###\n\nHTTP/1.1 200 OK\n`,
    },
    {
      what: "a separator that becomes a heading of a body",
      before: "POST /\nContent-Type: text/markdown\n\n###",
      after: "POST /\nContent-Type: text/markdown\n\n### a",
    },
    {
      what: "a heading far above a response",
      carrier: "markdown",
      before: `${fence("GET https://api.example.com/a\nOrigin: https://app.example.com\n")}## A\n\n${words}${fence("HTTP/1.1 200 OK\n")}`,
      after: `${fence("GET https://api.example.com/a\nOrigin: https://app.example.com\n")}A\n\n${words}${fence("HTTP/1.1 200 OK\n")}`,
    },
    {
      what: "a heading of a panel above a separator",
      before: "### Response Headers\n###\n:authority: api.example.com\n:method: GET\n:path: /a\n### B\n",
      after: "## Response Headers\n###\n:authority: api.example.com\n:method: GET\n:path: /a\n### B\n",
    },
    {
      what: "a method of Firefox's summary above a separator",
      before: "### \nGET\nhttps://api.example.com/a\n###\nStatus\n",
      after: "###\nGET\nhttps://api.example.com/a\n###\nStatus\n",
    },
    {
      what: "a redirect that leads elsewhere",
      before: `${redirect}###\n${after}`,
      after: `${redirect.replace("/b", "/c")}###\n${after}`,
    },
    {
      what: "a redirect to where another request goes, too",
      before: `${after}Access-Control-Allow-Origin: a b\n\n###\nGET /x\n\n###\n`,
      after: `${after}Access-Control-Allow-Origin: a b\n\n###\nGET /x\n\n###\n${redirect}###\n${after}`,
    },
    {
      what: "the page of the whole file",
      before: `# @cors origin=https://app.example.com\n\n###\n${after.replace(/Origin.*\n/, "")}`,
      after: `# @cors origin=https://other.example.com\n\n###\n${after.replace(/Origin.*\n/, "")}`,
    },
    {
      what: "a preflight far above the request that it serves",
      before: `OPTIONS https://cdn.example.net/b\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PUT\n\nHTTP/1.1 204 No Content\n\n###\nGET /x\n###\n${after.replace("GET", "PUT")}`,
      after: `OPTIONS https://cdn.example.net/b\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PUT\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\n\n###\nGET /x\n###\n${after.replace("GET", "PUT")}`,
    },
    {
      what: "a fence that is opened above all others",
      carrier: "markdown",
      before: `Words\n\n${fence(redirect)}\n${fence(after)}`,
      after: `\`\`\`js\n\nWords\n\n${fence(redirect)}\n${fence(after)}`,
    },
    {
      what: "a heading that puts each response above its request",
      before: `### Response\n${answer("a")}### Request\n${asked("a")}### Response\n${answer("b")}### Request\n${asked("b")}`,
      after: `### Answer\n${answer("a")}### Request\n${asked("a")}### Response\n${answer("b")}### Request\n${asked("b")}`,
    },
    {
      what: "a response that no longer says that a heading begins another part",
      before: `### Response\n${answer("a")}### Request\n${asked("a")}### Request\n${asked("b")}${answer("c")}### Response\n${answer("b")}`,
      after: `### Response\n${answer("a")}### Request\n${asked("a")}### Request\n${asked("b")}### Response\n${answer("b")}`,
    },
    {
      what: "another language by its first lines",
      before: `${redirect}###\n${after}`,
      after: `@name("a")\n${redirect}###\n${after}`,
    },
  ];
  for (const { what, carrier = "http", ...texts } of rows) {
    it(`follows ${what}, and back`, () => {
      assert.notDeepEqual(seen(read(texts.before, carrier)), seen(read(texts.after, carrier)), "the row shows nothing");
      for (const [from, to] of [
        [texts.before, texts.after],
        [texts.after, texts.before],
      ] as const) {
        assert.deepEqual(seen(read(to, carrier, read(from, carrier))), seen(read(to, carrier)));
      }
    });
  }

  it("finds a heading far above a response", () => {
    const texts = ["## A", "A"].map((heading) =>
      [fence("GET https://api.example.com/a\n"), heading, "", words, fence("HTTP/1.1 200 OK\n")].join("\n"),
    );
    for (const [from, to, isPaired] of [
      [texts[0], texts[1], true],
      [texts[1], texts[0], false],
    ] as const) {
      const { exchanges } = read(to ?? "", "markdown", read(from ?? "", "markdown"));
      assert.equal(exchanges[0]?.response !== null, isPaired);
    }
  });

  it("uses its own settings", () => {
    const source = after.replace(/Origin.*\n/, "");
    const analyses = ["https://app.example.com", null, "https://other.example.com"].map((origin) => {
      const previous = analyse(source, "http", { origin: "https://before.example.com" });
      const settings: Settings = { origin, engines: origin === null ? ["firefox"] : [] };
      return [analyse(source, "http", settings, undefined, previous), analyse(source, "http", settings)] as const;
    });
    for (const [incremental, whole] of analyses) {
      assert.deepEqual(seen(incremental), seen(whole));
    }
  });

  it("can start several times from the same analysis", () => {
    const before = read(text, "http");
    read(text.replace("### b", "### another b"), "http", before);
    assert.deepEqual(seen(read(text, "http", before)), seen(read(text, "http")));
  });

  it("shares the findings that the edit doesn't touch and moves them", () => {
    const before = read(text, "http");
    const after = read(text.replace("### b\n", "### b\n# a comment\n"), "http", before);
    assert.equal(after.findings.length, names.length);
    for (const [i, finding] of after.findings.entries()) {
      assert.equal(finding === before.findings[i], i !== 1, `finding ${i}`);
      const line = (analysis: Analysis, one: Finding) =>
        analysis.lines.positionAt(analysis.document.rangeOf(one.place).start).line;
      assert.equal(line(after, finding), 5 + 7 * i + (i > 0 ? 1 : 0));
      assert.equal(line(before, before.findings[i] as Finding), 5 + 7 * i);
    }
  });

  it("keeps the messages that don't depend on a changed variable", () => {
    const source = `@host = https://api.example.com\n\n${text}### e\nGET {{host}}/e\n`;
    const before = read(source, "http");
    const messages = messagesOf(before.document);
    const after = read(source.replace("api.example.com", "other.example"), "http", before);
    assert.deepEqual(
      messagesOf(after.document).map((message, i) => message === messages[i]),
      [true, true, true, true, true, true, true, true, false],
    );
    assert.equal(after.exchanges.at(-1)?.target.url, "https://other.example/e");
  });
});
