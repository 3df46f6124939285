/** The messages between the servers and the page, as JSON. */

/** The calls of one play, as `FetchCall` and `Play` have them. */
export interface PageTask {
  readonly id: number;
  readonly opaque: boolean;
  readonly calls: readonly {
    readonly url: string;
    readonly method: string;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly headersAs?: "object" | "pairs";
    readonly credentials: "omit" | "same-origin" | "include";
    readonly body: string | null;
    readonly cache?: string;
    readonly mode?: string;
    readonly api?: "fetch" | "XMLHttpRequest";
    readonly pauseMs?: number;
  }[];
}

export interface PageResult {
  readonly id: number;
  readonly outcomes: readonly CallOutcome[];
  /** How long the calls took, without the pauses before them. */
  readonly elapsedMs: number;
}

export type CallOutcome =
  | { readonly kind: "refused" | "blocked"; readonly error: string }
  | {
      readonly kind: "allowed";
      readonly status: number;
      readonly type: string;
      readonly headerNames: readonly string[];
    };
