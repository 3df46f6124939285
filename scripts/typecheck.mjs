import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import { root } from "./bundles.mjs";

/** Folders with TypeScript of ours. */
const SOURCES = ["client", "server", "test"];

const tsc = join(root, "node_modules", "typescript", "bin", "tsc");

async function ownFiles(folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split(sep).some((part) => ["node_modules", "dist", "out"].includes(part)));
}

function run(args) {
  return new Promise((done) => {
    execFile(process.execPath, [tsc, ...args], { cwd: root, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      done({ failed: error !== null, output: stdout + stderr }),
    );
  });
}

/** Checks a project; its files count as checked even where they have errors. */
async function check(project) {
  const [listed, checked] = [
    await run(["-p", project, "--listFilesOnly"]),
    await run(["-p", project, "--pretty", String(process.stdout.isTTY === true)]),
  ];
  return { project, ...checked, files: listed.output.split("\n").map((line) => resolve(root, line.trim())) };
}

const files = (await Promise.all(SOURCES.map(ownFiles))).flat();
const projects = files.filter((path) => /^tsconfig(\..*)?\.json$/.test(basename(path))).sort();
const results = await Promise.all(projects.map(check));

for (const { project, failed, output } of results) {
  console.log(`${failed ? "✗" : "✓"} ${project}`);
  process.stdout.write(output);
}

// A file that belongs to no project would be bundled without ever having been checked.
const checked = new Set(results.flatMap((result) => result.files));
const unchecked = files.filter((path) => path.endsWith(".ts") && !checked.has(join(root, path)));
for (const path of unchecked) {
  console.log(`✗ ${path} belongs to no tsconfig.json`);
}

process.exitCode = unchecked.length > 0 || results.some(({ failed }) => failed) ? 1 : 0;
