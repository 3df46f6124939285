import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { anyPiece, anyText } from "./inputs/texts";
import { type Answer, ServerProcess } from "./server-process";

/**
 * A long session in one server: many documents, edits in all of them, requests in between, half of them cancelled. Prints the server's memory.
 * At the end the server must answer as one that has just opened the documents, and must not need much more.
 */
const { values } = parseArgs({
  options: {
    edits: { type: "string", default: "100000" },
    documents: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
  },
});
const [edits, count, seed] = [values.edits, values.documents, values.seed].map(Number) as [number, number, number];

const MAX_LENGTH = 8000;
/** The client waits for answers if it has asked so many questions. */
const MAX_PENDING = 32;
const ROWS = 20;
/** How much more a server may need than a new one with the same documents, in MB: its caches have a limit. */
const CACHES = 20;

const METHODS = [
  "textDocument/diagnostic",
  "textDocument/documentSymbol",
  "textDocument/foldingRange",
  "textDocument/codeLens",
  "textDocument/semanticTokens/full",
  "textDocument/documentLink",
  "textDocument/hover",
  "textDocument/completion",
  "textDocument/definition",
  "textDocument/documentHighlight",
  "textDocument/codeAction",
  "corsLens/explainExchange",
];

const random = fc.sample(fc.infiniteStream(fc.nat(2 ** 31 - 1)), { seed, numRuns: 1 })[0];
function below(limit: number): number {
  return (random?.next().value ?? 0) % limit;
}

function paramsOf(method: string, document: TextDocument, offset: number) {
  const position = document.positionAt(offset);
  return {
    textDocument: { uri: document.uri },
    ...(method === "textDocument/codeAction"
      ? { range: { start: position, end: position }, context: { diagnostics: [] } }
      : { position }),
  };
}

/** Everything that a server says about a document. */
async function saidAbout(server: ServerProcess, document: TextDocument): Promise<unknown[]> {
  const offset = Math.floor(document.getText().length / 3);
  const answers = await Promise.all(
    METHODS.map((method) => server.request(method, paramsOf(method, document, offset)).answer),
  );
  // The id of a result is another one each time.
  return answers.map(({ error, result }) => ({
    error,
    result: typeof result === "object" && result !== null ? { ...result, resultId: null } : result,
  }));
}

async function opened(server: ServerProcess, documents: readonly TextDocument[]): Promise<void> {
  for (const document of documents) {
    const { uri, languageId, version } = document;
    server.notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text: document.getText() } });
  }
  await server.request("workspace/symbol", { query: "" }).answer;
}

async function main(): Promise<void> {
  const texts = fc.sample(anyText, { seed, numRuns: count * 2 });
  const pieces = fc.sample(anyPiece, { seed, numRuns: 5000 });
  const documents = Array.from({ length: count }, (_, i) => {
    const [languageId, extension] = i % 4 === 0 ? ["markdown", "md"] : ["http", "http"];
    return TextDocument.create(`file:///soak/${i}.${extension}`, languageId as string, 1, texts[i] ?? "");
  });
  const server = await ServerProcess.start();
  await opened(server, documents);

  let most = 0;
  let pending: Promise<Answer>[] = [];
  let requests = 0;
  for (let edit = 1; edit <= edits; edit++) {
    const document = documents[below(count)] as TextDocument;
    const text = document.getText();
    const start = below(text.length + 1);
    const end = Math.min(text.length, start + (below(2) === 0 ? 0 : below(80)));
    const change =
      text.length > MAX_LENGTH
        ? { text: texts[below(texts.length)] ?? "" }
        : {
            range: { start: document.positionAt(start), end: document.positionAt(end) },
            text: pieces[below(pieces.length)] ?? "",
          };
    const version = document.version + 1;
    TextDocument.update(document, [change], version);
    server.notify("textDocument/didChange", { textDocument: { uri: document.uri, version }, contentChanges: [change] });
    for (let i = below(3); i > 0; i--) {
      const method = METHODS[below(METHODS.length)] ?? "";
      const params = paramsOf(method, document, below(document.getText().length + 1));
      const { id, answer } = server.request(method, params);
      requests++;
      pending.push(answer);
      if (below(2) === 0) {
        server.notify("$/cancelRequest", { id });
      }
    }
    if (pending.length >= MAX_PENDING) {
      const answers = await Promise.all(pending);
      pending = [];
      for (const { error } of answers) {
        // RequestCancelled and ContentModified
        assert.ok(error === undefined || [-32800, -32801].includes(error.code), error?.message);
      }
    }
    if (edit % Math.ceil(edits / ROWS) === 0) {
      const memory = await server.memory();
      most = Math.max(most, memory);
      console.log(
        `${edit.toLocaleString("en")} edits, ${requests.toLocaleString("en")} requests: ${Math.round(memory)} MB`,
      );
    }
  }
  await Promise.all(pending);

  const fresh = await ServerProcess.start();
  await opened(fresh, documents);
  for (const document of documents) {
    assert.deepEqual(await saidAbout(server, document), await saidAbout(fresh, document), document.getText());
  }
  const newMemory = await fresh.memory();
  console.log(
    `${count.toLocaleString("en")} documents: the same answers as from a new server, which needs ${Math.round(newMemory)} MB`,
  );
  assert.deepEqual(server.errors, []);
  assert.ok(most <= newMemory + CACHES, "the server's memory grows");
  await Promise.all([server.stop(), fresh.stop()]);
}

void main();
