import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ALLOWED, BLOCKED, type Folder, inFolder } from "./command-line";

interface Report {
  readonly files: readonly { readonly path: string; readonly exchanges: readonly unknown[] }[];
  readonly notChecked?: readonly { readonly path: string; readonly reason: string }[];
}

const json = (stdout: string) => JSON.parse(stdout) as Report;
const checkJson = (folder: Folder, ...paths: string[]) => {
  const { exitCode, stdout, stderr } = folder.run(["check", "--format", "json", ...paths]);
  return { exitCode, stderr, files: json(stdout).files.map(({ path }) => path), notChecked: json(stdout).notChecked };
};

describe("the current folder", () => {
  it("may have been removed: each command that reads files says so", function () {
    if (process.platform === "win32") {
      this.skip();
    }
    inFolder({ "a.http": ALLOWED, "gone/b.http": ALLOWED }, (folder) => {
      for (const args of [
        `check '${folder.path}/a.http'`,
        "check .",
        "check --stdin",
        `explain-exchange '${folder.path}/a.http:1'`,
        `preflight '${folder.path}/a.http:1'`,
      ]) {
        const { exitCode, stdout, stderr } = folder.shell(
          `mkdir -p gone && cd gone && rm -r ../gone && cors-lens ${args}`,
        );
        assert.equal(stderr, "cors-lens: the current folder: no such file or folder; change to another one\n", args);
        assert.equal(stdout, "");
        assert.equal(exitCode, 2);
      }
      assert.equal(folder.shell("mkdir -p gone && cd gone && rm -r ../gone && cors-lens --version").exitCode, 0);
    });
  });
});

