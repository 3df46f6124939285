import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { readZip } from "./zip";

const { name, version } = JSON.parse(readFileSync("package.json", "utf8"));
const VSIX = `${name}-${version}.vsix`;

describe("packaging", () => {
  it("makes the same bytes in another folder, with another umask, time zone, locale and modification times", () => {
    const here = readFileSync(VSIX);
    const folder = mkdtempSync(join(tmpdir(), "cors-lens-package-"));
    const copy = join(folder, "another", "folder");
    try {
      // Like a checkout of the same files, written in another order.
      const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
        encoding: "utf8",
      })
        .split("\0")
        .filter((path) => path !== "");
      for (const path of files.reverse()) {
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        cpSync(path, join(copy, path));
      }
      symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
      execFileSync("bash", ["-c", "chmod -R go-rwx . && umask 077 && exec node scripts/package.mjs"], {
        cwd: copy,
        env: {
          ...process.env,
          TZ: "Pacific/Chatham",
          LANG: "tr_TR.UTF-8",
          SOURCE_DATE_EPOCH: execFileSync("git", ["log", "-1", "--format=%ct"], { encoding: "utf8" }).trim(),
        },
      });
      const there = readFileSync(join(copy, VSIX));
      const [ours, theirs] = [here, there].map(readZip);
      assert.deepEqual([...(theirs?.keys() ?? [])], [...(ours?.keys() ?? [])]);
      for (const [path, bytes] of ours ?? []) {
        assert.ok(theirs?.get(path)?.equals(bytes), path);
      }
      assert.ok(there.equals(here));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
