import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { textEdits } from "../../../server/src/edits/edit";
import { type InsertedExchange, insertReportedExchange } from "../../../server/src/edits/insert-reported-exchange";
import { reportedDocument } from "../../../server/src/edits/reported-document";
import { reportedExchange } from "../../../server/src/edits/write-reported-exchange";
import type { Carrier } from "../../../server/src/http/parse";
import { applyEdits } from "../../../server/src/text/edit";
import { API, MESSAGES, PAGE } from "../console-message/message-table";

const MESSAGE = `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`;
const WRITTEN = [
  "# The message doesn't say this, so it is assumed: method GET.",
  `GET ${API} HTTP/1.1`,
  `Origin: ${PAGE}`,
  "...",
  "",
  "HTTP/1.1 <status>",
];

function read(text: string, carrier: Carrier = "http"): Analysis {
  return analyse(text, carrier, { origin: null });
}

function insertedInto({ document, judged }: Analysis, index = 0): InsertedExchange | null {
  const entry = document.consoleEntries[index];
  assert.ok(entry !== undefined, "there is a message");
  return insertReportedExchange(judged, entry);
}

/** The text after the action on its first message; null if it isn't offered. */
function inserted(text: string, carrier: Carrier = "http"): string | null {
  const analysis = read(text, carrier);
  const found = insertedInto(analysis);
  if (found === null) {
    return null;
  }
  const after = applyEdits(text, textEdits(analysis.document, found.fix.edits));
  assert.match(after.split(/\r\n|\n|\r/)[found.line] ?? "", /^[\s>]*(GET|OPTIONS) /, "the line is that of the request");
  assert.ok(read(after, carrier).exchanges.length > analysis.exchanges.length, "the exchange is read");
  return after;
}

describe("writing the exchange that a message reports", () => {
  it("writes a block of its own below the message", () =>
    assert.equal(inserted(`${MESSAGE}\n`), `${[MESSAGE, "", "###", ...WRITTEN].join("\n")}\n`));
  it("also without a line end, and in the file's line ends", () => {
    assert.equal(inserted(MESSAGE), [MESSAGE, "", "###", ...WRITTEN].join("\n"));
    assert.equal(inserted(`# a\r\n${MESSAGE}\r\n`), `${["# a", MESSAGE, "", "###", ...WRITTEN].join("\r\n")}\r\n`);
  });
  it("leaves the exchange around the message as it is, and the blocks below", () => {
    const above = ["GET https://other.example/ HTTP/1.1", "", MESSAGE, "", "HTTP/1.1 200 OK", "", "{}"];
    const below = ["### next", "GET https://b.example/"];
    assert.equal(
      inserted([...above, "", ...below].join("\n")),
      [...above, "", "###", ...WRITTEN, "", ...below].join("\n"),
    );
    assert.equal(inserted([...above, ...below].join("\n")), [...above, "", "###", ...WRITTEN, "", ...below].join("\n"));
  });
  it("stays in the fence, with its prefix", () =>
    assert.equal(
      inserted(`- a\n  > \`\`\`http\n  > # ${MESSAGE}\n  > \`\`\`\n\nProse\n`, "markdown"),
      `${["- a", "  > ```http", `  > # ${MESSAGE}`, "  >", "  > ###", ...WRITTEN.map((line) => (line === "" ? "  >" : `  > ${line}`)), "  > ```", "", "Prose"].join("\n")}\n`,
    ));
  it("isn't offered where the text has the request already, as after the action", () => {
    assert.equal(inserted(`${MESSAGE}\n\n###\nGET ${API} HTTP/1.1\nOrigin: ${PAGE}\n...\n`), null);
    assert.equal(inserted(inserted(`${MESSAGE}\n`) ?? ""), null);
  });
  for (const { text } of MESSAGES) {
    it(`works for each message that says what failed: ${text.slice(0, 150)}`, () => {
      const commented = text
        .split("\n")
        .map((line) => `# ${line}`)
        .join("\n");
      const analysis = read(`${commented}\n`);
      const entry = analysis.document.consoleEntries[0];
      if (entry !== undefined) {
        const found = insertedInto(analysis);
        assert.ok(found !== null, reportedExchange(entry.message));
      }
    });
  }
});

describe("the document that shows what messages report", () => {
  it("has each message as a comment above its exchange, and the place of the first request", () => {
    const { text, line } = reportedDocument(`app.js:1 ${MESSAGE}\n`) ?? {};
    assert.equal(text, `${[`# ${MESSAGE}`, ...WRITTEN].join("\n")}\n`);
    assert.equal(line, 2);
  });
  it("leaves out the errors of scripts beside other messages", () => {
    assert.equal(
      reportedDocument(`TypeError: Failed to fetch\n\n${MESSAGE}`)?.text,
      `${[`# ${MESSAGE}`, ...WRITTEN].join("\n")}\n`,
    );
    assert.equal(reportedDocument("TypeError: Failed to fetch")?.line, null);
  });
  it("leaves out secrets in URLs", () => {
    const { text = "" } =
      reportedDocument(MESSAGE.replace(API, "https://me:hunter2@api.example.com/?access_token=sk_live_4eC39")) ?? {};
    assert.match(text, /GET https:/);
    assert.doesNotMatch(text, /hunter2|sk_live/);
  });
  it("isn't made of other texts", () => {
    for (const text of ["", "hello", "GET https://a.example/", "{}", "correct horse battery staple"]) {
      assert.equal(reportedDocument(text), null, text);
    }
  });
  for (const { text } of MESSAGES) {
    it(`shows the message again: ${text.slice(0, 150)}`, () => {
      const made = reportedDocument(text);
      assert.ok(made !== null);
      const { document } = read(made.text);
      assert.ok(document.consoleEntries.length > 0, made.text);
      assert.match(made.text.split("\n")[made.line ?? 0] ?? "", made.line === null ? /^# / : /^[A-Z]+ /);
    });
  }
});
