import { conformance, type Section, unit } from "./decision-point";

export const PAGE: Section = {
  title: "The page",
  points: [
    {
      id: "ORG-1",
      decides: "Whether the request goes to another origin: one whose scheme, host or port is not that of the page.",
      steps: "HTML: same origin; main fetch 12",
      decidedBy: ["verdict"],
      tests: [
        ...conformance(
          "origin",
          "ORG-1: another port is another origin",
          "ORG-1: another scheme is another origin",
          "ORG-1: a subdomain is another origin",
          "ORG-1: localhost and 127.0.0.1 are two origins",
          "ORG-1: path and query do not matter",
        ),
        ...unit("cors/origin.test.ts", "same origin"),
      ],
    },
    {
      id: "ORG-2",
      decides:
        "How URLs and origins are normalised before they are compared: lower case, Punycode, dotted quads, no default port.",
      steps: "URL: host parsing; HTML: serialisation of an origin",
      decidedBy: ["verdict", "allow-origin-mismatch"],
      tests: [
        ...conformance(
          "origin",
          "ORG-2: a URL is normalised before it is compared",
          "ORG-2: a page in Unicode and its URL in Punycode are one origin",
          "ORG-2: a trailing dot stays",
          "ORG-2: an allowed origin in Unicode is never sent",
        ),
        ...unit("cors/origin.test.ts", "serialisation of a URL's origin"),
      ],
    },
    {
      id: "ORG-3",
      decides: "The form of a serialised origin.",
      steps: "Origin header: serialized-origin",
      decidedBy: ["origin-not-serialized"],
      tests: [
        ...conformance(
          "origin",
          "ORG-3: an origin with a trailing slash was not sent by a browser",
          "ORG-3: an extension's origin is taken as it is",
        ),
        ...unit("cors/origin.test.ts", "serialized-origin", "possible serialised origins"),
        ...unit("exchange/pairing.test.ts", "of … is …"),
      ],
    },
    {
      id: "ORG-4",
      decides: "That an opaque origin is `null` and differs from every other origin.",
      steps: "HTML: same origin; serializing a request origin",
      decidedBy: ["verdict", "allow-origin-null"],
      assumes:
        "A text doesn't show why an origin is opaque (a sandbox, a `data:` page, a local file). The reason doesn't affect the decision.",
      tests: [
        ...conformance(
          "origin",
          "ORG-4: the wildcard allows an opaque origin",
          "ORG-4: an opaque origin is the same as no other",
        ),
      ],
    },
    {
      id: "ORG-5",
      decides: "Whether the mode of the request is one in which the response is checked: `cors`.",
      steps: "Main fetch 12",
      decidedBy: ["verdict", "hover", "request-never-sent"],
      assumes:
        "`cors` if the text has no `Sec-Fetch-Mode`. A request in mode `same-origin` to another origin isn't a CORS request; it is reported because it is never sent.",
      tests: [
        ...conformance(
          "origin",
          "ORG-5: no check is made in mode no-cors",
          "ORG-5: no check is made for a navigation",
          "ORG-5: a request in mode same-origin is not sent to another origin",
          "ORG-5: a request in mode same-origin may go to its own",
          "ORG-5: a cookie or a custom header does not make a no-cors request a CORS request",
        ),
      ],
    },
    {
      id: "ORG-6",
      decides: "Which mode an API uses.",
      steps: "HTML: CORS settings attributes; Request constructor; EventSource; Beacon",
      decidedBy: ["verdict"],
      assumes:
        "The mode is read from `Sec-Fetch-Mode`. Without it, a request with a known page is assumed to come from `fetch()` or XMLHttpRequest. If a form sent the same POST, no browser would check it.",
      tests: [
        ...conformance(
          "origin",
          "ORG-6: Sec-Fetch-Mode distinguishes a form's POST from a script's",
          "ORG-6: without Sec-Fetch-Mode, a request with an origin counts as a script's",
          "ORG-6: a font or module has mode cors, and is judged so",
        ),
      ],
    },
    {
      id: "ORG-7",
      decides: "That only `http` and `https` URLs can be fetched across origins.",
      steps: "Main fetch 12",
      decidedBy: ["verdict", "request-never-sent", "redirect-not-followed"],
      tests: [
        ...conformance("origin", "ORG-7: a scheme that is neither http nor https"),
        ...unit("cors/refusal.test.ts", "main fetch, step 12: a scheme that is not HTTP(S)"),
        ...unit("cors/http-redirect-fetch.test.ts", "step 6: neither HTTP nor HTTPS"),
      ],
    },
    {
      id: "ORG-8",
      decides:
        "Failures before any CORS check: blocked ports, mixed content, security policies of the page, the network.",
      steps: "Main fetch 5 to 7 and 10",
      engines:
        "A 407 of the server itself is a network error in Chromium, and NUL in a header is one everywhere; Firefox ignores the line if it is in the name. Chromium connects to ports 4190 and 6679. Chrome and Firefox allow `http://localhost` from an `https` page, Safari doesn't.",
      decidedBy: ["verdict", "request-never-sent", "mixed-content"],
      assumes:
        "A text doesn't show whether the server can be reached, or the policies of the page and its extensions. A page with `connect-src` may fail where another page succeeds with the same text. An `https` page with `upgrade-insecure-requests` requests an `http` URL over `https`: the URL is reported as mixed content, and the verdict is the one of CORS.",
      tests: [
        ...conformance(
          "origin",
          "ORG-8: the port of another protocol",
          "ORG-8: a port to which Chromium connects",
          "ORG-8: mixed content is reported, and the verdict ignores it",
        ),
        ...unit(
          "cors/refusal.test.ts",
          "main fetch, step 7: the port of …",
          "main fetch, step 7: the ports that Chromium connects to",
          "main fetch, step 7: the ports that the standard lists",
        ),
      ],
    },
    {
      id: "HDR-O-1",
      decides: "Which requests have `Origin`: CORS requests, and others whose method is neither GET nor HEAD.",
      steps: "Append a request Origin header",
      engines: "After a redirect within the page's origin that turns POST to GET, WebKit keeps the header.",
      decidedBy: ["verdict", "hover"],
      assumes: "A text may omit the header. A comment `# @cors origin=…` or a setting then gives the page's origin.",
      tests: [
        ...conformance(
          "origin",
          "HDR-O-1: a same-origin POST has an origin and is not a CORS request",
          "HDR-O-1: without an origin nothing is reported",
        ),
        ...unit(
          "exchange/redirects.test.ts",
          "carries the page on to a request without Origin",
          "learns of the page from a later request",
          "does not learn of a page that would have sent its origin before",
        ),
      ],
    },
    {
      id: "HDR-O-2",
      decides: "Whether the referrer policy sets the header to `null`: never in mode `cors`.",
      steps: "Append a request Origin header",
      decidedBy: ["verdict"],
      tests: [
        ...conformance(
          "origin",
          "HDR-O-2: a referrer policy makes the origin null only outside mode cors",
          "HDR-O-2: in mode cors an origin of null is an opaque one",
        ),
        ...unit("conformance/reference-tables.test.ts", "the Origin field under a referrer policy"),
      ],
    },
    {
      id: "HDR-O-3",
      decides:
        "The value of the header: the serialised origin, on one line, or `null` after a redirect to a third origin.",
      steps: "Serializing a request origin",
      decidedBy: ["origin-not-serialized", "redirect-request-mismatch"],
      tests: [
        ...conformance(
          "origin",
          "HDR-O-3: two lines of Origin were not sent by a browser, and decide nothing",
          "HDR-O-3: an origin with a path was not sent by a browser",
          "HDR-O-3: an origin in upper case was not sent by a browser",
          "HDR-O-3: an origin with its default port was not sent by a browser",
        ),
        ...unit("cors/fetch-request.test.ts", "redirect-tainted origin"),
      ],
    },
    {
      id: "HDR-O-4",
      decides: "That the header alone doesn't make a request a CORS request.",
      steps: "Origin header",
      decidedBy: ["verdict"],
      tests: [...conformance("origin", "HDR-O-4: an origin alone does not make a request a CORS request")],
    },
  ],
};
