import type { FetchCall, HeaderLine, Page, PageOutcome, RawResponse, Recording, SeenRequest, Story } from "./story";

/** One or several calls of `fetch()` by a page, one after another, and what the servers answer to whatever is asked. */
export interface Play {
  /** Unique within a stage; the servers find it by the URL that `hopUrl()` makes of it. */
  readonly id: number;
  readonly page: Page;
  readonly calls: readonly TimedCall[];
  /** @param before the requests of this play that came before. */
  answer(request: SeenRequest, before: readonly SeenRequest[]): RawResponse;
}

export interface TimedCall extends FetchCall {
  /** How long the page waits before the call. */
  readonly pauseMs?: number;
}

/** What became of a play. */
export interface PlayRecording {
  /** One for each call. */
  readonly outcomes: readonly PageOutcome[];
  /** How long the calls took, without the pauses before them. */
  readonly elapsedMs: number;
  /** Of all calls, in the order of their arrival. */
  readonly requests: readonly SeenRequest[];
}

export function playOf({ id, page, call, hops }: Story): Play {
  return {
    id,
    page,
    calls: [call],
    answer: ({ kind, hop }) => (hops[hop] ?? hops[0])[kind],
  };
}

export function recordingOf({ outcomes: [outcome], requests }: PlayRecording): Recording {
  if (outcome === undefined) {
    throw new Error("The page gave no outcome.");
  }
  return { outcome, requests };
}

/** The value of a header that a request has on one line; undefined where it has none. */
export function headerValue(lines: readonly HeaderLine[], name: string): string | undefined {
  return lines.find((line) => line.name.toLowerCase() === name.toLowerCase())?.value;
}
