/**
 * The terms that all suites of this folder share: a **story** is one `fetch()` by a page with the servers' answers; a **recording** is what the
 * servers and the page observed in one real browser. Values are bytes, isomorphically decoded (one code unit per byte).
 *
 * `withStage(engine, use)` of `stage.ts` launches an engine, starts the servers (`servers.ts`: two ports under two host names, which are four
 * origins) and opens the page (`page/page.ts`). `stage.play(stories, onRecording)` then plays stories. They name URLs in full, so generating
 * them takes `stage.origins`, and `hopUrl()` for the URL under which the servers find the answers of a hop. `stage.perform()` plays stories
 * with more than one `fetch()`, or with answers that depend on earlier requests: a `Play` of `play.ts`, whose calls are made one after another,
 * each after an optional pause. All plays given to one `perform()` run at the same time.
 *
 * A suite is a `Suite` of `suite.ts` in the list of `main.ts`; `node scripts/test-browsers.mjs` runs them.
 */

/** The page's own server and three that are cross-origin to it: by port, by host, by both. */
export const SERVERS = ["own", "otherPort", "otherHost", "otherHostAndPort"] as const;
export type ServerName = (typeof SERVERS)[number];

/** Serialised origins, as `http://127.0.0.1:40123`. */
export type Origins = Readonly<Record<ServerName, string>>;

/** One header line as sent or as a script gives it. */
export interface HeaderLine {
  /** In a response with the whitespace before the colon. */
  readonly name: string;
  /** With the whitespace around it. */
  readonly value: string;
  /** Whether the name is the whole line: without a colon and a value. Only in a response. */
  readonly isBare?: boolean;
}

/** The page that makes the call: a document of the server `own`, or one with an opaque origin (a sandboxed frame). */
export type Page = "tuple" | "opaque";

/** The arguments of `fetch()`. */
export interface FetchCall {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  /** How a script gives the headers: as a `Headers` object, which combines those of one name, or as pairs. Default: `object`. */
  readonly headersAs?: "object" | "pairs";
  readonly credentials: "omit" | "same-origin" | "include";
  readonly body: string | null;
  /** Default: `default`. https://fetch.spec.whatwg.org/#requestcache */
  readonly cache?: string;
  /** Default: `cors`. https://fetch.spec.whatwg.org/#requestmode */
  readonly mode?: string;
  /** Default: `fetch`. XMLHttpRequest has no mode, no cache and two credentials modes. */
  readonly api?: "fetch" | "XMLHttpRequest";
}

export interface RawResponse {
  readonly status: number;
  /** Without `Content-Length`, which is added if a body may follow: see `sentLines()`. */
  readonly lines: readonly HeaderLine[];
}

/** One URL of a fetch with its server's answer. */
export interface Hop {
  /** Absolute; made by `hopUrl()`. */
  readonly url: string;
  readonly preflight: RawResponse;
  readonly actual: RawResponse;
}

export interface Story {
  /** Unique within a stage. */
  readonly id: number;
  readonly page: Page;
  /** The URL is that of the first hop. */
  readonly call: FetchCall;
  /** The first URL, and those in the `Location` of the responses before. A plain exchange has one. */
  readonly hops: readonly [Hop, ...Hop[]];
}

/** A request as a server received it. */
export interface SeenRequest {
  readonly kind: "preflight" | "actual";
  readonly server: ServerName;
  /** Index in `Story.hops`. */
  readonly hop: number;
  /** The call of the play that it belongs to, counted from 0. */
  readonly call: number;
  readonly method: string;
  /** As in the request line. */
  readonly target: string;
  /** All header lines in their order, without whitespace around the values. */
  readonly lines: readonly HeaderLine[];
}

/** The result of one call. */
export type PageOutcome =
  /** `new Request()` or `new Headers()` threw: no request can have been sent. */
  | { readonly kind: "refused"; readonly error: string }
  /** The promise was rejected. */
  | { readonly kind: "blocked"; readonly error: string }
  | {
      readonly kind: "allowed";
      readonly status: number;
      /** https://fetch.spec.whatwg.org/#dom-response-type */
      readonly type: string;
      /** The names that script can read: lower-case, sorted, unique. */
      readonly headerNames: readonly string[];
    };

export interface Recording {
  readonly outcome: PageOutcome;
  /** In the order of their arrival. */
  readonly requests: readonly SeenRequest[];
}

/**
 * The URL under which the servers find the answers of a hop. Different stories never share a URL, so neither cache affects them.
 * @param userinfo as in `name:password`
 */
export function hopUrl(origin: string, story: number, hop: number, userinfo = ""): string {
  return `${userinfo === "" ? origin : origin.replace("://", `://${userinfo}@`)}/s/${story}/${hop}`;
}

/** Statuses whose responses have no body. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 304]);

/** The body of every response that has one. */
export const BODY = "answer";

/** All header lines of a response as the servers send them. */
export function sentLines({ status, lines }: RawResponse): readonly HeaderLine[] {
  if (WITHOUT_BODY.has(status)) {
    return lines;
  }
  return [...lines, { name: "Content-Length", value: String(status === 205 ? 0 : BODY.length) }];
}
