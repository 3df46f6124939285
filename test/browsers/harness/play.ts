import type { FetchCall, HeaderLine, Page, PageOutcome, RawResponse, Recording, SeenRequest, Story } from "./story";

/** One or more calls of `fetch()` by a page, one after another, and the servers' answers to all requests. */
export interface Play {
  /** Unique within a stage. The servers find the play by the URL that `hopUrl()` makes from the id. */
  readonly id: number;
  readonly page: Page;
  readonly calls: readonly TimedCall[];
  /** @param before the earlier requests of this play. */
  answer(request: SeenRequest, before: readonly SeenRequest[]): RawResponse;
}

export interface TimedCall extends FetchCall {
  /** How long the page waits before the call. */
  readonly pauseMs?: number;
}

/** The observations of a play. */
export interface PlayRecording {
  /** One for each call. */
  readonly outcomes: readonly PageOutcome[];
  /** How long the calls took, without the pauses before them. */
  readonly elapsedMs: number;
  /** The requests of all calls, in the order of their arrival. */
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

/** The value of a request's header; undefined if it doesn't have one. */
export function headerValue(lines: readonly HeaderLine[], name: string): string | undefined {
  return lines.find((line) => line.name.toLowerCase() === name.toLowerCase())?.value;
}
