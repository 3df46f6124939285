import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { BROWSERS } from "../../../server/src/cors/engines";
import type { MeasuredRow } from "../../conformance/document";
import { withOutput } from "../../documentation/console-samples";

const README = readFileSync("README.md", "utf8");
const { contributes, engines } = JSON.parse(readFileSync("package.json", "utf8")) as {
  contributes: { configuration: readonly { properties: Record<string, { default: unknown }> }[] };
  engines: { node: string };
};
const { rows } = JSON.parse(readFileSync("docs/conformance-measured.json", "utf8")) as { rows: MeasuredRow[] };

/** How many were played in every browser. */
function played(what: string): number {
  return Math.min(...rows.filter((row) => row.what === what).map(({ exchanges }) => exchanges));
}

const WORDS = ["zero", "one", "two", "three", "four", "five"];

function numberOf(text: string): number {
  const word = WORDS.indexOf(text.toLowerCase());
  return word >= 0 ? word : Number(text.replaceAll(",", ""));
}

/** Numbers in prose, with the words that follow them. */
const COUNTS: readonly { readonly of: string; readonly says: RegExp; readonly is: number }[] = [
  { of: "browsers", says: /\b([2-9]|two|three|four|five)\s+browsers\b/gi, is: BROWSERS.length },
  { of: "random exchanges", says: /\b(\d[\d,]*)\s+random\s+exchanges\b/g, is: played("plain, core: verdict") },
  {
    of: "redirect chains",
    says: /\b(\d[\d,]*)\s+(?:random\s+)?redirect\s+chains\b/g,
    is: played("chains, core: verdict"),
  },
];

describe("the documentation", () => {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => file !== "" && !file.startsWith("test/") && existsSync(file));

  for (const { of, says, is } of COUNTS) {
    it(`gives the true number of ${of}`, () => {
      for (const file of files) {
        for (const [found, number = ""] of proseOf(file).matchAll(says)) {
          assert.equal(numberOf(number), is, `${file}: “${found}”`);
        }
      }
    });
    it(`gives the number of ${of} in the README`, () => assert.match(README, new RegExp(says.source, "i")));
  }

  it("names the version of Node.js that package.json asks for", () => {
    for (const file of files) {
      for (const [found, version] of proseOf(file).matchAll(/Node(?:\.js)? (\d+(?:\.\d+)*) or newer/g)) {
        assert.equal(`>=${version}`, engines.node, `${file}: “${found}”`);
      }
    }
  });
});

/** The changelog's older releases say what was true then. */
function proseOf(file: string): string {
  const text = readFileSync(file, "utf8");
  const released = file === "CHANGELOG.md" ? text.search(/^## \[?\d/m) : -1;
  return released < 0 ? text : text.slice(0, released);
}

describe("the samples of the terminal", () => {
  it("are what the commands print", async () => {
    const text = readFileSync("docs/terminal.md", "utf8");
    assert.equal(text, await withOutput(text), "run: npm run generate");
  });
});

describe("the README", () => {
  it("has at most 120 lines", () => assert.ok(README.trimEnd().split("\n").length <= 120));
  it("has lines of at most 120 characters, except for links and tables", () =>
    assert.deepEqual(
      README.split("\n").filter((line) => line.length > 120 && !/^(?:\||\[?!\[)/.test(line)),
      [],
    ));
});

describe("the tables of settings", () => {
  const settings = contributes.configuration
    .flatMap(({ properties }) => Object.entries(properties))
    .map(([name, setting]) => `\`${name}\` | \`${JSON.stringify(setting.default)}\``);
  for (const file of ["README.md", "docs/project-settings.md"]) {
    it(`have every setting with its default: ${file}`, () =>
      assert.deepEqual(
        [...readFileSync(file, "utf8").matchAll(/^\| (`corsLens\.[^|]* \| [^|]*?) \|/gm)].map(([, cells]) => cells),
        settings,
      ));
  }
});
