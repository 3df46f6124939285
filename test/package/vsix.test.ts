import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readZip } from "./zip";

const { name, version } = JSON.parse(readFileSync("package.json", "utf8"));
const MAX_BYTES = 2_000_000;

const ALLOWED = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/(package\.json|LICENSE\.txt|readme\.md|changelog\.md)$/i,
  /^extension\/package\.nls(\.[\w-]+)?\.json$/,
  /^extension\/l10n\/bundle\.l10n\.[\w-]+\.json$/,
  /^extension\/images\/(?:icon\.png|http-(?:dark|light)\.svg)$/,
  /^extension\/docs\/images\/[\w-]+\.(?:gif|png)$/,
  /^extension\/dist\/third-party-notices\.txt$/,
  /^extension\/(client|server)\/dist\/(node|browser)\/main\.js$/,
  /^extension\/client\/dist\/panel\.(js|css)$/,
  /^extension\/schemas\/corslens\.schema\.json$/,
  /^extension\/syntaxes\/(?:[\w-]+\.tmLanguage|http\.language-configuration)\.json$/,
];

/** What the extension itself loads. */
const LOADED = [
  "server/dist/node/main.js",
  "server/dist/browser/main.js",
  "client/dist/panel.js",
  "client/dist/panel.css",
  "package.nls.json",
  "package.nls.de.json",
  "l10n/bundle.l10n.de.json",
];

describe("the packaged extension", () => {
  let archive: Buffer;
  let files: Map<string, Buffer>;
  const text = (path: string) => files.get(`extension/${path}`)?.toString("utf8") ?? "";

  before(() => {
    archive = readFileSync(`${name}-${version}.vsix`);
    files = readZip(archive);
  });

  it("holds bundles, grammars and documents, and nothing else", () => {
    const others = [...files.keys()].filter((path) => !ALLOWED.some((allowed) => allowed.test(path)));
    assert.deepEqual(others, []);
  });

  it("holds every file that its manifest names", () => {
    const manifest = JSON.parse(text("package.json"));
    const grammars = manifest.contributes.grammars.map(({ path }: { path: string }) => path);
    const schemas = manifest.contributes.jsonValidation.map(({ url }: { url: string }) => url);
    const steps = manifest.contributes.walkthroughs.flatMap((one: { steps: object[] }) => one.steps);
    const pictures = steps.map(({ media }: { media: { image: string } }) => media.image);
    const named: string[] = [manifest.main, manifest.browser, manifest.icon, ...grammars, ...pictures, ...schemas];
    for (const path of [...named, ...LOADED]) {
      assert.notEqual(text(path.replace(/^\.\//, "")), "", path);
    }
  });

  it("holds the pictures of its README", () => {
    const pictures = [...text("readme.md").matchAll(/!\[[^\]]*\]\(([^):]+)\)/g)].map((match) => match[1] ?? "");
    assert.notEqual(pictures.length, 0);
    for (const picture of pictures) {
      assert.ok(files.has(`extension/${picture}`), picture);
    }
  });

  it("is small", () => {
    assert.ok(archive.length < MAX_BYTES, `${archive.length} bytes`);
  });

  it("refers to no source maps, and names no folder of the machine that built it", () => {
    for (const [path, bytes] of files) {
      const content = bytes.toString("latin1");
      assert.ok(!content.includes("sourceMappingURL="), path);
      assert.ok(!content.includes(process.cwd()), path);
    }
  });

  it("names the licences of what it contains", () => {
    const notices = text("dist/third-party-notices.txt");
    for (const library of ["vscode-languageclient", "vscode-languageserver", "minimatch", "semver"]) {
      assert.match(notices, new RegExp(`^${library} \\d`, "m"));
    }
  });
});
