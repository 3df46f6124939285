import assert from "node:assert/strict";
import { RULES } from "../../server/src/rules/registry";
import { BLOCKED, corsLens, inFolder, UNANSWERED_PUT } from "./command-line";

describe("explain", () => {
  it("prints a rule's summary, rationale, examples, fix and references", () => {
    const { exitCode, stdout } = corsLens(["explain", "allow-origin-mismatch"]);
    const rule = RULES.find(({ id }) => id === "allow-origin-mismatch");
    assert.equal(exitCode, 0);
    assert.ok(stdout.startsWith("allow-origin-mismatch (error)\n"));
    for (const part of [
      rule?.summary,
      ...(rule?.examples.invalid ?? []).map(({ title }) => `Incorrect: ${title}`),
      ...(rule?.examples.valid ?? []).map(({ title }) => `Correct: ${title}`),
      "“Allow http://localhost:3000” changes the first incorrect example to:",
      ...(rule?.references ?? []).map(({ url }) => url),
    ]) {
      assert.ok(part !== undefined && stdout.includes(part), part);
    }
  });

  it("--help lists every rule", () => {
    const { stdout } = corsLens(["explain", "--help"]);
    for (const { id } of RULES) {
      assert.ok(stdout.includes(`  ${id}\n`), id);
    }
  });
});

describe("preflight", () => {
  const text = `### Save
# what is saved
${UNANSWERED_PUT}
### Load
GET https://api.example.com/data
Origin: https://app.example.com

### Elsewhere
DELETE https://api.example.com/data
`;
  const expected = `OPTIONS https://api.example.com/data HTTP/1.1
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type,x-a,x-b
`;
  const run = (...args: string[]) => {
    let outcome: ReturnType<typeof corsLens> | null = null;
    inFolder({ "a.http": text }, (folder) => {
      outcome = folder.run(["preflight", ...args]);
    });
    assert.ok(outcome !== null);
    return outcome as ReturnType<typeof corsLens>;
  };

  it("prints what a browser would send, for any line of the request and of the comments above it", () => {
    for (const line of [1, 2, 3, 4, 7]) {
      assert.deepEqual(run(`a.http:${line}`), { exitCode: 0, stdout: expected, stderr: "" }, `line ${line}`);
    }
  });

  it("says when a browser would send none", () => {
    assert.deepEqual(run("a.http:10"), {
      exitCode: 0,
      stdout: "",
      stderr: "cors-lens: a.http:10: browsers send this request without a preflight\n",
    });
  });

  it("needs the page's origin", () => {
    assert.deepEqual(run("a.http:14"), {
      exitCode: 2,
      stdout: "",
      stderr: "cors-lens: a.http:14: the page's origin isn't known; add an Origin header or use --origin URL\n",
    });
    assert.equal(
      run("--origin", "https://page.example", "a.http:14").stdout,
      "OPTIONS https://api.example.com/data\nOrigin: https://page.example\nAccess-Control-Request-Method: DELETE\n",
    );
  });

  it("lists the lines of the requests if the line has none", () => {
    assert.deepEqual(run("a.http:99"), {
      exitCode: 2,
      stdout: "",
      stderr: "cors-lens: a.http:99: no request here; requests are on lines 3, 10, 14\n",
    });
  });
});

