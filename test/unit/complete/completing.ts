import assert from "node:assert/strict";
import { type Analysis, analyse, type Settings } from "../../../server/src/analysis";
import { completionsAt } from "../../../server/src/complete/complete";
import type { Proposal } from "../../../server/src/complete/proposal";
import { plainText } from "../../../server/src/edits/snippet";
import type { Carrier } from "../../../server/src/http/parse";
import { applyEdits } from "../../../server/src/text/edit";

/** The other inputs of a completion. */
export interface Circumstances {
  readonly carrier?: Carrier;
  readonly settings?: Settings;
  /** The trigger character that was just typed. */
  readonly typed?: string;
  /** The other open documents. */
  readonly others?: readonly Analysis[];
}

/** The proposals at the `|` in `marked`. */
export function proposalsIn(marked: string, circumstances: Circumstances = {}): Proposal[] {
  const offset = marked.indexOf("|");
  assert.ok(offset >= 0 && offset === marked.lastIndexOf("|"), "the text has one cursor");
  return proposalsAt(marked.replace("|", ""), offset, circumstances);
}

export function proposalsAt(
  text: string,
  offset: number,
  { carrier = "http", settings = { origin: null }, typed, others = [] }: Circumstances = {},
): Proposal[] {
  const source = { analysis: analyse(text, carrier, settings), carrier, settings, others };
  return completionsAt(source, offset, typed ?? null);
}

export function labelsIn(marked: string, circumstances: Circumstances = {}): string[] {
  return proposalsIn(marked, circumstances).map(({ label }) => label);
}

/** The text after accepting a proposal, by default the first. */
export function accept(marked: string, label: string | null = null, circumstances: Circumstances = {}): string {
  const proposals = proposalsIn(marked, circumstances);
  const proposal = label === null ? proposals[0] : proposals.find((one) => one.label === label);
  assert.ok(proposal, `${label ?? "anything"} among ${JSON.stringify(proposals.map((one) => one.label))}`);
  return accepted(marked.replace("|", ""), proposal);
}

export function accepted(text: string, { replace, newText, isSnippet }: Proposal): string {
  return applyEdits(text, [{ range: replace, newText: isSnippet ? plainText(newText) : newText }]);
}
