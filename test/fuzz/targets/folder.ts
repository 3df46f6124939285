import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import fc from "fast-check";
import { PRIVATE } from "../inputs/documents";
import { anyText } from "../inputs/texts";
import type { Target } from "../target";

type Entry = { readonly path: readonly string[] } & (
  | {
      readonly kind: "file";
      readonly text: string;
      readonly encoding: "utf8" | "utf16le" | "latin1";
      readonly mode: number;
    }
  | { readonly kind: "folder" | "fifo" }
  | { readonly kind: "link" | "hard link"; readonly to: string }
);

interface Input {
  /** Later entries whose place is taken are left out. */
  readonly entries: readonly Entry[];
  readonly args: readonly string[];
  readonly paths: readonly string[];
}

const DOCUMENT_NAMES = [
  "a.http",
  "b.rest",
  "c.md",
  "D.HTTP",
  "a b.http",
  "-x.http",
  "--fix",
  "new\nline.http",
  "tab\t.http",
  "\u001b[31mred.http",
  "\u202egnp.http",
  "##vso[task.complete].http",
  "::error::x.http",
  "ü.http",
  "[a].http",
  "{a,b}.http",
  "*.http",
  "$(id).http",
  "'.http",
  `${"long".repeat(50)}.http`,
];
const NAMES = [
  ...DOCUMENT_NAMES,
  ".env",
  ".env.local",
  ".corslens.json",
  "http-client.env.json",
  "http-client.private.env.json",
  "env",
  "sub",
  "node_modules",
  ".git",
  "other.txt",
];
const name = fc.oneof(fc.constantFrom(...DOCUMENT_NAMES), fc.constantFrom(...NAMES));
const path = fc
  .tuple(fc.array(fc.constantFrom("sub", "env", "x.http", ".git", "d e"), { maxLength: 2 }), name)
  .map(([folders, last]) => [...folders, last]);

const PRIVATE_VALUE = "zq7w-Private";
const configuration = fc.constantFrom(
  `HIDDEN=${PRIVATE_VALUE}\nORIGIN=https://app.example.com\nhidden=${PRIVATE_VALUE}\n`,
  `{ "dev": { "hidden": "${PRIVATE_VALUE}", "page": "https://app.example.com" } }`,
  '{ "rules": { "max-age-missing": "off", "nonsense": 1 }, "ignore": ["sub/**", "*.md"] }',
  '{ "ignore": ["{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"] }',
  '{ "origin": "https://app.example.com", "environment": "dev", "engines": ["firefox"] }',
  "{",
  "[".repeat(5000),
  "",
);
const content = fc.oneof({ weight: 4, arbitrary: anyText }, { weight: 1, arbitrary: configuration });
const link = fc.constantFrom(
  "/dev/zero",
  "/dev/full",
  "/dev/null",
  "/dev/stdin",
  "/proc/self/mem",
  "/proc/self/environ",
  ".",
  "..",
  "a.http",
  "sub",
  "nowhere",
  "../outside/secret.http",
  "../outside/.env",
  "../outside",
);
const entry: fc.Arbitrary<Entry> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("file" as const),
      path,
      text: content,
      encoding: fc.constantFrom("utf8", "utf8", "utf8", "utf8", "utf16le", "latin1"),
      mode: fc.constantFrom(0o644, 0o644, 0o600, 0o444, 0o000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("folder" as const, "fifo" as const), path }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("link" as const), path, to: link }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("hard link" as const), path, to: fc.constantFrom("a.http", "c.md") }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("file" as const),
      path: fc
        .tuple(
          fc.subarray(["sub"]),
          fc.constantFrom(".env", ".corslens.json", "http-client.env.json", "http-client.private.env.json"),
        )
        .map(([folders, last]) => [...folders, last]),
      text: configuration,
      encoding: fc.constant("utf8" as const),
      mode: fc.constant(0o644),
    }),
  },
);

