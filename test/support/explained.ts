import assert from "node:assert/strict";
import type { Analysis } from "../../server/src/analysis";
import { ENGINES } from "../../server/src/cors/engines";
import { rankOf, rulesFor } from "../../server/src/rules/framework/attribution";
import { failingStepsOf } from "../../server/src/rules/framework/failing-steps";

/**
 * Asserts that of the rules that could explain a failing step, one is more specific than all others.
 * @returns the failing steps with these rules: `cors-check 4: allow-origin-mismatch`.
 */
export function explainedSteps({ exchanges }: Analysis): string[] {
  return exchanges
    .flatMap((exchange) => failingStepsOf(exchange, ENGINES))
    .map((failing) => {
      const [rule, ...others] = rulesFor(failing, (_, error) => {
        throw error;
      });
      const { algorithm, number, header } = failing.failure;
      assert.ok(rule !== undefined, `no rule explains ${algorithm} ${number} (${header})`);
      assert.deepEqual(
        others.filter((other) => rankOf(other) >= rankOf(rule)).map(({ id }) => id),
        [],
        `explains ${algorithm} ${number} as specifically as ${rule.id}: give one of them a precedence`,
      );
      return `${algorithm} ${number}: ${rule.id}`;
    });
}
