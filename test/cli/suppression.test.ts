import assert from "node:assert/strict";
import type { FileReport } from "../../server/src/cli/format/report-model";
import { SUPPRESSION_CASES } from "../support/suppression-cases";
import { BLOCKED, inFolder } from "./command-line";

const files = Object.fromEntries(SUPPRESSION_CASES.map(({ file, text }) => [file, text]));
const named = (found: readonly { line: number; rule: string }[] = []) =>
  found.map(({ line, rule }) => `${line} ${rule}`);

describe("check: suppression comments", () => {
  it("suppress the same findings as in an editor", () => {
    inFolder(files, (folder) => {
      const { stdout } = folder.run(["check", "--format", "json", "."]);
      const reports = (JSON.parse(stdout) as { files: FileReport[] }).files;
      for (const { what, file, shown, suppressed } of SUPPRESSION_CASES) {
        const report = reports.find(({ path }) => path === file);
        assert.deepEqual(
          { shown: named(report?.diagnostics), suppressed: named(report?.suppressed) },
          { shown, suppressed },
          what,
        );
        assert.equal(report !== undefined && "suppressed" in report, suppressed.length > 0);
      }
    });
  });

  const hidden = BLOCKED.replace(/(?=Access)/, "# cors-lens-disable-next-line allow-origin-mismatch -- not ours\n");

  it("are counted, and make the check pass without changing the verdict", () => {
    inFolder({ "a.http": hidden }, (folder) => {
      const { exitCode, stdout } = folder.run(["check", "."]);
      assert.equal(exitCode, 0);
      assert.match(stdout, /1 blocked\nNothing to report\.\n1 finding suppressed by comments\.\n$/);
    });
  });

  it("report their reasons in JSON", () => {
    inFolder({ "a.http": hidden }, (folder) => {
      const { stdout } = folder.run(["check", "--format", "json", "."]);
      const [report] = (JSON.parse(stdout) as { files: FileReport[] }).files;
      assert.deepEqual(
        report?.suppressed?.map(({ severity, reason }) => [severity, reason]),
        [["error", "not ours"]],
      );
      assert.deepEqual(
        report?.exchanges[0]?.failures.map(({ rule }) => rule),
        ["allow-origin-mismatch"],
      );
    });
  });

  it("are removed by --fix if they suppress nothing", () => {
    const unused = `# cors-lens-disable-file max-age-invalid\n${BLOCKED}`;
    inFolder({}, (folder) => {
      assert.equal(
        folder.run(["check", "--fix", "--stdin", "--stdin-filename", "a.http"], { input: unused }).stdout,
        BLOCKED,
      );
    });
  });
});
