import assert from "node:assert/strict";
import { BLOCKED, inFolder, SPAWN_TIMEOUT_MS } from "./command-line";

describe("check --rule", function () {
  this.timeout(SPAWN_TIMEOUT_MS);

  it("makes rules as severe as is wanted, and exit codes with them", () => {
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
    ["allow-origin-mismatch", /is no RULE=SEVERITY, such as max-age-missing=off\./],
    ["allow-origin-missmatch=off", /There is no rule allow-origin-missmatch\. Did you mean allow-origin-mismatch\?/],
    [
      "allow-origin-mismatch=loud",
      /severity of allow-origin-mismatch must be one of off, hint, information, warning, error\./,
    ],
  ];
  for (const [typed, complaint] of misuse) {
    it(`says what is wrong with ${typed}`, () => {
      inFolder({}, (folder) => {
        const { exitCode, stderr } = folder.run(["check", "--rule", typed, "."]);
        assert.equal(exitCode, 2);
        assert.match(stderr, complaint);
      });
    });
  }
});
