import { measured, metOf, processorTimeOf, quantile, scan, shown } from "./measured.mjs";
import { generated } from "./texts.mjs";

const SIZES = [1_000, 100_000, 1_000_000];
const KEYS = 300;
/** The first keys are typed before the engine has compiled anything. */
const WARM_UP = 100;

const NAMES = { varied: "nothing to report", faulty: "faults everywhere" };

/** The goals: the most that half of the keys take, in milliseconds, by kind and size. */
const MOST_MS = { varied: { 100000: 0.3, 1000000: 2 }, faulty: { 100000: 6, 1000000: 12 } };

/** One key after the other at random places, from the change that the server gets to the message that it answers with. */
export async function keystrokes() {
  const unit = scanTime();
  const rows = [];
  const goals = [];
  for (const kind of ["varied", "faulty"]) {
    for (const size of SIZES) {
      const { times, idle, message } = await typeIn(generated(kind, size));
      const p50 = quantile(times, 0.5);
      const most = MOST_MS[kind][size];
      if (most !== undefined) {
        goals.push([`${NAMES[kind]} at ${sizeOf(size)} (${most} ms)`, p50 <= most]);
      }
      rows.push([
        NAMES[kind],
        sizeOf(size),
        `${shown(message / 1000)} kB`,
        `${shown(p50)} ms`,
        shown(p50 / unit),
        `${shown(quantile(times, 0.99))} ms`,
        `${shown(quantile(idle, 0.99))} ms`,
      ]);
    }
  }
  return {
    title: "One key",
    text: [
      "From `didChange` to the message with all diagnostics of the document, in the server: without the moment that it waits for further keys, and without the way through the pipe. Figures are the time that the processor works. The unit is the time in which it counts the newlines of 1 MB, in the same run. The last column is the p99 of an empty operation, measured between the keys.",
      `The goals are for the p50. ${metOf(goals)}`,
    ],
    head: ["text", "size", "message", "p50", "p50 in units", "p99", "p99 of nothing"],
    rows,
  };
}

function sizeOf(bytes) {
  return bytes < 1_000_000 ? `${bytes / 1000} kB` : `${bytes / 1_000_000} MB`;
}

function scanTime() {
  const text = generated("correct", 1_000_000);
  return Math.min(...Array.from({ length: 20 }, () => processorTimeOf(() => scan(text))));
}

async function typeIn(text) {
  const server = await connected();
  const uri = "file:///bench.http";
  const lines = text.split("\n").length - 1;
  server.open(uri, text);
  const { setTimeout } = globalThis;
  // The delay in which the server waits for more keys doesn't count as work.
  // @ts-expect-error Node hands out another kind of timer for it.
  globalThis.setTimeout = (run) => setImmediate(run);
  let message = 0;
  const times = [];
  const idle = [];
  let line = 0;
  for (let i = 0; i < KEYS; i++) {
    // The places are the same in every run.
    line = i % 2 === 0 ? (line + 7919) % lines : line;
    const start = { line, character: 0 };
    const typed = { range: { start, end: start }, text: "x" };
    const deleted = { range: { start, end: { line, character: 1 } }, text: "" };
    const begin = process.cpuUsage();
    server.change(uri, [i % 2 === 0 ? typed : deleted]);
    message = JSON.stringify(await server.diagnostics(uri)).length;
    const { user, system } = process.cpuUsage(begin);
    if (i >= WARM_UP) {
      times.push((user + system) / 1000);
      idle.push(processorTimeOf(() => {}));
    }
  }
  globalThis.setTimeout = setTimeout;
  return { times, idle, message };
}

/** The server on a connection without a wire: what it registers is called directly. */
async function connected() {
  const { startServer } = await measured();
  const handlers = {};
  startServer(recording(handlers, ""), {});
  handlers.onInitialize({ capabilities: CAPABILITIES, workspaceFolders: [] });
  let version = 1;
  return {
    open: (uri, text) => handlers.onDidOpenTextDocument({ textDocument: { uri, languageId: "http", version, text } }),
    change: (uri, contentChanges) =>
      handlers.onDidChangeTextDocument({ textDocument: { uri, version: ++version }, contentChanges }),
    diagnostics: async (uri) =>
      (await handlers["languages.diagnostics.on"]({ textDocument: { uri } }, { isCancellationRequested: false })).items,
  };
}

const CAPABILITIES = {
  textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true } },
};

/** Anything that is called with a function keeps it in `handlers` under the name that it was called by. */
function recording(handlers, path) {
  return new Proxy(() => {}, {
    get: (_, name) => recording(handlers, path === "" ? String(name) : `${path}.${String(name)}`),
    apply: (_, __, [handler]) => {
      handlers[path] = handler;
      return { dispose() {} };
    },
  });
}
