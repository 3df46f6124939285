import type { RuleId } from "./rule-ids";

const PAGES = "https://github.com/cors-lens/cors-lens/blob/main/docs/rules/";

/** Returns the URL of a rule's documentation page. */
export function rulePageUrl(id: RuleId): string {
  return `${PAGES}${id}.md`;
}
