import type { Analysis } from "../../analysis";
import { messagesOf, type UnreadFence } from "../../http/tree";
import { counted } from "../../words/counted";

/** What a run of `check` has found so far. */
export interface Totals {
  readonly files: number;
  readonly exchanges: number;
  /** Requests, responses and header lines, in an exchange or alone. */
  readonly messages: number;
  /** Markdown fences that look like exchanges but aren't read, because they may be something else. */
  readonly doubtfulFences: number;
  /** Those that aren't read because `readUnlabelledFences` is off. */
  readonly leftFences: number;
  /** Files, folders and globs that weren't checked. */
  readonly notChecked: number;
}

export const NOTHING: Totals = {
  files: 0,
  exchanges: 0,
  messages: 0,
  doubtfulFences: 0,
  leftFences: 0,
  notChecked: 0,
};

/** The fences that look like exchanges but aren't read, except those whose hint a comment hides. */
export function fencesPassedOver({ document, suppressed }: Analysis): readonly UnreadFence[] {
  const known = new Set<object>(suppressed.map(({ finding }) => finding.place.anchor));
  return document.unreadFences.filter((fence) => !known.has(fence));
}

export function withFile(totals: Totals, analysis: Analysis): Totals {
  const { document, exchanges } = analysis;
  const fences = fencesPassedOver(analysis);
  const doubtful = fences.filter(({ isDoubtful }) => isDoubtful).length;
  return {
    ...totals,
    files: totals.files + 1,
    exchanges: totals.exchanges + exchanges.length,
    messages: totals.messages + messagesOf(document).length,
    doubtfulFences: totals.doubtfulFences + doubtful,
    leftFences: totals.leftFences + fences.length - doubtful,
  };
}

/** Says that no exchange was found, so that a clean report doesn't look like a passed check; null if one was found, or if nothing could be read. */
export function emptiness({ files, exchanges, messages, notChecked }: Totals): string | null {
  if (exchanges > 0 || (files === 0 && notChecked > 0)) {
    return null;
  }
  return files === 0
    ? "No exchange found: .corslens.json ignores every file."
    : messages === 0
      ? "No exchange found, so nothing was checked."
      : "No exchange found: only responses and header lines without a request were checked.";
}

/** Sentences about the fences that were passed over. */
export function passedOver({ doubtfulFences, leftFences }: Totals): readonly string[] {
  const fences = (count: number) =>
    `${counted(count, "fence")} that ${count === 1 ? "looks like an exchange was" : "look like exchanges were"} passed over`;
  return [
    ...(doubtfulFences === 0 ? [] : [`${fences(doubtfulFences)}: label ${doubtfulFences === 1 ? "it" : "them"} http.`]),
    ...(leftFences === 0 ? [] : [`${fences(leftFences)}, because readUnlabelledFences is off.`]),
  ];
}
