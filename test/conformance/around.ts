import { conformance, type Section, unit } from "./decision-point";

export const AROUND: Section = {
  title: "Around CORS",
  points: [
    {
      id: "CORP-1",
      decides: "The effect of `Cross-Origin-Resource-Policy` in mode `no-cors`.",
      steps: "Cross-origin resource policy check",
      notDecidable:
        "It has no effect in mode `cors`. In mode `no-cors`, the embedder policy of the page's document also decides, and the exchange doesn't show it.",
      tests: [
        ...conformance(
          "around",
          "CORP-1: Cross-Origin-Resource-Policy does not matter in mode cors",
          "CORP-1: its decision in mode no-cors is not part of CORS",
        ),
      ],
    },
    {
      id: "COEP-1",
      decides: "What the page's `Cross-Origin-Embedder-Policy` requires of its resources.",
      steps: "HTML: embedder policy",
      notDecidable: "The policy is part of the response for the page's document, not of the resource's response.",
      tests: [],
    },
    {
      id: "TAO-1",
      decides: "Whether `Timing-Allow-Origin` exposes the timing of a response.",
      steps: "TAO check",
      notDecidable:
        "It depends on every redirect and on the page that reads the timing. It changes neither the verdict nor the headers and body that a script can read.",
      tests: [...conformance("around", "TAO-1: Timing-Allow-Origin neither allows nor blocks")],
    },
    {
      id: "ORB-1",
      decides: "Whether a response in mode `no-cors` is blocked because of its type or content.",
      steps: "none; Opaque Response Blocking",
      engines: "Chrome and Firefox implement it, Safari only in part.",
      notDecidable: "It depends on the element that loads the response and on the first bytes of the body.",
      tests: [],
    },
    {
      id: "LNA-1",
      decides: "Whether a public page may reach a local network.",
      steps: "none; Local Network Access",
      engines: "Chrome asks the user, Firefox is about to, Safari doesn't.",
      notDecidable: "A text doesn't show the addresses of the page and the server, or the user's answer.",
      tests: [...conformance("around", "LNA-1: no response header gives access to a local network")],
    },
    {
      id: "LNA-2",
      decides: "That the headers of Private Network Access no longer have any effect.",
      steps: "none; Private Network Access, withdrawn",
      decidedBy: ["verdict", "private-network-header"],
      tests: [...conformance("around", "LNA-2: the headers of private networks decide nothing")],
    },
    {
      id: "ELT-1",
      decides: "The effect of the attribute `crossorigin` on a request.",
      steps: "HTML: CORS settings attributes",
      notDecidable: "The exchange doesn't show the element, only the resulting request; see ORG-6 and CRED-1.",
      tests: [],
    },
    {
      id: "ELT-2",
      decides: "That a font is loaded in mode `cors`.",
      steps: "CSS Fonts; main fetch 12",
      engines: "WebKitGTK loads fonts in mode `no-cors`, without `Origin`.",
      decidedBy: ["verdict"],
      tests: [...conformance("around", "ELT-2: a font is checked")],
    },
    {
      id: "ELT-3",
      decides: "That an image or a video without `crossorigin` is shown but taints a canvas.",
      steps: "HTML: canvas",
      decidedBy: ["verdict"],
      assumes: "A text doesn't show how the page uses the image.",
      tests: [...conformance("around", "ELT-3: an image without crossorigin is not")],
    },
    {
      id: "ELT-4",
      decides: "That the error messages of a script without `crossorigin` are hidden.",
      steps: "HTML: muted errors",
      notDecidable: "Nothing is blocked, and the exchange doesn't show the element.",
      tests: [],
    },
    {
      id: "ELT-5",
      decides: "That a script or style sheet with an integrity hash is loaded in mode `cors`.",
      steps: "Main fetch: integrity metadata",
      notDecidable: "The hash is part of the page, not of the exchange.",
      tests: [],
    },
    {
      id: "ELT-6",
      decides: "That an EventSource is checked and never preflighted.",
      steps: "HTML: EventSource",
      notDecidable:
        "With `Cache-Control: no-cache` or `Last-Event-ID`, a request by an EventSource and one by `fetch()` look the same, but only the latter is preflighted. So the need for a preflight is open if `Accept` is `text/event-stream`.",
      tests: [],
    },
    {
      id: "ELT-7",
      decides: "That WebSockets aren't checked: their server must check `Origin`.",
      steps: "WebSockets: establish a connection; main fetch 12",
      decidedBy: ["verdict", "hover"],
      tests: [
        ...conformance("around", "ELT-7: a WebSocket is not, and its server has to look at Origin"),
        ...unit("judged/judge.test.ts", "a WebSocket handshake"),
      ],
    },
    {
      id: "ELT-8",
      decides: "Which responses a service worker may answer with.",
      steps: "HTTP fetch 3",
      notDecidable:
        "If a worker answers instead of the network, there is no exchange. Its response isn't checked again.",
      tests: [],
    },
    {
      id: "ELT-9",
      decides: "That a worker's script must have the page's origin.",
      steps: "HTML: fetch a worker script; main fetch 12",
      notDecidable:
        "The exchange doesn't show the element or call. A cross-origin request in mode `same-origin` is never sent.",
      tests: [],
    },
    {
      id: "ELT-10",
      decides: "That `navigator.sendBeacon()` sends credentials.",
      steps: "Beacon",
      notDecidable:
        "A request doesn't show which call sent it. With a cookie it counts as a request with credentials; see CRED-2.",
      tests: [],
    },
    {
      id: "ELT-11",
      decides: "That extensions, developer tools and command-line switches can disable all of this.",
      steps: "none",
      notDecidable: "They are settings of one browser, not part of the exchange.",
      tests: [],
    },
    {
      id: "LIM-1",
      decides: "The scheme of a request with only a host and a path.",
      steps: "none",
      decidedBy: ["verdict", "hover"],
      assumes: "Cross-origin, unless host and port are those of the page; then the verdict is *cannot tell*.",
      tests: [
        ...conformance(
          "around",
          "LIM-1: a host without a scheme that is the page's",
          "LIM-1: a host without a scheme that is not",
        ),
        ...unit(
          "judged/judge.test.ts",
          "a Host equal to the origin's, without a scheme",
          "a Host with another port",
          "Host and port of the page, and the browser's word that it is another site",
        ),
      ],
    },
    {
      id: "LIM-2",
      decides: "The credentials mode.",
      steps: "none",
      decidedBy: ["verdict", "hover"],
      assumes: "See CRED-2.",
      tests: [...conformance("around", "LIM-2: the credentials mode is assumed, and the hover says so")],
    },
    {
      id: "LIM-3",
      decides: "Whether a header was set by the script or added by the browser.",
      steps: "none",
      decidedBy: ["verdict"],
      assumes: "The script set the headers that a preflight asks for, and didn't set values that only browsers write.",
      tests: [...conformance("around", "LIM-3: a preflight shows which headers the script set")],
    },
    {
      id: "LIM-4",
      decides: "Whether a preflight's answer was in the cache.",
      steps: "none",
      decidedBy: ["verdict", "hover"],
      assumes: "If a needed preflight isn't shown, the verdict is *cannot tell*.",
      tests: [
        ...conformance("around", "LIM-4: a preflight that is not shown may be in the cache"),
        ...unit(
          "judged/judge.test.ts",
          "a needed preflight that is not shown",
          "a needed preflight that is not shown, and a response that fails on its own",
        ),
      ],
    },
    {
      id: "LIM-5",
      decides: "Where a redirect leads, if the text doesn't show it.",
      steps: "none",
      decidedBy: ["verdict", "hover"],
      assumes: "If a redirect passes and the next request isn't shown, the verdict is *cannot tell*.",
      tests: [
        ...conformance("around", "LIM-5: a redirect whose end is not shown"),
        ...unit("exchange/redirects.test.ts", "is open if the text doesn't show where a redirect leads"),
      ],
    },
    {
      id: "LIM-6",
      decides: "Whether there was an upload listener or a streamed body.",
      steps: "none",
      notDecidable: "See PF-2.",
      tests: [],
    },
    {
      id: "LIM-7",
      decides: "The order and repetition of headers, if the author of the text merged or lower-cased them.",
      steps: "none",
      decidedBy: ["verdict"],
      assumes: "The text shows the message as it was sent.",
      tests: [...conformance("around", "LIM-7: two lines are not one")],
    },
    {
      id: "LIM-8",
      decides: "The page's origin, if the author of the text omitted it.",
      steps: "none",
      decidedBy: ["verdict", "hover"],
      assumes: "There is no verdict without a page; a comment or a setting can give its origin.",
      tests: [
        ...conformance(
          "around",
          "LIM-8: a directive gives the origin that the text omits",
          "LIM-8: without it nothing is decided",
        ),
        ...unit("exchange/pairing.test.ts", "else the directive above the request", "else the setting"),
      ],
    },
    {
      id: "LIM-9",
      decides: "The user's settings: third-party cookies, permissions, extensions.",
      steps: "none",
      notDecidable: "They are settings of one browser, not part of the exchange.",
      tests: [],
    },
  ],
};
