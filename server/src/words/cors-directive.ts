import type { RequestCredentialsMode } from "../cors/types";

/** The words about a comment `# @cors …`, in sentences of Markdown. */

export const CORS_DIRECTIVE =
  "Tells CORS Lens about the page and its credentials mode, which HTTP doesn't show: for the request below, or, at the top of the file, for all requests.";

export const DIRECTIVE_ORIGIN = "The origin of the page that makes the request, if the request has no `Origin`.";

/** What a credentials mode means. */
export const CREDENTIALS_MODES: Readonly<Record<RequestCredentialsMode, string>> = {
  include: "The page sends cookies and other credentials, so `*` doesn't work as a wildcard.",
  omit: "The page sends no credentials, even if a `Cookie` is shown.",
  "same-origin": "The default of `fetch()`: the page sends credentials only to its own origin.",
};
