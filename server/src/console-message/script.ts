import type { Row } from "./template";

/** What a script gets: the same for every failed request, so that scripts can't learn about other sites. */
export const SCRIPT: readonly Row[] = [
  { id: "FailedToFetch", initiator: "fetch", pattern: "TypeError: Failed to fetch" },
  { id: "FailedToFetch", initiator: "fetch", pattern: "NetworkError when attempting to fetch resource." },
  { id: "FailedToFetch", initiator: "fetch", pattern: "TypeError: NetworkError when attempting to fetch resource[.]" },
  { id: "FailedToFetch", initiator: "fetch", pattern: "TypeError: Load failed" },
  { id: "FailedToFetch", initiator: "fetch", pattern: "TypeError: Network request failed" },
  { id: "FailedToFetch", initiator: "fetch", pattern: "TypeError: fetch failed" },
  { id: "NetworkError", initiator: "XMLHttpRequest", pattern: "AxiosError: Network Error" },
  { id: "NetworkError", initiator: "XMLHttpRequest", pattern: "Error: Network Error" },
  { id: "NetworkError", initiator: "XMLHttpRequest", pattern: "AxiosError {message: 'Network Error'" },
  { id: "HttpErrorResponse", initiator: "XMLHttpRequest", pattern: "Http failure response for {url}: 0 Unknown Error" },
  {
    id: "HttpErrorResponse",
    initiator: "XMLHttpRequest",
    pattern: "Http failure response for (unknown url): 0 Unknown Error",
  },
];

/** The same where nothing else is in the text: these words are too common to find them in one. */
export const SCRIPT_ALONE: readonly Row[] = [
  { id: "FailedToFetch", initiator: "fetch", pattern: "Failed to fetch" },
  { id: "FailedToFetch", initiator: "fetch", pattern: "Load failed" },
  { id: "NetworkError", initiator: "XMLHttpRequest", pattern: "Network Error" },
  { id: "CorsError", check: "unnamed", pattern: "CORS error" },
];

/** The host that newer versions of Chrome add, and what follows the words in a printed object. */
export const SCRIPT_TAILS: readonly Row[] = [{ pattern: " ({other})" }];
