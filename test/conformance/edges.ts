import { conformance, type TestReference, unit } from "./decision-point";

/** A rare message on which browsers differ, or do what people don't expect. Texts are Markdown without a full stop. */
export interface Edge {
  readonly point: string;
  readonly chromium: string;
  readonly firefox: string;
  readonly webkit: string;
  /** What CORS Lens makes of it in a text, where that isn't simply what each browser does. */
  readonly inText?: string;
  readonly tests: readonly TestReference[];
}

/** How each row was measured. */
export const EDGES_SOURCE =
  "Measured in Chromium 156, Firefox 153.8 ESR and WebKitGTK 2.50 on 2026-11-30, with raw servers and 12,500 exchanges in each.";

const RECEIVED = "cors/received-headers.test.ts";
const NETWORK = "cors/http-network-fetch.test.ts";
const REQUEST = "cors/request-header.test.ts";
const REDIRECT = "cors/http-redirect-fetch.test.ts";

export const EDGES: readonly Edge[] = [
  {
    point: "Whitespace before the colon of a response header",
    chromium: "the header counts",
    firefox: "the line is ignored",
    webkit: "the line is ignored",
    tests: unit(RECEIVED, "lose a line with whitespace before its colon in Firefox and WebKit"),
  },
  {
    point: "The request header `Intervention`, up to 128 bytes",
    chromium: "safelisted",
    firefox: "preflight",
    webkit: "preflight",
    tests: conformance("edges", "Intervention needs no preflight in Chromium"),
  },
  {
    point: "Status 407 of the actual response",
    chromium: "network error",
    firefox: "readable",
    webkit: "readable",
    tests: unit(NETWORK, "step 16: a 407 of the server"),
  },
  {
    point: "`Clear-Site-Data`, exposed by name or by `*`",
    chromium: "never readable",
    firefox: "readable",
    webkit: "readable",
    tests: unit("cors/response-header.test.ts", "never has Clear-Site-Data in Chromium"),
  },
  {
    point: "NUL in a response header's value",
    chromium: "network error",
    firefox: "network error",
    webkit: "network error",
    tests: unit(NETWORK, "step 8.5: NUL in a value"),
  },
  {
    point: "NUL in a response header's name",
    chromium: "network error",
    firefox: "the line is ignored",
    webkit: "network error",
    tests: [...unit(NETWORK, "step 8.5: NUL in a name"), ...unit(RECEIVED, "lose a line with NUL in its name")],
  },
  {
    point: "`Access-Control-Allow-Origin` twice, one of them empty",
    chromium: "blocked",
    firefox: "blocked only if the name is spelt `Access-Control-Allow-Origin`",
    webkit: "blocked",
    tests: unit(RECEIVED, "keeps a second line of Access-Control-Allow-Origin only if written exactly like this"),
  },
  {
    point: "`X-A` set twice: `Access-Control-Request-Headers`",
    chromium: "`x-a`",
    firefox: "`x-a,x-a`; `x-a` if combined before",
    webkit: "`x-a`",
    inText: "The preflight of Firefox is open: a text doesn't show whether a `Headers` object has combined the lines.",
    tests: unit(REQUEST, "lists a name for each unsafe header in Firefox, if they aren't combined"),
  },
  {
    point: "A safelisted name set twice",
    chromium: "combined, then checked",
    firefox: "each line checked alone; combined by a `Headers` object and by XMLHttpRequest",
    webkit: "combined, then checked",
    inText: "The need for a preflight is open in Firefox and in the standard if the two ways differ.",
    tests: unit(
      REQUEST,
      "judges headers of the same name together if the engine combines them",
      "leaves open in the others whether a script has combined them",
    ),
  },
  {
    point: "`Range: BYTES=0-1`",
    chromium: "preflight",
    firefox: "preflight",
    webkit: "safelisted",
    tests: conformance("request", "RH-7: a unit in upper case needs none in WebKit"),
  },
  {
    point: "A byte from 0x80 in `Accept` or `Content-Type`",
    chromium: "safe",
    firefox: "unsafe",
    webkit: "safe, sent as UTF-8",
    tests: conformance("request", "RH-4: a byte of 0x80 or more needs one in Firefox"),
  },
  {
    point: "VT or FF around `Access-Control-Max-Age` and `X-HTTP-Method-Override`",
    chromium: "part of the value",
    firefox: "part of the value",
    webkit: "removed",
    tests: unit(REQUEST, "…: …"),
  },
  {
    point: "A listener for the upload progress of an XMLHttpRequest that uses GET",
    chromium: "no preflight",
    firefox: "preflight",
    webkit: "preflight",
    inText: "No listener is assumed: it leaves no trace in a request.",
    tests: conformance(
      "preflight",
      "PF-2: a preflight before a request that needs none is reported, and does not count",
    ),
  },
  {
    point: "An EventSource sends `Cache-Control: no-cache`, and `Last-Event-ID` when it connects again",
    chromium: "no preflight",
    firefox: "no preflight",
    webkit: "no preflight",
    inText: "With `Accept: text/event-stream` the need for a preflight is open, because `fetch()` may send the same.",
    tests: conformance("edges", "Last-Event-ID with the Accept of an EventSource leaves the preflight open"),
  },
  {
    point: "A media element with `Icy-Metadata`",
    chromium: "doesn't send it",
    firefox: "doesn't send it",
    webkit: "no preflight",
    inText: "`Icy-Metadata: 1` leaves the need for a preflight open in WebKit.",
    tests: conformance("edges", "Icy-Metadata leaves the preflight open in WebKit"),
  },
  {
    point: "A font, by CSS or `FontFace`",
    chromium: "mode `cors`",
    firefox: "mode `cors`",
    webkit: "mode `no-cors`, without `Origin` (WebKitGTK)",
    inText: "Judged as a request in mode `cors` if it has `Origin`: then it wasn't sent by WebKitGTK.",
    tests: conformance("around", "ELT-2: a font is checked"),
  },
  {
    point: '`Access-Control-Expose-Headers: *, "bad`',
    chromium: "void",
    firefox: "exposes all to `fetch()`; void for XMLHttpRequest",
    webkit: "void",
    inText: "Judged as for `fetch()`.",
    tests: unit("cors/response-header.test.ts", "keeps a wildcard before an invalid item in Firefox"),
  },
  {
    point: "A 302 with an empty `Location`",
    chromium: "readable",
    firefox: "redirects to itself",
    webkit: "blocked",
    tests: unit(REDIRECT, "step 3: reads an empty Location as each engine does"),
  },
  {
    point: "Two different `Location` lines, with any status",
    chromium: "network error",
    firefox: "network error",
    webkit: "one URL with a comma and a space in it: the host is that of the first line",
    tests: [
      ...unit(NETWORK, "step 8.5: different locations"),
      ...unit(REDIRECT, "step 3: reads several Locations as each engine does"),
    ],
  },
  {
    point: "The same `Location` on two lines",
    chromium: "followed",
    firefox: "followed",
    webkit: "one URL with a comma and a space in it",
    tests: unit(REDIRECT, "step 3: reads several Locations as each engine does"),
  },
  {
    point: "Statuses 309 to 399 with `Location`",
    chromium: "not followed",
    firefox: "not followed",
    webkit: "followed",
    tests: unit(REDIRECT, "step 3: follows further statuses in WebKit"),
  },
  {
    point: "A redirect to the port of another protocol",
    chromium: "blocked",
    firefox: "blocked",
    webkit: "blocked",
    tests: unit("cors/redirect-chain.test.ts", "…, redirected to the port of another protocol", "names the port"),
  },
  {
    point: "Status 600 to 999 of the actual response",
    chromium: "readable",
    firefox: "readable",
    webkit: "readable",
    tests: conformance("response", "RSP-1: status … can be read"),
  },
  {
    point: "A line without a colon in a response",
    chromium: "skipped",
    firefox: "skipped",
    webkit: "skipped",
    tests: conformance("edges", "a line without a colon is skipped", "a line without a colon at the end of the head"),
  },
  {
    point: "The console's message about a refused header",
    chromium: "the name in lower case",
    firefox: "the name in lower case",
    webkit: "the name as the script typed it; in lower case from a `Headers` object",
    inText: "The explanation shows the name as typed, and says that it may be in lower case.",
    tests: unit("explain/console.test.ts", "a header"),
  },
  {
    point: "The console's messages about a redirected preflight",
    chromium: "the reason",
    firefox:
      "the reason, then `CORS preflight response did not succeed` with the status, then `CORS request did not succeed` with `(null)`",
    webkit: "the reason",
    tests: unit("explain/console-redirects.test.ts", "with permission"),
  },
];
