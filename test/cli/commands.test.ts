import assert from "node:assert/strict";
import { RULES } from "../../server/src/rules/registry";
import { corsLens, inFolder, SPAWN_TIMEOUT_MS, UNANSWERED_PUT } from "./command-line";

describe("explain", function () {
  this.timeout(SPAWN_TIMEOUT_MS);

  it("prints a rule's summary, rationale, examples and references", () => {
    const { exitCode, stdout } = corsLens(["explain", "allow-origin-mismatch"]);
    const rule = RULES.find(({ id }) => id === "allow-origin-mismatch");
    assert.equal(exitCode, 0);
    assert.ok(stdout.startsWith("allow-origin-mismatch (error)\n"));
    for (const part of [
      rule?.summary,
      ...(rule?.examples.invalid ?? []).map(({ title }) => `Wrong: ${title}`),
      ...(rule?.examples.valid ?? []).map(({ title }) => `Right: ${title}`),
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

describe("preflight", function () {
  this.timeout(SPAWN_TIMEOUT_MS);

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

  it("prints what a browser would send, for any line of the request and those above it", () => {
    for (const line of [1, 2, 3, 4, 7]) {
      assert.deepEqual(run(`a.http:${line}`), { exitCode: 0, stdout: expected, stderr: "" }, `line ${line}`);
    }
  });

  it("says where a browser would send none", () => {
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
      stderr: "cors-lens: a.http:14: the page's origin is not known; add an Origin field or --origin URL\n",
    });
    assert.equal(
      run("--origin", "https://page.example", "a.http:14").stdout,
      "OPTIONS https://api.example.com/data\nOrigin: https://page.example\nAccess-Control-Request-Method: DELETE\n",
    );
  });

  it("says where the requests are, for a line without one", () => {
    assert.deepEqual(run("a.http:99"), {
      exitCode: 2,
      stdout: "",
      stderr: "cors-lens: a.http:99: no request here; requests are on lines 3, 10, 14\n",
    });
  });
});
