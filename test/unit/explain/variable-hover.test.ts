import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { environmentsOf } from "../../../server/src/environment/environment";
import { environmentVariables } from "../../../server/src/environment/environment-variables";
import { hoverAt } from "../../../server/src/explain/hover";
import { verdictsOf } from "../../../server/src/navigate/verdicts";
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
  return analyse(text, "http", { origin: null, variables: environmentVariables(environmentsOf(files, []), active) });
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
      "from the file",
      `@host = app.example.com\n@o = https://{{host}}\n${request("{{o}}")}`,
      "{{o}}",
      null,
      "Variable `o`: `https://app.example.com`, from line 2.",
    ],
    [
      "from an environment",
      request("{{origin}}"),
      "{{origin}}",
      "dev",
      "Variable `origin`: `https://dev.example.com`, from `http-client.env.json`, environment `dev`.",
    ],
    [
      "the same in all environments",
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
    ["from a .env file", request("{{SHORT}}"), "{{SHORT}}", null, "Variable `SHORT`: *hidden*, from `.env`."],
    [
      "from a private file",
      request("{{hidden}}"),
      "{{hidden}}",
      "dev",
      "Variable `hidden`: *hidden*, from `http-client.private.env.json`, environment `dev`.",
    ],
    [
      "composed of a hidden one",
      `@o = {{SHORT}}/x\n${request("{{o}}")}`,
      "{{o}}",
      null,
      "Variable `o`: *hidden*, from line 1.",
    ],
    [
      "with a secret's name",
      request("{{apiToken}}"),
      "{{apiToken}}",
      "dev",
      "Variable `apiToken`: *hidden*, from `http-client.env.json`, environment `dev`.",
    ],
    [
      "in a field with a secret",
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
    it(`gives the value and its source: ${name}`, () => assert.equal(variable(text, reference, active), expected));
  }

  const open: readonly (readonly [string, string, string, string | null, RegExp])[] = [
    ["nothing defines it", request("{{x}}"), "{{x}}", null, /`x` isn't defined in this file or in an environment/],
    [
      "environments differ",
      request("{{origin}}"),
      "{{origin}}",
      null,
      /`origin` has different values in `http-client\.env\.json`, environments `dev` and `prod`; choose an environment/,
    ],
    [
      "an environment lacks it",
      request("{{late}}"),
      "{{late}}",
      null,
      /`late` is defined in `http-client\.env\.json`, environment `prod`, but not in `http-client\.env\.json`, environment `dev`; choose/,
    ],
    ["it is prompted for", `# @prompt x\n${request("{{x}}")}`, "{{x}}", null, /`x` is prompted for when the request/],
    ["it is computed", request("{{$guid}}"), "{{$guid}}", null, /`\$guid` is computed when the request is sent/],
    [
      "a variable in its value is unknown",
      `@o = {{y}}\n${request("{{o}}")}`,
      "{{o}}",
      null,
      /Variable `o`: \*\*unknown\*\*\. `y` isn't defined/,
    ],
    [
      "the file defines it twice",
      `@o = a\n${request("{{o}}")}\n###\n@o = b\n`,
      "{{o}}",
      null,
      /`o` has different values on lines 1 and 6, and tools disagree/,
    ],
    [
      "file and environment differ",
      `@origin = https://x.example.com\n${request("{{origin}}")}`,
      "{{origin}}",
      "dev",
      /`origin` has different values on line 1 and in `http-client\.env\.json`, environment `dev`, and tools disagree/,
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
    it(`says why it is unknown: ${name}`, () => {
      const said = variable(text, reference, active);
      assert.match(said, /: \*\*unknown\*\*\. /);
      assert.match(said, expected);
    });
  }

  it("also shows the line's hover, and covers only the reference", () => {
    const text = "@o = https://app.example.com\nGET https://api.example.com/\nOrigin: {{o}}\n\nHTTP/1.1 200 OK\n";
    const hover = hoverAt(read(text), text.indexOf("{{o}}"));
    assert.match(hover?.markdown ?? "", /^Variable `o`.*\n\n\*\*Blocked: no Access-Control-Allow-Origin\.\*\*/);
    assert.equal(text.slice(hover?.range.start, hover?.range.end), "{{o}}");
  });
  it("is not shown in prose", () =>
    assert.equal(hoverAt(analyse("see {{x}}\n", "markdown", { origin: null }), 6), null));
});

describe("the reason for an undetermined verdict", () => {
  const exchange = (origin: string, allowed: string) =>
    `GET https://api.example.net/\nOrigin: ${origin}\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: ${allowed}\n`;
  const reasonOf = (text: string, active: string | null = null) => hoverAt(read(text, active), 1)?.markdown ?? "";

  it("names the variable whose value depends on the environment", () =>
    assert.match(
      reasonOf(exchange("https://app.example.com", "{{origin}}")),
      /^\*\*Cannot tell: \{\{origin\}\} differs between dev and prod\.\*\* `Access-Control-Allow-Origin` is `\{\{origin\}\}`\. `origin` has different values in/,
    ));
  const SHARED = { $shared: { origin: "https://app.example.com" } };
  for (const [when, files, words] of [
    [
      "more environments than fit",
      [
        [
          "http-client.env.json",
          Object.fromEntries([..."edcba"].map((name) => [name, { origin: `https://${name}.net` }])),
        ],
      ],
      "differs between e, d, c, b and 1 more",
    ],
    [
      "an environment and the default",
      [["http-client.env.json", { ...SHARED, dev: { origin: "https://dev.example.com" } }]],
      "differs between $shared and dev",
    ],
    [
      "an environment that lacks it",
      [["http-client.env.json", { dev: { origin: "https://dev.example.com" }, prod: { other: "x" } }]],
      "isn't defined in prod",
    ],
    [
      "a value that isn't a text",
      [["http-client.env.json", { dev: { origin: { vault: "x" } } }]],
      "is read differently by tools",
    ],
    [
      "two files that define it for all",
      [
        ["http-client.env.json", SHARED],
        ["http-client.private.env.json", { $shared: { origin: "https://private.example.com" } }],
      ],
      "has several values",
    ],
  ] as const) {
    it(`says in the label what is wrong with ${when}`, () => {
      const environments = environmentsOf(
        files.map(([name, content]) => ({ path: name, name, text: JSON.stringify(content) })),
        [],
      );
      const text = exchange("https://app.example.com", "{{origin}}");
      const variables = environmentVariables(environments, null);
      const [verdict] = verdictsOf(analyse(text, "http", { origin: null, variables }), false);
      assert.equal(verdict?.label, `CORS: cannot tell: {{origin}} ${words}`);
    });
  }
  it("names the undefined variable in another variable's value", () => {
    const text = `@o = https://{{host}}\n${exchange("https://app.example.com", "{{o}}")}`;
    assert.match(
      hoverAt(read(text), text.indexOf("GET"))?.markdown ?? "",
      /^\*\*Cannot tell: \{\{host\}\} isn't defined\.\*\* `Access-Control-Allow-Origin` is `\{\{o\}\}`\. `host` isn't defined/,
    );
  });
  it("names the only value that may need a preflight", () =>
    assert.match(
      reasonOf(
        exchange("https://app.example.com", "https://app.example.com").replace("\n\n", "\nContent-Type: {{t}}\n\n"),
      ),
      /The request may need a preflight: `Content-Type` is `\{\{t\}\}`, which isn't defined/,
    ));
  it("names the variable in the page's origin", () =>
    assert.match(
      reasonOf(exchange("{{origin}}", "https://app.example.com")),
      /^\*\*Cannot tell: \{\{origin\}\} differs between dev and prod\.\*\* The page's origin is `\{\{origin\}\}`\. `origin` has different values in/,
    ));
  it("is gone once an environment is chosen", () => {
    assert.match(reasonOf(exchange("{{origin}}", "https://app.example.com"), "prod"), /^\*\*Allowed\.\*\*/);
    assert.match(
      reasonOf(exchange("{{origin}}", "https://app.example.com"), "dev"),
      /^\*\*Blocked: host differs\.\*\*/,
    );
  });
});

describe("a value from a private file", () => {
  const text = `PUT https://api.example.net/
Origin: {{HIDDEN_ORIGIN}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
`;
  it("is used for the verdict, but never shown", () => {
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
  it("appears as its reference in fixes", () => {
    const { findings, judged } = read(text);
    const [fix] = findings.flatMap(({ fixes }) => fixes(judged));
    assert.equal(fix?.title, "Allow {{HIDDEN_ORIGIN}}");
    assert.equal(fix?.edits[0]?.newText, "{{HIDDEN_ORIGIN}}");
  });
});
