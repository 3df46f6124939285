import { FAMILY_OF } from "../generated/families";
import { FAMILIES, type Family } from "./families";

export type RuleId = keyof typeof FAMILY_OF;

/** The ids of all rules, in the order of the documentation: by family, and then by name. */
export const RULE_IDS: readonly RuleId[] = (Object.keys(FAMILIES) as Family[]).flatMap((family) =>
  (Object.keys(FAMILY_OF) as RuleId[]).filter((id) => FAMILY_OF[id] === family),
);

const IDS: ReadonlySet<string> = new Set(RULE_IDS);

export function isRuleId(text: string): text is RuleId {
  return IDS.has(text);
}

const PAGES = "https://github.com/cors-lens/cors-lens/blob/main/docs/rules/";

/** Returns the URL of a rule's documentation page. */
export function rulePageUrl(id: RuleId): string {
  return `${PAGES}${id}.md`;
}

export function familyOf(id: RuleId): Family {
  return FAMILY_OF[id];
}

/** Returns the title of the family that a rule belongs to. */
export function familyTitleOf(id: RuleId): string {
  return FAMILIES[familyOf(id)];
}
