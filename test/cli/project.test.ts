import assert from "node:assert/strict";
import type { FileReport } from "../../server/src/cli/format/report-model";
import { BLOCKED, inFolder } from "./command-line";

const NO_ORIGIN = BLOCKED.replace(/Origin: .*\n/, "");
const rulesIn = (stdout: string) =>
  (JSON.parse(stdout) as { files: FileReport[] }).files.map(({ path, diagnostics }) => [
    path,
    ...diagnostics.map(({ rule, severity }) => `${severity} ${rule}`),
  ]);

describe("a project file on the command line", () => {
  it("applies to the files in its folder and below; only the nearest one counts", () =>
    inFolder(
      {
        ".git/HEAD": "",
        ".corslens.json": '{ "rules": { "allow-origin-mismatch": "off" } } // ours',
        "a.http": BLOCKED,
        "sub/.corslens.json": '{ "rules": { "allow-origin-mismatch": "hint" } }',
        "sub/deep/b.http": BLOCKED,
      },
      (folder) => {
        assert.deepEqual(rulesIn(folder.run(["check", "--format", "json", "."]).stdout), [
          ["a.http"],
          ["sub/deep/b.http", "hint allow-origin-mismatch"],
        ]);
        const asked = folder.run(["check", "--format", "json", "--rule", "allow-origin-mismatch=error", "a.http"]);
        assert.deepEqual(rulesIn(asked.stdout), [["a.http", "error allow-origin-mismatch"]]);
      },
    ));

  it("isn't looked up outside the repository", () =>
    inFolder(
      {
        ".corslens.json": '{ "rules": { "allow-origin-mismatch": "off" } }',
        "repo/.git/HEAD": "",
        "repo/a.http": BLOCKED,
      },
      (folder) => assert.equal(folder.run(["check", "repo/a.http"]).exitCode, 1),
    ));

  it("sets the page, the engines, the environment and how comments are read", () =>
    inFolder(
      {
        ".corslens.json": JSON.stringify({ origin: "http://localhost:3000", engines: ["firefox"], environment: "dev" }),
        "http-client.env.json": JSON.stringify({ dev: { path: "one" }, prod: { path: "two" } }),
        "a.http": NO_ORIGIN.replace("/data", "/{{path}}"),
      },
      (folder) => {
        const { stdout } = folder.run(["check", "--format", "json", "a.http"]);
        const [report] = (JSON.parse(stdout) as { files: FileReport[] }).files;
        assert.equal(report?.exchanges[0]?.request.url, "https://api.example.com/one");
        assert.equal(report?.exchanges[0]?.request.origin, "http://localhost:3000");
        assert.equal(
          folder.run(["preflight", "a.http:1"]).exitCode,
          folder.run(["preflight", "--origin", "http://localhost:3000", "a.http:1"]).exitCode,
        );
        assert.match(folder.run(["explain-exchange", "a.http:1"]).stdout, /the port differs/);
      },
    ));

  it("ignores files in a search, but not a named file", () =>
    inFolder(
      {
        ".corslens.json": '{ "ignore": ["drafts", "**/*.draft.http"] }',
        "a.http": "",
        "drafts/b.http": "",
        "c.draft.http": "",
      },
      (folder) => {
        const files = (...paths: string[]) =>
          rulesIn(folder.run(["check", "--format", "json", ...paths]).stdout).flat();
        assert.deepEqual(files("."), ["a.http"]);
        assert.deepEqual(files("*.http"), ["a.http"]);
        assert.deepEqual(files("drafts/b.http"), ["drafts/b.http"]);
        const { exitCode, stdout, stderr } = folder.run(["check", "drafts"]);
        assert.equal(stdout, "No exchange found: .corslens.json ignores every file.\n");
        assert.equal(stderr, "");
        assert.equal(exitCode, 0);
        assert.equal(folder.run(["check", "--fail-on-empty", "drafts"]).exitCode, 1);
      },
    ));

  it("is reported if it has a mistake: with its name, the line, and what would be right", () =>
    inFolder(
      { ".corslens.json": '{\n  "rules": {\n    "max-age-mising": "off"\n  }\n}', "a.http": "", "b.http": "" },
      (folder) => {
        const { exitCode, stderr } = folder.run(["check", "."]);
        assert.equal(exitCode, 2);
        assert.match(
          stderr,
          /^.*\.corslens\.json:3: there is no rule max-age-mising\. Did you mean max-age-missing\?\n$/,
        );
        assert.equal(folder.run(["explain-exchange", "a.http:1"]).exitCode, 2);
      },
    ));
});
