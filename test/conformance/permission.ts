import { conformance, type Section, unit } from "./decision-point";

export const PERMISSION: Section = {
  title: "The CORS check",
  points: [
    {
      id: "ACAO-1",
      decides: "That the response has `Access-Control-Allow-Origin`, whatever its status.",
      steps: "CORS check 2",
      decidedBy: ["verdict", "allow-origin-missing", "redirect-allow-origin-missing"],
      tests: [
        ...conformance("permission", "ACAO-1: missing on status …"),
        ...unit("cors/cors-check.test.ts", "step 2: absent", "an elided header"),
      ],
    },
    {
      id: "ACAO-2",
      decides: "That `*` allows every page, except with credentials.",
      steps: "CORS check 3 and 4",
      decidedBy: ["verdict", "allow-origin-wildcard-with-credentials"],
      tests: [
        ...conformance(
          "permission",
          "ACAO-2: the wildcard allows every page",
          "ACAO-2: with credentials it allows none",
        ),
        ...unit(
          "cors/cors-check.test.ts",
          "step 3: the wildcard without credentials",
          "step 4: the wildcard with credentials",
        ),
      ],
    },
    {
      id: "ACAO-3",
      decides: "That any other value is the serialised origin of the page, byte for byte.",
      steps: "CORS check 4",
      decidedBy: ["verdict", "allow-origin-mismatch", "allow-origin-partial-wildcard"],
      tests: [
        ...conformance(
          "permission",
          "ACAO-3: trailing slash",
          "ACAO-3: path",
          "ACAO-3: upper case",
          "ACAO-3: default port",
          "ACAO-3: no scheme",
          "ACAO-3: another scheme",
          "ACAO-3: www",
          "ACAO-3: quotes around the wildcard",
          "ACAO-3: a wildcard for subdomains",
        ),
        ...unit(
          "cors/cors-check.test.ts",
          "step 4: trailing slash",
          "step 4: another case",
          "step 4: default port",
          "step 4: another white space",
          "CORS checks",
        ),
        ...unit("cors/wpt.test.ts", "exchanges without redirects"),
      ],
    },
    {
      id: "ACAO-4",
      decides: "That it is one value, on one line.",
      steps: "CORS check 1 and 4",
      decidedBy: ["verdict", "allow-origin-multiple"],
      tests: [
        ...conformance(
          "permission",
          "ACAO-4: a list in one line",
          "ACAO-4: a list with spaces",
          "ACAO-4: the same line twice",
        ),
        ...unit(
          "cors/cors-check.test.ts",
          "step 4: a list",
          "step 4: twice",
          "step 3: a wildcard beside itself is none",
        ),
      ],
    },
    {
      id: "ACAO-5",
      decides: "That `null` allows opaque origins, also with credentials.",
      steps: "CORS check 4",
      decidedBy: ["verdict", "allow-origin-null"],
      tests: [
        ...conformance(
          "permission",
          "ACAO-5: null for a page with an origin",
          "ACAO-5: null with credentials passes, and is a hole",
          "ACAO-5: Null is not null",
        ),
        ...unit(
          "cors/cors-check.test.ts",
          "step 5: null",
          "step 7: null with credentials",
          "step 4: another case of null",
        ),
      ],
    },
    {
      id: "ACAO-6",
      decides: "That an empty value allows no page.",
      steps: "CORS check 4",
      engines:
        "Firefox ignores an empty field line next to another one, unless both names are spelt `Access-Control-Allow-Origin`.",
      decidedBy: ["verdict", "allow-origin-mismatch"],
      tests: [
        ...conformance(
          "permission",
          "ACAO-6: empty",
          "ACAO-6: Firefox ignores an empty line next to a right one if its name is in another case",
        ),
        ...unit("cors/cors-check.test.ts", "step 4: empty"),
        ...unit(
          "cors/received-headers.test.ts",
          "loses headers without a value in Firefox",
          "keeps a second line of Access-Control-Allow-Origin only if written exactly like this",
        ),
      ],
    },
    {
      id: "ACAO-7",
      decides: "That the value is compared with the page's origin, not with the server's.",
      steps: "CORS check 4",
      decidedBy: ["verdict", "hover", "allow-origin-mismatch"],
      tests: [...conformance("permission", "ACAO-7: the origin of the server itself")],
    },
    {
      id: "ACAC-1",
      decides: "That `Access-Control-Allow-Credentials` is exactly `true` if the request has credentials.",
      steps: "CORS check 5 to 8",
      decidedBy: ["verdict", "allow-credentials-missing", "allow-credentials-not-true"],
      tests: [
        ...conformance(
          "permission",
          "ACAC-1: true",
          "ACAC-1: missing",
          "ACAC-1: … is not true",
          "ACAC-1: without credentials it does not matter",
        ),
        ...unit(
          "cors/cors-check.test.ts",
          "step 7: true",
          "step 8: absent",
          "step 8: …",
          "step 8: true twice",
          "step 5: credentials do not matter without credentials",
        ),
      ],
    },
    {
      id: "ACAC-2",
      decides: "That it has no effect together with `*`.",
      steps: "CORS check 3 and 4",
      decidedBy: ["allow-credentials-without-effect", "allow-origin-wildcard-with-credentials"],
      tests: [...conformance("permission", "ACAC-2: together with the wildcard it has no effect")],
    },
    {
      id: "CRED-1",
      decides: "Which credentials mode an API uses.",
      steps: "Request constructor; HTML: CORS settings attributes",
      decidedBy: ["verdict"],
      assumes: "A comment `# @cors credentials=…` sets it, or says that it isn't known; otherwise see CRED-2.",
      tests: [
        ...conformance(
          "permission",
          "CRED-1: a directive says include",
          "CRED-1: same-origin sends none to another origin",
          "CRED-1: unknown leaves open what depends on it",
          "CRED-1: unknown decides what every mode decides",
        ),
        ...unit("cors/fetch-request.test.ts", "has credentials mode … for …"),
        ...unit("judged/judge.test.ts", "a directive for credentials", "a directive against the Cookie"),
      ],
    },
    {
      id: "CRED-2",
      decides: "How a text shows the credentials mode: a cookie for another origin means `include`.",
      steps: "Credentials mode",
      decidedBy: ["verdict", "hover"],
      assumes:
        "No credentials if there is neither a cookie nor a comment; the hover says what would change with credentials. `Authorization` is assumed to be set by the script.",
      tests: [
        ...conformance(
          "permission",
          "CRED-2: a cookie means include",
          "CRED-2: without one both modes are explained",
          "CRED-2: Authorization does not mean include",
        ),
        ...unit("explain/hover.test.ts", "says what would change with credentials, unless they are shown"),
        ...unit("exchange/redirects.test.ts", "doesn't use a cookie for the page's own server for another one"),
      ],
    },
    {
      id: "CRED-3",
      decides:
        "Which cookies are sent and stored (SameSite, Secure, third parties). This never affects the decision about the response.",
      steps: "none; Cookies",
      engines:
        "Safari blocks third-party cookies, Firefox partitions them, Chrome sends them. For a page of another site, Chrome and Firefox store only cookies with `SameSite=None; Secure`, and Firefox also those without `SameSite`. Only Chrome counts two schemes as two sites.",
      decidedBy: ["verdict", "set-cookie-not-stored"],
      assumes: "A text doesn't show which cookies a browser has stored, or that the page is in a frame.",
      tests: [
        ...conformance("permission", "CRED-3: a cookie that is set does not change the verdict"),
        ...unit("cors/cross-origin-cookie.test.ts", "a cookie in a response of another origin"),
        ...unit("cors/site.test.ts", "same site"),
      ],
    },
  ],
};
