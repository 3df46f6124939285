import type { Rule } from "../rules/framework/rule";
import { RULE_SEVERITIES } from "../rules/framework/severities";

/** The JSON schema of what a user may set for rules: made from the rules, so that it knows each of them. */
export function ruleSeveritiesSchema(rules: readonly Rule[]) {
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(
      rules.map(({ id, severity, summary }) => [
        id,
        { enum: [...RULE_SEVERITIES], markdownDescription: `${summary} By itself: ${severity}.` },
      ]),
    ),
  };
}
