import type { NotCorsReason } from "../verdict/applicability";

/** The same reason in the words of each surface. */
interface NotCorsWords {
  /** After `not a CORS request:`, in a few words of plain text. */
  readonly label: string;
  /** In hovers: a sentence or two of Markdown. */
  readonly sentence: string;
  /** In the terminal: why there is no preflight to print. */
  readonly preflight: string;
}

/** Why CORS doesn't apply. */
export const NOT_CORS: Readonly<Record<NotCorsReason, NotCorsWords>> = {
  // Where the text says so. Otherwise the page isn't known.
  "no-origin": {
    label: "no Origin",
    sentence: "Browsers send this request without `Origin`, so they make no CORS check.",
    preflight: "the request has no Origin, so browsers send no preflight",
  },
  "same-origin": {
    label: "same origin",
    sentence: "The page and the URL have the same origin, so CORS doesn't apply.",
    preflight: "the request goes to the page's own origin, so browsers send no preflight",
  },
  "not-cors-mode": {
    label: "mode isn't cors",
    sentence: "The request's mode isn't `cors`, so the browser makes no CORS check.",
    preflight: "the request's mode isn't cors, so browsers send no preflight",
  },
  websocket: {
    label: "a WebSocket",
    sentence: "CORS doesn't apply to WebSockets: the server must check `Origin` itself.",
    preflight: "browsers open a WebSocket without a preflight",
  },
  "not-http": {
    label: "not HTTP",
    sentence: "This isn't an HTTP request, so CORS doesn't apply.",
    preflight: "this isn't an HTTP request, so CORS doesn't apply",
  },
};

/** In the terminal: how to name the page. */
export const PAGE_ADVICE = "Name the page with --origin URL, an Origin header or a comment # @cors origin=https://…";
/** In the terminal: why there is no preflight to print. */
export const NO_PAGE = "the page's origin isn't known; add an Origin header or use --origin URL";

/** Why a verdict is undetermined, if the text leaves a part of the exchange out: a label, and a sentence. */
export const MISSING_PARTS = {
  page: {
    label: "which page sends this?",
    sentence:
      "Add an `Origin` header or a comment `# @cors origin=https://…`, or set the origin for the whole project in `corsLens.origin` or `.corslens.json`.",
  },
  scheme: {
    label: "no scheme given",
    sentence: "Host and port match the page's, but no scheme is given: the request may be same-origin.",
  },
  mode: {
    label: "mode unknown",
    sentence: "The call's `mode` isn't a literal. CORS decides only in mode `cors`.",
  },
  /** The request needs a preflight, but none is shown. */
  preflight: {
    label: "no preflight shown",
    sentence: "No preflight is shown.",
  },
  "preflight-response": {
    label: "no preflight response shown",
    sentence: "The response to the preflight isn't shown.",
  },
  /** The text has several responses, and doesn't say which one the browser gets. */
  responses: {
    label: "which response is it?",
    sentence: "Several responses follow the request, and they differ. Keep one, or repeat the request above each.",
  },
  "preflight-responses": {
    label: "which response to the preflight is it?",
    sentence: "Several responses follow the preflight, and they differ. Keep one, or repeat the preflight above each.",
  },
  response: {
    label: "no response shown",
    sentence: "The response isn't shown.",
  },
  /** The response that a redirect leads to isn't shown. */
  redirect: {
    label: "the final response isn't shown",
    sentence: "The response redirects, but the final response isn't shown.",
  },
  /** The response after a redirect is shown, but not where the redirect leads. */
  location: {
    label: "no Location shown",
    sentence: "The response redirects, but the URL that it leads to isn't shown.",
  },
  status: {
    label: "no status given",
    sentence: "The response's status isn't given.",
  },
  /** Whether the request needs a preflight depends on who sets a header. */
  "event-source": {
    label: "an EventSource or a script?",
    sentence: "An `EventSource` sends `Last-Event-ID` without a preflight. A script that sets it needs one.",
  },
  "media-element": {
    label: "a media element or a script?",
    sentence: "In Safari, a media element sends `Icy-MetaData` without a preflight. A script that sets it needs one.",
  },
  credentials: {
    label: "whether the request has credentials",
    sentence:
      "It depends on whether the request has credentials, which the text doesn't say. If you know, write `credentials=include` or `credentials=omit`.",
  },
  /** Whether the request needs a preflight depends on several values. */
  need: {
    label: "a preflight may be needed",
    sentence: "Whether the request needs a preflight depends on something that the text doesn't show.",
  },
} as const;
