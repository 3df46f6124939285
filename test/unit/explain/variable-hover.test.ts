import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { environmentsOf } from "../../../server/src/environment/environment";
import { outsideVariables } from "../../../server/src/environment/outside-variables";
import { hoverAt } from "../../../server/src/explain/hover";
import { explanationAt } from "../../support/explanation";

const FILES = {
  "http-client.env.json": JSON.stringify({
    dev: { origin: "https://dev.example.com", api: "https://api.example.com", apiToken: "abcdef" },
    prod: { origin: "https://app.example.com", api: "https://api.example.com", late: "x" },
  }),
  "http-client.private.env.json": JSON.stringify({ dev: { hidden: "https://private.example.com" } }),
  ".env": "HIDDEN_ORIGIN=https://internal.example.net\nSHORT=abc",
};

function read(text: string, active: string | null = null): Analysis {
  const files = Object.entries(FILES).map(([name, content]) => ({ path: name, name, text: content }));
  return analyse(text, "http", { origin: null, outside: outsideVariables(environmentsOf(files, []), active) });
}

/** The first paragraph of the hover in the middle of `reference`. */
function variable(text: string, reference: string, active: string | null = null): string {
  const hover = hoverAt(read(text, active), text.lastIndexOf(reference) + 3);
  return hover?.markdown.split("\n\n")[0] ?? "";
}

const request = (value: string) => `GET https://api.example.com/\nX-A: ${value}\n`;

describe("a hover on a variable", () => {
  const known: readonly (readonly [string, string, string, string | null, string])[] = [
    [
      "of the file",
      `@host = app.example.com\n@o = https://{{host}}\n${request("{{o}}")}`,
      "{{o}}",
      null,
      "Variable `o`: `https://app.example.com`, from line 2.",
    ],
    [
      "of an environment",
      request("{{origin}}"),
      "{{origin}}",
      "dev",
      "Variable `origin`: `https://dev.example.com`, from `http-client.env.json`, environment `dev`.",
    ],
    [
      "on which environments agree",
      request("{{api}}"),
      "{{api}}",
      null,
      "Variable `api`: `https://api.example.com`, from `http-client.env.json`, environments `dev` and `prod`.",
    ],
    [
      "in a definition",
      `@o = {{api}}/x\n${request("")}`,
      "{{api}}",
      "dev",
      "Variable `api`: `https://api.example.com`, from `http-client.env.json`, environment `dev`.",
    ],
    ["of a .env file", request("{{SHORT}}"), "{{SHORT}}", null, "Variable `SHORT`: *hidden*, from `.env`."],
    [
      "of a private file",
      request("{{hidden}}"),
      "{{hidden}}",
      "dev",
      "Variable `hidden`: *hidden*, from `http-client.private.env.json`, environment `dev`.",
    ],
    [
      "made of a hidden one",
      `@o = {{SHORT}}/x\n${request("{{o}}")}`,
      "{{o}}",
      null,
      "Variable `o`: *hidden*, from line 1.",
    ],
    [
      "with the name of a secret",
      request("{{apiToken}}"),
      "{{apiToken}}",
      "dev",
      "Variable `apiToken`: *hidden*, from `http-client.env.json`, environment `dev`.",
    ],
    [
      "in a field that holds a secret",
      "@o = abc\nGET https://api.example.com/\nAuthorization: Bearer {{o}}\n",
      "{{o}}",
      null,
      "Variable `o`: *hidden*, from line 1.",
    ],
    [
      "that is a placeholder",
      `@o = <origin>\n${request("{{o}}")}`,
      "{{o}}",
      null,
      "Variable `o`: `<origin>`, a placeholder, from line 1.",
    ],
  ];
  for (const [name, text, reference, active, expected] of known) {
    it(`says what it is and where it is from: ${name}`, () =>
      assert.equal(variable(text, reference, active), expected));
  }

  const open: readonly (readonly [string, string, string, string | null, RegExp])[] = [
    ["nothing defines it", request("{{x}}"), "{{x}}", null, /`x` is not defined: neither in this file nor/],
    [
      "environments differ",
      request("{{origin}}"),
      "{{origin}}",
      null,
      /`origin` differs among `http-client\.env\.json`, environments `dev` and `prod`; choose an environment/,
    ],
    [
      "an environment lacks it",
      request("{{late}}"),
      "{{late}}",
      null,
      /`late` is defined in `http-client\.env\.json`, environment `prod`, but not in `http-client\.env\.json`, environment `dev`; choose/,
    ],
    ["it is asked for", `# @prompt x\n${request("{{x}}")}`, "{{x}}", null, /`x` is asked for when the request is sent/],
    ["it is computed", request("{{$guid}}"), "{{$guid}}", null, /`\$guid` is computed when the request is sent/],
    [
      "one that it is made of is not known",
      `@o = {{y}}\n${request("{{o}}")}`,
      "{{o}}",
      null,
      /Variable `o`: \*\*not known\*\*\. `y` is not defined/,
    ],
    [
      "the file defines it twice",
      `@o = a\n${request("{{o}}")}\n###\n@o = b\n`,
      "{{o}}",
      null,
      /`o` is defined differently on lines 1 and 6, and tools differ/,
    ],
    [
      "file and environment differ",
      `@origin = https://x.example.com\n${request("{{origin}}")}`,
      "{{origin}}",
      "dev",
      /`origin` is defined differently on line 1 and in `http-client\.env\.json`, environment `dev`, and tools differ/,
    ],
    [
      "a script sets it",
      `${request("{{o}}")}\n> {%\nclient.global.set("o", 1)\n%}\n`,
      "{{o}}",
      null,
      /A script sets `o`/,
    ],
  ];
  for (const [name, text, reference, active, expected] of open) {
    it(`says why it is not known: ${name}`, () => {
      const said = variable(text, reference, active);
      assert.match(said, /: \*\*not known\*\*\. /);
      assert.match(said, expected);
    });
  }

  it("goes on with what the line says, and covers the reference", () => {
    const text = "@o = https://app.example.com\nGET https://api.example.com/\nOrigin: {{o}}\n\nHTTP/1.1 200 OK\n";
    const hover = hoverAt(read(text), text.indexOf("{{o}}"));
    assert.match(hover?.markdown ?? "", /^Variable `o`.*\n\n\*\*Blocked\.\*\*/);
    assert.equal(text.slice(hover?.range.start, hover?.range.end), "{{o}}");
  });
  it("is not shown in prose", () =>
    assert.equal(hoverAt(analyse("see {{x}}\n", "markdown", { origin: null }), 6), null));
});

