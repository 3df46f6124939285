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
        "What a URL and an origin are normalised to before they are compared: lower case, Punycode, dotted quads, no default port.",
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
      decides: "What a serialised origin may look like.",
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
      decides: "That an opaque origin is `null`, and the same as no other origin.",
      steps: "HTML: same origin; serializing a request origin",
      decidedBy: ["verdict", "allow-origin-null"],
      assumes:
        "Why an origin is opaque (a sandbox, a `data:` page, a local file) is not in a text; it does not matter to the decision.",
      tests: [
        ...conformance(
          "origin",
          "ORG-4: an opaque origin is let in by the wildcard",
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
        "`cors` where the text has no `Sec-Fetch-Mode`. A request in mode `same-origin` to another origin is no matter of CORS, and reported as one that is never sent.",
      tests: [
        ...conformance(
          "origin",
          "ORG-5: no check is made in mode no-cors",
          "ORG-5: no check is made for a navigation",
          "ORG-5: a request in mode same-origin is not sent to another origin",
          "ORG-5: a request in mode same-origin may go to its own",
          "ORG-5: a cookie and a header of its own do not make a no-cors request one of CORS",
        ),
      ],
    },
    {
      id: "ORG-6",
      decides: "Which mode an API uses.",
      steps: "HTML: CORS settings attributes; Request constructor; EventSource; Beacon",
      decidedBy: ["verdict"],
      assumes:
        "The mode is read from `Sec-Fetch-Mode`. Without it, a request with a known page is taken for one of `fetch()` or XMLHttpRequest: the same POST, sent by a form, is not checked by any browser.",
      tests: [
        ...conformance(
          "origin",
          "ORG-6: a form's POST is told from a script's by Sec-Fetch-Mode",
          "ORG-6: without Sec-Fetch-Mode, a request with an origin is taken for a script's",
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
        "What fails before CORS is asked: blocked ports, mixed content, security policies of the page, the network.",
      steps: "Main fetch 5 to 7 and 10",
      engines:
        "Chromium connects to the ports 4190 and 6679. `http://localhost` from an `https` page: allowed in Chrome and Firefox, not in Safari.",
      decidedBy: ["verdict", "request-never-sent", "mixed-content"],
      assumes:
        "Whether the server can be reached, and what policies the page and its extensions have, is not in a text: one text, sent by a page with `connect-src` and by one without, is judged in two ways. So is an `http` URL of an `https` page, which one with `upgrade-insecure-requests` asks for over `https`: it is reported, and the verdict is that of CORS.",
      tests: [
        ...conformance(
          "origin",
          "ORG-8: the port of another protocol",
          "ORG-8: a port to which Chromium connects",
          "ORG-8: mixed content is reported, and judged as if the page were let through",
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
      decides: "Which requests carry `Origin`: those of CORS, and others whose method is neither GET nor HEAD.",
      steps: "Append a request Origin header",
      engines: "After a redirect within the page's origin that turns POST to GET, WebKit keeps the header.",
      decidedBy: ["verdict", "hover"],
      assumes: "A text without the header may leave it out: a comment `# @cors origin=…` or a setting gives the page.",
      tests: [
        ...conformance(
          "origin",
          "HDR-O-1: a same-origin POST has an origin and is no matter of CORS",
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
      decides: "Whether the referrer policy turns the header to `null`: never in mode `cors`.",
      steps: "Append a request Origin header",
      decidedBy: ["verdict"],
      tests: [
        ...conformance(
          "origin",
          "HDR-O-2: a referrer policy makes the origin null only outside of mode cors",
          "HDR-O-2: in mode cors an origin of null is an opaque one",
        ),
        ...unit("conformance/reference-tables.test.ts", "the Origin field under a referrer policy"),
      ],
    },
    {
      id: "HDR-O-3",
      decides:
        "What the header says: the serialised origin, on one line, or `null` after a redirect to a third origin.",
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
      decides: "That the header alone does not make a request one of CORS.",
      steps: "Origin header",
      decidedBy: ["verdict"],
      tests: [...conformance("origin", "HDR-O-4: an origin alone does not make a request one of CORS")],
    },
  ],
};
