import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import type { Carrier } from "../../../server/src/http/parse";
import { tokensIn, tokensOf } from "../../../server/src/tokens/tokens";

/** The tokens of a document: the word, its type and its modifiers. */
function tokens(text: string, carrier: Carrier = "http"): string[] {
  return tokensOf(analyse(text, carrier, { origin: null })).map(
    ({ start, end, type, modifiers }) => `${text.slice(start, end)} ${[type, ...modifiers].join(".")}`,
  );
}

const request = (...fields: string[]) => `GET https://api.example.com/a HTTP/1.1\n${fields.join("\n")}\n`;
const response = (...fields: string[]) => `HTTP/1.1 200 OK\n${fields.join("\n")}\n`;

describe("semantic tokens", () => {
  const rows: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
    [
      "an origin",
      request("Origin: https://app.example.com"),
      ["Origin property.cors", "https://app.example.com origin"],
    ],
    ["an opaque origin", request("origin: null"), ["origin property.cors", "null keyword"]],
    ["a value that isn't an origin", request("Origin: app"), ["Origin property.cors"]],
    [
      "any origin",
      response("Access-Control-Allow-Origin: *"),
      ["Access-Control-Allow-Origin property.cors", "* keyword"],
    ],
    [
      "credentials",
      response("Access-Control-Allow-Origin: https://a.example", "Access-Control-Allow-Credentials: true"),
      [
        "Access-Control-Allow-Origin property.cors",
        "https://a.example origin",
        "Access-Control-Allow-Credentials property.cors",
        "true keyword",
      ],
    ],
    [
      "methods",
      response("Access-Control-Allow-Methods: PUT, *, a b"),
      ["Access-Control-Allow-Methods property.cors", "PUT httpMethod", "* keyword", "a httpMethod", "b httpMethod"],
    ],
    [
      "header names",
      response("Access-Control-Expose-Headers: ETag, x(y"),
      ["Access-Control-Expose-Headers property.cors", "ETag property"],
    ],
    ["a number", response("Access-Control-Max-Age: 600"), ["Access-Control-Max-Age property.cors", "600 number"]],
    ["a value that isn't a number", response("Access-Control-Max-Age: 600s"), ["Access-Control-Max-Age property.cors"]],
    ["other headers", response("Content-Type: text/plain", "X-A: *"), []],
    [
      "the headers of a preflight",
      `OPTIONS https://api.example.com/a\nOrigin: https://a.example\nAccess-Control-Request-Method: PUT\nAccess-Control-Request-Headers: x-a\n`,
      [
        "Origin property.cors",
        "https://a.example origin",
        "Access-Control-Request-Method property.cors",
        "PUT httpMethod",
        "Access-Control-Request-Headers property.cors",
        "x-a property",
      ],
    ],
    [
      "unknown references, but not known ones",
      `@known = https://a.example\n\nGET {{host}}/{{known}}\nOrigin: {{known}}\nX-A: {{a}}{{ b }}\n\n{{body}}\n`,
      ["{{host}} variable.unknown", "Origin property.cors", "{{a}} variable.unknown", "{{ b }} variable.unknown"],
    ],
    [
      "a reference whose value contains an unknown one",
      `@known = {{other}}\n\nGET https://api.example.com/\nOrigin: {{known}}\n`,
      ["Origin property.cors", "{{known}} variable.unknown"],
    ],
    [
      "placeholders",
      request("Origin: https://<your host>:{port}", "Vary: ..."),
      [
        "Origin property.cors",
        "<your host> variable.unknown",
        "{port} variable.unknown",
        "Vary property.cors",
        "... variable.unknown",
      ],
    ],
    [
      "the page in a comment",
      `# @cors origin=https://a.example\nGET https://api.example.com/\n`,
      ["https://a.example origin"],
    ],
    [
      "a misspelt header",
      `${request("Origin: https://a.example")}\n${response("Access-Control-Allow-Orign: https://a.example")}`,
      ["Origin property.cors", "https://a.example origin"],
    ],
    [
      "the words of a command, but not fields that its options imply",
      `curl https://api.example.com/ -H 'Origin: https://a.example' -H "X-A: {{b}}" --json '{}'\n`,
      ["Origin property.cors", "https://a.example origin", "{{b}} variable.unknown"],
    ],
  ];
  for (const [title, text, expected] of rows) {
    it(`name ${title}`, () => assert.deepEqual(tokens(text), expected));
  }

  it("are found in fences, folded lines and transcripts", () => {
    assert.deepEqual(tokens(`# Title {{a}}\n\n\`\`\`http\n${request("Vary: Origin")}\`\`\`\n`, "markdown"), [
      "Vary property.cors",
      "Origin property",
    ]);
    assert.deepEqual(tokens(response("Vary: Accept,", "  Origin")), [
      "Vary property.cors",
      "Accept property",
      "Origin property",
    ]);
    assert.deepEqual(
      tokens("> GET / HTTP/1.1\n> Host: a.example\n> Origin: https://a.example\n>\n< HTTP/1.1 200 OK\n< Vary: *\n"),
      ["Origin property.cors", "https://a.example origin", "Vary property.cors", "* keyword"],
    );
  });

  it("leave bodies, prose and other languages alone", () => {
    assert.deepEqual(tokens(`POST https://api.example.com/\n\nOrigin: {{a}} <b>\n`), []);
    assert.deepEqual(tokens("Some {{prose}} and <b>.\n", "markdown"), []);
  });

  it("are given for part of the document", () => {
    const text = request("Origin: https://a.example", "Vary: Origin");
    const analysis = analyse(text, "http", { origin: null });
    const line = text.indexOf("Vary");
    assert.deepEqual(
      tokensIn(analysis, { start: line, end: line + 5 }).map(({ start }) => start),
      [line],
    );
  });
});
