import { conformance, type Section, unit } from "./decision-point";

export const RESPONSE: Section = {
  title: "The response",
  points: [
    {
      id: "EXP-1",
      decides: "Which seven headers a script can always read.",
      steps: "CORS-safelisted response-header name",
      decidedBy: ["exposed headers", "hover", "response-header-not-exposed"],
      tests: [
        ...conformance("response", "EXP-1: seven headers"),
        ...unit("cors/response-header.test.ts", "step 14.2: has the safelisted names that are present"),
        ...unit("conformance/reference-tables.test.ts", "exposed headers"),
      ],
    },
    {
      id: "EXP-2",
      decides:
        "How `Access-Control-Expose-Headers` is read: a list of tokens; one wrong item makes the whole list invalid.",
      steps: "Main fetch 14.1.1 and 14.1.3",
      engines: "Firefox keeps a `*` before the wrong item.",
      decidedBy: ["exposed headers", "expose-headers-invalid"],
      tests: [
        ...conformance(
          "response",
          "EXP-2: listed names, in any case",
          "EXP-2: a list with an invalid name exposes nothing",
          "EXP-2: an apostrophe may be part of a name",
        ),
        ...unit(
          "cors/response-header.test.ts",
          "ignores a list that doesn't parse",
          "keeps a wildcard before an invalid item in Firefox",
        ),
      ],
    },
    {
      id: "EXP-3",
      decides: "That `*` exposes every header, except to requests with credentials.",
      steps: "Main fetch 14.1.2",
      engines: "If `*` isn't a wildcard, WebKit exposes `Accept` for it.",
      decidedBy: ["exposed headers", "wildcard-not-a-wildcard-with-credentials"],
      tests: [
        ...conformance("response", "EXP-3: the wildcard exposes all", "EXP-3: with credentials it is a name"),
        ...unit(
          "cors/response-header.test.ts",
          "step 14.1.2: exposes everything except cookies for the wildcard",
          "step 14.1.3: treats the wildcard as a name with credentials",
          "exposes Accept in WebKit for a wildcard that is a name",
        ),
        ...unit("conformance/reference-tables.test.ts", "the wildcard in the list of exposed headers"),
      ],
    },
    {
      id: "EXP-4",
      decides: "That cookies are never exposed.",
      steps: "Forbidden response-header name",
      decidedBy: ["exposed headers", "expose-headers-without-effect"],
      tests: [
        ...conformance("response", "EXP-4: a cookie is never exposed"),
        ...unit("cors/response-header.test.ts", "is never a cookie"),
      ],
    },
    {
      id: "EXP-5",
      decides: "Which response's list counts: the last one's, not that of a preflight or a redirect.",
      steps: "Main fetch 14.1",
      decidedBy: ["exposed headers", "expose-headers-in-preflight"],
      tests: [...conformance("response", "EXP-5: after a redirect the last response counts")],
    },
    {
      id: "EXP-6",
      decides: "That a header that isn't exposed doesn't block the response.",
      steps: "CORS filtered response",
      engines: "Chromium never exposes `Clear-Site-Data`.",
      decidedBy: ["exposed headers", "response-header-not-exposed"],
      tests: [
        ...conformance(
          "response",
          "EXP-6: a header that is not exposed is reported and blocks nothing",
          "EXP-6: a name that the response does not have is harmless",
        ),
      ],
    },
    {
      id: "RSP-1",
      decides: "That the status doesn't affect the check: a script can read an error response that has the headers.",
      steps: "HTTP fetch 4.4; CORS check",
      decidedBy: ["verdict", "allow-origin-missing"],
      tests: [
        ...conformance(
          "response",
          "RSP-1: status … can be read",
          "RSP-1: an error without permission is a CORS failure that hides it",
        ),
        ...unit("cors/main-fetch.test.ts", "error status with permission"),
      ],
    },
    {
      id: "RSP-2",
      decides: "That HEAD is checked like GET.",
      steps: "HTTP fetch 4.4",
      decidedBy: ["verdict"],
      tests: [...conformance("response", "RSP-2: HEAD is checked like GET")],
    },
    {
      id: "RSP-3",
      decides: "That a response without a body is checked too, and that an interim response isn't the answer.",
      steps: "HTTP fetch 4.4",
      decidedBy: ["verdict"],
      tests: [
        ...conformance(
          "response",
          "RSP-3: a response without a body is checked too",
          "RSP-3: an interim response is not the answer",
        ),
        ...unit("exchange/pairing.test.ts", "that is final: interim responses are skipped"),
      ],
    },
    {
      id: "RSP-4",
      decides: "That a 401 is a response like any other: the browser shows no password prompt.",
      steps: "HTTP-network-or-cache fetch: status 401",
      decidedBy: ["verdict"],
      tests: [...conformance("response", "RSP-4: a request to log in is a response like any other")],
    },
    {
      id: "RSP-5",
      decides: "Which headers are checked for a 304: those of the stored response, updated by those of the 304.",
      steps: "HTTP-network-or-cache fetch; HTTP fetch 4.4",
      engines: "Chromium doesn't check a 304 if it revalidated on its own.",
      decidedBy: ["verdict"],
      assumes: "A text doesn't show the stored response, so headers that the 304 omits are unknown.",
      tests: [
        ...conformance(
          "response",
          "RSP-5: a 304 may rely on the stored response",
          "RSP-5: a 304 with a wrong permission fails",
          "RSP-5: a 304 without a condition is checked on its own",
        ),
        ...unit("judged/judge.test.ts", "a 304 that answers a revalidation", "a 304 that answers none"),
      ],
    },
    {
      id: "VARY-1",
      decides: "That a response that depends on `Origin` must say so to caches.",
      steps: "CORS protocol and HTTP caches",
      decidedBy: ["vary-origin-missing"],
      tests: [
        ...conformance(
          "response",
          "VARY-1: an origin that is named without Vary",
          "VARY-1: another case, among others, or the wildcard is enough",
          "VARY-1: the wildcard for all needs none",
        ),
      ],
    },
    {
      id: "VARY-2",
      decides: "That responses which aren't stored don't need to.",
      steps: "CORS protocol and HTTP caches",
      decidedBy: ["vary-origin-missing"],
      tests: [...conformance("response", "VARY-2: a response that is not stored needs none")],
    },
  ],
};
