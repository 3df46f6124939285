import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { parse } from "jsonc-parser";

interface Pattern {
  readonly regexp: string;
}

interface Task {
  readonly label: string;
  readonly script: string;
  readonly problemMatcher: {
    readonly pattern?: readonly Pattern[];
    readonly background?: { readonly beginsPattern: string; readonly endsPattern: string };
  };
}

interface Launch {
  readonly name: string;
  readonly program?: string;
  readonly preLaunchTask?: string;
}

function readFolder<T>(file: string): T {
  return parse(readFileSync(`.vscode/${file}`, "utf8"), [], { allowTrailingComma: true }) as T;
}

describe("the folder .vscode", () => {
  const { tasks } = readFolder<{ tasks: readonly Task[] }>("tasks.json");
  const { configurations } = readFolder<{ configurations: readonly Launch[] }>("launch.json");
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

  for (const { label, script } of tasks) {
    it(`has a script of package.json for the task ${label}`, () => assert.ok(Object.hasOwn(scripts, script)));
  }

  for (const { name, program, preLaunchTask } of configurations) {
    it(`has what "${name}" starts`, () => {
      if (preLaunchTask !== undefined) {
        assert.ok(tasks.some(({ label }) => label === preLaunchTask));
      } else if (program !== undefined) {
        assert.ok(existsSync(program.replace("${workspaceFolder}", ".")));
      }
    });
  }

  it("finds the errors that esbuild prints, and the start and end of a watched build", async () => {
    const { formatMessages } = await import("esbuild");
    const location = { file: "client/src/client.ts", line: 3, column: 7, lineText: 'import "./x";' };
    const [printed = ""] = await formatMessages([{ text: 'Could not resolve "./x"', location }], { kind: "error" });
    const script = readFileSync("scripts/build.mjs", "utf8");
    for (const { problemMatcher } of tasks.filter(({ script }) => ["build", "watch"].includes(script))) {
      const { pattern = [], background } = problemMatcher;
      const found = pattern.map(({ regexp }, i) => new RegExp(regexp).exec(printed.split("\n")[i] ?? "")?.slice(1));
      assert.deepEqual(found, [["ERROR", 'Could not resolve "./x"'], [], ["client/src/client.ts", "3", "7"]]);
      for (const line of [background?.beginsPattern, background?.endsPattern].filter((one) => one !== undefined)) {
        assert.ok([...script.matchAll(/console\.log\("(.*)"\)/g)].some(([, said = ""]) => new RegExp(line).test(said)));
      }
    }
  });
});
