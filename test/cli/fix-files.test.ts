import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../server/src/cli/replace-file";
import { ALLOWED, CLI, Folder, inFolder } from "./command-line";

const FIXED = `${ALLOWED}Vary: Accept\n`;
const FIXABLE = `${ALLOWED}Vary : Accept\n`;
const read = (folder: Folder, name: string) => readFileSync(join(folder.path, name), "utf8");

/** Expects that a run with `--fix` leaves the file alone, and says why in one line. */
function expectLeftAlone(folder: Folder, reason: string): void {
  const { exitCode, stderr } = folder.run(["check", "--fix", "a.http"]);
  assert.equal(stderr, `cors-lens: a.http: not fixed: ${reason}\n`);
  assert.equal(exitCode, 2);
  assert.equal(read(folder, "a.http"), FIXABLE);
}

describe("check --fix leaves a file alone", () => {
  before(function () {
    if (process.platform === "win32") {
      this.skip();
    }
  });

  it("if it has several hard links", () =>
    inFolder({ "a.http": FIXABLE }, (folder) => {
      linkSync(join(folder.path, "a.http"), join(folder.path, "b.txt"));
      expectLeftAlone(folder, "it has several hard links, and the others would keep the old text");
      assert.deepEqual(readdirSync(folder.path), ["a.http", "b.txt"]);
    }));

  it("if it is read-only, even for root", () =>
    inFolder({ "a.http": FIXABLE }, (folder) => {
      chmodSync(join(folder.path, "a.http"), 0o444);
      expectLeftAlone(folder, "it is read-only");
    }));

  it("if it has changed since it was read", async () => {
    const folder = new Folder({ "a.http": "saved by an editor" });
    try {
      await assert.rejects(replaceFile(join(folder.path, "a.http"), "as it was read", "fixed"), {
        name: "NotReplaced",
        message: "it has changed since it was read; run the command again",
      });
      assert.equal(read(folder, "a.http"), "saved by an editor");
      assert.deepEqual(readdirSync(folder.path), ["a.http"]);
    } finally {
      folder.remove();
    }
  });

  it("if an editor saves it during the run", async () => {
    const folder = new Folder({ "b.http": FIXABLE });
    try {
      const preload = `data:text/javascript,${encodeURIComponent(`
        import fs from "node:fs";
        import { syncBuiltinESMExports } from "node:module";
        const { fsyncSync } = fs;
        fs.fsyncSync = (descriptor) => { fs.appendFileSync("b.http", "# saved"); fsyncSync(descriptor); };
        syncBuiltinESMExports();
      `)}`;
      const { exitCode, stderr } = folder.run(["check", "--fix", "b.http"], {
        env: { NODE_OPTIONS: `--import=${preload}` },
      });
      assert.equal(stderr, "cors-lens: b.http: not fixed: it has changed since it was read; run the command again\n");
      assert.equal(exitCode, 2);
      assert.equal(read(folder, "b.http"), `${FIXABLE}# saved`);
      assert.deepEqual(readdirSync(folder.path), ["b.http"]);
    } finally {
      folder.remove();
    }
  });

  it("if its owner can't be kept, and keeps the owner if it can", function () {
    if (process.getuid?.() !== 0) {
      this.skip();
    }
    inFolder({ "a.http": FIXABLE }, (folder) => {
      const path = join(folder.path, "a.http");
      chmodSync(folder.path, 0o777);
      chmodSync(path, 0o666);
      chownSync(path, 1234, 1234);
      const other = folder.shell(
        `setpriv --reuid=65534 --regid=65534 --clear-groups '${process.execPath}' '${CLI}' check --fix a.http`,
      );
      assert.equal(other.stderr, "cors-lens: a.http: not fixed: its owner, group or mode can't be kept\n");
      assert.equal(other.exitCode, 2);
      assert.equal(read(folder, "a.http"), FIXABLE);
      assert.deepEqual(readdirSync(folder.path), ["a.http"]);
      chmodSync(path, 0o4750);
      assert.equal(folder.run(["check", "--fix", "a.http"]).exitCode, 0);
      assert.equal(read(folder, "a.http"), FIXED);
      const { uid, gid, mode } = statSync(path);
      assert.deepEqual([uid, gid, mode & 0o7777], [1234, 1234, 0o4750]);
    });
  });
});

