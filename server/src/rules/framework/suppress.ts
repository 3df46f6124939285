import type { Suppression } from "../../http/tree";
import type { JudgedDocument } from "../../verdict/judged-document";
import { merged } from "./finding";
import { Hiding } from "./hiding";
import type { OnRuleError } from "./results";
import type { Finding } from "./rule";
import { RuleRunner } from "./run";
import { type RuleSeverities, withSeverity } from "./severities";

/** A finding that a comment hides. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly by: Suppression;
}

/** Findings as they are to be shown, and those that comments hide; both in the order of the text. */
export interface ShownFindings {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/**
 * What is left of findings once severities are set and comments obeyed, with what is to be said of these comments themselves.
 * @param found in the order of the text.
 * @param suppressions all of the document, in the order of the text.
 * @param judge gives the whole document.
 */
export function shownFindings(
  found: readonly Finding[],
  suppressions: readonly Suppression[],
  judge: () => JudgedDocument,
  severities: RuleSeverities,
  onError: OnRuleError,
): ShownFindings {
  if (suppressions.length === 0) {
    return { findings: withSeverities(found, severities), suppressed: [] };
  }
  const judged = judge();
  const runner = new RuleRunner(judged, onError);
  const hiding = new Hiding(suppressions, judged, severities);
  const split = new Split(hiding, severities);
  for (const suppression of suppressions) {
    runner.suppression(suppression);
  }
  split.add(merged(found, runner.findings.splice(0)));
  // Comments that hide what is said of others come last, and nothing hides what is said of them.
  const tellUnused = (asked: readonly Suppression[]) => {
    for (const unused of asked.flatMap((suppression) => hiding.unusedOf(suppression) ?? [])) {
      runner.unused(unused);
    }
  };
  tellUnused(suppressions.filter((one) => !hidesUnused(one)));
  split.add(runner.findings.splice(0));
  tellUnused(suppressions.filter(hidesUnused));
  return split.finish(runner.findings);
}

function hidesUnused({ scope, rules }: Suppression): boolean {
  return scope === "file" && (rules.length === 0 || rules.some(({ text }) => text === "unused-suppression"));
}

class Split {
  readonly #hiding: Hiding;
  readonly #severities: RuleSeverities;
  readonly #shown: Finding[] = [];
  readonly #suppressed = new Map<Finding, Suppression>();

  constructor(hiding: Hiding, severities: RuleSeverities) {
    this.#hiding = hiding;
    this.#severities = severities;
  }

  add(findings: readonly Finding[]): void {
    for (const finding of findings) {
      // A comment is of use even where nothing of the rule is to be shown.
      const by = this.#hiding.hide(finding);
      const shown = withSeverity(finding, this.#severities);
      if (shown !== null && by !== null) {
        this.#suppressed.set(shown, by);
      } else if (shown !== null) {
        this.#shown.push(shown);
      }
    }
  }

  /** @param more what no comment hides. */
  finish(more: readonly Finding[]): ShownFindings {
    return {
      findings: merged([], [...this.#shown, ...withSeverities(more, this.#severities)]),
      suppressed: merged([], [...this.#suppressed.keys()]).map((finding) => ({
        finding,
        by: this.#suppressed.get(finding) as Suppression,
      })),
    };
  }
}

function withSeverities(findings: readonly Finding[], severities: RuleSeverities): readonly Finding[] {
  return Object.keys(severities).length === 0
    ? findings
    : merged(
        [],
        findings.flatMap((finding) => withSeverity(finding, severities) ?? []),
      );
}
