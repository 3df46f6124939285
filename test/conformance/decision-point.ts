import type { RuleId } from "../../server/src/rules/framework/rule-ids";

/** A point at which a browser decides, and the tests that show how. Texts are Markdown, in whole sentences. */
export interface DecisionPoint {
  /** Such as `ORG-1`: a kind and a number. */
  readonly id: string;
  /** What it is about. */
  readonly decides: string;
  /** The algorithms and steps, of the Fetch standard where none is named; `none` where it has none. */
  readonly steps: string;
  /** Where browsers differ from the standard or from each other; absent where all agree. */
  readonly engines?: string;
  /** How it is decided; absent where `notDecidable` is given. */
  readonly decidedBy?: readonly Decision[];
  /** Why a text cannot tell. */
  readonly notDecidable?: string;
  /** The assumption if the text does not show it. */
  readonly assumes?: string;
  /** What a text tells and nothing decides yet. */
  readonly open?: string;
  readonly tests: readonly TestReference[];
}

/** What shows the decision: a part of the answer, or a rule's finding. */
export type Decision =
  | "verdict"
  | "need for a preflight"
  | "preflight request"
  | "exposed headers"
  | "max-age"
  | "explanation"
  | "hover"
  | RuleId;

export interface TestReference {
  /** From the root of the repository. */
  readonly file: string;
  /** As the file has it, with an ellipsis for each value that is filled in. */
  readonly title: string;
}

export interface Section {
  readonly title: string;
  readonly points: readonly DecisionPoint[];
}

/** Tests of one file of `test/unit/conformance`, whose titles begin with the id. */
export function conformance(file: string, ...titles: readonly string[]): readonly TestReference[] {
  return unit(`conformance/${file}.test.ts`, ...titles);
}

/** Tests of one file of `test/unit`. */
export function unit(file: string, ...titles: readonly string[]): readonly TestReference[] {
  return titles.map((title) => ({ file: `test/unit/${file}`, title }));
}
