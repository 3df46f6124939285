import assert from "node:assert/strict";
import { join } from "node:path";
import { Readable } from "node:stream";
import { analyse } from "../../server/src/analysis";
import type { CheckOptions } from "../../server/src/cli/args";
import { check } from "../../server/src/cli/check";
import { ALLOWED, BLOCKED, corsLens, Folder, inFolder } from "./command-line";

const OPTIONS: CheckOptions = {
  paths: [],
  format: "json",
  fix: false,
  stdin: null,
  origin: null,
  engines: null,
  environment: null,
  commentedResponses: false,
  unlabelledFences: true,
  failOnEmpty: false,
  rules: {},
};

/** Checks the files with an analysis that fails on each text with the word `poison`. */
async function checkPoisoned(folder: Folder, options: Partial<CheckOptions>, input = "") {
  let stdout = "";
  const lines: string[] = [];
  const write = (text: string) => {
    stdout += text;
  };
  const exitCode = await check(
    { ...OPTIONS, ...options, paths: options.stdin === undefined ? [folder.path] : [] },
    {
      write,
      writeBytes: (bytes) => write(Buffer.from(bytes).toString()),
      writeError: (text) => void lines.push(text),
      complain: (line) => void lines.push(line),
      stdin: Readable.from([Buffer.from(input)]),
      columns: null,
      colors: false,
      errorColumns: null,
    },
    (text, ...rest) => {
      if (text.includes("poison")) {
        throw new RangeError(`can't analyse ${text}`);
      }
      return analyse(text, ...rest);
    },
  );
  return { exitCode, stdout, lines };
}

const FILES = { "a.http": ALLOWED, "b.http": `# poison hunter2\n${ALLOWED}`, "c.http": BLOCKED };
const LINE =
  /b\.http: internal error \(RangeError at boundary\.test\.ts:\d+:\d+\); please report it: https:\/\/github\.com\/\S+$/;

describe("an internal error in one file", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder(FILES);
  });
  afterEach(() => folder.remove());

  it("leaves the JSON whole: it has the other files, and names this one", async () => {
    const { exitCode, stdout, lines } = await checkPoisoned(folder, { format: "json" });
    const { files, notChecked } = JSON.parse(stdout);
    assert.deepEqual(
      files.map(({ path }: { path: string }) => path),
      ["a.http", "c.http"].map((name) => join(folder.path, name)),
    );
    assert.deepEqual(
      notChecked.map(({ path }: { path: string }) => path),
      [join(folder.path, "b.http")],
    );
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", LINE);
    assert.equal(exitCode, 2);
  });

  it("takes one line of the report, which doesn't quote the file", async () => {
    const { exitCode, stdout, lines } = await checkPoisoned(folder, { format: "pretty" });
    assert.match(
      stdout,
      /a\.http: 1 exchange\n[\s\S]*c\.http: 1 exchange\n[\s\S]*\nNot checked: 1, for the reasons above\.\n$/,
    );
    assert.match(lines.join("\n"), LINE);
    assert.doesNotMatch(stdout + lines.join(), /hunter2/);
    assert.equal(exitCode, 2);
  });

  it("leaves standard input as it is with --fix", async () => {
    const text = `# poison\n${ALLOWED.replace("Allow-Origin:", "Allow-Origin :")}`;
    const { exitCode, stdout } = await checkPoisoned(folder, { fix: true, format: "pretty", stdin: "-" }, text);
    assert.equal(stdout, text);
    assert.equal(exitCode, 2);
  });
});

describe("an internal error in the program", () => {
  /** A module that breaks a function of JavaScript, which only the report on a text beyond ASCII uses. */
  const BREAK_SEGMENTER = `data:text/javascript,${encodeURIComponent(
    "Intl.Segmenter = class { constructor() { throw new TypeError('hunter2'); } };",
  )}`;
  const broken = (module: string) => ({ env: { NODE_OPTIONS: `--import=${module}` } });

  it("costs one file its report", () =>
    inFolder({ "a.http": BLOCKED, "b.http": BLOCKED.replace("3000", "3000 é"), "c.http": BLOCKED }, (folder) => {
      const { exitCode, stdout, stderr } = folder.run(["check", "."], broken(BREAK_SEGMENTER));
      assert.match(stderr, /^cors-lens: b\.http: internal error \(TypeError at \S+\); please report it: \S+\n$/);
      assert.match(stdout, /^2 files, 2 exchanges: 2 blocked$/m);
      assert.equal(exitCode, 2);
    }));

  it("ends it with one line and exit code 2, never 1", () => {
    // Standard input is read once the program runs.
    const module = (code: string) =>
      `data:text/javascript,${encodeURIComponent(`process.stdin.once("newListener", () => setImmediate(() => { ${code} }));`)}`;
    for (const code of [
      "throw new Error('hunter2\\nhunter2')",
      "Promise.reject(new Error('hunter2'))",
      "throw 'hunter2'",
    ]) {
      for (const args of [
        ["check", "--stdin"],
        ["lsp", "--stdio"],
      ]) {
        const { exitCode, stderr } = corsLens(args, broken(module(code)));
        assert.match(stderr, /^cors-lens: internal error \(\w+( at \S+)?\); please report it: \S+\n$/, code);
        assert.equal(exitCode, 2);
      }
    }
  });

  it("has the same end if a part of the program is missing", () => {
    const loader =
      "export const load = (url, context, next) => { if (/cli.main/.test(url)) throw new Error('hunter2'); return next(url, context); }";
    const module = `data:text/javascript,${encodeURIComponent(
      `import { register } from "node:module"; register("data:text/javascript,${encodeURIComponent(loader)}");`,
    )}`;
    const { exitCode, stderr } = corsLens(["--version"], broken(module));
    assert.match(stderr, /^cors-lens: internal error \(\w+( at \S+)?\); please report it: \S+\n$/);
    assert.equal(exitCode, 2);
  });
});
