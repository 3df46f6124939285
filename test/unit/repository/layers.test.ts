import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/**
 * Plants files in an empty copy of the project, where only the rules are, and lints them.
 * @returns the files that have a forbidden import
 */
function lint(files: readonly (readonly [string, string])[]): Set<string> {
  const copy = mkdtempSync(join(tmpdir(), "cors-lens-layers-"));
  try {
    copyFileSync("biome.json", join(copy, "biome.json"));
    for (const [file, text] of files) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), text);
    }
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [resolve("node_modules/@biomejs/biome/bin/biome"), "lint", "--colors=off", "--max-diagnostics=none", "."],
      { cwd: copy, encoding: "utf8" },
    );
    return new Set(
      [...`${stdout}${stderr}`.matchAll(/^(\S+):\d+:\d+ lint\/style\/noRestrictedImports/gm)].map(
        ([, file = ""]) => file,
      ),
    );
  } finally {
    rmSync(copy, { recursive: true });
  }
}

describe("the layers", () => {
  const wrong: readonly (readonly [string, string])[] = [
    ["server/src/text/planted.ts", 'import { parse } from "../http/parse";\nexport const x = parse;\n'],
    ["server/src/cors/planted.ts", 'import type { Message } from "../http/tree";\nexport type X = Message;\n'],
    ["server/src/http/planted.ts", 'import type { Engine } from "../cors/engines";\nexport type X = Engine;\n'],
    ["server/src/project/planted.ts", 'import { readFileSync } from "node:fs";\nexport const x = readFileSync;\n'],
    [
      "server/src/rules/planted-project.ts",
      'import { readProjectFile } from "../project/project-file";\nexport const x = readProjectFile;\n',
    ],
    ["server/src/environment/planted.ts", 'import { readFileSync } from "node:fs";\nexport const x = readFileSync;\n'],
    [
      "server/src/explain/planted-too.ts",
      'import { parseDotenv } from "../environment/dotenv";\nexport const x = parseDotenv;\n',
    ],
    [
      "server/src/exchange/planted.ts",
      'import type { Verdict } from "../verdict/judged-exchange";\nexport type X = Verdict;\n',
    ],
    [
      "server/src/verdict/planted.ts",
      'import type { Finding } from "../rules/framework/rule";\nexport type X = Finding;\n',
    ],
    [
      "server/src/edits/planted.ts",
      'import type { Finding } from "../rules/framework/rule";\nexport type X = Finding;\n',
    ],
    [
      "server/src/copy/planted.ts",
      'import type { Finding } from "../rules/framework/rule";\nexport type X = Finding;\n',
    ],
    ["server/src/edits/planted-too.ts", 'import { asCurl } from "../copy/curl";\nexport const x = asCurl;\n'],
    ["server/src/rules/planted.ts", 'import type { Analysis } from "../analysis";\nexport type X = Analysis;\n'],
    [
      "server/src/rules/framework/planted.ts",
      'import type { Analysis } from "../../analysis";\nexport type X = Analysis;\n',
    ],
    ["server/src/rules/planted-too.ts", 'import { readFileSync } from "node:fs";\nexport const x = readFileSync;\n'],
    ["server/src/analysis.ts", 'import { hoverAt } from "./explain/hover";\nexport const x = hoverAt;\n'],
    [
      "server/src/explain/planted-too.ts",
      'import type { Proposal } from "../complete/proposal";\nexport type X = Proposal;\n',
    ],
    ["server/src/complete/planted.ts", 'import { hover } from "../lsp/hover";\nexport const x = hover;\n'],
    ["server/src/explain/planted.ts", 'import { hover } from "../lsp/hover";\nexport const x = hover;\n'],
    [
      "server/src/explain/planted-too.ts",
      'import { foldsOf } from "../navigate/folding-ranges";\nexport const x = foldsOf;\n',
    ],
    ["server/src/navigate/planted.ts", 'import { hover } from "../lsp/hover";\nexport const x = hover;\n'],
    [
      "server/src/explain/planted-tokens.ts",
      'import { tokensOf } from "../tokens/tokens";\nexport const x = tokensOf;\n',
    ],
    ["server/src/tokens/planted.ts", 'import { outlineOf } from "../navigate/symbols";\nexport const x = outlineOf;\n'],
    [
      "server/src/lsp/planted.ts",
      'import { createConnection } from "vscode-languageserver/node";\nexport const x = createConnection;\n',
    ],
    ["server/src/cli/planted.ts", 'import { hover } from "../lsp/hover";\nexport const x = hover;\n'],
    [
      "client/src/planted.ts",
      'import type { Analysis } from "../../server/src/analysis";\nexport type X = Analysis;\n',
    ],
  ];
  const right: readonly [string, string] = [
    "server/src/http/right.ts",
    'import type { Range } from "../text/range";\nexport type X = Range;\n',
  ];
  let found = new Set<string>();
  before(() => {
    found = lint([...wrong, right]);
  });

  for (const [file, text] of wrong) {
    it(`keep ${file} from ${/from "(.*)"/.exec(text)?.[1]}`, () => assert.ok(found.has(file), "the import passes"));
  }
  it("let through what points the right way", () => assert.ok(!found.has(right[0])));
});
