import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import type { Carrier } from "../../../server/src/http/parse";

/** For each exchange: the index of the one that redirected to it, and its `Origin`. */
function linksIn(text: string, carrier: Carrier = "http"): string[] {
  const { exchanges } = analyse(text, carrier, { origin: null });
  return exchanges.map(
    ({ redirectFrom, origin }) =>
      `${redirectFrom === null ? "-" : exchanges.indexOf(redirectFrom)} ${String(origin?.value ?? "-")}`,
  );
}

const FIRST = `GET https://api.example.com/a
Origin: https://app.example.com

HTTP/1.1 302 Found
Location: https://cdn.example.net/b
Access-Control-Allow-Origin: *
`;

const ROWS: readonly { readonly title: string; readonly text: string; readonly links: readonly string[] }[] = [
  {
    title: "leads to the next request at its Location",
    text: `${FIRST}\n###\nGET https://cdn.example.net/b\nOrigin: null\n`,
    links: ["- https://app.example.com", "0 null"],
  },
  {
    title: "needs no separator",
    text: `${FIRST}\nGET https://cdn.example.net/b\nOrigin: null\n`,
    links: ["- https://app.example.com", "0 null"],
  },
  {
    title: "leads to a host without a scheme",
    text: `${FIRST}\n###\nGET /b\nHost: cdn.example.net\nOrigin: null\n`,
    links: ["- https://app.example.com", "0 null"],
  },
  {
    title: "leads past a preflight",
    text: `${FIRST}\n###\nOPTIONS https://cdn.example.net/b\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET\n\n###\nGET https://cdn.example.net/b\nOrigin: null\n`,
    links: ["- https://app.example.com", "0 null", "0 null"],
  },
  {
    title: "says that the origin is null even if the text has another one",
    text: `${FIRST}\n###\nGET https://cdn.example.net/b\nOrigin: https://app.example.com\n`,
    links: ["- https://app.example.com", "0 null"],
  },
  {
    title: "carries the page on to a request without Origin",
    text: `POST https://app.example.com/a\nOrigin: https://app.example.com\n\nHTTP/1.1 303 See Other\nLocation: b\n\n###\nGET https://app.example.com/b\n`,
    links: ["- https://app.example.com", "0 https://app.example.com"],
  },
  {
    title: "learns of the page from a later request",
    text: `GET https://app.example.com/a\n\nHTTP/1.1 302 Found\nLocation: https://api.example.com/b\n\n###\nGET https://api.example.com/b\nOrigin: https://app.example.com\n`,
    links: ["- https://app.example.com", "0 https://app.example.com"],
  },
  {
    title: "learns of the page from a preflight",
    text: `GET https://app.example.com/a\nX-A: 1\n\nHTTP/1.1 302 Found\nLocation: https://api.example.com/b\n\n###\nOPTIONS https://api.example.com/b\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET\nAccess-Control-Request-Headers: x-a\n`,
    links: ["- https://app.example.com", "0 https://app.example.com"],
  },
  {
    title: "learns of the page from a preflight before the request, and takes its scheme",
    text: `GET /a\nHost: app.example.com\nX-A: 1\n\nHTTP/1.1 302 Found\nLocation: http://api.example.com/b\n\n###\nOPTIONS http://api.example.com/b\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET\nAccess-Control-Request-Headers: x-a\n\n###\nGET http://api.example.com/b\nOrigin: https://app.example.com\nX-A: 1\n`,
    links: ["- https://app.example.com", "0 https://app.example.com", "0 https://app.example.com"],
  },
  {
    title: "leads to the Location that several lines have, or to all of them joined",
    text: `${FIRST.replace("Location: https://cdn.example.net/b\n", "Location: /b\nLocation: /b\n")}\n###\nGET https://api.example.com/b\nOrigin: https://app.example.com\n`,
    links: ["- https://app.example.com", "0 https://app.example.com"],
  },
  {
    title: "leads to several Locations joined",
    text: `${FIRST.replace("Location: https://cdn.example.net/b\n", "Location: /b\nLocation: /c\n")}\n###\nGET https://api.example.com/b,%20/c\nOrigin: https://app.example.com\n`,
    links: ["- https://app.example.com", "0 https://app.example.com"],
  },
  {
    title: "needs one Location that is known",
    text: `${FIRST.replace("Location: https://cdn.example.net/b\n", "Location: /b\nLocation: /c\n")}\n###\nGET https://api.example.com/b\nOrigin: https://app.example.com\n`,
    links: ["- https://app.example.com", "- https://app.example.com"],
  },
  {
    title: "does not learn of a page that would have sent its origin before",
    text: `GET https://www.example.org/a\n\nHTTP/1.1 302 Found\nLocation: https://api.example.com/b\n\n###\nGET https://api.example.com/b\nOrigin: https://app.example.com\n`,
    links: ["- -", "- https://app.example.com"],
  },
  {
    title: "is not followed by another page",
    text: `${FIRST}\n###\nGET https://cdn.example.net/b\nOrigin: https://www.example.org\n`,
    links: ["- https://app.example.com", "- https://www.example.org"],
  },
  {
    title: "is not followed by a request to another URL",
    text: `${FIRST}\n###\nGET https://cdn.example.net/c\nOrigin: null\n`,
    links: ["- https://app.example.com", "- null"],
  },
  {
    title: "is not followed across another request",
    text: `${FIRST}\n###\nGET https://cdn.example.net/c\nOrigin: null\n\n###\nGET https://cdn.example.net/b\nOrigin: null\n`,
    links: ["- https://app.example.com", "- null", "- null"],
  },
  {
    title: "is not followed by a method that no redirect makes",
    text: `${FIRST}\n###\nPUT https://cdn.example.net/b\nOrigin: null\n`,
    links: ["- https://app.example.com", "- null"],
  },
  {
    title: "needs a redirect status",
    text: `${FIRST.replace("302 Found", "304 Not Modified")}\n###\nGET https://cdn.example.net/b\nOrigin: null\n`,
    links: ["- https://app.example.com", "- null"],
  },
  {
    title: "needs a Location that is known",
    text: `${FIRST.replace("https://cdn.example.net/b", "{{next}}")}\n###\nGET https://cdn.example.net/b\nOrigin: null\n`,
    links: ["- https://app.example.com", "- null"],
  },
  {
    title: "reads a variable in Location",
    text: `@next = https://cdn.example.net/b\n${FIRST.replace("https://cdn.example.net/b", "{{next}}")}\n###\nGET {{next}}\nOrigin: null\n`,
    links: ["- https://app.example.com", "0 null"],
  },
  {
    title: "takes the scheme that makes sense of a redirect to the same host and path",
    text: `GET /a\nHost: api.example.com\nOrigin: https://app.example.com\n\nHTTP/1.1 301 Moved\nLocation: https://api.example.com/a\nAccess-Control-Allow-Origin: *\n\n###\nGET /a\nHost: api.example.com\nOrigin: null\n`,
    links: ["- https://app.example.com", "0 null"],
  },
  {
    title: "takes the scheme that the next Origin tells of",
    text: `GET /a\nHost: api.example.com\nOrigin: https://app.example.com\n\nHTTP/1.1 301 Moved\nLocation: https://api.example.com/b\nAccess-Control-Allow-Origin: *\n\n###\nGET /b\nHost: api.example.com\nOrigin: null\n`,
    links: ["- https://app.example.com", "0 null"],
  },
  {
    title: "takes the scheme of Location where nothing else tells",
    text: `GET /a\nHost: api.example.com\nOrigin: https://app.example.com\n\nHTTP/1.1 301 Moved\nLocation: https://api.example.com/b\nAccess-Control-Allow-Origin: *\n\n###\nGET /b\nHost: api.example.com\n`,
    links: ["- https://app.example.com", "0 https://app.example.com"],
  },
];

