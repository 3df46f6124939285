import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BuildFailure, build } from "esbuild";

/** Writes a bundle's sources into an empty folder and builds them like the project's bundles. */
async function buildPlanted(platform: "browser" | "node", files: Readonly<Record<string, string>>): Promise<string[]> {
  const { buildOptions } = await import("../../tools/build/bundles.mjs");
  const folder = mkdtempSync(join(tmpdir(), "cors-lens-build-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const bundle = { entry: join(folder, "main.ts"), outfile: join(folder, "out.js"), platform };
    await build(buildOptions(bundle, { production: true, version: "0.0.0" }));
    return [];
  } catch (error) {
    return (error as BuildFailure).errors.map(({ text }) => text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a bundle for the browser", () => {
  it("builds if it needs nothing from Node", async () => {
    const main =
      'import type { Stats } from "node:fs";\nimport { x } from "./x";\nexport const y = (s: Stats) => x + s.size;\n';
    assert.deepEqual(await buildPlanted("browser", { "main.ts": main, "x.ts": "export const x = 1;\n" }), []);
  });

  for (const specifier of ["node:fs", "fs", "node:path", "child_process"]) {
    it(`is refused where a file imports ${specifier}`, async () => {
      const planted = {
        "main.ts": 'import "./deep";\n',
        "deep.ts": `import * as x from "${specifier}";\nconsole.log(x);\n`,
      };
      const [error, ...others] = await buildPlanted("browser", planted);
      assert.match(error ?? "", new RegExp(`"${specifier}"`));
      assert.deepEqual(others, []);
    });
  }

  it("fails if a package replaces its use of Node by an empty module for the browser", async () => {
    const planted = {
      "main.ts": 'import { read } from "planted";\nconsole.log(read);\n',
      "node_modules/planted/package.json": '{ "name": "planted", "main": "main.js", "browser": { "fs": false } }',
      "node_modules/planted/main.js": 'exports.read = require("fs").readFileSync;\n',
    };
    assert.match((await buildPlanted("browser", planted))[0] ?? "", /"fs" is a module of Node/);
  });
});

describe("a bundle for Node", () => {
  it("may use Node", async () => {
    assert.deepEqual(await buildPlanted("node", { "main.ts": 'import "node:fs";\n' }), []);
  });
});