describe("files that a search finds", () => {
  before(function () {
    if (process.platform === "win32") {
      this.skip();
    }
  });

  it("are regular files: pipes, devices, and folders that look like files are skipped", () =>
    inFolder({ "a.http": ALLOWED, "x.http/b.http": ALLOWED }, (folder) => {
      folder.pipe("pipe.http");
      folder.pipe("target");
      symlinkSync("target", join(folder.path, "link.http"));
      symlinkSync("/dev/zero", join(folder.path, "zero.http"));
      symlinkSync("/dev/stdin", join(folder.path, "stdin.http"));
      for (const paths of [["."], ["**/*.http"]]) {
        assert.deepEqual(
          checkJson(folder, ...paths),
          { exitCode: 0, stderr: "", files: ["a.http", "x.http/b.http"], notChecked: undefined },
          paths.join(),
        );
      }
      assert.deepEqual(checkJson(folder, "*.http").files, ["a.http"]);
    }));

  it("are found once through loops of links", () =>
    inFolder({ "real/a.http": ALLOWED }, (folder) => {
      symlinkSync(".", join(folder.path, "real/self"));
      symlinkSync("..", join(folder.path, "real/up"));
      symlinkSync("loop.http", join(folder.path, "loop.http"));
      for (const paths of [["."], ["**/*.http"]]) {
        const { exitCode, files, notChecked } = checkJson(folder, ...paths);
        assert.ok(files.includes("real/a.http"));
        assert.deepEqual(notChecked, [{ path: "loop.http", reason: "too many symbolic links" }]);
        assert.equal(exitCode, 2);
      }
    }));

  it("may have any name", () =>
    inFolder({ "a\nb.http": ALLOWED, "\u001b[31m.http": ALLOWED, "\u202e.http": ALLOWED }, (folder) => {
      writeFileSync(Buffer.concat([Buffer.from(`${folder.path}/`), Buffer.from([0xff]), Buffer.from(".http")]), "");
      const report = checkJson(folder, ".");
      assert.deepEqual(report.files.toSorted(), ["\u001b[31m.http", "a\nb.http", "\u202e.http"].toSorted());
      assert.deepEqual(report.notChecked, [
        { path: "\ufffd.http", reason: "can't be opened: the name isn't valid UTF-8" },
      ]);
      assert.equal(report.exitCode, 2);
      const { stdout, stderr } = folder.run(["check", "."]);
      assert.match(stdout, /^a\u240ab\.http: 1 exchange$/m);
      assert.match(stdout, /^\u241b\[31m\.http: 1 exchange$/m);
      assert.doesNotMatch(stdout + stderr, /[^\P{C}\n]/u);
    }));

  it("are reported if their folder can't be read", () =>
    inFolder({ "a.http": ALLOWED }, (folder) => {
      // Longer than any path that the system opens, although each name is short.
      let script = "";
      for (let level = 0; level < 60; level++) {
        script += `mkdir ${"d".repeat(100)} && cd ${"d".repeat(100)} && `;
      }
      assert.equal(folder.shell(`${script} printf '' > deep.http`).exitCode, 0);
      const { exitCode, files, notChecked } = checkJson(folder, ".");
      assert.deepEqual(files, ["a.http"]);
      assert.deepEqual(
        notChecked?.map(({ reason }) => reason),
        ["the name is too long"],
      );
      assert.equal(exitCode, 2);
      assert.equal(folder.run(["check", "**/*.http"]).exitCode, 2);
      // Node can't remove it.
      folder.shell("rm -r d*");
    }));

  it("are found at every depth that the system can open", () =>
    inFolder({}, (folder) => {
      const deep = "d/".repeat(1500);
      assert.equal(folder.shell(`mkdir -p ${deep} && printf '' > ${deep}a.http`).exitCode, 0);
      for (const paths of [["."], ["**/*.http"], ["**/d/**/d/**/*.http"]]) {
        assert.deepEqual(checkJson(folder, ...paths).files, [`${deep}a.http`]);
      }
      folder.shell("rm -r d");
    }));

  it("may be many", () =>
    inFolder({}, (folder) => {
      for (let i = 0; i < 200; i++) {
        mkdirSync(join(folder.path, `f${i}`));
      }
      assert.equal(folder.shell("for i in {0..199}; do touch f$i/{1..50}.http; done").exitCode, 0);
      const { exitCode, files, stderr } = checkJson(folder, ".");
      assert.equal(files.length, 10_000);
      assert.deepEqual([exitCode, stderr], [0, "cors-lens: No exchange found, so nothing was checked.\n"]);
    }));
});

describe("files that are named", () => {
  before(function () {
    if (process.platform === "win32") {
      this.skip();
    }
  });

  it("may be the output of a command, or standard input", () =>
    inFolder({ "blocked.txt": BLOCKED }, (folder) => {
      const [substituted, piped, inherited] = [
        folder.shell("cors-lens check --format json <(cat blocked.txt)"),
        folder.shell("cat blocked.txt | cors-lens check --format json /dev/stdin"),
        folder.run(["check", "--format", "json", "/dev/stdin"], { input: BLOCKED }),
      ];
      for (const { exitCode, stdout, stderr } of [substituted, piped, inherited]) {
        assert.equal(stderr, "");
        assert.deepEqual(
          json(stdout).files.map(({ exchanges }) => exchanges.length),
          [1],
        );
        assert.equal(exitCode, 1);
      }
      const explained = folder.shell("cors-lens explain-exchange <(cat blocked.txt):1");
      assert.match(explained.stdout, /Blocked/);
    }));

  it("aren't read without end", () =>
    inFolder({}, (folder) => {
      const ends = folder.shell("cors-lens check <(yes) /dev/zero");
      assert.equal(ends.exitCode, 2);
      assert.match(
        ends.stderr,
        /^cors-lens: .*: this document is too large: .*\ncors-lens: \/dev\/zero: not UTF-8 text, .*\n$/,
      );
    }));

  it("are reported if they can't be read, along with the others", () =>
    inFolder({ "a.http": ALLOWED }, (folder) => {
      symlinkSync("loop", join(folder.path, "loop"));
      const report = checkJson(folder, "nowhere", "loop", "/proc/self/mem", "a.http");
      assert.deepEqual(report.files, ["a.http"]);
      assert.deepEqual(report.notChecked, [
        { path: "nowhere", reason: "no such file or folder" },
        { path: "loop", reason: "too many symbolic links" },
        { path: "/proc/self/mem", reason: "the device can't be read or written" },
      ]);
      assert.equal(report.exitCode, 2);
    }));

  it("are reported if the user may not read them", function () {
    if (process.getuid?.() !== 0) {
      this.skip();
    }
    inFolder({ "a.http": ALLOWED, "secret.http": ALLOWED, "closed/b.http": ALLOWED }, (folder) => {
      const other = folder.shell(
        `chmod 755 . && chmod 600 secret.http && chmod 700 closed && setpriv --reuid=65534 --clear-groups '${process.execPath}' "$CLI" check .`,
        { env: { CLI: process.env["CORS_LENS_CLI"] ?? join(process.cwd(), "server/dist/cli.cjs") } },
      );
      assert.equal(other.stderr, "cors-lens: closed: permission denied\ncors-lens: secret.http: permission denied\n");
      assert.match(other.stdout, /^1 file, 1 exchange: 1 allowed$/m);
      assert.match(other.stdout, /^Not checked: 2, for the reasons above\.$/m);
      assert.equal(other.exitCode, 2);
    });
  });
});

describe("encodings", () => {
  const utf16 = (text: string, isBigEndian: boolean) => {
    const bytes = Buffer.from(text, "utf16le");
    return isBigEndian ? bytes.swap16() : bytes;
  };
  const FIXABLE = `${ALLOWED}Vary : Accept\n`;

  for (const isBigEndian of [false, true]) {
    const name = isBigEndian ? "UTF-16BE" : "UTF-16LE";
    it(`${name} with a byte order mark is read, and never rewritten`, () => {
      const bytes = utf16(`\ufeff${FIXABLE}`, isBigEndian);
      inFolder({ "a.http": bytes }, (folder) => {
        const { exitCode, stdout, stderr } = folder.run(["check", "--format", "json", "a.http"]);
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.equal(json(stdout).files[0]?.exchanges.length, 1);
        const fixed = folder.run(["check", "--fix", "a.http"]);
        assert.equal(fixed.stderr, "cors-lens: a.http: not fixed: encoded in UTF-16; save it as UTF-8\n");
        assert.equal(fixed.exitCode, 2);
        assert.equal(folder.shell("cat a.http | base64 -w0").stdout, bytes.toString("base64"));
        const piped = folder.shell("cors-lens check --fix --stdin < a.http 2>/dev/null | base64 -w0");
        assert.deepEqual([piped.stdout, piped.exitCode], [bytes.toString("base64"), 2]);
      });
    });

    it(`${name} without a byte order mark is an error`, () =>
      inFolder({ "a.http": utf16(BLOCKED, isBigEndian), "b.http": ALLOWED }, (folder) => {
        const { exitCode, files, notChecked } = checkJson(folder, ".");
        assert.deepEqual(files, ["b.http"]);
        assert.match(notChecked?.[0]?.reason ?? "", /^not UTF-8 text, but binary, or UTF-16 without/);
        assert.equal(exitCode, 2);
      }));
  }

  it("binary files are an error, and never rewritten", () =>
    inFolder({}, (folder) => {
      const compressed = folder.shell(
        "head -c 100000 '/proc/self/exe' | gzip > a.http; cp a.http b.http; cors-lens check --fix .",
      );
      assert.match(compressed.stderr, /^(?:cors-lens: [ab]\.http: not UTF-8 text, .*\n){2}$/);
      assert.equal(compressed.exitCode, 2);
      const piped = folder.shell("cors-lens check --fix --stdin < a.http 2>/dev/null | cmp - a.http");
      assert.equal(piped.stdout, "");
      assert.equal(piped.exitCode, 2);
    }));

  it("standard input with invalid bytes stays as it is with --fix", () =>
    inFolder({ "a.http": Buffer.concat([Buffer.from(FIXABLE), Buffer.from([0xff])]) }, (folder) => {
      const { stdout, stderr, exitCode } = folder.shell("cors-lens check --fix --stdin < a.http | cmp - a.http");
      assert.equal(stdout, "");
      assert.match(stderr, /^cors-lens: <stdin>: not fixed: contains invalid UTF-8$/m);
      assert.equal(exitCode, 2);
    }));
});
