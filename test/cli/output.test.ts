import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { ALLOWED, BLOCKED, Folder, UNANSWERED_PUT } from "./command-line";

const COMMANDS = [
  "check allowed.http",
  "check --format json allowed.http",
  "check --fix --stdin < allowed.http",
  "explain allow-origin-missing",
  "explain-exchange allowed.http:1",
  "explain-exchange --format svg allowed.http:1",
  "explain-message Failed to fetch",
  "preflight put.http:1",
  "--help",
  "check --help",
  "--version",
];

describe("output that can't be written", () => {
  let folder: Folder;
  before(() => {
    folder = new Folder({
      "allowed.http": ALLOWED,
      "blocked.http": BLOCKED,
      "put.http": UNANSWERED_PUT,
      "large.http": `${BLOCKED}\n###\n`.repeat(1000),
    });
  });
  after(() => folder.remove());

  for (const command of COMMANDS) {
    it(`cors-lens ${command}, on a full disk, ends with one line and exit code 2`, function () {
      if (!existsSync("/dev/full")) {
        this.skip();
      }
      const { exitCode, stderr } = folder.shell(`cors-lens ${command} > /dev/full`);
      const lines = stderr.split("\n").filter((line) => line.startsWith("cors-lens: "));
      assert.deepEqual(lines, ["cors-lens: can't write to standard output: no space left on the device"]);
      assert.doesNotMatch(stderr, /^\s+at /m);
      assert.equal(exitCode, 2);
    });

    it(`cors-lens ${command}, to a closed pipe, ends quietly with exit code 2`, () => {
      // The reader has ended before the program begins.
      const { exitCode, stderr } = folder.shell(
        `exec 3> >(exec true); sleep 0.5; cors-lens ${command} >&3 2>errors; code=$?; grep '^cors-lens: \\|^ *at ' errors >&2; exit $code`,
      );
      assert.equal(stderr, "");
      assert.equal(exitCode, 2);
    });
  }

  it("ends with exit code 2 if the reader has read enough", () => {
    const formats = ["pretty", "json"].map((format) =>
      folder.shell(`cors-lens check --format ${format} large.http | head -n 1 > /dev/null; exit "\${PIPESTATUS[0]}"`),
    );
    assert.deepEqual(
      formats.map(({ exitCode, stderr }) => [exitCode, stderr]),
      [
        [2, ""],
        [2, ""],
      ],
    );
  });

  it("is written in full to a file, and cut off by a limit with a line", () => {
    const whole = folder.shell("cors-lens check --format json large.http > report.json; tail -c 3 report.json");
    assert.deepEqual([whole.stdout, whole.stderr], ["]\n}\n".slice(1), ""]);
    const { exitCode, stderr } = folder.shell("ulimit -f 4; cors-lens check --format json large.http > cut.json");
    assert.equal(stderr, "cors-lens: can't write to standard output: the file would be too large\n");
    assert.equal(exitCode, 2);
  });

  it("ends with exit code 2 if it is an error's, and the report is complete", function () {
    if (!existsSync("/dev/full")) {
      this.skip();
    }
    const { exitCode, stdout } = folder.shell("cors-lens check nowhere allowed.http 2> /dev/full");
    assert.match(stdout, /^1 file, 1 exchange: 1 allowed$/m);
    assert.equal(exitCode, 2);
    for (const command of ["nonsense", "check nowhere", "check --fix --stdin < allowed.http"]) {
      assert.equal(folder.shell(`cors-lens ${command} 2> /dev/full`).exitCode, 2, command);
      assert.equal(folder.shell(`cors-lens ${command} > /dev/full 2> /dev/full`).exitCode, 2, command);
    }
  });
});
