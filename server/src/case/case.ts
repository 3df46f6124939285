import type { HeaderList } from "../cors/header-list";
import type { CorsResponse, CredentialsMode, RequestCredentialsMode } from "../cors/types";
import type { Unknown, Value } from "../text/unknown";

/** How the page and the URL of a request are related, as far as the text says. */
export type Relation =
  | "same-origin"
  /** Also if the origin or the host is unknown. */
  | "cross-origin"
  /** Host and port are those of the page's origin, and the text gives no scheme. */
  | "scheme-unknown";

/** What the Access-Control-Request-* fields of a preflight announce. */
export interface Announcement {
  /** As a script's request would have it. */
  readonly method: Value;
  /** Names that aren't valid announce nothing. */
  readonly names: readonly string[] | Unknown | null;
}

/**
 * Everything that decides about an exchange, and nothing else: no places, no paths, no values of secret headers. Exchanges with equal cases have
 * the same judgement. `essenceOf` leaves out of a case what can't decide.
 */
export interface Case {
  readonly kind: "preflight" | "actual";
  /** Another protocol than HTTP isn't decided by CORS. */
  readonly protocol: "http" | "websocket" | "other";
  /** Of `Sec-Fetch-Mode`, in lower case, or as a call of `fetch()` states it. */
  readonly fetchMode: Value | null;
  /** Whether `Sec-Fetch-Site` says that the request stays at the page's own origin. */
  readonly staysAtOrigin: boolean;
  readonly relation: Relation;
  /** Normalised, as a browser sends it. */
  readonly method: Value;
  /** The first URL of the fetch. */
  readonly url: Value;
  /** The origin in the request's `Origin` header; null if no page is known. */
  readonly origin: Value | null;
  /** The origin of the page that makes the fetch. */
  readonly page: Value | null;
  readonly credentials: RequestCredentialsMode | Unknown;
  /** The headers that the page's script set. */
  readonly headers: HeaderList;
  readonly response: CorsResponse | null;
  /** Whether the text shows the request that the response redirects to. */
  readonly isFollowed: boolean;
  /** For a preflight: what it announces, and the credentials mode of the requests that it serves. */
  readonly announcement: (Announcement & { readonly credentialsMode: CredentialsMode | Unknown }) | null;
  /** For an actual request: the preflight that serves it, and its response if the text shows one. */
  readonly preflight: { readonly response: CorsResponse | null } | null;
}
