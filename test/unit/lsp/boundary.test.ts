import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import {
  createConnection,
  createProtocolConnection,
  type DocumentDiagnosticReport,
  ErrorCodes,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { analyse } from "../../../server/src/analysis";
import { startServer } from "../../../server/src/server";

const GOOD = "file:///good.http";
const BAD = "file:///bad.http";
const TEXT = "GET https://api.example.com/ HTTP/1.1\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\n";

/** A client and a server whose analysis throws for texts that contain `BOOM`. */
function start() {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const logged: string[] = [];
  startServer(
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
    (reader, writer) => createConnection(reader, writer),
    {},
    {
      analyseText(text, ...more) {
        if (text.includes("BOOM")) {
          throw new Error("an internal error");
        }
        return analyse(text, ...more);
      },
    },
  );
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  client.onNotification("window/logMessage", ({ message }: { message: string }) => {
    logged.push(message);
  });
  client.listen();
  const diagnose = async (uri: string) => {
    const report = await client.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
      textDocument: { uri },
    });
    return report.kind === "full" ? report.items.map(({ message }) => message) : [];
  };
  return { client, logged, diagnose };
}

describe("an analysis that throws", () => {
  it("concerns its document only, until the next edit", async () => {
    const { client, logged, diagnose } = start();
    await client.sendRequest("initialize", {
      processId: null,
      rootUri: null,
      capabilities: { textDocument: { diagnostic: {} } },
    });
    await client.sendNotification("initialized", {});
    for (const [uri, text] of [
      [GOOD, TEXT],
      [BAD, `${TEXT}BOOM`],
    ]) {
      await client.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId: "http", version: 1, text },
      });
    }
    assert.match((await diagnose(BAD)).join(), /^CORS Lens can't check this document because of an internal error/);
    const position = { line: 0, character: 0 };
    for (const method of ["textDocument/hover", "textDocument/documentSymbol", "textDocument/definition"]) {
      assert.equal(await client.sendRequest(method, { textDocument: { uri: BAD }, position }), null);
    }
    assert.equal(logged.filter((line) => line.includes(BAD) && line.includes("an internal error")).length, 1);
    assert.equal(logged.length, 1, logged.join("\n"));
    assert.doesNotMatch((await diagnose(GOOD)).join(), /internal error/);
    assert.notEqual(await client.sendRequest("textDocument/documentSymbol", { textDocument: { uri: GOOD } }), null);
    await client.sendNotification("textDocument/didChange", {
      textDocument: { uri: BAD, version: 2 },
      contentChanges: [{ text: TEXT }],
    });
    assert.deepEqual(await diagnose(BAD), await diagnose(GOOD));
    client.dispose();
  });

  it("answers with the errors of the protocol through the same connection", async () => {
    const { client } = start();
    await assert.rejects(
      client.sendRequest("textDocument/hover", {}),
      ({ code }: { code: number }) => code === ErrorCodes.ServerNotInitialized,
    );
    client.dispose();
  });
});
