import assert from "node:assert/strict";
import { LspClient } from "../support/lsp-client";
import { SUPPRESSION_CASES } from "../support/suppression-cases";

describe("comments that hide findings, in an editor", () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start();
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  it("hide what they hide at the command line", async () => {
    for (const { what, file, text, shown } of SUPPRESSION_CASES) {
      const uri = `file:///${file}`;
      await client.open(uri, text, file.endsWith(".md") ? "markdown" : "http");
      const diagnostics = await client.published(uri);
      assert.deepEqual(
        diagnostics.map(({ code, range }) => `${range.start.line + 1} ${code}`),
        shown,
        what,
      );
      for (const { code, tags } of diagnostics) {
        assert.deepEqual(tags, code === "unused-suppression" ? [1] : undefined, what);
      }
    }
  });
});
