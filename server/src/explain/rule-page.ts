import type { Example, Rule } from "../rules/framework/rule";
import { httpBlock } from "./markdown";

/** A rule's documentation page, in Markdown: made from the rule itself, so that it cannot say something else. */
export function rulePage({ id, severity, summary, rationale, references, examples }: Rule): string {
  return [
    `# ${id}`,
    summary,
    `Severity: ${severity}.`,
    rationale,
    "## Found",
    ...examples.invalid.flatMap(exampleParagraphs),
    "## Not found",
    ...examples.valid.flatMap(exampleParagraphs),
    "## References",
    references.map(({ title, url }) => `- [${title}](${url})`).join("\n"),
    "",
  ]
    .join("\n\n")
    .trimEnd()
    .concat("\n");
}

function exampleParagraphs({ title, text }: Example): string[] {
  return [`${title}:`, httpBlock(text.trimEnd().split("\n"))];
}

/** The index of the rule pages: a table with a row for each rule. */
export function ruleIndex(rules: readonly Rule[]): string {
  return [
    "# Rules",
    "",
    "| rule | severity | finds |",
    "| --- | --- | --- |",
    ...rules.map(({ id, severity, summary }) => `| [${id}](${id}.md) | ${severity} | ${summary} |`),
    "",
  ].join("\n");
}
