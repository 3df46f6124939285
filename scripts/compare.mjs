import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { coreOf } from "../tools/compare/bundle.mjs";
import { knownTexts, madeTexts } from "../tools/compare/texts.mjs";

/**
 * `node scripts/compare.mjs --with DIR [--count N] [--seed S] [--messages no]`: compares verdicts, findings, fixes, actions, hovers and the JSON
 * report of this checkout with those of another one, over fixtures, examples, the data in `CORS_LENS_DATA`, and N made texts. The exit code is 1
 * if anything differs. For changes that must not change what users see.
 */

const root = resolve(fileURLToPath(import.meta.url), "../..");
const { values } = parseArgs({
  options: {
    with: { type: "string" },
    count: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    messages: { type: "string", default: "yes" },
  },
});
if (values.with === undefined) {
  console.error("compare: --with DIR is missing: another checkout to compare with");
  process.exit(2);
}
const cores = [await coreOf(resolve(values.with)), await coreOf(root)];
const comparesMessages = values.messages === "yes";

/** Everything that a core says about a text, as plain data. */
function said({ analyse, textEdits, exchangeActions, hoverAt, fileReportOf }, { name, text, carrier }, settings) {
  const analysis = analyse(text, carrier, settings, (_, error) => {
    throw error;
  });
  const edits = (fix) => {
    const made = textEdits.length === 2 ? textEdits(analysis.document, fix.edits) : textEdits(fix.edits);
    return [comparesMessages ? fix.title : "", fix.grade, comparesMessages ? made : made.map(({ range }) => range)];
  };
  const report = fileReportOf(name, analysis);
  const withoutMessage = ({ message, reason, ...one }) => (comparesMessages ? { message, reason, ...one } : one);
  return {
    ...report,
    diagnostics: report.diagnostics.map(withoutMessage),
    suppressed: (report.suppressed ?? []).map(withoutMessage),
    expected: comparesMessages ? analysis.findings.map(({ expected }) => expected) : [],
    fixes: analysis.findings.map((finding) => finding.fixes(analysis.judged).map(edits)),
    actions: analysis.exchanges.map((exchange) =>
      exchangeActions(analysis.judged, exchange).map(({ id, fix }) => [id, edits(fix)]),
    ),
    hovers: comparesMessages ? analysis.document.lines.map(({ content }) => hoverAt(analysis, content)) : [],
  };
}

const SETTINGS = [{ origin: null }, { origin: "https://app.example.com", readCommentedResponses: true }];
const known = [...knownTexts(root, process.env.CORS_LENS_DATA ?? join(root, "..", "shared"))];
let compared = 0;
let different = 0;
for (const texts of [known, madeTexts(known, Number(values.count), Number(values.seed))]) {
  for (const source of texts) {
    const settings = SETTINGS[compared++ % SETTINGS.length];
    const [before, after] = cores.map((core) => JSON.parse(JSON.stringify(said(core, source, settings))));
    if (!isDeepStrictEqual(before, after)) {
      different++;
      if (different <= 10) {
        const parts = Object.keys(after).filter((key) => !isDeepStrictEqual(before[key], after[key]));
        console.log(`${source.name}: ${parts.join(", ")} differ`);
        for (const part of parts) {
          const at = after[part].findIndex?.((one, i) => !isDeepStrictEqual(one, before[part][i]));
          console.log(
            `  before: ${JSON.stringify(before[part]?.[at] ?? null)}\n  after:  ${JSON.stringify(after[part]?.[at] ?? null)}`,
          );
        }
        console.log(source.text.replaceAll(/^/gm, "  | "));
      }
    }
  }
}
console.log(`${compared} texts compared, ${different} different`);
process.exitCode = different > 0 ? 1 : 0;
