import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Analysis } from "../../../server/src/analysis";
import { suppressions } from "../../../server/src/edits/suppress";
import type { Carrier } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";
import type { Finding } from "../../../server/src/rules/framework/rule";
import { RULES } from "../../../server/src/rules/registry";
import { applyFix, read } from "../../support/fixes";

const FOLDERS = ["test/fixtures/rules", "test/fixtures/dialects", "examples"];

function* subjects(): Generator<{ name: string; text: string; carrier: Carrier }> {
  for (const rule of RULES) {
    for (const [i, { text, carrier = "http" }] of rule.examples.invalid.entries()) {
      const name = `${rule.id}, example ${i + 1}`;
      yield { name, text, carrier };
      yield { name: `${name}, CRLF and a mark`, text: `\ufeff${text.replaceAll("\n", "\r\n")}`, carrier };
      if (carrier === "markdown") {
        continue;
      }
      const quoted = text.replace(/^(?!$)/gm, "> ").replace(/^$(?!$)/gm, ">");
      yield { name: `${name}, in a quoted fence`, text: `> \`\`\`http\n${quoted}> \`\`\`\n`, carrier: "markdown" };
    }
  }
  for (const folder of FOLDERS) {
    for (const file of readdirSync(folder).sort()) {
      if (/\.(http|rest|md)$/.test(file)) {
        const text = readFileSync(join(folder, file), "utf8");
        yield { name: file, text, carrier: file.endsWith(".md") ? "markdown" : "http" };
      }
    }
  }
}

function kindOf({ place }: Finding, { document }: Analysis): string {
  const { start } = document.rangeOf(place);
  return document.lines.find(({ next }) => next > start)?.kind ?? "";
}

describe("a comment that an action writes", () => {
  for (const { name, text, carrier } of subjects()) {
    it(`hides its finding, and changes nothing else: ${name}`, () => {
      const before = read(text, carrier);
      // One finding per rule and kind of place is enough.
      const kinds = new Map(before.findings.map((finding) => [`${finding.rule} ${kindOf(finding, before)}`, finding]));
      for (const finding of kinds.values()) {
        const own = before.findings.filter(
          ({ rule, place }) =>
            rule === finding.rule &&
            before.document.rangeOf(place).start === before.document.rangeOf(finding.place).start,
        );
        for (const fix of suppressions(before.judged, finding)) {
          const result = applyFix(before, fix);
          const after = read(result, carrier);
          const what = `${fix.title}, line ${before.lines.positionAt(before.document.rangeOf(finding.place).start).line + 1}:\n${result}`;
          const hidden = after.suppressed.length - before.suppressed.length;
          assert.ok(hidden >= own.length, what);
          // All hidden findings existed before; only a finding about an unused comment may have disappeared.
          const isOther = ({ rule }: { rule: string }) => rule !== "unused-suppression";
          assert.equal(
            after.findings.filter(isOther).length + after.suppressed.filter(({ finding: one }) => isOther(one)).length,
            before.findings.filter(isOther).length +
              before.suppressed.filter(({ finding: one }) => isOther(one)).length,
            what,
          );
          assert.deepEqual(
            messagesOf(after.document).map(({ kind, fields }) => [kind, fields.map(({ name: { text: one } }) => one)]),
            messagesOf(before.document).map(({ kind, fields }) => [kind, fields.map(({ name: { text: one } }) => one)]),
            what,
          );
          assert.deepEqual(
            after.exchanges.map(({ verdict }) => verdict),
            before.exchanges.map(({ verdict }) => verdict),
            what,
          );
        }
      }
    });
  }
});
