import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { ENGINES } from "../../../server/src/cors/engines";
import { type Fix, textEdits } from "../../../server/src/edits/edit";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { plainText } from "../../../server/src/edits/snippet";
import type { Carrier } from "../../../server/src/http/parse";
import type { Finding } from "../../../server/src/rules/framework/rule";
import { RULES } from "../../../server/src/rules/registry";
import { applyEdits } from "../../../server/src/text/edit";
import type { Verdict } from "../../../server/src/verdict/judged-exchange";

const FOLDER = "test/fixtures/rules";

function read(text: string, carrier: Carrier): Analysis {
  return analyse(text, carrier, { origin: null }, (_, error) => {
    throw error;
  });
}

function applyFix(text: string, fix: Fix): string {
  const edits = textEdits(fix.edits).map(({ range, newText }) => ({
    range,
    newText: fix.grade === "placeholder" ? plainText(newText) : newText,
  }));
  for (const { range } of edits) {
    assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length, "an edit is in the document");
  }
  return applyEdits(text, edits);
}

const isGrave = ({ severity }: Finding) => severity === "error" || severity === "warning";
/** Counts of grave findings by rule and sentence. */
function graveOf(analysis: Analysis): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of analysis.findings.filter(isGrave)) {
    const key = `${finding.rule}: ${finding.message}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const RANK: Readonly<Record<Verdict, number>> = { blocked: 0, undetermined: 1, "not-cors": 2, allowed: 2 };

/** No new error or warning, no worse verdict, and no text lost but what the edits replace. */
function checkHarmless(before: Analysis, after: Analysis, fix: Fix): void {
  const had = graveOf(before);
  for (const [key, count] of graveOf(after)) {
    assert.ok(count <= (had.get(key) ?? 0), `${fix.title} brings up ${key}`);
  }
  const actual = (analysis: Analysis) => analysis.exchanges.filter(({ kind }) => kind === "actual");
  const inserted = after.exchanges.length - before.exchanges.length;
  for (const [i, exchange] of actual(before).entries()) {
    const now = inserted === 0 ? after.exchanges[exchange.index] : actual(after)[i];
    for (const engine of ENGINES) {
      const verdict = now?.verdict[engine] ?? "blocked";
      assert.ok(
        RANK[verdict] >= RANK[exchange.verdict[engine]] || fix.grade === "placeholder",
        `${fix.title}: ${engine} ${exchange.verdict[engine]} → ${verdict}`,
      );
    }
  }
}

/** Every text that a rule documents or a fixture holds. */
function* subjects(): Generator<{ name: string; text: string; carrier: Carrier }> {
  for (const rule of RULES) {
    for (const [i, { text }] of [...rule.examples.invalid, ...rule.examples.valid].entries()) {
      yield { name: `${rule.id}, example ${i + 1}`, text, carrier: "http" };
      yield { name: `${rule.id}, example ${i + 1}, CRLF`, text: text.replaceAll("\n", "\r\n"), carrier: "http" };
      yield {
        name: `${rule.id}, example ${i + 1}, in a fence`,
        text: `# Title\n\n\`\`\`http\n${text}\`\`\`\n`,
        carrier: "markdown",
      };
    }
  }
  for (const file of readdirSync(FOLDER).sort()) {
    yield {
      name: file,
      text: readFileSync(join(FOLDER, file), "utf8"),
      carrier: file.endsWith(".md") ? "markdown" : "http",
    };
  }
}

describe("every fix", () => {
  for (const { name, text, carrier } of subjects()) {
    it(`cures its finding and harms nothing: ${name}`, () => {
      const before = read(text, carrier);
      for (const finding of before.findings) {
        for (const fix of finding.fixes()) {
          const result = applyFix(text, fix);
          const after = read(result, carrier);
          checkHarmless(before, after, fix);
          const same = (one: Finding) => one.rule === finding.rule && one.message === finding.message;
          assert.ok(
            after.findings.filter(same).length < before.findings.filter(same).length,
            `${fix.title} does not cure ${finding.rule}: ${finding.message}`,
          );
        }
      }
    });
  }
});

describe("every action", () => {
  for (const { name, text, carrier } of subjects()) {
    it(`ends in allowed where it says so: ${name}`, () => {
      const before = read(text, carrier);
      for (const exchange of before.exchanges) {
        for (const { id, fix } of exchangeActions(before.judged, exchange)) {
          const after = read(applyFix(text, fix), carrier);
          if (exchange.origin === null) {
            // The exchange gets a page and is judged from now on: that is what the action is for.
            assert.ok(after.exchanges.some(({ origin }) => origin?.value === "https://app.example.com"));
            continue;
          }
          checkHarmless(before, after, fix);
          const ends = id !== "addVaryOrigin" && fix.grade !== "placeholder" && exchange.response !== null;
          if (!ends) {
            continue;
          }
          // The inserted preflight stands before the request, and is the one that has to pass.
          const now = after.exchanges[exchange.index];
          for (const engine of ENGINES) {
            const verdict = now?.verdict[engine];
            const mayStayOpen =
              exchange.verdict[engine] === "undetermined" ||
              now?.judgement[engine].actual?.undetermined.some(({ header }) => header === "Location") ||
              (now?.judgement[engine].needsPreflight !== false && now?.servedBy === null);
            assert.ok(
              exchange.applicability.applies !== true ||
                verdict === "allowed" ||
                (verdict === "undetermined" && mayStayOpen && id !== "insertPreflight"),
              `${fix.title} ends in ${verdict} (${engine}), line ${after.lines.positionAt(now?.request.start ?? 0).line + 1}`,
            );
          }
        }
      }
    });
  }
});
