import type { Rule } from "../rules/framework/rule";
import { RULE_SEVERITIES } from "../rules/framework/severities";

/** The JSON schema of the rule severities that a user can set, generated from the rules. */
export function ruleSeveritiesSchema(rules: readonly Rule[]) {
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(
      rules.map(({ id, severity, summary }) => [
        id,
        { enum: [...RULE_SEVERITIES], markdownDescription: `${summary} Default: ${severity}.` },
      ]),
    ),
  };
}
