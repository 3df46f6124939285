import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../build/bundles.mjs";
import { measured, shown } from "./measured.mjs";

const BYTES = 5_000_000;

/** What an analysis that is kept takes beside its text. */
export async function memory() {
  await measured();
  const rows = [];
  for (const [kind, name] of [
    ["correct", "nothing to report"],
    ["faulty", "faults in every exchange"],
  ]) {
    const script = join(root, "tools", "bench", "memory-of.mjs");
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, kind, String(BYTES)]);
    rows.push([name, `${shown(Number(stdout))} MB`]);
  }
  return {
    title: "Memory",
    text: ["Heap for each MB of text, for the analysis of an open document, without the text itself."],
    head: ["text", "for each MB"],
    rows,
  };
}
