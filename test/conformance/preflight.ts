import { conformance, type Section, unit } from "./decision-point";

export const PREFLIGHT: Section = {
  title: "Preflights",
  points: [
    {
      id: "PF-1",
      decides:
        "Whether the request needs a preflight: it has a method other than GET, HEAD and POST, or an unsafe header.",
      steps: "Main fetch 12; HTTP fetch 4.1",
      engines: "Their safelists differ; see the points on headers.",
      decidedBy: ["verdict", "need for a preflight", "hover"],
      tests: [
        ...conformance(
          "preflight",
          "PF-1: a request that needs one is open where the text shows none",
          "PF-1: a response that fails on its own is blocked without a preflight",
          "PF-1: a preflight that passes lets the request through",
        ),
        ...unit("cors/preflight-request.test.ts", "need for a preflight, and its content"),
        ...unit("cors/main-fetch.test.ts", "main fetch"),
      ],
    },
    {
      id: "PF-2",
      decides: "That a listener for upload progress or a streamed body forces a preflight.",
      steps: "Main fetch 12: use-CORS-preflight flag; CORS-preflight fetch 7.4",
      decidedBy: ["preflight-not-needed"],
      assumes:
        "No listener and no stream, because neither leaves a trace in a request. A POST with a listener may be blocked where one without is allowed, if the server refuses the preflight. A preflight before a request that doesn't need one is reported.",
      tests: [
        ...conformance(
          "preflight",
          "PF-2: a preflight before a request that needs none is reported, and does not count",
        ),
      ],
    },
    {
      id: "PF-3",
      decides: "That cookies, credentials, the query, the size of a body and `keepalive` never force a preflight.",
      steps: "Main fetch 12",
      decidedBy: ["need for a preflight"],
      tests: [...conformance("preflight", "PF-3: cookies, a query and Accept need none")],
    },
    {
      id: "PF-4",
      decides:
        "Where a request is preflighted if a redirect takes it away from the page's origin: at the first URL of another origin.",
      steps: "HTTP-redirect fetch 22; main fetch 12",
      decidedBy: ["verdict", "need for a preflight"],
      tests: [
        ...conformance("preflight", "PF-4: a redirect to another origin is preflighted there"),
        ...unit("cors/wpt-redirects.test.ts", "redirect chains"),
      ],
    },
    {
      id: "PQ-1",
      decides: "The form of a preflight: OPTIONS to the same URL, with `Origin` and `Access-Control-Request-Method`.",
      steps: "CORS-preflight fetch 1 to 3",
      decidedBy: ["preflight request", "verdict", "preflight-request-mismatch", "preflight-with-body"],
      tests: [
        ...conformance(
          "preflight",
          "PQ-1: an OPTIONS without Access-Control-Request-Method is a request like any other",
          "PQ-1: a preflight for another query serves no other URL",
          "PQ-1: a fragment does not make another URL",
          "PQ-1: a preflight has no body and no type",
        ),
        ...unit("edits/insert-preflight.test.ts", "the preflight is inserted"),
        {
          file: "test/cli/commands.test.ts",
          title: "prints what a browser would send, for any line of the request and of the comments above it",
        },
      ],
    },
    {
      id: "PQ-2",
      decides:
        "How browsers write `Access-Control-Request-Headers`: lower case, sorted, without duplicates, separated by commas without spaces; absent if empty.",
      steps: "CORS-preflight fetch 4 and 5",
      decidedBy: ["preflight request", "request-headers-not-normalized", "preflight-request-mismatch"],
      tests: [
        ...conformance(
          "preflight",
          "PQ-2: unsafe names are asked for in lower case, sorted, and once",
          "PQ-2: without unsafe headers, the preflight asks for none",
          "PQ-2: names in another form are reported",
        ),
        ...unit("cors/preflight-request.test.ts", "headers"),
      ],
    },
    {
      id: "PQ-3",
      decides: "That a preflight has no credentials.",
      steps: "CORS-preflight fetch 1",
      decidedBy: ["preflight-with-credentials"],
      assumes: "A text doesn't show client certificates.",
      tests: [...conformance("preflight", "PQ-3: a preflight has no credentials")],
    },
    {
      id: "PQ-4",
      decides: "That preflights bypass service workers, and that the body of the response is ignored.",
      steps: "CORS-preflight fetch 6",
      decidedBy: ["verdict"],
      tests: [...conformance("preflight", "PQ-4: the body of the response does not matter")],
    },
    {
      id: "PQ-5",
      decides: "That the request header of Private Network Access no longer has any effect.",
      steps: "none; Private Network Access, withdrawn",
      decidedBy: ["verdict", "private-network-header"],
      tests: [...conformance("preflight", "PQ-5: the header of private networks decides nothing")],
    },
    {
      id: "V-1",
      decides: "That the response to a preflight has a status from 200 to 299.",
      steps: "CORS-preflight fetch 7",
      decidedBy: ["verdict", "preflight-status-not-ok"],
      tests: [
        ...conformance("preflight", "V-1: status … fails", "V-1: status … passes"),
        ...unit("cors/preflight-fetch.test.ts", "… is ok", "… is not", "doesn't know an unknown status"),
      ],
    },
    {
      id: "V-2",
      decides: "That a preflight isn't redirected.",
      steps: "CORS-preflight fetch 6 and 7",
      decidedBy: ["verdict", "preflight-redirect"],
      tests: [...conformance("preflight", "V-2: redirect … fails")],
    },
    {
      id: "V-3",
      decides: "That a preflight isn't asked to authenticate.",
      steps: "CORS-preflight fetch 7",
      decidedBy: ["verdict", "preflight-status-not-ok"],
      tests: [...conformance("preflight", "V-3: a request to log in fails")],
    },
    {
      id: "V-4",
      decides: "That the response to a preflight passes the CORS check, in the credentials mode of the actual request.",
      steps: "CORS-preflight fetch 7; CORS check",
      engines:
        "After a redirect, Firefox keeps the page's origin in the preflight and doesn't check responses of the page's own server.",
      decidedBy: ["verdict"],
      tests: [
        ...conformance("preflight", "V-4: the mode of the actual request counts on the preflight"),
        ...unit("cors/preflight-fetch.test.ts", "checks with the request's credentials mode"),
        ...unit("judged/judge.test.ts", "a preflight judged in the mode of the request that it serves"),
      ],
    },
    {
      id: "V-5",
      decides: "That `Access-Control-Allow-Methods` is a list of tokens; one wrong item makes the whole list invalid.",
      steps: "CORS-preflight fetch 7.1 and 7.3",
      decidedBy: ["verdict", "allow-methods-invalid"],
      tests: [
        ...conformance(
          "preflight",
          "V-5: a list of methods that does not parse fails, even if it has the method",
          "V-5: it fails even if the method does not have to be listed",
          "V-5: empty items do not count, and lines combine",
        ),
        ...unit(
          "cors/preflight-fetch.test.ts",
          "fails for a list of methods that doesn't parse, even if no method is needed",
        ),
        ...unit("cors/list-values.test.ts", "extract header list values"),
      ],
    },
    {
      id: "V-6",
      decides: "That the method is in the list, byte for byte.",
      steps: "CORS-preflight fetch 7.5",
      decidedBy: ["verdict", "allow-methods-missing-method"],
      tests: [
        ...conformance("preflight", "V-6: another case is another method", "V-6: Allow lists nothing for CORS"),
        ...unit("cors/preflight-fetch.test.ts", "CORS-preflight fetch: step 7.5", "preflight results"),
      ],
    },
    {
      id: "V-7",
      decides: "That `*` allows every method, except for requests with credentials.",
      steps: "CORS-preflight fetch 7.5",
      decidedBy: ["verdict", "wildcard-not-a-wildcard-with-credentials"],
      tests: [
        ...conformance(
          "preflight",
          "V-7: the wildcard allows every method",
          "V-7: with credentials it is a method of that name",
        ),
        ...unit("cors/preflight-fetch.test.ts", "CORS-preflight fetch: step 7.5"),
      ],
    },
    {
      id: "V-8",
      decides: "That `Access-Control-Allow-Headers` is a list of tokens; one wrong item makes the whole list invalid.",
      steps: "CORS-preflight fetch 7.2 and 7.3",
      decidedBy: ["verdict", "allow-headers-invalid"],
      tests: [
        ...conformance("preflight", "V-8: a list of names that does not parse fails"),
        ...unit("cors/preflight-fetch.test.ts", "fails for a list of names that doesn't parse"),
      ],
    },
    {
      id: "V-9",
      decides: "That every unsafe header name is in the list; case doesn't matter.",
      steps: "CORS-preflight fetch 7.7",
      decidedBy: ["verdict", "allow-headers-missing-header"],
      tests: [
        ...conformance(
          "preflight",
          "V-9: names match in any case",
          "V-9: every unsafe name has to be listed",
          "V-9: a safelisted name does not have to be listed",
        ),
        ...unit("cors/preflight-fetch.test.ts", "CORS-preflight fetch: step 7.7"),
      ],
    },
    {
      id: "V-10",
      decides: "That `*` allows every header name, except for requests with credentials.",
      steps: "CORS-preflight fetch 7.7",
      decidedBy: ["verdict", "wildcard-not-a-wildcard-with-credentials"],
      tests: [
        ...conformance(
          "preflight",
          "V-10: the wildcard stands for every name, among others too",
          "V-10: with credentials it is a name",
        ),
        ...unit("cors/preflight-fetch.test.ts", "CORS-preflight fetch: step 7.7"),
      ],
    },
    {
      id: "V-11",
      decides: "That `*` doesn't allow `Authorization`.",
      steps: "CORS-preflight fetch 7.6",
      engines: "No browser implements this step: all of them allow the request.",
      decidedBy: ["verdict", "allow-headers-authorization-not-covered"],
      tests: [
        ...conformance(
          "preflight",
          "V-11: the standard's wildcard leaves Authorization out",
          "V-11: a list with it is right everywhere",
        ),
        ...unit(
          "cors/preflight-fetch.test.ts",
          "is enforced only by the standard",
          "fails at step 7.7 in the engines without the wildcard",
        ),
      ],
    },
    {
      id: "V-12",
      decides: "That headers for preflight responses have no effect on other responses, and vice versa.",
      steps: "CORS-preflight fetch 7; main fetch 14.1",
      decidedBy: ["preflight-header-in-actual-response", "expose-headers-in-preflight"],
      tests: [
        ...conformance(
          "preflight",
          "V-12: on the actual response the lists do not count",
          "V-12: what the preflight exposes does not count",
        ),
      ],
    },
  ],
};