describe("redirect in a text", () => {
  for (const { title, text, links } of ROWS) {
    it(title, () => {
      assert.deepEqual(linksIn(text), links);
    });
  }

  it("continues from one Markdown fence to the next, but not past a heading", () => {
    const fence = (text: string) => `\`\`\`http\n${text}\`\`\`\n\n`;
    const next = fence("GET https://cdn.example.net/b\nOrigin: null\n");
    assert.deepEqual(linksIn(`${fence(FIRST)}And then:\n\n${next}`, "markdown"), [
      "- https://app.example.com",
      "0 null",
    ]);
    assert.deepEqual(linksIn(`${fence(FIRST)}## Next\n\n${next}`, "markdown"), ["- https://app.example.com", "- null"]);
  });

  it("ends after as many redirects as a browser follows", () => {
    const hop = (n: number) =>
      `GET https://api.example.com/${n}\nOrigin: https://app.example.com\n\nHTTP/1.1 302 Found\nLocation: /${n + 1}\nAccess-Control-Allow-Origin: *\n\n###\n`;
    const text = Array.from({ length: 60 }, (_, n) => hop(n)).join("");
    const { exchanges } = analyse(text, "http", { origin: null });
    assert.deepEqual(
      exchanges.flatMap(({ redirectFrom }, index) => (redirectFrom === null ? [index] : [])),
      [0, 22, 44],
    );
    assert.deepEqual(
      exchanges.slice(18, 23).map(({ verdict }) => verdict.chromium),
      ["allowed", "allowed", "blocked", "blocked", "allowed"],
    );
  });
});

