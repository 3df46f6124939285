import { type Section, unit } from "./decision-point";

export const CACHE: Section = {
  title: "The preflight cache",
  points: [
    {
      id: "V-13",
      decides: "That the cache drops its entries for a request that fails.",
      steps: "Main fetch 12: clear cache entries",
      engines: "Firefox sends the preflight again after a failed CORS check; Chromium and WebKit don't.",
      decidedBy: ["explanation"],
      tests: [
        ...unit(
          "cors/preflight-cache.test.ts",
          "an actual response that is refused",
          "is cleared by a failed request without a preflight only in Firefox",
        ),
      ],
    },
    {
      id: "MAX-1",
      decides:
        "The form of `Access-Control-Max-Age`: digits, on one line. Any other value counts as absent, which means 5 seconds.",
      steps: "CORS-preflight fetch 7.8 and 7.9",
      engines:
        "Chromium and WebKit accept a sign. Firefox caches nothing if the value isn't a number. WebKit ignores VT and FF around it.",
      decidedBy: ["max-age", "max-age-invalid", "max-age-missing"],
      tests: [
        ...unit("cors/max-age.test.ts", "max-age of a preflight", "doesn't know an elided value"),
        ...unit(
          "cors/preflight-cache.test.ts",
          "no max-age, at once",
          "no max-age, after six seconds",
          "an empty max-age",
          "0",
          "-1",
          "abc",
          "+60, after six seconds",
          "600 on two lines",
        ),
        ...unit("conformance/reference-tables.test.ts", "max-age"),
      ],
    },
    {
      id: "MAX-2",
      decides: "The longest time that a browser caches the answer.",
      steps: "CORS-preflight fetch 7.10",
      engines: "Chromium 7,200 seconds, Firefox 86,400, WebKit 600.",
      decidedBy: ["max-age", "hover", "max-age-over-engine-limit"],
      tests: [
        ...unit("cors/max-age.test.ts", "max-age of a preflight"),
        ...unit("cors/preflight-cache.test.ts", "600, after 605 seconds", "3600, after 605 seconds"),
        ...unit("explain/hover.test.ts", "says how long a preflight is cached"),
      ],
    },
    {
      id: "CACHE-1",
      decides:
        "Which requests a cached answer applies to: the same page origin and URL, with the same credentials or none.",
      steps: "CORS-preflight cache: cache entry match",
      engines:
        "Firefox caches each credentials mode separately and doesn't distinguish `null` after a redirect from the page's origin.",
      decidedBy: ["explanation"],
      tests: [
        ...unit(
          "cors/preflight-cache.test.ts",
          "another URL",
          "another origin",
          "an opaque origin",
          "a request that a redirect tainted",
          "without credentials, then with them",
          "with credentials, then without",
          "a method that was listed beside another",
          "fewer headers",
          "more headers",
        ),
      ],
    },
    {
      id: "CACHE-2",
      decides: "Whether a cached `*` matches.",
      steps: "Method and header-name cache entry match",
      engines: "It doesn't in Firefox, which sends the preflight again. Firefox doesn't cache HEAD either.",
      decidedBy: ["explanation"],
      tests: [
        ...unit(
          "cors/preflight-cache.test.ts",
          "a wildcard for a method",
          "a wildcard for a header name",
          "a name beside a wildcard",
          "a wildcard and Authorization",
          "HEAD that is not listed",
        ),
      ],
    },
    {
      id: "CACHE-3",
      decides: "What bypasses the cache: a reload, cache modes of `fetch()`, developer tools.",
      steps: "HTTP fetch 4.1",
      engines: "`no-store` and `reload` bypass it in Chromium and Firefox; `no-cache` does in Chromium.",
      notDecidable:
        'The cache mode is not in a request. One PUT after another, sent with `cache: "default"` and with `cache: "reload"`, is judged in two ways where its second preflight would be refused; `default` is assumed.',
      tests: [],
    },
    {
      id: "CACHE-4",
      decides: "When entries are cleared.",
      steps: "Main fetch 12; clear cache entries",
      engines: "See V-13.",
      decidedBy: ["explanation"],
      tests: [
        ...unit(
          "cors/preflight-cache.test.ts",
          "one URL does not clear another",
          "one origin does not clear another",
          "a preflight that fails after one that passed",
        ),
      ],
    },
  ],
};
