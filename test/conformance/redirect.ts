import { conformance, type Section, unit } from "./decision-point";

export const REDIRECT: Section = {
  title: "Redirects",
  points: [
    {
      id: "RED-1",
      decides: "That every redirect from another origin passes the CORS check.",
      steps: "HTTP fetch 4.4",
      decidedBy: ["verdict", "redirect-allow-origin-missing"],
      tests: [
        ...conformance("redirect", "RED-1: a redirect needs permission too"),
        ...unit("cors/redirect-chain.test.ts", "elsewhere, redirected without permission"),
        ...unit("cors/main-fetch.test.ts", "redirect, blocked"),
      ],
    },
    {
      id: "RED-2",
      decides: "That redirects from the page's own server need no CORS header.",
      steps: "Main fetch 12",
      decidedBy: ["verdict"],
      tests: [
        ...conformance("redirect", "RED-2: the page's own server needs none"),
        ...unit("cors/redirect-chain.test.ts", "at the page's origin, redirected"),
      ],
    },
    {
      id: "RED-3",
      decides: "When `Origin` becomes `null`: after another origin has sent the request to a third.",
      steps: "Redirect-tainted origin; serializing a request origin",
      engines: "Firefox keeps the page's origin in the preflights of such a request.",
      decidedBy: ["verdict", "redirect-origin-becomes-null", "redirect-request-mismatch"],
      tests: [
        ...conformance(
          "redirect",
          "RED-3: a third origin gets null",
          "RED-3: which the wildcard allows",
          "RED-3: a redirect within an origin keeps the page's",
        ),
        ...unit(
          "cors/fetch-request.test.ts",
          "redirect-tainted origin",
          "has a preflight with the origin of the request, or the page's",
        ),
        ...unit("cors/wpt-redirects.test.ts", "redirect chains"),
      ],
    },
    {
      id: "RED-4",
      decides: "That the response is checked even if a redirect leads back to the page's origin.",
      steps: "Main fetch 12: response tainting",
      decidedBy: ["verdict"],
      tests: [
        ...conformance("redirect", "RED-4: back at the page's own server, the response is still checked"),
        ...unit("cors/fetch-request.test.ts", "response tainting"),
        ...unit("cors/http-redirect-fetch.test.ts", "is basic only until it leaves the page's origin"),
      ],
    },
    {
      id: "RED-5",
      decides: "That a preflighted request may be redirected, and is preflighted at each URL of another origin.",
      steps: "HTTP-redirect fetch 22; main fetch 12",
      engines: "Firefox and WebKit preflight later requests even if these no longer need it.",
      decidedBy: ["verdict", "need for a preflight"],
      tests: [
        ...conformance("redirect", "RED-5: a preflighted request may be redirected, and is preflighted again"),
        ...unit(
          "cors/fetch-request.test.ts",
          "always has a preflight after the first one in two engines",
          "has a preflight that depends on the remaining headers, or on the page's",
          "has a preflight that asks for the remaining headers, or for the page's",
        ),
      ],
    },
    {
      id: "RED-6",
      decides: "That a `Location` with another origin has no user name and no password.",
      steps: "HTTP-redirect fetch 9 and 10",
      engines: "Chromium also blocks it within the page's origin.",
      decidedBy: ["verdict", "redirect-with-userinfo"],
      tests: [
        ...conformance("redirect", "RED-6: a user name in Location"),
        ...unit(
          "cors/http-redirect-fetch.test.ts",
          "step 9: a user name",
          "step 9: a password",
          "step 9: neither, in spite of the signs",
          "step 10: a user name, to the page's origin",
          "step 9: allows a user name at the page's origin, except in Chromium",
        ),
        ...unit("conformance/reference-tables.test.ts", "an empty user name in Location"),
      ],
    },
    {
      id: "RED-7",
      decides: "Which redirects change the method to GET and drop the body with its headers.",
      steps: "HTTP-redirect fetch 12",
      engines:
        "In Firefox and WebKit, the headers come back with the next redirect. WebKitGTK changes DELETE to GET if the redirect leaves the origin.",
      decidedBy: ["verdict", "need for a preflight", "redirect-request-mismatch"],
      tests: [
        ...conformance("redirect", "RED-7: 303 changes PUT to GET, which needs no preflight in the standard"),
        ...unit(
          "cors/http-redirect-fetch.test.ts",
          "…: … to …",
          "removes the body's headers",
          "removes them for good, or restores them at the next redirect",
          "changes DELETE to GET in WebKit if the redirect leaves the origin",
        ),
      ],
    },
    {
      id: "RED-8",
      decides: "That `Authorization` isn't forwarded to another origin.",
      steps: "HTTP-redirect fetch 13",
      engines:
        "Firefox sends it again with the next redirect within the new origin. WebKit still lists it in preflights.",
      decidedBy: ["verdict", "need for a preflight", "redirect-request-mismatch"],
      tests: [
        ...conformance("redirect", "RED-8: Authorization is not forwarded to another origin"),
        ...unit(
          "cors/http-redirect-fetch.test.ts",
          "removes Authorization if the redirect leaves the origin",
          "keeps it if the redirect stays",
          "restores it in Firefox at the next redirect that stays",
        ),
      ],
    },
    {
      id: "RED-9",
      decides: "That a redirect leads to an `http` or `https` URL.",
      steps: "HTTP-redirect fetch 5 and 6",
      decidedBy: ["verdict", "redirect-not-followed"],
      tests: [
        ...conformance("redirect", "RED-9: another scheme"),
        ...unit("cors/http-redirect-fetch.test.ts", "step 5: no URL", "step 6: neither HTTP nor HTTPS"),
      ],
    },
    {
      id: "RED-10",
      decides: "That no more than 20 redirects are followed.",
      steps: "HTTP-redirect fetch 7",
      decidedBy: ["verdict", "redirect-not-followed"],
      tests: [
        ...unit("cors/http-redirect-fetch.test.ts", "step 7: follows 20 redirects"),
        ...unit("exchange/redirects.test.ts", "ends after as many redirects as a browser follows"),
      ],
    },
    {
      id: "RED-11",
      decides: "That a streamed body isn't sent again after a redirect other than 303.",
      steps: "HTTP-redirect fetch 11",
      notDecidable:
        "A stream leaves no trace in a request. After a 307, a POST with a streamed body fails where one with a string succeeds.",
      tests: [],
    },
    {
      id: "RED-12",
      decides: "The effect of the redirect modes `error` and `manual`.",
      steps: "HTTP fetch 6",
      notDecidable:
        'The redirect mode is not in a request. One request that is redirected, sent with `redirect: "follow"` and with `redirect: "error"`, is judged in two ways; `follow` is assumed.',
      tests: [],
    },
    {
      id: "RED-13",
      decides: "Which statuses redirect, and that they need a `Location`.",
      steps: "Location URL; redirect status",
      engines:
        "An empty `Location` means the current URL in Firefox and in the standard. Chromium treats it as absent, WebKit as an invalid URL. WebKit also follows 309 to 399. Two different `Location` lines are a network error in Chromium and Firefox, and a failure in the standard; WebKit joins them.",
      decidedBy: ["verdict"],
      tests: [
        ...conformance(
          "redirect",
          "RED-13: 300, 304 and a redirect without Location are responses like any other",
          "RED-13: a redirect status without Location",
        ),
        ...unit(
          "cors/http-redirect-fetch.test.ts",
          "step 3: no redirect status",
          "step 4: no Location",
          "step 3: reads an empty Location as each engine does",
        ),
        ...unit("cors/main-fetch.test.ts", "302 without Location", "300 with Location"),
      ],
    },
    {
      id: "RED-14",
      decides: "That `fetch()` doesn't accept a URL with a user name or a password.",
      steps: "Request constructor",
      decidedBy: ["url-with-userinfo"],
      assumes:
        "XMLHttpRequest accepts such a URL; `fetch()` throws. The URL is reported, and the verdict is the one for XMLHttpRequest.",
      tests: [
        ...conformance(
          "redirect",
          "RED-14: a user name in the first URL is reported, and judged as XMLHttpRequest sends it",
        ),
      ],
    },
  ],
};
