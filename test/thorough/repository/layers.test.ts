import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, resolve } from "node:path";

/** A module of each part of `server/src`; of `text/` and `case/`, those that other parts may import alone, and another. */
const MODULES = [
  ...["text/unknown", "text/ascii", "text/sorted-set", "text/range", "headers/table"],
  ...["console-message/console-message", "http/tree"],
  ...["cors/engines", "environment/dotenv", "exchange/exchange", "case/case", "case/read-case"],
  ...["verdict/judged-case", "judged/judged-exchange", "words/quote"],
  ...[
    "edits/suppress",
    "copy/curl",
    "rules/registry",
    "analysis",
    "explain/hover",
    "har/reader",
    "project/schema",
    "complete/proposal",
  ],
  ...["navigate/symbols", "tokens/tokens", "platform", "lsp/hover", "server", "cli/check", "node/main", "browser/main"],
];
const PACKAGES = ["node:fs", "vscode", "vscode-languageserver", "vscode-languageserver/node"];
const BROWSER_PACKAGE = "vscode-languageserver/browser";

const EXCHANGES = ["text", "headers", "http", "cors", "exchange"];
const JUDGED = [...EXCHANGES, "case", "verdict", "judged"];
const EDITS = [...JUDGED, "console-message", "words", "edits"];
const ANALYSIS = [...EDITS, "rules", "analysis"];
const EXPLAIN = [...ANALYSIS, "explain"];
const CORE = [...EXPLAIN, "har", "environment", "copy", "project", "complete", "navigate", "tokens", "platform"];

/** What a part may import: itself, and these parts, modules and packages. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "text/": [],
  "headers/": [],
  "cors/": ["headers", "text/unknown", "text/ascii", "text/sorted-set"],
  "console-message/": ["text", "headers"],
  "http/": ["text", "headers", "console-message"],
  "environment/": ["text", "http"],
  "exchange/": EXCHANGES,
  "case/": [...EXCHANGES, "case"],
  "verdict/": ["text", "cors", "case/case", "verdict"],
  "judged/": JUDGED,
  "words/": ["text", "cors", "verdict", "http/secret-texts", "words"],
  "edits/": EDITS,
  "copy/": EDITS,
  "rules/": EDITS,
  "rules/framework/": EDITS,
  "analysis.ts": ANALYSIS,
  "explain/": ANALYSIS,
  "har/": ANALYSIS,
  "project/": EXPLAIN,
  "complete/": EXPLAIN,
  "navigate/": EXPLAIN,
  "tokens/": EXPLAIN,
  "lsp/": [...CORE, "server", "vscode-languageserver"],
  "server.ts": [...CORE, "lsp", "vscode-languageserver"],
  "cli/": [...CORE, "server", "node", ...PACKAGES.filter((name) => name !== "vscode"), BROWSER_PACKAGE],
  "node/": [...CORE, "server", ...PACKAGES.filter((name) => name !== "vscode"), BROWSER_PACKAGE],
  "browser/": [...CORE, "server", "vscode-languageserver", BROWSER_PACKAGE],
};

interface Planted {
  readonly file: string;
  /** What the file imports: one module on each line. */
  readonly imports: readonly { readonly what: string; readonly from: string }[];
}

/** A file in a part of the server, which imports every other part. */
function plantedIn(part: string): Planted {
  const file = `server/src/${part}${part.endsWith("/") ? "planted.ts" : ""}`;
  const relative = (name: string) => {
    const path = posix.relative(posix.dirname(file), `server/src/${name}`);
    return path.startsWith(".") ? path : `./${path}`;
  };
  return {
    file,
    imports: [
      ...MODULES.map((name) => ({ what: name, from: relative(name) })),
      ...[...PACKAGES, BROWSER_PACKAGE].map((name) => ({ what: name, from: name })),
    ],
  };
}

const inClient: Planted = {
  file: "client/src/planted.ts",
  imports: ["analysis", "server"].map((name) => ({ what: name, from: `../../server/src/${name}` })),
};

/**
 * Lints planted files in an empty copy of the project, where only the rules are.
 * @param line makes the line that imports from a module
 * @returns what each file may import
 */
function lint(planted: readonly Planted[], line: (from: string) => string): ReadonlyMap<string, readonly string[]> {
  const copy = mkdtempSync(join(tmpdir(), "cors-lens-layers-"));
  try {
    copyFileSync("biome.json", join(copy, "biome.json"));
    for (const { file, imports } of planted) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), imports.map(({ from }) => `${line(from)}\n`).join(""));
    }
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [resolve("node_modules/@biomejs/biome/bin/biome"), "lint", "--colors=off", "--max-diagnostics=none", "."],
      { cwd: copy, encoding: "utf8", maxBuffer: 1 << 28 },
    );
    const forbidden = new Set(
      [...`${stdout}${stderr}`.matchAll(/^(\S+:\d+):\d+ lint\/style\/noRestrictedImports/gm)].map(([, at]) => at),
    );
    return new Map(
      planted.map(({ file, imports }) => [
        file,
        imports.filter((_, i) => !forbidden.has(`${file}:${i + 1}`)).map(({ what }) => what),
      ]),
    );
  } finally {
    rmSync(copy, { recursive: true });
  }
}

for (const [kind, line] of [
  ["values", (from: string) => `import { planted } from "${from}";`],
  ["types", (from: string) => `import type { Planted } from "${from}";`],
] as const) {
  describe(`the layers, for imports of ${kind}`, () => {
    const parts = Object.entries(MAY_IMPORT).map(([part, allowed]) => ({ part, allowed, planted: plantedIn(part) }));
    let passing: ReadonlyMap<string, readonly string[]> = new Map();
    before(() => {
      passing = lint([...parts.map(({ planted }) => planted), inClient], line);
    });

    for (const { part, allowed, planted } of parts) {
      it(`let ${part} import what is below it, and nothing else`, () => {
        const own = part.replace(/\.ts$|\/.*$/, "");
        const permitted = new Set([...allowed, own]);
        assert.deepEqual(
          passing.get(planted.file),
          planted.imports
            .map(({ what }) => what)
            .filter(
              (what) => permitted.has(what) || (MODULES.includes(what) && permitted.has(what.replace(/\/.*$/, ""))),
            ),
        );
      });
    }
    it("keep the client from the server", () => assert.deepEqual(passing.get(inClient.file), []));
  });
}
