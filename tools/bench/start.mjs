import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { root } from "../build/bundles.mjs";
import { quantile, shown, timeOf } from "./measured.mjs";
import { generated } from "./texts.mjs";

const CLI = join(root, "server", "dist", "cli.cjs");
const ROUNDS = 9;
const FILES = 10_000;

/** How long it takes until there is something to see. */
export async function start() {
  const folder = mkdtempSync(join(tmpdir(), "cors-lens-bench-"));
  try {
    const one = join(folder, "one.http");
    writeFileSync(one, generated("faulty", 2_000));
    const node = [];
    const cli = [];
    const server = [];
    for (let round = 0; round < ROUNDS; round++) {
      node.push(timeOf(() => spawnSync(process.execPath, ["-e", "0"])));
      cli.push(timeOf(() => spawnSync(process.execPath, [CLI, "check", one])));
      server.push(await firstDiagnostics(generated("faulty", 2_000)));
    }
    const many = join(folder, "many");
    manyFiles(many);
    const all = timeOf(() => spawnSync(process.execPath, [CLI, "check", many], { maxBuffer: 1 << 30 }));
    const unit = quantile(node, 0.5);
    const row = (name, time) => [name, `${shown(time)} ms`, shown(time / unit)];
    return {
      title: "Start",
      text: ["The unit is the start of Node itself, which every row includes."],
      head: ["what", "time", "in units"],
      rows: [
        row("`node -e 0`", unit),
        row("`cors-lens check` of one file", quantile(cli, 0.5)),
        row("the server, from its start to the first diagnostics", quantile(server, 0.5)),
        row(`\`cors-lens check\` of a folder with ${FILES} files of 1 kB`, all),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function manyFiles(folder) {
  for (let i = 0; i < FILES; i++) {
    const inner = join(folder, String(i % 100));
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(inner, `${i}.http`), generated("correct", 800));
  }
}

async function firstDiagnostics(text) {
  const begin = performance.now();
  const server = spawn(process.execPath, [CLI, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const capabilities = { textDocument: { diagnostic: {} } };
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities });
  await connection.sendNotification("initialized", {});
  const uri = "file:///bench.http";
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "http", version: 1, text },
  });
  await connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
  const time = performance.now() - begin;
  const exited = new Promise((resolve) => server.once("exit", resolve));
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await exited;
  connection.dispose();
  return time;
}
