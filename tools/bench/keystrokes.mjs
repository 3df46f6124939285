import { measured, metOf, quantile, scan, shown, timeOf } from "./measured.mjs";
import { generated } from "./texts.mjs";

const SIZES = [1_000, 100_000, 1_000_000, 10_000_000];
const KEYS = 300;
/** The first keys are typed before the engine has compiled anything. */
const WARM_UP = 100;

/** The goals: up to a size, the most that 99 of 100 keys take. */
const MOST_MS = [
  [100_000, 1],
  [1_000_000, 5],
];

/** One key after the other at random places, from the change that the server gets to the diagnostics that it answers with. */
export async function keystrokes() {
  const unit = scanTime();
  const rows = [];
  const goals = [];
  for (const kind of ["correct", "faulty"]) {
    for (const size of SIZES) {
      const { times, findings } = await typeIn(generated(kind, size));
      const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
      const [, most] = MOST_MS.find(([up]) => size <= up) ?? [0, null];
      if (most !== null) {
        goals.push([
          `${kind === "correct" ? "nothing to report" : "faults everywhere"} at ${sizeOf(size)}`,
          p99 <= most,
        ]);
      }
      rows.push([
        kind === "correct" ? "nothing to report" : "faults everywhere",
        sizeOf(size),
        String(findings),
        `${shown(p50)} ms`,
        `${shown(p99)} ms`,
        shown(p50 / unit),
      ]);
    }
  }
  return {
    title: "One key",
    text: [
      "From `didChange` to all diagnostics of the document, in the server: without the moment that it waits for further keys, and without the way through the pipe. The unit is the time in which the same machine counts the newlines of 1 MB, in the same run.",
      `The goals are a p99 of ${MOST_MS.map(([up, most]) => `${most} ms up to ${sizeOf(up)}`).join(" and of ")}. ${metOf(goals)}`,
    ],
    head: ["text", "size", "findings", "p50", "p99", "p50 in units"],
    rows,
  };
}

function sizeOf(bytes) {
  return bytes < 1_000_000 ? `${bytes / 1000} kB` : `${bytes / 1_000_000} MB`;
}

function scanTime() {
  const text = generated("correct", 1_000_000);
  return Math.min(...Array.from({ length: 20 }, () => timeOf(() => scan(text))));
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
  let findings = 0;
  const times = [];
  let line = 0;
  for (let i = 0; i < KEYS; i++) {
    // The places are the same in every run.
    line = i % 2 === 0 ? (line + 7919) % lines : line;
    const start = { line, character: 0 };
    const typed = { range: { start, end: start }, text: "x" };
    const deleted = { range: { start, end: { line, character: 1 } }, text: "" };
    const begin = performance.now();
    server.change(uri, [i % 2 === 0 ? typed : deleted]);
    findings = (await server.diagnostics(uri)).length;
    const time = performance.now() - begin;
    if (i >= WARM_UP) {
      times.push(time);
    }
  }
  globalThis.setTimeout = setTimeout;
  return { times, findings };
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