describe("check --fix leaves no temporary file", () => {
  before(function () {
    if (process.platform === "win32") {
      this.skip();
    }
  });

  it("if the file would be larger than the user's limit, and the original stays", () => {
    const text = FIXABLE + "\n".repeat(10_000);
    inFolder({ "a.http": text }, (folder) => {
      const { exitCode, stderr } = folder.shell("ulimit -f 4; cors-lens check --fix a.http");
      assert.equal(stderr, "cors-lens: a.http: not fixed: the file would be too large\n");
      assert.equal(exitCode, 2);
      assert.equal(read(folder, "a.http"), text);
      assert.deepEqual(readdirSync(folder.path), ["a.http"]);
    });
  });

  it("if the disk is full, and the original stays", function () {
    if (process.getuid?.() !== 0) {
      this.skip();
    }
    inFolder({}, (folder) => {
      const disk = join(folder.path, "disk");
      mkdirSync(disk);
      const mounted = folder.shell(`mount -t tmpfs -o size=64k cors-lens disk`);
      if (mounted.exitCode !== 0) {
        console.warn(`SKIPPED: ${mounted.stderr.trim()}`);
        this.skip();
      }
      try {
        const text = FIXABLE + "\n".repeat(40_000);
        writeFileSync(join(disk, "a.http"), text);
        const { exitCode, stderr } = folder.run(["check", "--fix", "disk"]);
        assert.equal(stderr, "cors-lens: disk/a.http: not fixed: no space left on the device\n");
        assert.equal(exitCode, 2);
        assert.equal(readFileSync(join(disk, "a.http"), "utf8"), text);
        assert.deepEqual(readdirSync(disk), ["a.http"]);
        // Half of the report fits.
        writeFileSync(join(folder.path, "many.http"), `${ALLOWED}\n###\n`.repeat(100));
        const cut = folder.shell("cors-lens check --format json many.http > disk/report.json");
        assert.notEqual(statSync(join(disk, "report.json")).size, 0);
        assert.equal(cut.stderr, "cors-lens: can't write to standard output: no space left on the device\n");
        assert.equal(cut.exitCode, 2);
      } finally {
        folder.shell("umount disk");
      }
    });
  });

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`after ${signal}, and each file is either the old one or the new one`, async () => {
      const names = Array.from({ length: 300 }, (_, i) => `${i}.http`);
      const folder = new Folder(Object.fromEntries(names.map((name) => [name, FIXABLE])));
      try {
        const child = spawn(process.execPath, [CLI, "check", "--fix", "."], { cwd: folder.path });
        child.stdout.resume();
        // The first file is fixed, and others follow.
        await once(child.stderr, "data");
        child.stderr.resume();
        child.kill(signal);
        const [exitCode, endedBy] = await once(child, "exit");
        assert.deepEqual([exitCode, endedBy], [null, signal]);
        assert.deepEqual(readdirSync(folder.path).toSorted(), names.toSorted());
        const texts = new Set(names.map((name) => read(folder, name)));
        assert.deepEqual([...texts].toSorted(), [FIXABLE, FIXED].toSorted());
      } finally {
        folder.remove();
      }
    });
  }

  it("after a signal while it writes", () => {
    const preload = (signal: string) =>
      `data:text/javascript,${encodeURIComponent(`
        import fs from "node:fs";
        import { syncBuiltinESMExports } from "node:module";
        const { fsyncSync } = fs;
        fs.fsyncSync = (descriptor) => { process.kill(process.pid, "${signal}"); fsyncSync(descriptor); };
        syncBuiltinESMExports();
      `)}`;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      inFolder({ "a.http": FIXABLE, "b.http": FIXABLE }, (folder) => {
        const { exitCode } = folder.run(["check", "--fix", "."], {
          env: { NODE_OPTIONS: `--import=${preload(signal)}` },
        });
        assert.equal(exitCode, null, signal);
        assert.deepEqual(readdirSync(folder.path), ["a.http", "b.http"]);
        assert.deepEqual([read(folder, "a.http"), read(folder, "b.http")], [FIXED, FIXABLE]);
      });
    }
  });
});

describe("check --fix keeps", () => {
  const TEXTS: Readonly<Record<string, string>> = {
    "a byte order mark": `\ufeff${FIXABLE}`,
    CRLF: FIXABLE.replaceAll("\n", "\r\n"),
    "mixed line ends": FIXABLE.replace("\n", "\r\n"),
    "the end without a line end": FIXABLE.trimEnd(),
    "a NUL": `${FIXABLE}\nbody \0 ${"text ".repeat(20)}`,
  };
  for (const [what, text] of Object.entries(TEXTS)) {
    it(what, () =>
      inFolder({ "a.http": text }, (folder) => {
        assert.equal(folder.run(["check", "--fix", "a.http"]).stderr, "cors-lens: a.http: fixed\n");
        assert.equal(read(folder, "a.http"), text.replace("Vary :", "Vary:"));
      }),
    );
  }

  it("a file with a name of 255 bytes", () => {
    const name = `${"a".repeat(250)}.http`;
    inFolder({ [name]: FIXABLE }, (folder) => {
      assert.equal(folder.run(["check", "--fix", "."]).exitCode, 0);
      assert.equal(read(folder, name), FIXED);
    });
  });
});
