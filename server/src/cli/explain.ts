import { analyse, DEFAULT_SETTINGS } from "../analysis";
import { FIX_GRADES, fixedExample, ordinalOf } from "../explain/rule-fix";
import type { Example, Rule } from "../rules/framework/rule";
import { RULES } from "../rules/registry";
import { suggestion } from "../text/nearest";
import type { ExitCode } from "./exit-code";
import { FrameWriter, type Look, SEVERITY_COLORS } from "./format/frame";
import { createPaint } from "./format/paint";
import { wrap } from "./format/wrap";
import type { Terminal } from "./terminal";
import { unknownName } from "./usage-error";

/**
 * Prints a rule's page.
 * @throws UsageError if there is no such rule.
 */
export function explain(id: string, terminal: Terminal): ExitCode {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const meant = suggestion(
      id,
      RULES.map((candidate) => candidate.id),
    );
    throw unknownName(`rule ${id}`, meant, "see cors-lens explain --help for all rules");
  }
  terminal.write(pageOf(rule, { columns: terminal.columns, paint: createPaint(terminal.colors) }));
  return 0;
}

const MAX_TEXT_COLUMNS = 100;

function pageOf(rule: Rule, look: Look): string {
  const { paint } = look;
  const columns = Math.min(look.columns ?? MAX_TEXT_COLUMNS, MAX_TEXT_COLUMNS);
  const heading = (text: string) => ["", paint(text, "bold"), ""];
  return [
    `${paint(rule.id, "bold")} (${paint(rule.severity, SEVERITY_COLORS[rule.severity])})`,
    "",
    ...wrap(rule.summary, columns),
    ...rule.rationale.split(/\n{2,}/).flatMap((paragraph) => ["", ...paragraphLines(paragraph, columns)]),
    ...rule.examples.invalid.flatMap((example) => [
      ...heading(`Incorrect: ${example.title}`),
      ...indented(example.text),
      ...findingsOf(rule, example, { ...look, columns }),
    ]),
    ...rule.examples.valid.flatMap((example) => [...heading(`Correct: ${example.title}`), ...indented(example.text)]),
    ...heading("Fix"),
    ...fixOf(rule, columns),
    ...heading("References"),
    ...rule.references.map(({ title, url }) => `${title}\n  ${paint(url, "cyan")}`),
    "",
  ].join("\n");
}

/** Wraps prose again. Lists and code keep their lines. */
function paragraphLines(paragraph: string, columns: number): string[] {
  const lines = paragraph.split("\n");
  return lines.some((line) => /^(?:\s|[-*>|#]|\d+\.|```)/.test(line)) ? lines : wrap(lines.join(" "), columns);
}

function fixOf(rule: Rule, columns: number): string[] {
  const fixed = fixedExample(rule);
  if (fixed === null) {
    return ["This rule has no automatic fix."];
  }
  const { fix, text } = fixed;
  return [
    ...wrap(`“${fix.title}” changes the ${ordinalOf(fixed, rule)}incorrect example to:`, columns),
    "",
    ...indented(text),
    "",
    ...wrap(FIX_GRADES[fix.grade], columns),
  ];
}

function indented(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`));
}

function findingsOf(rule: Rule, { text, carrier = "http" }: Example, look: Look): string[] {
  const analysis = analyse(text, carrier, DEFAULT_SETTINGS);
  const frames = new FrameWriter(
    { path: carrier === "http" ? "example.http" : "example.md", analysis, har: null },
    look,
  );
  return analysis.findings
    .filter((finding) => finding.rule === rule.id)
    .flatMap((finding) => ["", frames.frame(finding).trimEnd()]);
}
