import { measured } from "./measured.mjs";
import { generated } from "./texts.mjs";

/** `node --expose-gc memory-of.mjs KIND BYTES`: prints the bytes of heap for each byte of text that an analysis keeps. */
const [kind, bytes] = process.argv.slice(2);
const { analyse, DEFAULT_SETTINGS } = await measured();
const text = generated(kind, Number(bytes));
const used = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};
const before = used();
const analysis = analyse(text, "http", DEFAULT_SETTINGS);
const after = used();
console.log((after - before) / analysis.document.text.length);
