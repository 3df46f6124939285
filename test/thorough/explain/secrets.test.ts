import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../../server/src/analysis";
import { hoverAt } from "../../../server/src/explain/hover";
import { explanationAt } from "../../support/explanation";

describe("secrets", () => {
  const SECRET = "s3cr3t-v4lue";
  it("appear in no message, hover or explanation", () => {
    const folder = "test/fixtures/rules";
    for (const file of readdirSync(folder)) {
      const text = readFileSync(join(folder, file), "utf8").replace(
        /^((?:cookie|authorization|proxy-authorization|set-cookie) ?: ).*$/gim,
        `$1${SECRET}`,
      );
      const analysis = analyse(text, "http", { origin: null });
      const said = analysis.findings.flatMap(({ message, expected, related, fixes }) => [
        message,
        expected ?? "",
        ...related.map((one) => one.message),
        ...fixes(analysis.judged).flatMap((fix) => [fix.title, ...fix.edits.map(({ newText }) => newText)]),
      ]);
      for (const line of analysis.document.lines) {
        for (const offset of [line.start, (line.content + line.end) >> 1, line.end]) {
          said.push(hoverAt(analysis, offset)?.markdown ?? "");
        }
      }
      for (const { request } of analysis.exchanges) {
        said.push(explanationAt(analysis, analysis.document.startOf(request)));
      }
      assert.ok(!said.some((one) => one.includes(SECRET)), file);
    }
  });
});