/** The command line says what it did with any folder, ends, and changes only what it was asked to. */
export const folderTarget: Target<Input> = {
  name: "folder",
  unit: "folders",
  inputs: fc.record({
    entries: fc.array(entry, { maxLength: 12, size: "max" }),
    args: fc.subarray(["--fix", "--format=json", "--environment=dev"]),
    paths: fc.oneof(
      { weight: 2, arbitrary: fc.constant(["."]) },
      fc.array(
        fc.constantFrom(".", "*.http", "**/*.http", "./sub", "./x.http", "{a,b}.*", ...NAMES.map((one) => `./${one}`)),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
    ),
  }),
  usualRuns: 25,
  async check({ entries, args, paths }) {
    const base = mkdtempSync(join(tmpdir(), "cors-lens-fuzz-"));
    try {
      const outside = join(base, "outside");
      const folder = join(base, "folder");
      mkdirSync(outside);
      mkdirSync(folder);
      writeFileSync(
        join(outside, "secret.http"),
        "GET https://linked.example/\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin : *\n",
      );
      writeFileSync(join(outside, ".env"), `OUTSIDE=${PRIVATE_VALUE}\n`);
      writeFileSync(join(outside, ".corslens.json"), '{ "rules": { "zq7w": "off" } }');
      for (const one of entries) {
        make(folder, one);
      }
      const before = { outside: stateOf(outside), folder: stateOf(folder) };
      const { code, stdout, stderr } = await run(
        ["check", ...args, "--", ...paths.filter((path) => !isPipe(join(folder, path)))],
        folder,
      );
      assert.ok(code === 0 || code === 1 || code === 2, `exit code ${code}: ${stderr}`);
      assert.doesNotMatch(stderr, /^\s+at /m, "no stack");
      assert.ok(code !== 2 || stderr !== "", "exit code 2 has a reason");
      const isJson = args.includes("--format=json");
      if (isJson && stdout !== "") {
        JSON.parse(stdout);
      }
      assert.ok(!isJson || stdout !== "" || code === 2, "there is a report");
      for (const shown of [stdout, stderr]) {
        assert.doesNotMatch(shown, PRIVATE, "no private value");
        assert.doesNotMatch(shown, /##vso\[|##\[|^\s*::/m, "no command of a CI system");
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
        assert.doesNotMatch(shown, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/u);
      }
      const after = { outside: stateOf(outside), folder: stateOf(folder) };
      assert.deepEqual(after.outside, before.outside, "nothing outside changes");
      assert.deepEqual([...after.folder.keys()], [...before.folder.keys()], "no file appears or goes");
      for (const [file, state] of after.folder) {
        if (!args.includes("--fix") || !/^-[^ ]* 1 /.test(state)) {
          assert.equal(state, before.folder.get(file), `${file} is as it was`);
        }
      }
      return 1;
    } finally {
      execFileSync("chmod", ["-R", "u+rwX", base]);
      rmSync(base, { recursive: true, force: true });
    }
  },
};

function make(folder: string, one: Entry): void {
  const place = join(folder, ...one.path);
  try {
    mkdirSync(dirname(place), { recursive: true });
    switch (one.kind) {
      case "file":
        writeFileSync(place, one.text, { encoding: one.encoding, mode: one.mode, flag: "wx" });
        break;
      case "folder":
        mkdirSync(place);
        break;
      case "fifo":
        execFileSync("mkfifo", ["--", place], { stdio: "ignore" });
        break;
      case "link":
        symlinkSync(one.to, place);
        break;
      case "hard link":
        execFileSync("ln", ["--", join(folder, one.to), place], { stdio: "ignore" });
        break;
    }
  } catch {
    // The place is taken, or the link's target is missing.
  }
}

/** A command that names a pipe waits for a writer. */
function isPipe(path: string): boolean {
  try {
    return statSync(path).isFIFO();
  } catch {
    return false;
  }
}

/** What each path below a folder is: kind, links, mode and content. Links are not followed. */
function stateOf(folder: string, states = new Map<string, string>(), prefix = ""): Map<string, string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const { nlink, mode, uid } = lstatSync(path);
    const kind = entry.isDirectory() ? "d" : entry.isSymbolicLink() ? "l" : entry.isFile() ? "-" : "other";
    const content = kind === "l" ? readlinkSync(path) : kind === "-" ? readFileSync(path).toString("latin1") : "";
    states.set(prefix + entry.name, `${kind} ${kind === "-" ? nlink : 0} ${mode} ${uid} ${content}`);
    if (kind === "d") {
      stateOf(path, states, `${prefix}${entry.name}/`);
    }
  }
  return states;
}

/** A check of a small folder takes a fraction of a second. */
const HANG_MS = 45_000;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line. One that hangs is killed, and has the exit code null. */
function run(args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [resolve("server/dist/cli.cjs"), ...args], {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: HANG_MS,
      killSignal: "SIGKILL",
    });
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        said[stream] += text;
      });
    }
    child.once("error", failed);
    child.once("close", (code) => done({ code, ...said }));
  });
}
