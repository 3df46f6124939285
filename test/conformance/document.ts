import { table } from "../../server/src/explain/markdown";
import { RULE_IDS, type RuleId } from "../../server/src/rules/framework/rule-ids";
import type { Decision, DecisionPoint, Section, TestReference } from "./decision-point";
import { EDGES, EDGES_SOURCE } from "./edges";

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
 * Returns the page that sums up how CORS Lens is compared with browsers, in Markdown.
 * @param measured `null` if nothing has been measured
 */
export function conformancePage(sections: readonly Section[], measured: readonly MeasuredRow[] | null): string {
  const points = sections.flatMap((section) => section.points);
  return [
    "# Conformance",
    "CORS Lens says what browsers decide. This page shows how that is tested, how often real browsers agree, where browsers differ, and what no text can show. It is generated from `test/conformance` and from measurements (`npm run generate`).",
    "## Tests",
    testedParagraph(points),
    ...(measured === null ? [] : measuredParagraphs(measured)),
    "## Where browsers differ",
    "Where a browser differs from the Fetch standard, CORS Lens follows the browser: the verdict names the browsers that block. These differences are known:",
    table(
      ["point", "decides", "browsers"],
      points.flatMap((point) =>
        point.engines === undefined || point.engines.startsWith("See ")
          ? []
          : [[pointLink(point), point.decides, point.engines]],
      ),
    ),
    "## Edges",
    `Rare messages that browsers read differently, or not as people expect. ${EDGES_SOURCE}`,
    table(
      ["point", "Chromium", "Firefox", "WebKit", "in a text"],
      EDGES.map(({ point, chromium, firefox, webkit, inText = "" }) => [point, chromium, firefox, webkit, inText]),
    ),
    "## What a text can't show",
    "These points depend on something outside the exchange, so they aren't decided. The details say why, and what is assumed elsewhere.",
    points
      .filter(({ notDecidable }) => notDecidable !== undefined)
      .map((point) => `- ${pointLink(point)}: ${point.decides}`)
      .join("\n"),
    "## Reproduce it",
    ["```sh", "npm ci", ...COMMANDS.map(([command, what]) => `${command.padEnd(WIDTH)} # ${what}`), "```"].join("\n"),
    "The browsers must be installed: Chromium, Firefox, and WebKitGTK with its WebDriver. A run without `--seed` plays exchanges that were never played before; a disagreement is printed with the seed and the index that play it again.",
  ]
    .join("\n\n")
    .concat("\n");
}

const COMMANDS = [
  ["npm run test:unit", "includes the decision points"],
  ["npm run test:browsers", "20,000 random exchanges in each browser"],
  ["npm run test:browsers -- --seed 7 --count 500", "fewer, and the same each time"],
] as const;
const WIDTH = Math.max(...COMMANDS.map(([command]) => command.length));

function testedParagraph(points: readonly DecisionPoint[]): string {
  const count = (isCounted: (point: DecisionPoint) => boolean) => points.filter(isCounted).length;
  const notDecidable = count((point) => point.notDecidable !== undefined);
  const open = count((point) => point.open !== undefined);
  return [
    `**${points.length} decision points**: every point at which a browser decides about a request under CORS. Unit tests show ${points.length - notDecidable - open} of them.`,
    ...(open === 0 ? [] : [`${open} have a part that isn't decided yet.`]),
    `The other ${notDecidable} can't be decided from a text. [All points](${DETAILS}) with the step of the standard and the tests.`,
  ].join(" ");
}

/** The page with all decision points, next to the one that sums them up. */
const DETAILS = "conformance-details.md";

function pointLink({ id }: DecisionPoint): string {
  return `[${id}](${DETAILS}#${id.toLowerCase()})`;
}

/** Returns the page with every decision point and every measurement, in Markdown. */
export function conformanceDetails(sections: readonly Section[], measured: readonly MeasuredRow[] | null): string {
  return [
    "# Conformance in detail",
    "Every point at which a browser decides about a request under CORS: the step of the [Fetch standard](https://fetch.spec.whatwg.org/), the differences between browsers, what CORS Lens decides from a text, and the tests that show it. [Summary](conformance.md)",
    ...sections.flatMap(({ title, points }) => [`## ${title}`, ...points.map(entry)]),
    ...(measured === null ? [] : ["## All measurements", "Agreements, of all comparisons.", measurements(measured)]),
  ]
    .join("\n\n")
    .concat("\n");
}

function entry({ id, decides, steps, engines, decidedBy, notDecidable, assumes, open, tests }: DecisionPoint): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Standard", steps],
    ["Browsers", engines],
    ["CORS Lens", decidedBy === undefined || decidedBy.length === 0 ? undefined : decidedBy.map(decision).join(", ")],
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

/** Describes a group of measures, which its name begins with, by the number of things that were played in each browser. */
const PLAYED: Readonly<Record<string, (played: string) => string>> = {
  refusals: () => "requests and ports that browsers refuse",
  plain: (played) => `${played} random exchanges`,
  chains: (played) => `${played} random redirect chains`,
  cache: (played) => `${played} random sequences of requests, for the preflight cache`,
};

function measuredParagraphs(rows: readonly MeasuredRow[]): string[] {
  const versions = versionsOf(rows);
  const groups = [...new Set(rows.map(groupOf))];
  const dates = [...new Set(rows.map(({ date }) => date))].sort();
  return [
    `**Real browsers**: a real page and real servers play random exchanges, and the browser's behaviour is compared with what CORS Lens says about them, once from the headers and once from a text. Compared are the verdict, whether a preflight is sent and with which headers, \`Origin\` at each redirect, the headers that a script can read, the preflight cache, and in Chromium the console messages. Measured on ${dates.join(", ")}:`,
    table(
      ["played in each browser", ...versions],
      groups.map((group) => {
        const measures = rows.filter((row) => groupOf(row) === group);
        const played = number(Math.max(...measures.map(({ exchanges }) => exchanges)));
        return [
          PLAYED[group]?.(played) ?? group,
          ...versions.map((version) => summary(measures.filter((row) => row.version === version))),
        ];
      }),
    ),
  ];
}

function groupOf({ what }: MeasuredRow): string {
  return what.split(/[,:]/)[0] ?? what;
}

function summary(rows: readonly MeasuredRow[]): string {
  const sum = (numberOf: (row: MeasuredRow) => number) => rows.reduce((total, row) => total + numberOf(row), 0);
  const disagreements = sum((row) => row.disagreements);
  const agreement = disagreements === 0 ? "all agree" : `${number(disagreements)} disagree`;
  return `${number(sum((row) => row.exchanges))} comparisons: ${agreement}`;
}

function measurements(rows: readonly MeasuredRow[]): string {
  const versions = versionsOf(rows);
  const measures = [...new Set(rows.map(({ what }) => what))];
  return table(
    ["measure", ...versions],
    measures.map((what) => [what, ...versions.map((version) => agreement(rows, version, what))]),
  );
}

function agreement(rows: readonly MeasuredRow[], version: string, what: string): string {
  const row = rows.find((one) => one.version === version && one.what === what);
  return row === undefined ? "–" : `${number(row.exchanges - row.disagreements)} / ${number(row.exchanges)}`;
}

function versionsOf(rows: readonly MeasuredRow[]): string[] {
  return [...new Set(rows.map(({ version }) => version))];
}

/** With commas between thousands, whatever the machine's language. */
export function number(value: number): string {
  return value.toLocaleString("en-US");
}
