import { FAMILIES } from "../rules/framework/families";
import type { Example, Rule } from "../rules/framework/rule";
import { familyTitleOf } from "../rules/framework/rule-ids";
import { fenced, table } from "./markdown";
import { FIX_GRADES, fixedExample, ordinalOf } from "./rule-fix";

/** Returns a rule's documentation page in Markdown, made from the rule so that both agree. */
export function rulePage(rule: Rule): string {
  const { id, severity, summary, rationale, references, examples } = rule;
  return [
    `# ${id}`,
    summary,
    `Default: ${severity}. Topic: ${topicLink(rule)}.`,
    rationale,
    "## Incorrect",
    ...examples.invalid.flatMap(exampleParagraphs),
    "## Correct",
    ...examples.valid.flatMap(exampleParagraphs),
    "## Fix",
    ...fixParagraphs(rule),
    "## References",
    references.map(({ title, url }) => `- [${title}](${url})`).join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

function exampleParagraphs({ title, text, carrier = "http" }: Example): string[] {
  return [`${title}:`, fenced(carrier, text.trimEnd().split("\n"))];
}

function fixParagraphs(rule: Rule): string[] {
  const fixed = fixedExample(rule);
  if (fixed === null) {
    return ["This rule has no automatic fix."];
  }
  const { fix, text, example } = fixed;
  return [
    `*${fix.title}* changes the ${ordinalOf(fixed, rule)}incorrect example to:`,
    fenced(example.carrier ?? "http", text.trimEnd().split("\n")),
    FIX_GRADES[fix.grade],
  ];
}

function topicLink({ id }: Rule): string {
  const title = familyTitleOf(id);
  return `[${title}](README.md#${title.toLowerCase().replaceAll(" ", "-")})`;
}

/** Returns the index of the rule pages: a table of rules for each family. */
export function ruleIndex(rules: readonly Rule[]): string {
  return [
    "# Rules",
    `CORS Lens has ${rules.length} rules. Each has a default severity:`,
    [
      "- **error**: at least one browser blocks",
      "- **warning**: works here, but is a hole or breaks elsewhere",
      "- **information**: useless, misleading, or true only under a condition that the text doesn't show",
      "- **hint**: a matter of style",
    ].join("\n"),
    "The column *fix* says what the light bulb offers first:",
    [
      "- **safe**: a fix that changes no permission. *Fix All* and `cors-lens check --fix` apply it.",
      "- **suggestion**: a fix that allows more than before or needs your decision",
      "- **placeholder**: a fix with a value for you to fill in",
    ].join("\n"),
    "The setting [`corsLens.rules`](../project-settings.md#severities) changes a rule's severity or turns it off. [Comments](../suppressions.md) hide single findings.",
    ...Object.values(FAMILIES).flatMap((title) => [
      `## ${title}`,
      table(["rule", "default", "fix", "reports"], rules.filter(({ id }) => familyTitleOf(id) === title).map(row)),
    ]),
  ]
    .join("\n\n")
    .concat("\n");
}

function row(rule: Rule): string[] {
  const { id, severity, summary } = rule;
  return [`[${id}](${id}.md)`, severity, fixedExample(rule)?.fix.grade ?? "–", summary];
}
