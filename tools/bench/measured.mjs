import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { root } from "../build/bundles.mjs";

/** @type {Promise<any> | undefined} */
let loading;

/** The analysis and the server, bundled as for a release. */
export function measured() {
  loading ??= load();
  return loading;
}

async function load() {
  const folder = join(root, "out", "bench");
  await mkdir(folder, { recursive: true });
  const outfile = join(folder, "measured.mjs");
  await esbuild.build({
    absWorkingDir: root,
    stdin: {
      contents: `
        export { analyse, judge, read, DEFAULT_SETTINGS } from "./server/src/analysis";
        export { startServer } from "./server/src/server";
      `,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    mainFields: ["module", "main"],
    format: "esm",
    target: "node20",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    define: { CORS_LENS_VERSION: '"bench"' },
    logLevel: "error",
  });
  return import(pathToFileURL(outfile).href);
}

/** The time that a call takes, in milliseconds. */
export function timeOf(run) {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

/** The time that the processor works for a call, in milliseconds: other programs on the machine add less to it. */
export function processorTimeOf(run) {
  const begin = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

/** The limit of all that looks at every character: counts newlines. */
export function scan(text) {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) === 0x0a) {
      count++;
    }
  }
  return count;
}

/** What a value is at a share of the way through sorted values: 0.5 is the median. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** A number with as many digits as say something. */
export function shown(value) {
  return value >= 100
    ? value.toFixed(0)
    : value >= 10
      ? value.toFixed(1)
      : value >= 1
        ? value.toFixed(2)
        : value.toFixed(3);
}

/** Which goals are met, as sentences. Each goal is a name and whether it is met. */
export function metOf(goals) {
  const names = (isMet) => goals.filter((goal) => goal[1] === isMet).map(([name]) => name);
  const sentence = (what, all) => (all.length === 0 ? [] : [`${what}: ${all.join("; ")}.`]);
  return [...sentence("Met", names(true)), ...sentence("Not met", names(false))].join(" ");
}
