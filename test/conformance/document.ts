import { RULE_IDS, type RuleId } from "../../server/src/rules/framework/rule-ids";
import type { Decision, DecisionPoint, Section, TestReference } from "./decision-point";

/** One measure in one engine, as `scripts/test-browsers.mjs --write` has it. */
export interface MeasuredRow {
  readonly engine: string;
  /** Of the browser, with its name. */
  readonly version: string;
  readonly what: string;
  readonly exchanges: number;
  readonly disagreements: number;
  /** As in `2026-11-24`. */
  readonly date: string;
}

/**
 * The conformance page, in Markdown.
 * @param measured `null` where nothing has been written down.
 */
export function conformancePage(sections: readonly Section[], measured: readonly MeasuredRow[] | null): string {
  return [
    "# Conformance",
    "Every point at which a browser decides about a request under CORS: the step of the [Fetch standard](https://fetch.spec.whatwg.org/), what browsers make of it where they differ, what CORS Lens decides from a text, and the tests that show it. This page is generated from `test/conformance` (`npm run generate`); a test holds the two together.",
    summary(sections.flatMap(({ points }) => points)),
    ...(measured === null ? [] : measuredParagraphs(measured)),
    ...sections.flatMap(({ title, points }) => [`## ${title}`, ...points.map(entry)]),
  ]
    .join("\n\n")
    .concat("\n");
}

function summary(points: readonly DecisionPoint[]): string {
  const count = (isCounted: (point: DecisionPoint) => boolean) => points.filter(isCounted).length;
  const notDecidable = count((point) => point.notDecidable !== undefined);
  const open = count((point) => point.open !== undefined);
  return [
    `| | points |`,
    `| --- | --- |`,
    `| decided | ${points.length - notDecidable - open} |`,
    `| with a part that is not decided yet | ${open} |`,
    `| not decidable from a text | ${notDecidable} |`,
  ].join("\n");
}

function entry({ id, decides, steps, engines, decidedBy, notDecidable, assumes, open, tests }: DecisionPoint): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Standard", steps],
    ["Browsers", engines],
    ["Here", decidedBy === undefined || decidedBy.length === 0 ? undefined : decidedBy.map(decision).join(", ")],
    ["Not decidable", notDecidable],
    ["Assumed", assumes],
    ["Not decided yet", open],
    ["Shown by", tests.length === 0 ? undefined : testLinks(tests)],
  ];
  return [
    `### ${id}`,
    decides,
    facts.flatMap(([label, text]) => (text === undefined ? [] : [`- ${label}: ${text}`])).join("\n"),
  ].join("\n\n");
}

function decision(by: Decision): string {
  return isRuleId(by) ? `[${by}](rules/${by}.md)` : by;
}

function isRuleId(by: Decision): by is RuleId {
  return (RULE_IDS as readonly string[]).includes(by);
}

/** Each file once, with its titles. */
function testLinks(tests: readonly TestReference[]): string {
  const titles = new Map<string, string[]>();
  for (const { file, title } of tests) {
    const others = titles.get(file);
    if (others === undefined) {
      titles.set(file, [title]);
    } else {
      others.push(title);
    }
  }
  return Array.from(titles, ([file, [first = "", ...others]]) => {
    const name = file.slice(file.lastIndexOf("/") + 1);
    return `[${name}](../${file}) (${[first, ...others].map(quoted).join("; ")})`;
  }).join(", ");
}

function quoted(title: string): string {
  return `“${title.replace(/[\\*_<>[\]`|]/g, "\\$&")}”`;
}

function measuredParagraphs(rows: readonly MeasuredRow[]): string[] {
  const versions = [...new Set(rows.map(({ version }) => version))];
  const measures = [...new Set(rows.map(({ what }) => what))];
  const dates = [...new Set(rows.map(({ date }) => date))].sort();
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    "## Measured agreement",
    `Random exchanges, redirect chains and sequences of requests, played by a real page and real servers (\`npm run test:browsers\`), ${dates.join(", ")}: how many agree, of how many that were compared.`,
    [
      line(["", ...versions]),
      line(["---", ...versions.map(() => "---")]),
      ...measures.map((what) => line([what, ...versions.map((version) => agreement(rows, version, what))])),
    ].join("\n"),
  ];
}

function agreement(rows: readonly MeasuredRow[], version: string, what: string): string {
  const row = rows.find((one) => one.version === version && one.what === what);
  return row === undefined ? "" : `${row.exchanges - row.disagreements} / ${row.exchanges}`;
}
