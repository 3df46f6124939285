import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const COPIED = [
  ...[".mocharc.cjs", "biome.json", "package.json", "tsconfig.base.json"],
  ...["scripts/new-rule.mjs", "tools/build", "tools/rules", "tools/style"],
  ...["server/src", "server/tsconfig.json", "test/fixtures/rules", "test/support", "test/unit/rules"],
];

describe("npm run new-rule", () => {
  const copy = mkdtempSync(join(tmpdir(), "cors-lens-new-rule-"));
  before(() => {
    for (const path of COPIED) {
      cpSync(path, join(copy, path), { recursive: true });
    }
    symlinkSync(resolve("node_modules"), join(copy, "node_modules"), "dir");
  });
  after(() => rmSync(copy, { recursive: true }));

  const run = (...command: readonly string[]) =>
    spawnSync(process.execPath, command, { cwd: copy, encoding: "utf8", env: { ...process.env, FORCE_COLOR: "0" } });
  const refusal = (...args: readonly string[]) => {
    const { status, stderr } = run("scripts/new-rule.mjs", ...args);
    assert.equal(status, 2);
    return stderr;
  };

  const rows: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^new-rule: expected one id/],
    [["max-age", "missing"], /^new-rule: expected one id/],
    [["Max-Age-Missing"], /^new-rule: bad id Max-Age-Missing: write words in lower case/],
    [["vary"], /^new-rule: bad id vary/],
    [["max-age-missing"], /^new-rule: there is already a rule max-age-missing: server\/src\/rules\/caching\//],
    [["-x-y"], /^new-rule: expected one id/],
    [["timing-allow-origin"], /^new-rule: no rule begins like timing-allow-origin; add --family with one of allow-/],
    [["timing-allow-origin", "--family", "timing"], /^new-rule: there is no family timing; add --family with one of/],
  ];
  for (const [args, expected] of rows) {
    it(`refuses: ${args.join(" ") || "nothing"}`, () => assert.match(refusal(...args), expected));
  }

  for (const [id, folder, ...args] of [
    ["expose-headers-forbidden-name", "exposed-headers"],
    ["vary-origin-twice-in-a-very-long-name-that-does-not-fit-on-a-line", "caching"],
    ["timing-allow-origin", "fields", "--family", "fields"],
  ] as const) {
    it(`writes a rule: ${id}`, () => {
      const { status, stdout, stderr } = run("scripts/new-rule.mjs", id, ...args);
      assert.equal(status, 0, stderr);
      assert.match(stdout, new RegExp(`^server/src/rules/${folder}/${id}\\.ts\ntest/fixtures/rules/${id}\\.http\n`));
      assert.match(refusal(id), /there is already a rule/);
    });
  }

  it("writes what compiles and is formatted", () => {
    const compiled = run("node_modules/typescript/bin/tsc", "-p", "server", "--noEmit");
    assert.equal(compiled.status, 0, compiled.stdout);
    const formatted = run("node_modules/@biomejs/biome/bin/biome", "check", "server/src/rules");
    assert.equal(formatted.status, 0, formatted.stderr);
  });

  it("writes what the tests refuse, and they say why", () => {
    const { status, stdout } = run(
      ...["node_modules/mocha/bin/mocha.js", "test/unit/rules/fixtures.test.ts", "test/unit/rules/examples.test.ts"],
      ...["--grep", "expose-headers-forbidden-name"],
    );
    assert.notEqual(status, 0);
    assert.match(stdout, /expose-headers-forbidden-name\.http expects no finding\. Below a wrong line, write:/);
    assert.match(stdout, /`summary` is a sentence that names the mistake/);
  });
});
