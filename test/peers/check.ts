/** Something that another tool checks, in our words, with what CORS Lens says about it. */
export interface PeerCheck {
  /** The mistake, or the fact of interest, as a noun phrase in Markdown. */
  readonly check: string;
  /** The tools that check it. */
  readonly peers: readonly string[];
  readonly answer: Answer;
}

export type Answer =
  /** A finding of a rule in a text. */
  | { readonly rule: string; readonly text: string }
  /** The verdict on the last request of a text, and how people see it. */
  | { readonly verdict: string; readonly words: string; readonly text: string }
  /** Why nothing is said. */
  | { readonly none: string };

/** @param peers separated by commas. */
export function finding(check: string, peers: string, rule: string, text: string): PeerCheck {
  return { check, peers: listOf(peers), answer: { rule, text } };
}

export function verdict(check: string, peers: string, value: string, words: string, text: string): PeerCheck {
  return { check, peers: listOf(peers), answer: { verdict: value, words, text } };
}

export function none(check: string, peers: string, reason: string): PeerCheck {
  return { check, peers: listOf(peers), answer: { none: reason } };
}

function listOf(peers: string): readonly string[] {
  return peers.split(", ");
}
