import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { ALLOWED, BLOCKED, type Folder, inFolder } from "./command-line";

const WITH_VARIABLE = BLOCKED.replace("http://localhost:3000", "{{origin}}");
const VALUE = "origin=http://localhost:3000\n";
const OUTSIDE = "a link leads out of the workspace folder or repository; ignored";

describe("environment and project files on the command line", () => {
  before(function () {
    if (process.platform === "win32") {
      this.skip();
    }
  });

  const LINKED: readonly (readonly [title: string, link: (folder: Folder) => void, refused: string])[] = [
    [
      "a link to a file outside",
      ({ path }) => symlinkSync("../secret/.env", join(path, "repo/.env")),
      `.env: ${OUTSIDE}`,
    ],
    [
      "a link to a link outside",
      ({ path }) => {
        symlinkSync("../secret/.env", join(path, "repo/inner"));
        symlinkSync("inner", join(path, "repo/.env"));
      },
      `.env: ${OUTSIDE}`,
    ],
    [
      "a file in a linked folder",
      ({ path }) => symlinkSync("../secret", join(path, "repo/env")),
      `env/dev.env: ${OUTSIDE}`,
    ],
  ];
  for (const [title, link, refused] of LINKED) {
    it(`don't include ${title}`, () =>
      inFolder(
        { "secret/.env": VALUE, "secret/dev.env": VALUE, "repo/.git/HEAD": "", "repo/a.http": WITH_VARIABLE },
        (folder) => {
          link(folder);
          const { exitCode, stdout, stderr } = folder.run(["check", "repo/a.http"]);
          assert.match(stdout, /cannot tell: /);
          assert.ok(stderr.includes(`cors-lens: ${refused}\n`), stderr);
          assert.equal(exitCode, 0);
        },
      ));
  }

  it("include a link that stays inside, and work in a folder that is a link itself", () =>
    inFolder({ "real/.git/HEAD": "", "real/shared.txt": VALUE, "real/a.http": WITH_VARIABLE }, (folder) => {
      symlinkSync("shared.txt", join(folder.path, "real/.env"));
      symlinkSync("real", join(folder.path, "link"));
      assert.deepEqual(
        ["real", "link"].map((name) => folder.run(["check", `${name}/a.http`]).exitCode),
        [1, 1],
      );
    }));

  it("don't include those beside a document in a linked folder", () =>
    inFolder({ "other/.env": VALUE, "other/a.http": WITH_VARIABLE, "repo/.git/HEAD": "" }, (folder) => {
      symlinkSync("../other", join(folder.path, "repo/link"));
      const { stdout, stderr } = folder.run(["check", "repo/link/a.http"]);
      assert.match(stdout, /cannot tell: /);
      assert.equal(stderr, `cors-lens: link/.env: ${OUTSIDE}\n`);
    }));

  it("don't include a project file outside, which isn't quoted", () =>
    inFolder({ "secret.json": '{ "password-hunter2": 1 }', "repo/.git/HEAD": "", "repo/a.http": ALLOWED }, (folder) => {
      symlinkSync("../secret.json", join(folder.path, "repo/.corslens.json"));
      const { exitCode, stderr } = folder.run(["check", "repo"]);
      assert.equal(stderr, `cors-lens: repo/.corslens.json: ${OUTSIDE}\n`);
      assert.equal(exitCode, 2);
    }));

  const SPECIAL: readonly (readonly [title: string, make: (folder: Folder, name: string) => void])[] = [
    ["a pipe without a writer", (folder, name) => folder.pipe(name)],
    ["/dev/zero", ({ path }, name) => symlinkSync("/dev/zero", join(path, name))],
    ["/dev/stdin", ({ path }, name) => symlinkSync("/dev/stdin", join(path, name))],
    ["/proc/self/mem", ({ path }, name) => symlinkSync("/proc/self/mem", join(path, name))],
    ["/dev/tty", ({ path }, name) => symlinkSync("/dev/tty", join(path, name))],
    ["itself", ({ path }, name) => symlinkSync(name, join(path, name))],
    ["a folder", ({ path }, name) => symlinkSync(".", join(path, name))],
  ];
  for (const [title, make] of SPECIAL) {
    it(`don't hang on ${title}`, () =>
      inFolder({ "a.http": ALLOWED }, (folder) => {
        make(folder, ".env");
        make(folder, "http-client.env.json");
        make(folder, ".corslens.json");
        const { exitCode, stdout, stderr } = folder.run(["check", "a.http"]);
        assert.match(stdout, /allowed/);
        assert.equal(stderr.match(/ignored\n/g)?.length, 3, stderr);
        assert.equal(exitCode, 2);
      }));
  }

  it("are read up to a size, and no further", () =>
    inFolder({ ".env": `${VALUE}${"#".repeat(1_048_576)}`, "a.http": WITH_VARIABLE }, (folder) => {
      const { stdout, stderr } = folder.run(["check", "a.http"]);
      assert.match(stdout, /cannot tell: /);
      assert.equal(stderr, "cors-lens: .env: larger than 1048576 bytes; ignored\n");
    }));
});
