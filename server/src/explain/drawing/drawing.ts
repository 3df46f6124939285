import type { Verdict } from "../../verdict/judged-exchange";

/**
 * A fetch as a sequence: who sends what to whom, and what the browser decides at each step. Every text is on one line, and no secret is in
 * it. What is called Markdown is made by the functions of `explain/`; the rest is plain.
 */
export interface Drawing {
  /** Method and URL of the first request, as typed. */
  readonly title: string;
  readonly headline: string;
  readonly verdict: Verdict;
  /** Markdown. */
  readonly reason: string;
  readonly participants: readonly Participant[];
  readonly steps: readonly Step[];
  /** What else is to be known, each a paragraph of Markdown. */
  readonly remarks: readonly string[];
}

export interface Participant {
  readonly role: "page" | "browser" | "server";
  /** An origin or a host; for the browser, whose decisions are drawn. */
  readonly name: string;
}

export type Step = Arrow | Decision;

/** Something that goes from one participant to another. */
export interface Arrow {
  readonly kind: "arrow";
  /** Indexes in `participants`. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** `not-shown`: the text does not show it. `never-sent`: the browser keeps it back. */
  readonly state: "sent" | "not-shown" | "never-sent";
  /** The header lines that matter to CORS. */
  readonly fields: readonly FieldLine[];
  /** In the text, 1-based; null where it is not there. */
  readonly line: number | null;
  /** Markdown. */
  readonly notes: readonly string[];
}

export interface FieldLine {
  readonly text: string;
  /** In the text, 1-based; null where it is not there. */
  readonly line: number | null;
  /** What the header decides; null where it decides nothing by itself. */
  readonly verdict: Verdict | null;
  readonly isMissing: boolean;
}

/** What the browser decides at one point. */
export interface Decision {
  readonly kind: "decision";
  readonly heading: string;
  readonly verdict: Verdict;
  /** By browser, in the order in which they are shown. */
  readonly verdicts: readonly BrowserVerdict[];
  /** Markdown. */
  readonly words: readonly string[];
  /** The header lines that would be right. */
  readonly expected: readonly string[];
  /** The deciding step of the standard, a link in Markdown. */
  readonly step: string | null;
  /** What browsers print to the console, Markdown, one item each. */
  readonly console: readonly string[];
  /** Of what decides, in the text, 1-based; null where it is not there. */
  readonly line: number | null;
}

export interface BrowserVerdict {
  readonly browser: string;
  readonly verdict: Verdict;
}

/** A verdict as what a check says; colour is never the only mark. */
export const MARKS: Readonly<
  Record<Verdict, { readonly word: string; readonly sign: string; readonly ascii: string }>
> = {
  allowed: { word: "passes", sign: "✓", ascii: "+" },
  blocked: { word: "fails", sign: "✗", ascii: "x" },
  undetermined: { word: "cannot tell", sign: "?", ascii: "?" },
  "not-cors": { word: "not checked", sign: "–", ascii: "-" },
};

export const ROLES: Readonly<Record<Participant["role"], string>> = {
  page: "Page",
  browser: "Browser",
  server: "Server",
};

/** What is said of an arrow that is not in the text. */
export const ARROW_STATES: Readonly<Record<Arrow["state"], string | null>> = {
  sent: null,
  "not-shown": "not in the text",
  "never-sent": "never sent",
};

/** `Chrome, Firefox, Safari` where they agree with the heading, else `Chrome passes, Firefox fails`. */
export function verdictsInWords(verdicts: readonly BrowserVerdict[]): string {
  const [first] = verdicts;
  const agree = verdicts.every(({ verdict }) => verdict === first?.verdict);
  return verdicts.map(({ browser, verdict }) => (agree ? browser : `${browser} ${MARKS[verdict].word}`)).join(", ");
}
