import { conformance, type Section, unit } from "./decision-point";

export const PREFLIGHT: Section = {
  title: "Preflights",
  points: [
    {
      id: "PF-1",
      decides: "Whether the request needs a preflight: another method than the three, or an unsafe header.",
      steps: "Main fetch 12; HTTP fetch 4.1",
      engines: "As far as their safelists differ.",
      decidedBy: ["verdict", "need for a preflight", "hover"],
      tests: [
        ...conformance(
          "preflight",
          "PF-1: a request that needs one is open where the text shows none",
          "PF-1: a response that fails by itself needs no preflight to be blocked",
          "PF-1: a preflight that passes lets the request through",
        ),
        ...unit("cors/preflight-request.test.ts", "need for a preflight, and what it asks"),
        ...unit("cors/main-fetch.test.ts", "main fetch"),
      ],
    },
    {
      id: "PF-2",
      decides: "That a listener for the progress of an upload, or a streamed body, forces a preflight.",
      steps: "Main fetch 12: use-CORS-preflight flag; CORS-preflight fetch 7.4",
      decidedBy: ["preflight-not-needed"],
      assumes:
        "No listener and no stream: they leave no trace in a request. One POST, sent with a listener and without, is judged in two ways where its preflight is refused. A preflight before a request that needs none is reported.",
      tests: [
        ...conformance(
          "preflight",
          "PF-2: a preflight before a request that needs none is reported, and does not count",
        ),
      ],
    },
    {
      id: "PF-3",
      decides: "What never forces a preflight: cookies, credentials, the query, the size of a body, `keepalive`.",
      steps: "Main fetch 12",
      decidedBy: ["need for a preflight"],
      tests: [...conformance("preflight", "PF-3: cookies, a query and Accept need none")],
    },
    {
      id: "PF-4",
      decides:
        "Where a request is preflighted that is redirected away from the page's origin: at the first URL of another origin.",
      steps: "HTTP-redirect fetch 22; main fetch 12",
      decidedBy: ["verdict", "need for a preflight"],
      tests: [
        ...conformance("preflight", "PF-4: a redirect to another origin is preflighted there"),
        ...unit("cors/wpt-redirects.test.ts", "redirect chains"),
      ],
    },
    {
      id: "PQ-1",
      decides: "What a preflight is: OPTIONS to the same URL, with `Origin` and `Access-Control-Request-Method`.",
      steps: "CORS-preflight fetch 1 to 3",
      decidedBy: ["preflight request", "verdict", "preflight-request-mismatch", "preflight-with-body"],
      tests: [
        ...conformance(
          "preflight",
          "PQ-1: an OPTIONS without Access-Control-Request-Method is a request like any other",
          "PQ-1: a preflight for another query serves no other URL",
          "PQ-1: a fragment makes no other URL",
          "PQ-1: a preflight has no body and no type",
        ),
        ...unit("edits/insert-preflight.test.ts", "the preflight is inserted"),
        {
          file: "test/cli/commands.test.ts",
          title: "prints what a browser would send, for any line of the request and those above it",
        },
      ],
    },
    {
      id: "PQ-2",
      decides:
        "How `Access-Control-Request-Headers` is written: lower case, sorted, unique, joined by a comma alone; absent if empty.",
      steps: "CORS-preflight fetch 4 and 5",
      decidedBy: ["preflight request", "request-headers-not-normalized", "preflight-request-mismatch"],
      tests: [
        ...conformance(
          "preflight",
          "PQ-2: unsafe names are asked for in lower case, sorted, and once",
          "PQ-2: nothing is asked for where nothing is unsafe",
          "PQ-2: names that are written otherwise are reported",
        ),
        ...unit("cors/preflight-request.test.ts", "headers"),
      ],
    },
    {
      id: "PQ-3",
      decides: "That a preflight has no credentials.",
      steps: "CORS-preflight fetch 1",
      decidedBy: ["preflight-with-credentials"],
      assumes: "Certificates of the client are not in a text.",
      tests: [...conformance("preflight", "PQ-3: a preflight has no credentials")],
    },
    {
      id: "PQ-4",
      decides: "That a preflight passes by service workers, and that the body of its response does not matter.",
      steps: "CORS-preflight fetch 6",
      decidedBy: ["verdict"],
      tests: [...conformance("preflight", "PQ-4: the body of the response does not matter")],
    },
    {
      id: "PQ-5",
      decides: "That the header of private networks decides nothing any more.",
      steps: "none; Private Network Access, withdrawn",
      decidedBy: ["verdict"],
      tests: [...conformance("preflight", "PQ-5: the header of private networks decides nothing")],
    },
    {
      id: "V-1",
      decides: "That the status of the response to a preflight is from 200 to 299.",
      steps: "CORS-preflight fetch 7",
      decidedBy: ["verdict", "preflight-status-not-ok"],
      tests: [
        ...conformance("preflight", "V-1: status … fails", "V-1: status … passes"),
        ...unit("cors/preflight-fetch.test.ts", "… is ok", "… is not", "does not know an unknown status"),
      ],
    },
    {
      id: "V-2",
      decides: "That a preflight is not redirected.",
      steps: "CORS-preflight fetch 6 and 7",
      decidedBy: ["verdict", "preflight-redirect"],
      tests: [...conformance("preflight", "V-2: redirect … fails")],
    },
    {
      id: "V-3",
      decides: "That a preflight is not asked to log in.",
      steps: "CORS-preflight fetch 7",
      decidedBy: ["verdict", "preflight-status-not-ok"],
      tests: [...conformance("preflight", "V-3: a login that is asked for fails")],
    },
    {
      id: "V-4",
      decides: "That the response to a preflight passes the CORS check, in the credentials mode of the actual request.",
      steps: "CORS-preflight fetch 7; CORS check",
      engines:
        "After a redirect Firefox keeps the page's origin in the preflight, and makes no check at the page's own server.",
      decidedBy: ["verdict"],
      tests: [
        ...conformance("preflight", "V-4: the mode of the actual request counts on the preflight"),
        ...unit("cors/preflight-fetch.test.ts", "checks with the request's credentials mode"),
        ...unit("verdict/judge.test.ts", "a preflight judged in the mode of the request that it serves"),
      ],
    },
    {
      id: "V-5",
      decides: "That `Access-Control-Allow-Methods` is a list of tokens; one wrong item fails all.",
      steps: "CORS-preflight fetch 7.1 and 7.3",
      decidedBy: ["verdict", "allow-methods-invalid"],
      tests: [
        ...conformance(
          "preflight",
          "V-5: a list of methods that does not parse fails, even if it has the method",
          "V-5: it fails even if no method is asked of it",
          "V-5: empty items do not count, and lines combine",
        ),
        ...unit(
          "cors/preflight-fetch.test.ts",
          "fails for a list of methods that does not parse, even if no method is needed",
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
      decides: "That `*` stands for every method, but for requests with credentials.",
      steps: "CORS-preflight fetch 7.5",
      decidedBy: ["verdict", "wildcard-not-a-wildcard-with-credentials"],
      tests: [
        ...conformance(
          "preflight",
          "V-7: the wildcard stands for every method",
          "V-7: with credentials it is a method of that name",
        ),
        ...unit("cors/preflight-fetch.test.ts", "CORS-preflight fetch: step 7.5"),
      ],
    },
    {
      id: "V-8",
      decides: "That `Access-Control-Allow-Headers` is a list of tokens; one wrong item fails all.",
      steps: "CORS-preflight fetch 7.2 and 7.3",
      decidedBy: ["verdict", "allow-headers-invalid"],
      tests: [
        ...conformance("preflight", "V-8: a list of names that does not parse fails"),
        ...unit("cors/preflight-fetch.test.ts", "fails for a list of names that does not parse"),
      ],
    },
    {
      id: "V-9",
      decides: "That every unsafe name is in the list, in any case.",
      steps: "CORS-preflight fetch 7.7",
      decidedBy: ["verdict", "allow-headers-missing-header"],
      tests: [
        ...conformance(
          "preflight",
          "V-9: names match in any case",
          "V-9: every unsafe name has to be listed",
          "V-9: what is safelisted need not be listed",
        ),
        ...unit("cors/preflight-fetch.test.ts", "CORS-preflight fetch: step 7.7"),
      ],
    },
    {
      id: "V-10",
      decides: "That `*` stands for every name, but for requests with credentials.",
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
      decides: "That `*` does not stand for `Authorization`.",
      steps: "CORS-preflight fetch 7.6",
      engines: "No browser has the step: all let the request through.",
      decidedBy: ["verdict", "allow-headers-authorization-not-covered"],
      tests: [
        ...conformance(
          "preflight",
          "V-11: the standard's wildcard leaves Authorization out",
          "V-11: a list with it is right everywhere",
        ),
        ...unit(
          "cors/preflight-fetch.test.ts",
          "is enforced by the standard alone",
          "fails at step 7.7 in the engines without the wildcard",
        ),
      ],
    },
    {
      id: "V-12",
      decides: "That what a preflight's response alone can say does not count elsewhere, and the other way round.",
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