describe("explain-exchange", () => {
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    let outcome: ReturnType<typeof corsLens> | null = null;
    inFolder({ "a.http": BLOCKED, "notes.md": "# Nothing\n" }, (folder) => {
      outcome = folder.run(["explain-exchange", ...args], { env });
    });
    assert.ok(outcome !== null);
    return outcome as ReturnType<typeof corsLens>;
  };

  it("draws the exchange within the available columns", () => {
    const { exitCode, stdout, stderr } = run(["a.http:1"], { COLUMNS: "90" });
    assert.deepEqual([exitCode, stderr], [0, ""]);
    assert.match(stdout, /^GET https:\/\/api\.example\.com\/data\n✗ Blocked: .*\n/);
    assert.match(stdout, /\n {4}5 {3}│ +│ ✗ Access-Control-Allow-Origin: http:\/\/localhost:8080 +│\n/);
    assert.ok(stdout.split("\n").every((line) => line.length <= 90));
    assert.equal(run(["a.http:5"], { COLUMNS: "90" }).stdout, stdout);
  });
  it("draws with ASCII only, or with colours, on request", () => {
    const { stdout } = run(["--ascii", "a.http:1"]);
    assert.match(stdout, /\n {4}1 {3}\| +\+- GET https:\/\/api\.example\.com\/data -+>\|\n/);
    assert.doesNotMatch(stdout, /[│─✗▶]/);
    assert.ok(run(["a.http:1"], { FORCE_COLOR: "1" }).stdout.includes("\u001b[31;1m✗ Blocked"));
    assert.ok(!run(["a.http:1"], { FORCE_COLOR: "1", NO_COLOR: "1" }).stdout.includes("\u001b"));
  });
  it("writes a picture, or Markdown", () => {
    assert.match(run(["--format", "svg", "a.http:1"]).stdout, /^<\?xml [\s\S]*<svg [\s\S]*<\/svg>\n$/);
    assert.match(run(["--format=markdown", "a.http:1"]).stdout, /^# `GET https:/);
  });
  it("reports wrong usage", () => {
    const rows: readonly (readonly [readonly string[], string])[] = [
      [["a.http:99"], "a.http:99: no request here; requests are on line 1"],
      [["notes.md:1"], "notes.md:1: this file has no requests"],
      [["b.http:1"], "b.http: no such file or folder"],
      [["a.http"], "expected FILE:LINE, for example requests.http:12, but got a.http"],
      [["--format", "png", "a.http:1"], "unknown format png; expected one of text, svg, markdown"],
      [[], "explain-exchange takes exactly one FILE:LINE; see cors-lens explain-exchange --help"],
    ];
    for (const [args, message] of rows) {
      assert.deepEqual(run(args), { exitCode: 2, stdout: "", stderr: `cors-lens: ${message}\n` });
    }
  });
});

describe("explain-message", () => {
  const message =
    "Access to fetch at 'https://api.example.com/a?token=s3cret' from origin 'https://app.example.com' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status.";

  it("explains a message and writes its exchange", () => {
    const { exitCode, stdout, stderr } = corsLens(["explain-message", message]);
    assert.deepEqual([exitCode, stderr], [0, ""]);
    assert.ok(stdout.startsWith("CORS: the preflight's status isn't 2xx\n"), stdout);
    assert.match(stdout, /^ {4}OPTIONS https:\/\/api\.example\.com\/a\?token=… HTTP\/1\.1$/m);
    assert.doesNotMatch(stdout, /s3cret/);
  });
  it("reads all messages of standard input, once each, and drops those that prove nothing", () => {
    const input = `(index):1 ${message}\nmain.js:3 Uncaught (in promise) TypeError: Failed to fetch\n\n(index):1 ${message}\n\n[Error] Method PUT is not allowed by Access-Control-Allow-Methods.\n`;
    const { exitCode, stdout } = corsLens(["explain-message"], { input });
    assert.equal(exitCode, 0);
    assert.deepEqual(stdout.match(/^CORS.*$/gm), [
      "CORS: the preflight's status isn't 2xx",
      "CORS: Access-Control-Allow-Methods doesn't list PUT",
    ]);
  });
  it("takes a message without quotes", () =>
    assert.match(
      corsLens(["explain-message", ..."Method PUT is not allowed by Access-Control-Allow-Methods.".split(" ")]).stdout,
      /doesn't list PUT/,
    ));
  it("says where to look if a message proves nothing alone", () =>
    assert.match(corsLens(["explain-message", "Failed to fetch"]).stdout, /Next: Look for a line with CORS/));
  for (const [args, reason] of [
    [["explain-message", "hello"], "no console message found: expected a line from a browser's console"],
    [["explain-message"], "missing TEXT: expected a line from a browser's console"],
  ] as const) {
    it(`says what is expected after ${args.join(" ")}`, () => {
      const { exitCode, stdout, stderr } = corsLens(args);
      assert.deepEqual([exitCode, stdout], [2, ""]);
      assert.ok(stderr.startsWith(`cors-lens: ${reason}`), stderr);
    });
  }
});
