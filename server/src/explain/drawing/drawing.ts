import type { Verdict } from "../../judged/judged-exchange";
import type { Finding } from "../../rules/framework/rule";

/**
 * A fetch as a sequence diagram: the messages between page, browser and servers, and the browser's decisions. Every string is on one line and
 * contains no secret. Strings marked as Markdown are made by the functions in `explain/`; the others are plain text.
 */
export interface Drawing {
  /** Method and URL of the first request, as typed. */
  readonly title: string;
  /** The same without the host. */
  readonly name: string;
  readonly headline: string;
  readonly verdict: Verdict;
  /** Markdown. */
  readonly reason: string;
  readonly participants: readonly Participant[];
  readonly steps: readonly Step[];
  /** Further paragraphs of Markdown. */
  readonly remarks: readonly string[];
}

export interface Participant {
  readonly role: "page" | "browser" | "server";
  /** An origin or a host; for the browser, the names of the browsers whose decisions are shown. */
  readonly name: string;
}

export type Step = Arrow | Decision;

/** A message from one participant to another. */
export interface Arrow {
  readonly kind: "arrow";
  /** Indexes in `participants`. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** `not-shown`: not in the document. `never-sent`: the browser doesn't send it. */
  readonly state: "sent" | "not-shown" | "never-sent";
  /** The header lines that matter to CORS. */
  readonly fields: readonly FieldLine[];
  /** Line number in the document, 1-based; null if not in the document. */
  readonly line: number | null;
  /** Markdown. */
  readonly notes: readonly string[];
}

export interface FieldLine {
  readonly text: string;
  /** Line number in the document, 1-based; null if not in the document. */
  readonly line: number | null;
  /** The header's effect; null if it doesn't decide anything on its own. */
  readonly verdict: Verdict | null;
  readonly isMissing: boolean;
}

/** A decision of the browsers. */
export interface Decision {
  readonly kind: "decision";
  readonly heading: string;
  readonly verdict: Verdict;
  /** One for each browser, in display order. */
  readonly verdicts: readonly BrowserVerdict[];
  /** Markdown. */
  readonly words: readonly string[];
  /** The findings that say why it fails; their fixes can be applied. */
  readonly causes: readonly Finding[];
  /** The expected header lines. */
  readonly expected: readonly string[];
  /** The deciding step of the standard, as a Markdown link. */
  readonly step: string | null;
  /** The browsers' console messages, one Markdown item each. */
  readonly console: readonly string[];
  /** Line number of the deciding header or status, 1-based; null if not in the document. */
  readonly line: number | null;
}

export interface BrowserVerdict {
  readonly browser: string;
  readonly verdict: Verdict;
}

/** Word and sign for a check's result, so that colour is never the only mark. */
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

/** The remark on an arrow that isn't a message in the document. */
export const ARROW_STATES: Readonly<Record<Arrow["state"], string | null>> = {
  sent: null,
  "not-shown": "not shown",
  "never-sent": "never sent",
};

/** `Chrome, Firefox, Safari` if they all agree, else `Chrome passes, Firefox fails`. */
export function verdictsInWords(verdicts: readonly BrowserVerdict[]): string {
  const [first] = verdicts;
  const agree = verdicts.every(({ verdict }) => verdict === first?.verdict);
  return verdicts.map(({ browser, verdict }) => (agree ? browser : `${browser} ${MARKS[verdict].word}`)).join(", ");
}