describe("a verdict that cannot be told", () => {
  const exchange = (origin: string, allowed: string) =>
    `GET https://api.example.net/\nOrigin: ${origin}\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: ${allowed}\n`;
  const reasonOf = (text: string, active: string | null = null) => hoverAt(read(text, active), 1)?.markdown ?? "";

  it("names the variable that differs among environments", () =>
    assert.match(
      reasonOf(exchange("https://app.example.com", "{{origin}}")),
      /^\*\*Cannot tell\.\*\* `Access-Control-Allow-Origin` is `\{\{origin\}\}`\. `origin` differs among/,
    ));
  it("names the missing definition behind a variable", () => {
    const text = `@o = https://{{host}}\n${exchange("https://app.example.com", "{{o}}")}`;
    assert.match(
      hoverAt(read(text), text.indexOf("GET"))?.markdown ?? "",
      /^\*\*Cannot tell\.\*\* `Access-Control-Allow-Origin` is `\{\{o\}\}`\. `host` is not defined/,
    );
  });
  it("names the one value that decides whether there is a preflight", () =>
    assert.match(
      reasonOf(
        exchange("https://app.example.com", "https://app.example.com").replace("\n\n", "\nContent-Type: {{t}}\n\n"),
      ),
      /depends on a value: `Content-Type` is `\{\{t\}\}`, which the text does not define/,
    ));
  it("names it for the page too", () =>
    assert.match(
      reasonOf(exchange("{{origin}}", "https://app.example.com")),
      /^\*\*Cannot tell\.\*\* The page's origin is `\{\{origin\}\}`\. `origin` differs among/,
    ));
  it("can be told once an environment is chosen", () => {
    assert.match(reasonOf(exchange("{{origin}}", "https://app.example.com"), "prod"), /^\*\*Allowed\.\*\*/);
    assert.match(reasonOf(exchange("{{origin}}", "https://app.example.com"), "dev"), /^\*\*Blocked\.\*\*/);
  });
});

describe("a value of a private file", () => {
  const text = `PUT https://api.example.net/
Origin: {{HIDDEN_ORIGIN}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
`;
  it("decides, and is shown nowhere", () => {
    const analysis = read(text, "dev");
    assert.deepEqual(
      analysis.findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule),
      ["allow-origin-mismatch"],
    );
    const said = [
      ...analysis.findings.flatMap(({ message, expected, related, fixes }) => [
        message,
        expected ?? "",
        ...related.map((one) => one.message),
        ...fixes(analysis.judged).flatMap(({ title, edits }) => [title, ...edits.map(({ newText }) => newText)]),
      ]),
      ...analysis.document.lines.flatMap(({ start }) => [
        hoverAt(analysis, start)?.markdown ?? "",
        explanationAt(analysis, start),
      ]),
    ];
    assert.deepEqual(
      said.filter((one) => one.includes("internal.example.net")),
      [],
    );
    assert.ok(said.some((one) => one.includes("`{{HIDDEN_ORIGIN}}`")));
  });
  it("is written as its reference", () => {
    const { findings, judged } = read(text);
    const [fix] = findings.flatMap(({ fixes }) => fixes(judged));
    assert.equal(fix?.title, "Allow {{HIDDEN_ORIGIN}}");
    assert.equal(fix?.edits[0]?.newText, "{{HIDDEN_ORIGIN}}");
  });
});
