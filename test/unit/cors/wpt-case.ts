import type { Header, HeaderList } from "../../../server/src/cors/header-list";
import { stripTabOrSpace } from "../../../server/src/cors/list-values";
import type { CorsRequest, CorsResponse } from "../../../server/src/cors/types";

export type Pairs = readonly (readonly [string, string])[];

export interface Answer {
  readonly status: number;
  /** A sentence if they weren't captured. */
  readonly headers: Pairs | string;
}

/** One exchange of the web platform tests, as in the reference table. */
export interface Case {
  readonly id: string;
  /** Whether the row has everything that decides. */
  readonly complete: boolean;
  /** The redirect chain, if the row is one. The request at the start of the row is that of the first hop. */
  readonly hops?: readonly {
    readonly url: string;
    readonly preflightResponse?: Answer | null;
    readonly response: Answer | null;
  }[];
  /** Null if it isn't reached. */
  readonly originAtFinalHop?: string | null;
  readonly request: {
    readonly method: string;
    readonly wireMethod: string;
    readonly url: string;
    readonly origin: string;
    readonly headers: Pairs;
    readonly credentials: string;
    readonly mode: string;
  };
  readonly preflightNeeded: boolean;
  readonly preflightResponse: Answer | null;
  readonly response: Answer | null;
  readonly expected: "allowed" | "blocked";
  readonly accessControlRequestHeaders?: string | null;
  readonly accessControlRequestMethod?: string;
  readonly responseHeader?: string;
  readonly visible?: boolean | Readonly<Record<string, boolean>>;
}

export function headerList(pairs: Pairs | string): HeaderList {
  if (typeof pairs === "string") {
    return { headers: [], complete: false };
  }
  return { headers: pairs.map(([name, value]): Header => ({ name, value: stripTabOrSpace(value) })), complete: true };
}

export function answer(source: Answer | null): CorsResponse | null {
  return source === null ? null : { status: source.status, headers: headerList(source.headers) };
}

export function corsRequest({ request }: Case): CorsRequest {
  return {
    method: request.wireMethod,
    origin: request.origin,
    credentialsMode: request.credentials === "include" ? "include" : "omit",
    headers: headerList(request.headers),
  };
}
