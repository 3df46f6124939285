import assert from "node:assert/strict";
import { analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import type { CredentialsMode } from "../../../server/src/cors/types";
import { textEdits } from "../../../server/src/edits/edit";
import { insertPreflight } from "../../../server/src/edits/insert-preflight";
import type { Carrier } from "../../../server/src/http/parse";
import { applyEdits } from "../../../server/src/text/edit";
import { PASTED } from "../../support/pasted";
import { filesIn, type Subject, subjects } from "../../support/subjects";

/** Inserts the preflight of the first request without one. */
function insert(text: string, carrier: Carrier = "http"): string {
  const { judged } = analyse(text, carrier, { origin: null });
  for (const exchange of judged.exchanges) {
    const fix = insertPreflight(judged, exchange);
    if (fix !== null) {
      return applyEdits(text, textEdits(judged.document, fix.edits));
    }
  }
  return text;
}

/** The rules with findings in the inserted text, except those that the text had before. */
function ownFindings({ text, carrier }: Subject, mode: CredentialsMode | undefined): string[] {
  const { judged, findings } = analyse(text, carrier, DEFAULT_SETTINGS);
  // That a public server shouldn't allow the page isn't about the preflight.
  const before = new Set([...findings.map(({ rule }) => rule), "origin-development"]);
  return judged.exchanges.flatMap((exchange) => {
    const fix = insertPreflight(judged, exchange, mode);
    const [insertion, ...others] = fix === null ? [] : textEdits(judged.document, fix.edits);
    if (fix === null || insertion === undefined || fix.grade === "placeholder") {
      return [];
    }
    const after = analyse(applyEdits(text, [insertion, ...others]), carrier, DEFAULT_SETTINGS);
    const end = insertion.range.start + insertion.newText.length;
    return after.findings
      .filter(({ place, rule }) => {
        const { start } = after.document.rangeOf(place);
        return !before.has(rule) && start >= insertion.range.start && start < end;
      })
      .map(({ rule, message }) => `${rule}: ${message}`);
  });
}

const lines = (...all: string[]) => `${all.join("\n")}\n`;
const PUT = lines("PUT https://api.example.com/a", "Origin: https://a.example");
const PREFLIGHT = lines(
  "OPTIONS https://api.example.com/a",
  "Origin: https://a.example",
  "Access-Control-Request-Method: PUT",
  "",
  "HTTP/1.1 204 No Content",
  "Access-Control-Allow-Origin: https://a.example",
  "Access-Control-Allow-Methods: PUT",
  "Access-Control-Max-Age: 600",
);
const REDIRECTED = lines(
  "curl -iL -X PUT https://api.example.com/a -H 'Origin: https://a.example'",
  "",
  "HTTP/1.1 308 Permanent Redirect",
  "Location: https://api.example.com/b",
  "Access-Control-Allow-Origin: https://a.example",
  "",
  "HTTP/1.1 200 OK",
);
const [ASKED = "", ANSWERED = ""] = PREFLIGHT.split("\n\n");

interface Case {
  readonly name: string;
  readonly carrier?: Carrier;
  readonly before: string;
  readonly after: string;
}

const CASES: readonly Case[] = [
  {
    name: "writes a version that a status line may begin with",
    before: lines("PUT https://api.example.com/a HTTP 1.1", "Origin: https://a.example"),
    after: lines(
      "OPTIONS https://api.example.com/a HTTP 1.1",
      "Origin: https://a.example",
      "Access-Control-Request-Method: PUT",
      "",
      ANSWERED,
      "###",
      "PUT https://api.example.com/a HTTP 1.1",
      "Origin: https://a.example",
    ),
  },
  { name: "above the first request of a file", before: PUT, after: `${PREFLIGHT}\n###\n${PUT}` },
  {
    name: "above the comments of the request",
    before: `# one\n// two\n${PUT}`,
    after: `${PREFLIGHT}\n###\n# one\n// two\n${PUT}`,
  },
  {
    name: "above a separator with a title",
    before: `### Title\n${PUT}`,
    after: `###\n${PREFLIGHT}\n### Title\n${PUT}`,
  },
  {
    name: "between requests without a separator",
    before: `GET https://api.example.com/b\n\n${PUT}`,
    after: `GET https://api.example.com/b\n\n###\n${PREFLIGHT}\n###\n${PUT}`,
  },
  {
    name: "in separate blocks if the file writes messages that way",
    before: `${PUT}\n###\n\nHTTP/1.1 200 OK\n`,
    after: `${ASKED}\n\n###\n\n${ANSWERED}\n###\n${PUT}\n###\n\nHTTP/1.1 200 OK\n`,
  },
  {
    name: "with the file's page directive still above all requests",
    before: `# @cors origin=https://a.example credentials=omit\nPUT https://api.example.com/a\n\n###\nGET https://api.example.com/c\n`,
    after: `# @cors origin=https://a.example\n\n${PREFLIGHT}\n###\n# @cors origin=https://a.example credentials=omit\nPUT https://api.example.com/a\n\n###\nGET https://api.example.com/c\n`,
  },
  {
    name: "above a title with a blank line and a script below it",
    before: `### Title\n\n# @name x\n< {%\n  a();\n%}\n${PUT}`,
    after: `###\n${PREFLIGHT}\n### Title\n\n# @name x\n< {%\n  a();\n%}\n${PUT}`,
  },
  {
    name: "below variables",
    before: `@host = api.example.com\n${PUT}`,
    after: `@host = api.example.com\n${PREFLIGHT}\n###\n${PUT}`,
  },
  {
    name: "after a byte order mark",
    before: `\ufeff${PUT}`,
    after: `\ufeff${PREFLIGHT}\n###\n${PUT}`,
  },
  {
    name: "with the method that a browser sends",
    before: PUT.replace("PUT", "put"),
    after: `${PREFLIGHT}\n###\n${PUT.replace("PUT", "put")}`,
  },
  {
    name: "with a target on several lines",
    before: `@base = https://api.example.com\n\nPUT {{base}}/a\n  ?b=1\nOrigin: https://a.example\n`,
    after: `@base = https://api.example.com\n\n${PREFLIGHT.replace("https://api.example.com/a", "{{base}}/a?b=1")}\n###\nPUT {{base}}/a\n  ?b=1\nOrigin: https://a.example\n`,
  },
  {
    name: "not for an opaque origin with credentials, as no value is safe",
    before: "PUT https://api.example.com/a\nOrigin: null\nCookie: a=b\n",
    after: "PUT https://api.example.com/a\nOrigin: null\nCookie: a=b\n",
  },
  {
    name: "above a command, of which nothing changes",
    before:
      "# Save it\ncurl -X PUT 'https://api.example.com/a' \\\n  -H 'Origin: https://a.example'\n\nHTTP/1.1 200 OK\n",
    after: `${PREFLIGHT}\n###\n# Save it\ncurl -X PUT 'https://api.example.com/a' \\\n  -H 'Origin: https://a.example'\n\nHTTP/1.1 200 OK\n`,
  },
  {
    name: "above a command after a prompt, with the scheme that the program adds",
    before: "$ http PUT api.example.com/a Origin:https://a.example\n",
    after: `${PREFLIGHT.replace("https://api", "http://api")}\n###\n$ http PUT api.example.com/a Origin:https://a.example\n`,
  },
  {
    name: "above the title of a command, for the request after its redirect",
    before: `${PREFLIGHT}\n### save\n${REDIRECTED}`,
    after: `${PREFLIGHT}\n###\n${PREFLIGHT.replace("/a\n", "/b\n")}\n### save\n${REDIRECTED}`,
  },
  {
    name: "above a command in a fence",
    carrier: "markdown",
    before: "```http\ncurl -X PUT https://api.example.com/a -H 'Origin: https://a.example'\n```\n",
    after: `\`\`\`http\n${PREFLIGHT}\`\`\`\n\n\`\`\`http\ncurl -X PUT https://api.example.com/a -H 'Origin: https://a.example'\n\`\`\`\n`,
  },
  {
    name: "in a fence of its own",
    carrier: "markdown",
    before: `Text.\n\n\`\`\`http\n${PUT}\`\`\`\n`,
    after: `Text.\n\n\`\`\`http\n${PREFLIGHT}\`\`\`\n\n\`\`\`http\n${PUT}\`\`\`\n`,
  },
  {
    name: "in two fences if the file has the response in a second one",
    carrier: "markdown",
    before: `~~~rest\n${PUT}~~~\n\n~~~rest\nHTTP/1.1 200 OK\n~~~\n`,
    after: `~~~rest\n${ASKED}\n~~~\n\n~~~rest\n${ANSWERED}~~~\n\n~~~rest\n${PUT}~~~\n\n~~~rest\nHTTP/1.1 200 OK\n~~~\n`,
  },
  {
    name: "in a block quote, with its marks",
    carrier: "markdown",
    before: `> \`\`\`http\n${PUT.replace(/^(?=.)/gm, "> ")}> \`\`\`\n`,
    after: `> \`\`\`http\n${PREFLIGHT.replace(/^(?=.)/gm, "> ").replace("\n\n", "\n>\n")}> \`\`\`\n>\n> \`\`\`http\n${PUT.replace(/^(?=.)/gm, "> ")}> \`\`\`\n`,
  },
  {
    name: "with the names in the case of the request",
    before: lines("PUT /a HTTP/2", "host: api.example.com", "origin: https://a.example", "x-b: 1", "x-a: 1"),
    after: `${lines(
      "OPTIONS /a HTTP/2",
      "host: api.example.com",
      "origin: https://a.example",
      "access-control-request-method: PUT",
      "access-control-request-headers: x-a,x-b",
      "",
      "HTTP/2 204 No Content",
      "access-control-allow-origin: https://a.example",
      "access-control-allow-methods: PUT",
      "access-control-allow-headers: x-a, x-b",
      "access-control-max-age: 600",
    )}\n###\n${lines("PUT /a HTTP/2", "host: api.example.com", "origin: https://a.example", "x-b: 1", "x-a: 1")}`,
  },
  { name: "not if none is needed", before: PUT.replace("PUT", "GET"), after: PUT.replace("PUT", "GET") },
  { name: "not if there is one", before: `${PREFLIGHT}\n###\n${PUT}`, after: `${PREFLIGHT}\n###\n${PUT}` },
  {
    name: "not for a method that no script can use",
    before: PUT.replace("PUT", "TRACE"),
    after: PUT.replace("PUT", "TRACE"),
  },
];

describe("the preflight is inserted", () => {
  for (const { name, carrier, before, after } of CASES) {
    it(name, () => assert.equal(insert(before, carrier), after));
    it(`${name}, with CRLF`, () =>
      assert.equal(insert(before.replaceAll("\n", "\r\n"), carrier), after.replaceAll("\n", "\r\n")));
  }

  it("without a finding of its own, for every text, also with credentials", () => {
    let count = 0;
    for (const subject of [...subjects(), ...filesIn("examples"), ...filesIn(PASTED)]) {
      for (const mode of [undefined, "include"] as const) {
        assert.deepEqual(ownFindings(subject, mode), [], `${subject.name}, ${mode}`);
        count += 1;
      }
    }
    assert.ok(count > 1000);
  });
});
