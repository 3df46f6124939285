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
    for (const unused of asked.flatMap((suppression) => hiding.unusedOf(suppression))) {
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

/** Divides findings into those that are shown and those that are hidden. */
class Split {
  readonly #hiding: Hiding;
  readonly #severities: RuleSeverities;
  readonly #by = new Map<Finding, Suppression>();
  #shown: readonly Finding[] = [];
  #hidden: readonly Finding[] = [];

  constructor(hiding: Hiding, severities: RuleSeverities) {
    this.#hiding = hiding;
    this.#severities = severities;
  }

  /** @param findings in the order of the text. */
  add(findings: readonly Finding[]): void {
    const shown: Finding[] = [];
    const hidden: Finding[] = [];
    for (const finding of findings) {
      // A comment is of use even where nothing of the rule is to be shown.
      const by = this.#hiding.hide(finding);
      const one = withSeverity(finding, this.#severities);
      if (one !== null) {
        (by === null ? shown : hidden).push(one);
      }
      if (one !== null && by !== null) {
        this.#by.set(one, by);
      }
    }
    this.#shown = merged(this.#shown, shown);
    this.#hidden = merged(this.#hidden, hidden);
  }

  /** @param more what no comment hides. */
  finish(more: readonly Finding[]): ShownFindings {
    return {
      findings: merged(this.#shown, [...withSeverities(more, this.#severities)]),
      suppressed: this.#hidden.map((finding) => ({ finding, by: this.#by.get(finding) as Suppression })),
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