describe("the verdict of a redirect chain", () => {
  const verdicts = (text: string) =>
    analyse(text, "http", { origin: null }).exchanges.map(({ verdict }) => Object.values(verdict).join(" "));

  it("is open if the text doesn't show where a redirect leads", () => {
    assert.deepEqual(verdicts(FIRST), ["undetermined undetermined undetermined undetermined"]);
  });

  it("is that of its last request, which is reached only after those before it", () => {
    const last =
      "\n###\nGET https://cdn.example.net/b\nOrigin: null\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n";
    assert.deepEqual(verdicts(FIRST + last), ["allowed allowed allowed allowed", "allowed allowed allowed allowed"]);
    assert.deepEqual(verdicts(FIRST.replace("Access-Control-Allow-Origin: *\n", "") + last), [
      "blocked blocked blocked blocked",
      "blocked blocked blocked blocked",
    ]);
  });

  it("is that of the page's origin in a preflight if the page's own server redirects", () => {
    const text = (allowed: string) => `GET https://app.example.com/a
X-A: 1

HTTP/1.1 308 Permanent Redirect
Location: https://api.example.com/b

###
OPTIONS https://api.example.com/b
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: x-a

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: ${allowed}
Access-Control-Allow-Headers: x-a
`;
    const own = "not-cors not-cors not-cors not-cors";
    assert.deepEqual(verdicts(text("https://app.example.com")), [own, "allowed allowed allowed allowed"]);
    assert.deepEqual(verdicts(text("null")), [own, "blocked blocked blocked blocked"]);
  });

  it("uses the mode that any of its requests shows", () => {
    const last = `
###
GET https://cdn.example.net/b
Origin: null
Cookie: a=b

HTTP/1.1 200 OK
Access-Control-Allow-Origin: null
Access-Control-Allow-Credentials: true
`;
    assert.deepEqual(verdicts(FIRST + last), ["blocked blocked blocked blocked", "blocked blocked blocked blocked"]);
  });

  it("doesn't use a cookie for the page's own server for another one", () => {
    const text = `GET https://app.example.com/a
Origin: https://app.example.com
Cookie: a=b

HTTP/1.1 302 Found
Location: https://api.example.com/b

###
GET https://api.example.com/b
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`;
    assert.deepEqual(verdicts(text), ["not-cors not-cors not-cors not-cors", "allowed allowed allowed allowed"]);
  });

  it("is blocked at the page's own server if its redirect can't be followed", () => {
    const text = `# @cors origin=https://app.example.com
GET https://app.example.com/a

HTTP/1.1 302 Found
Location: https://me@app.example.com/b
`;
    assert.deepEqual(verdicts(text), ["not-cors blocked not-cors not-cors"]);
  });
});
