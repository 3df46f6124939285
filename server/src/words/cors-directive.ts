import type { RequestCredentialsMode } from "../cors/types";

/** The words about a comment `# @cors …`, in sentences of Markdown. */

export const CORS_DIRECTIVE =
  "Tells CORS Lens what HTTP doesn't show: the page and its credentials mode, what you expect, and which origins you trust. It is about the request below or, at the top of the file, about all requests.";

export const DIRECTIVE_ORIGIN = "The origin of the page that makes the request, if the request has no `Origin`.";

export const DIRECTIVE_WITHOUT_ORIGIN =
  "Browsers send the request without `Origin`, as for an image or a link, so CORS doesn't apply.";

/** What an expectation means. */
export const EXPECTED_OUTCOMES: Readonly<Record<"blocked" | "allowed" | "preflight", string>> = {
  blocked: "Browsers should block the request. If they do, nothing is reported; if they don't, that is an error.",
  allowed: "Browsers should allow the request. If they don't, that is an error.",
  preflight: "Browsers should send a preflight before the request. If they don't, that is an error.",
};

/** What the lists of origins at the top of the file mean. */
export const ORIGIN_LISTS = {
  trusted: "Origins that the server should allow, separated by commas. It counts at the top of the file.",
  untrusted:
    "Origins that the server should not allow, separated by commas. It counts at the top of the file. A host under `.invalid` is untrusted without being listed.",
} as const;

/** What a credentials mode means. */
export const CREDENTIALS_MODES: Readonly<Record<RequestCredentialsMode | "unknown", string>> = {
  include: "The page sends cookies and other credentials, so `*` doesn't work as a wildcard.",
  omit: "The page sends no credentials, even if a `Cookie` is shown.",
  "same-origin": "The default of `fetch()`: the page sends credentials only to its own origin.",
  unknown:
    "The text doesn't say if the page sent credentials, as in a recording without cookies. A verdict that depends on it is `cannot tell`.",
};
