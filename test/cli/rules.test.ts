import assert from "node:assert/strict";
import { BLOCKED, inFolder } from "./command-line";

describe("check --rule", () => {
  it("sets the severity of rules, which decides the exit code", () => {
    inFolder({ "a.http": BLOCKED }, (folder) => {
      const check = (...options: string[]) => folder.run(["check", ...options, "a.http"]);
      assert.equal(check().exitCode, 1);
      const asWarning = check("--rule", "allow-origin-mismatch=warning", "--rule=vary-origin-missing=error");
      assert.equal(asWarning.exitCode, 0);
      assert.match(asWarning.stdout, /1 warning\n$/);
      const off = check("--rule", "allow-origin-mismatch=off");
      assert.equal(off.exitCode, 0);
      assert.match(off.stdout, /1 blocked\nNothing to report\.\n$/);
    });
  });

  const misuse: readonly (readonly [string, RegExp])[] = [
    [
      "allow-origin-mismatch",
      /: expected RULE=SEVERITY, for example max-age-missing=off, but got allow-origin-mismatch$/m,
    ],
    ["allow-origin-missmatch=off", /: there is no rule allow-origin-missmatch\. Did you mean allow-origin-mismatch\?/],
    [
      "allow-origin-mismatch=loud",
      /: the severity of allow-origin-mismatch must be one of off, hint, information, warning, error$/m,
    ],
  ];
  for (const [typed, complaint] of misuse) {
    it(`rejects ${typed}`, () => {
      inFolder({}, (folder) => {
        const { exitCode, stderr } = folder.run(["check", "--rule", typed, "."]);
        assert.equal(exitCode, 2);
        assert.match(stderr, complaint);
      });
    });
  }
});
