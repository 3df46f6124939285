import assert from "node:assert/strict";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "../../../server/src/http/parse";
import { LineIndex } from "../../../server/src/text/line-index";

const text = fc
  .array(fc.constantFrom("a", "GET /", "###", "```http", "```", "\n", "\r", "\r\n", "\n\n"), { maxLength: 24 })
  .map((pieces) => pieces.join(""));

describe("positions", () => {
  it("equal those of the protocol's own library, for every offset and back", () => {
    fc.assert(
      fc.property(text, fc.constantFrom("http" as const, "markdown" as const), (source, carrier) => {
        const document = TextDocument.create("file:///a.http", "http", 1, source);
        const lines = new LineIndex(parse(source, carrier).stretches);
        for (let offset = -1; offset <= source.length + 1; offset++) {
          const position = lines.positionAt(offset);
          // The library moves an offset inside a CRLF to its start.
          if (!(source[offset - 1] === "\r" && source[offset] === "\n")) {
            assert.deepEqual(position, document.positionAt(offset));
          }
          assert.equal(lines.offsetAt(position), Math.max(0, Math.min(offset, source.length)));
        }
        assert.equal(lines.offsetAt({ line: document.lineCount + 1, character: 0 }), source.length);
      }),
    );
  });
});
