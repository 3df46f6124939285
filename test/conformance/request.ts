import { conformance, type Section, unit } from "./decision-point";

export const REQUEST: Section = {
  title: "The request",
  points: [
    {
      id: "MTH-1",
      decides: "Which methods need no preflight: GET, HEAD, POST.",
      steps: "CORS-safelisted method",
      decidedBy: ["need for a preflight"],
      tests: [
        ...conformance(
          "request",
          "MTH-1: … needs no preflight",
          "MTH-1: … needs one",
          "MTH-1: a method without a preflight does not have to be listed",
        ),
        ...unit("cors/method.test.ts", "methods"),
        ...unit("conformance/reference-tables.test.ts", "safelisted methods"),
      ],
    },
    {
      id: "MTH-2",
      decides: "Which methods are changed to upper case before they are sent: six, not including `patch`.",
      steps: "Normalize a method",
      decidedBy: ["verdict", "preflight request", "allow-methods-missing-method"],
      tests: [
        ...conformance(
          "request",
          "MTH-2: put is sent as PUT",
          "MTH-2: patch is sent as patch, which PATCH does not allow",
        ),
        ...unit("cors/method.test.ts", "methods"),
        ...unit("cors/preflight-request.test.ts", "patch"),
      ],
    },
    {
      id: "MTH-3",
      decides: "That no script can use CONNECT, TRACE or TRACK.",
      steps: "Request constructor: forbidden method",
      decidedBy: ["verdict", "request-never-sent"],
      tests: [
        ...conformance("request", "MTH-3: … is never sent"),
        ...unit("cors/refusal.test.ts", "request constructor, step 25.2: a forbidden method"),
        ...unit("conformance/reference-tables.test.ts", "forbidden methods"),
        ...unit("cors/method.test.ts", "methods"),
      ],
    },
    {
      id: "MTH-4",
      decides: "That a method is a token.",
      steps: "Request constructor",
      decidedBy: ["verdict", "request-never-sent"],
      assumes: "A line whose first word isn't a token is read as a request line if a URL and the HTTP version follow.",
      tests: [
        ...conformance("request", "MTH-4: an invalid method is never sent"),
        ...unit("cors/refusal.test.ts", "request constructor, step 25.2: an invalid method"),
      ],
    },
    {
      id: "MTH-5",
      decides: "That GET and HEAD have no body.",
      steps: "Request constructor",
      decidedBy: ["request-body-not-sent"],
      assumes:
        "`fetch()` throws; XMLHttpRequest sends the request without the body. The body is reported, and the verdict is the one for XMLHttpRequest.",
      tests: [...conformance("request", "MTH-5: a body of a GET is not sent")],
    },
    {
      id: "RH-1",
      decides: "Which headers need no preflight: five, if their values are ordinary.",
      steps: "CORS-safelisted request-header",
      engines: "Chromium also safelists client hints and `Intervention`; see RH-11.",
      decidedBy: ["need for a preflight", "preflight request"],
      tests: [
        ...conformance(
          "request",
          "RH-1: safelisted headers need no preflight",
          "RH-1: any other header needs one",
          "RH-1: an empty Accept needs none",
          "RH-1: an empty Content-Type needs one",
        ),
        ...unit(
          "cors/request-header.test.ts",
          "CORS-safelisted request-header",
          "CORS-unsafe request-header names",
          "safelisted headers",
        ),
      ],
    },
    {
      id: "RH-2",
      decides: "That a value of more than 128 bytes needs a preflight.",
      steps: "CORS-safelisted request-header 1",
      decidedBy: ["need for a preflight", "preflight request"],
      tests: [
        ...conformance("request", "RH-2: 128 bytes need no preflight", "RH-2: 129 bytes need one"),
        ...unit("cors/request-header.test.ts", "CORS-safelisted request-header"),
      ],
    },
    {
      id: "RH-3",
      decides: "That safelisted values of more than 1,024 bytes in total need a preflight.",
      steps: "CORS-unsafe request-header names 5",
      engines: "Only Chromium has the limit.",
      decidedBy: ["need for a preflight", "preflight request"],
      tests: [
        ...unit(
          "cors/request-header.test.ts",
          "keeps up to 1024 bytes in total safe",
          "makes every header unsafe above that",
        ),
      ],
    },
    {
      id: "RH-4",
      decides: "Which bytes `Accept` and `Content-Type` may contain without a preflight.",
      steps: "CORS-unsafe request-header byte",
      engines: "Firefox treats bytes from 0x80 as unsafe.",
      decidedBy: ["need for a preflight", "preflight request"],
      tests: [
        ...conformance(
          "request",
          "RH-4: a quoted parameter needs a preflight",
          "RH-4: a byte of 0x80 or more needs one in Firefox",
        ),
        ...unit("cors/request-header.test.ts", "classifies every byte of Accept and the languages", "safelisted bytes"),
      ],
    },
    {
      id: "RH-5",
      decides: "Which bytes `Accept-Language` and `Content-Language` may contain without a preflight.",
      steps: "CORS-safelisted request-header 2",
      decidedBy: ["need for a preflight", "preflight request"],
      tests: [
        ...conformance("request", "RH-5: an underscore in a language needs a preflight"),
        ...unit("cors/request-header.test.ts", "classifies every byte of Accept and the languages"),
      ],
    },
    {
      id: "RH-6",
      decides: "Which content types need no preflight: the three that a form can send.",
      steps: "CORS-safelisted request-header 2; MIME: parse a MIME type",
      engines:
        "Chromium and WebKit combine two lines of the header. Firefox and the standard check each line, unless a `Headers` object has combined them, which a text doesn't show. Firefox refuses a comma in the parameters and a semicolon at their end. If there are parameters, it ignores words between the type and the parameters.",
      decidedBy: ["need for a preflight", "preflight request"],
      tests: [
        ...conformance(
          "request",
          "RH-6: … needs no preflight",
          "RH-6: … needs one",
          "RH-6: two lines of Content-Type are one value in Chromium and WebKit, and may be elsewhere",
        ),
        ...unit("cors/mime-type.test.ts", "MIME type"),
        ...unit("cors/request-header.test.ts", "judges headers of the same name together if the engine combines them"),
      ],
    },
    {
      id: "RH-7",
      decides: "Which ranges need no preflight: one, with a start.",
      steps: "CORS-safelisted request-header 2; simple range header value",
      engines:
        "WebKit ignores the case of the unit and accepts a plus sign. Each browser has a largest number; the standard has none.",
      decidedBy: ["need for a preflight", "preflight request"],
      tests: [
        ...conformance(
          "request",
          "RH-7: a range with a start needs no preflight",
          "RH-7: a range without a start needs one",
          "RH-7: a unit in upper case needs none in WebKit",
        ),
        ...unit(
          "cors/range.test.ts",
          "single range",
          "accepts a plus sign, a form feed or a vertical tab in numbers in WebKit",
        ),
      ],
    },
    {
      id: "RH-8",
      decides: "Which headers no script can set. These never cause a preflight.",
      steps: "Forbidden request-header",
      engines: "Chromium also forbids `User-Agent`; see RH-10. WebKit ignores VT and FF around a method override.",
      decidedBy: ["need for a preflight", "preflight request"],
      tests: [
        ...conformance(
          "request",
          "RH-8: a header that no script can set needs no preflight",
          "RH-8: a method override to a forbidden method is never sent",
          "RH-8: Cookie and Origin do not have to be allowed",
        ),
        ...unit("cors/request-header.test.ts", "forbidden request-header", "forbidden request-headers"),
      ],
    },
    {
      id: "RH-9",
      decides: "That a method override with an ordinary method is a header like any other.",
      steps: "Forbidden request-header 3",
      decidedBy: ["need for a preflight", "preflight request"],
      tests: [
        ...conformance("request", "RH-9: a method override to an ordinary method is a header like any other"),
        ...unit("cors/request-header.test.ts", "forbidden request-header"),
      ],
    },
    {
      id: "RH-10",
      decides: "Whether a script can set `User-Agent`.",
      steps: "Forbidden request-header",
      engines: "Chromium drops it; elsewhere it needs a preflight.",
      decidedBy: ["need for a preflight", "preflight request"],
      assumes:
        "A script didn't set a value that browsers, or the tool that the text was pasted from, send on their own.",
      tests: [
        ...conformance("request", "RH-10: a script's User-Agent needs a preflight, except in Chromium"),
        ...unit("judged/judge.test.ts", "a User-Agent of the browser's own, and one that a script set"),
      ],
    },
    {
      id: "RH-11",
      decides: "That every other header needs a preflight.",
      steps: "CORS-unsafe request-header names",
      engines: "Chromium safelists client hints with valid values, and `Intervention` with any.",
      decidedBy: ["need for a preflight", "preflight request", "response-header-in-request"],
      assumes: "Headers that a browser adds for its cache are ignored in a request that was pasted from a browser.",
      tests: [
        ...conformance(
          "request",
          "RH-11: … needs a preflight",
          "RH-11: a response header in a request needs a preflight and grants nothing",
          "RH-11: a client hint needs none in Chromium",
          "RH-11: what a browser adds for its cache needs none",
        ),
        ...unit("cors/preflight-request.test.ts", "differs if the safelists differ"),
        ...unit("judged/judge.test.ts", "what a browser adds for its cache", "the same from a script"),
      ],
    },
    {
      id: "RH-12",
      decides: "That names are tokens, and values have no NUL and no line break.",
      steps: "Headers: validate",
      decidedBy: ["verdict", "request-never-sent"],
      assumes: "A line with several words before the colon isn't a header.",
      tests: [
        ...conformance("request", "RH-12: an invalid name is never sent", "RH-12: a NUL in a value is never sent"),
        ...unit("cors/refusal.test.ts", "headers, validate, step 1: …: …"),
      ],
    },
    {
      id: "RH-13",
      decides: "Which methods and headers a request in mode `no-cors` can have: only safelisted ones.",
      steps: "Headers: guard request-no-cors",
      decidedBy: ["verdict", "no-cors-request-restricted"],
      assumes: "Headers that browsers add on their own aren't reported.",
      tests: [
        ...conformance(
          "request",
          "RH-13: a no-cors request is never a CORS request, whatever it contains",
          "RH-13: a header of the page's own is left out of a no-cors request",
          "RH-13: a method that a form cannot send is not sent in mode no-cors",
        ),
      ],
    },
  ],
};
