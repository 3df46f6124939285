import assert from "node:assert/strict";
import { type Analysis, analyse, type Settings } from "../../server/src/analysis";
import { ENGINES } from "../../server/src/cors/engines";
import { type Fix, textEdits } from "../../server/src/edits/edit";
import { plainText } from "../../server/src/edits/snippet";
import type { Carrier } from "../../server/src/http/parse";
import { messagesOf } from "../../server/src/http/tree";
import type { Verdict } from "../../server/src/judged/judged-exchange";
import type { Finding } from "../../server/src/rules/framework/rule";
import { applyEdits } from "../../server/src/text/edit";

export function read(text: string, carrier: Carrier, settings: Settings = { origin: null }): Analysis {
  return analyse(text, carrier, settings, (_, error) => {
    throw error;
  });
}

/** The text after a fix. Asserts that its edits are inside the document. */
export function applyFix({ document }: Pick<Analysis, "document">, fix: Fix): string {
  const { text } = document;
  const edits = textEdits(document, fix.edits).map(({ range, newText }) => ({
    range,
    newText: fix.grade === "placeholder" ? plainText(newText) : newText,
  }));
  for (const { range } of edits) {
    assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length, "an edit is in the document");
  }
  return applyEdits(text, edits);
}

const isGrave = ({ severity }: Finding) => severity === "error" || severity === "warning";
/** The findings that others show as related. A cure of those makes them findings of their own. */
function shownAsRelated({ failures }: Analysis): ReadonlySet<Finding> {
  return new Set([...failures.values()].flat().filter(({ isConsequence }) => isConsequence));
}

/**
 * What a grant may show: that the page is one to beware of, that its `Origin` is written in another way than browsers write it, or that another
 * response lacks the grant. The fix makes none of these mistakes.
 */
const SHOWN_BY_GRANTS: ReadonlySet<string> = new Set([
  "origin-development",
  "origin-insecure",
  "origin-not-serialized",
  "error-without-allow-origin",
]);

/** Counts of errors and warnings by rule. Messages aren't compared, as they may quote text that another rule's fix has changed. */
function graveOf(findings: Iterable<Finding>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of [...findings].filter((one) => isGrave(one) && !SHOWN_BY_GRANTS.has(one.rule))) {
    const key = finding.rule;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const RANK: Readonly<Record<Verdict, number>> = { blocked: 0, undetermined: 1, "not-cors": 2, allowed: 2 };

/** Asserts that a fix whose purpose is that more is read keeps what was read before. */
export function checkReadsMore(before: Analysis, after: Analysis): void {
  const texts = ({ document }: Analysis) =>
    messagesOf(document).map((message) => {
      const start = document.startOf(message);
      return document.text.slice(start, start + message.length);
    });
  const now = texts(after);
  for (const text of texts(before)) {
    const at = now.indexOf(text);
    assert.ok(at >= 0, `a message has disappeared: ${text}`);
    now.splice(0, at + 1);
  }
  assert.ok(messagesOf(after.document).length > messagesOf(before.document).length, "nothing more is read");
}

/**
 * The actions after which something may be wrong or open that wasn't: they write an expectation, or requests without responses. `check-actions.ts`
 * says what holds for them.
 */
export const WRITES_TESTS: ReadonlySet<string> = new Set([
  "expectBlocked",
  "expectAllowed",
  "writeProbes",
  "writeShortProbes",
]);

/** Asserts that a fix adds no error or warning and makes no verdict worse, unless it is there to have more read. */
export function checkHarmless(before: Analysis, after: Analysis, fix: Fix): void {
  if (fix.readsMore) {
    checkReadsMore(before, after);
    return;
  }
  const had = graveOf([...before.findings, ...shownAsRelated(before)]);
  for (const [key, count] of graveOf(after.findings)) {
    assert.ok(count <= (had.get(key) ?? 0), `${fix.title} causes ${key}`);
  }
  const actual = (analysis: Analysis) => analysis.exchanges.filter(({ kind }) => kind === "actual");
  const inserted = after.exchanges.length - before.exchanges.length;
  for (const [i, exchange] of actual(before).entries()) {
    const now = inserted === 0 ? after.exchanges[before.exchanges.indexOf(exchange)] : actual(after)[i];
    for (const engine of ENGINES) {
      const verdict = now?.verdict[engine] ?? "blocked";
      assert.ok(
        RANK[verdict] >= RANK[exchange.verdict[engine]] || fix.grade === "placeholder",
        `${fix.title}: ${engine} ${exchange.verdict[engine]} → ${verdict}`,
      );
    }
  }
}
