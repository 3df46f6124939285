import type { HttpDocument, Suppression } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import { inOrder } from "./finding";
import type { OnRuleError } from "./results";
import type { Finding } from "./rule";
import { RuleRunner } from "./run";
import { type RuleSeverities, withSeverity } from "./severities";
import { SuppressionMatcher } from "./suppression-matcher";

/** A finding that a comment hides. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly by: Suppression;
}

/** Findings to show, and those that comments hide; both in text order. */
export interface ShownFindings {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/**
 * Applies severities and suppression comments to findings, and adds the findings on the comments themselves.
 * @param found in the order of the text.
 * @param judge returns the whole document.
 */
export function shownFindings(
  document: HttpDocument,
  found: readonly Finding[],
  judge: () => JudgedDocument,
  severities: RuleSeverities,
  onError: OnRuleError,
): ShownFindings {
  const { suppressions } = document;
  if (suppressions.length === 0) {
    return { findings: withSeverities(document, found, severities), suppressed: [] };
  }
  const judged = judge();
  const runner = new RuleRunner(judged, onError);
  const matcher = new SuppressionMatcher(suppressions, judged, severities);
  const split = new Split(document, matcher, severities);
  for (const suppression of suppressions) {
    runner.suppression(suppression);
  }
  split.add([...found, ...runner.findings.splice(0)]);
  // Comments that hide `unused-suppression` come last: they are used if they hide a finding on another comment. Nothing hides findings on them.
  const reportUnused = (checked: readonly Suppression[]) => {
    for (const unused of checked.flatMap((suppression) => matcher.unusedOf(suppression))) {
      runner.unused(unused);
    }
  };
  reportUnused(suppressions.filter((one) => !hidesUnused(one)));
  split.add(runner.findings.splice(0));
  reportUnused(suppressions.filter(hidesUnused));
  return split.finish(runner.findings);
}

function hidesUnused({ scope, rules }: Suppression): boolean {
  return scope === "file" && (rules.length === 0 || rules.some(({ text }) => text === "unused-suppression"));
}

/** Splits findings into shown and hidden ones. */
class Split {
  readonly #document: HttpDocument;
  readonly #matcher: SuppressionMatcher;
  readonly #severities: RuleSeverities;
  readonly #by = new Map<Finding, Suppression>();
  readonly #shown: Finding[] = [];
  readonly #hidden: Finding[] = [];

  constructor(document: HttpDocument, matcher: SuppressionMatcher, severities: RuleSeverities) {
    this.#document = document;
    this.#matcher = matcher;
    this.#severities = severities;
  }

  add(findings: readonly Finding[]): void {
    for (const finding of findings) {
      // Match before the severity: a comment counts as used even if the rule is off.
      const by = this.#matcher.match(finding);
      const one = withSeverity(finding, this.#severities);
      if (one !== null) {
        (by === null ? this.#shown : this.#hidden).push(one);
      }
      if (one !== null && by !== null) {
        this.#by.set(one, by);
      }
    }
  }

  /** @param more findings that no comment can hide. */
  finish(more: readonly Finding[]): ShownFindings {
    return {
      findings: inOrder(this.#document, [
        ...this.#shown,
        ...more.flatMap((finding) => withSeverity(finding, this.#severities) ?? []),
      ]),
      suppressed: inOrder(this.#document, this.#hidden).map((finding) => ({
        finding,
        by: this.#by.get(finding) as Suppression,
      })),
    };
  }
}

function withSeverities(
  document: HttpDocument,
  findings: readonly Finding[],
  severities: RuleSeverities,
): readonly Finding[] {
  return Object.keys(severities).length === 0
    ? findings
    : inOrder(
        document,
        findings.flatMap((finding) => withSeverity(finding, severities) ?? []),
      );
}
