import { GCProfiler } from "node:v8";
import { measured } from "./measured.mjs";
import { generated } from "./texts.mjs";

/**
 * `node --expose-gc memory-of.mjs KIND BYTES`: prints the bytes of heap for each byte of text: those that an analysis keeps, and those that it
 * allocates.
 */
const [kind, bytes] = process.argv.slice(2);
const { analyse, DEFAULT_SETTINGS } = await measured();
const text = generated(kind, Number(bytes));
const used = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};
const before = used();
const profiler = new GCProfiler();
profiler.start();
const analysis = analyse(text, "http", DEFAULT_SETTINGS);
const findings = analysis.findings;
const atEnd = process.memoryUsage().heapUsed;
const { statistics } = /** @type {{ statistics: any[] }} */ (profiler.stop());
const after = used();
let allocated = 0;
let last = before;
for (const { beforeGC, afterGC } of statistics) {
  allocated += beforeGC.heapStatistics.usedHeapSize - last;
  last = afterGC.heapStatistics.usedHeapSize;
}
allocated += atEnd - last;
console.log(JSON.stringify([(after - before) / text.length, allocated / text.length, findings.length]));
