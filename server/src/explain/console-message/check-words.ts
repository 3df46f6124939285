import type { ConsoleMessage, ReportedCheck } from "../../console-message/message";
import type { Step } from "../../cors/types";
import type { RuleId } from "../../rules/framework/rule-ids";

/** What people read about a check. */
export interface CheckWords {
  /** After `CORS: `, with values as typed. */
  readonly title: (message: ConsoleMessage, response: string) => string;
  /** A sentence or two of Markdown. */
  readonly meaning: string;
  /** Null if the check isn't one of the Fetch standard's. */
  readonly step: Step | null;
  readonly rule: RuleId | null;
}

export const CHECK_WORDS: Readonly<Record<ReportedCheck, CheckWords>> = {
  "origin-missing": {
    title: (_, response) => `${response} has no Access-Control-Allow-Origin`,
    meaning:
      "A page may only read the response of another origin if its `Access-Control-Allow-Origin` names the page's origin, or is `*`.",
    step: { algorithm: "cors-check", number: "2" },
    rule: "allow-origin-missing",
  },
  origin: {
    title: ({ origin }, response) => `${response} doesn't allow the origin${origin === null ? "" : ` ${origin}`}`,
    meaning: "`Access-Control-Allow-Origin` must be the page's origin, character by character, or `*`.",
    // Step 2 if the header is missing, else step 4.
    step: null,
    rule: "allow-origin-mismatch",
  },
  "origin-mismatch": {
    title: ({ value }, response) => `${response} allows ${value ?? "another origin"}, not the page's origin`,
    meaning: "`Access-Control-Allow-Origin` must be the page's origin, character by character, or `*`.",
    step: { algorithm: "cors-check", number: "4" },
    rule: "allow-origin-mismatch",
  },
  "origin-invalid": {
    title: ({ value }) =>
      value === ""
        ? "Access-Control-Allow-Origin is empty"
        : `Access-Control-Allow-Origin is ${value ?? "a text"}, which isn't an origin`,
    meaning: "`Access-Control-Allow-Origin` must be the page's origin, with its scheme and without a path, or `*`.",
    step: { algorithm: "cors-check", number: "4" },
    rule: "allow-origin-mismatch",
  },
  "origin-multiple": {
    title: () => "Access-Control-Allow-Origin has several values",
    meaning: "`Access-Control-Allow-Origin` takes one origin. Often a proxy and the application both add the header.",
    step: { algorithm: "cors-check", number: "4" },
    rule: "allow-origin-multiple",
  },
  "origin-wildcard": {
    title: () => "Access-Control-Allow-Origin is *, but the request has credentials",
    meaning:
      "For a request with cookies or other credentials, `*` doesn't work: the response must name the page's origin.",
    step: { algorithm: "cors-check", number: "4" },
    rule: "allow-origin-wildcard-with-credentials",
  },
  credentials: {
    title: ({ value }) =>
      value === null || value === "" || value === "true"
        ? "Access-Control-Allow-Credentials isn't true"
        : `Access-Control-Allow-Credentials is ${value}, not true`,
    meaning: "For a request with credentials, `Access-Control-Allow-Credentials` must be `true`, in lower case.",
    step: { algorithm: "cors-check", number: "8" },
    rule: "allow-credentials-missing",
  },
  status: {
    title: ({ status }) => `the preflight's status isn't 2xx${status === null ? "" : `, but ${status}`}`,
    meaning:
      "A preflight must get a status from 200 to 299. Often no route takes `OPTIONS`, or a login check comes before CORS.",
    step: { algorithm: "cors-preflight-fetch", number: "7" },
    rule: "preflight-status-not-ok",
  },
  "preflight-redirect": {
    title: () => "the preflight is redirected",
    meaning:
      "Browsers don't follow a redirect of a preflight. Often it leads to `https`, adds a slash, or goes to a login page.",
    step: { algorithm: "cors-preflight-fetch", number: "7" },
    rule: "preflight-redirect",
  },
  "methods-syntax": {
    title: () => "Access-Control-Allow-Methods isn't a valid list",
    meaning: "One invalid item makes the whole list invalid. Write methods separated by commas.",
    step: { algorithm: "cors-preflight-fetch", number: "7.3" },
    rule: "allow-methods-invalid",
  },
  "headers-syntax": {
    title: () => "Access-Control-Allow-Headers isn't a valid list",
    meaning: "One invalid item makes the whole list invalid. Write names separated by commas.",
    step: { algorithm: "cors-preflight-fetch", number: "7.3" },
    rule: "allow-headers-invalid",
  },
  method: {
    title: ({ method }) => `Access-Control-Allow-Methods doesn't list ${method ?? "the method"}`,
    meaning: "The preflight's response must list the request's method. Upper and lower case differ.",
    step: { algorithm: "cors-preflight-fetch", number: "7.5" },
    rule: "allow-methods-missing-method",
  },
  header: {
    title: ({ requestHeader }) => `Access-Control-Allow-Headers doesn't list ${requestHeader ?? "a header"}`,
    meaning: "The preflight's response must list each header that the script adds.",
    step: { algorithm: "cors-preflight-fetch", number: "7.7" },
    rule: "allow-headers-missing-header",
  },
  "authorization-wildcard": {
    title: () => "* in Access-Control-Allow-Headers doesn't cover Authorization",
    meaning:
      "This is a warning: browsers allow the request today. The Fetch standard blocks it. List `Authorization` by name.",
    step: { algorithm: "cors-preflight-fetch", number: "7.6" },
    rule: "allow-headers-authorization-not-covered",
  },
  "redirect-url": {
    title: () => "a redirect has an invalid Location",
    meaning: "The `Location` of a redirect must be a URL.",
    step: { algorithm: "http-redirect-fetch", number: "5" },
    rule: "redirect-not-followed",
  },
  "redirect-scheme": {
    title: () => "a redirect leads to a URL that isn't http or https",
    meaning: "A `fetch()` only follows redirects to `http` and `https` URLs.",
    step: { algorithm: "http-redirect-fetch", number: "6" },
    rule: "redirect-not-followed",
  },
  "redirect-limit": {
    title: () => "too many redirects",
    meaning:
      "Browsers follow 20 redirects. Often two URLs redirect to each other, for example without a cookie that the page can't send.",
    step: { algorithm: "http-redirect-fetch", number: "7" },
    rule: "redirect-not-followed",
  },
  "redirect-credentials": {
    title: () => "a redirect leads to a URL with a user name",
    meaning: "A redirect to another origin must not have a user name or password in its URL.",
    step: { algorithm: "http-redirect-fetch", number: "9" },
    rule: "redirect-with-userinfo",
  },
  "redirect-mode": {
    title: () => "the redirect isn't followed",
    meaning:
      "The request's mode doesn't allow the redirect. Chrome before 2017 also printed this for requests that need a preflight; browsers follow such redirects today.",
    step: null,
    rule: null,
  },
  mode: {
    title: () => "the request may not go to another origin",
    meaning:
      "The request's mode, or a setting of the browser, doesn't allow another origin. Nothing was sent, so the server isn't the cause.",
    step: { algorithm: "main-fetch", number: "12" },
    rule: "request-never-sent",
  },
  scheme: {
    title: () => "the URL isn't http or https",
    meaning:
      "CORS is for `http` and `https`. A page opened as a file can't load other files: open it from a local web server.",
    step: { algorithm: "main-fetch", number: "12" },
    rule: "request-never-sent",
  },
  "local-network": {
    title: () => "the page may not reach the local network",
    meaning:
      "The page is on a more public network than the server. The browser asks the user first, or wants the page to be `https`.",
    step: null,
    rule: null,
  },
  "resource-policy": {
    title: () => "not CORS, but Cross-Origin-Resource-Policy",
    meaning:
      "The response's `Cross-Origin-Resource-Policy`, or the page's `Cross-Origin-Embedder-Policy`, blocks it for this page.",
    step: null,
    rule: null,
  },
  "opaque-response": {
    title: () => "not CORS, but a response of the wrong type",
    meaning:
      "Without CORS, an image, script or style sheet got a response that isn't one, such as HTML or JSON, so the browser dropped it.",
    step: null,
    rule: null,
  },
  network: {
    title: () => "no response came, so CORS isn't the cause",
    meaning:
      "The request failed before CORS: the server is down, the host or certificate is wrong, an extension or a policy of the page blocks the request, or an `https` page asks for `http`.",
    step: null,
    rule: null,
  },
  unnamed: {
    title: () => "blocked; this line doesn't say why",
    meaning: "A check of CORS failed. Another line, or another browser, says which.",
    step: null,
    rule: null,
  },
};
