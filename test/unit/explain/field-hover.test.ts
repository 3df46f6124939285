import assert from "node:assert/strict";
import { analyse, DEFAULT_SETTINGS, type Settings } from "../../../server/src/analysis";
import { hoverAt } from "../../../server/src/explain/hover";

/** The first paragraph of the hover at `|`. */
function firstParagraph(marked: string, settings: Settings = DEFAULT_SETTINGS): string | null {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  return hoverAt(analyse(text, "http", settings), offset)?.markdown.split("\n\n")[0] ?? null;
}

const PAGE = "Origin: https://app.example.com\n";
const request = (...lines: string[]) => `GET https://api.example.org/a\n${PAGE}${lines.join("\n")}\n`;
const response = (...lines: string[]) =>
  `${request()}\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n${lines.join("\n")}\n`;
const SENT = "# @cors credentials=include\n";
const allowing = (line: string) =>
  `${SENT}${request()}\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com\nAccess-Control-Allow-Credentials: true\nVary: Origin\n${line}\n`;
const redirect = (location: string, ...lines: string[]) =>
  `${request(...lines)}\nHTTP/1.1 302 Found\nAccess-Control-Allow-Origin: *\n${location}\n`;

describe("a hover on a request header", () => {
  const rows: readonly (readonly [text: string, first: string | null])[] = [
    [request("Auth|orization: Bearer x"), "Needs a preflight: `Authorization` isn't CORS-safelisted."],
    [request("X-|A: 1"), "Needs a preflight: `X-A` isn't CORS-safelisted."],
    [request("Content-|Type: application/json"), "Needs a preflight: `application/json` isn't a CORS-safelisted type."],
    [request("Content-|Type: text/plain"), "Safelisted: needs no preflight."],
    [request(`Accept-|Language: ${"a".repeat(200)}`), "Needs a preflight: this value isn't CORS-safelisted."],
    [
      request("Content-|Type: {{type}}"),
      "Can't tell if it needs a preflight. `type` isn't defined in this file or in an environment.",
    ],
    [
      request("Content-Type|: text/plain;a=b;"),
      "Needs a preflight in Firefox: `text/plain;a=b;` isn't a CORS-safelisted type.",
    ],
    [request("Ho|st: api.example.org"), "Only browsers can set it; scripts can't."],
    [request("User-|Agent: Mozilla/5.0 (X11)"), "Needs no preflight: the browser sets this value itself."],
    [request("X-|A: 1").replace("api.example.org", "app.example.com"), "Needs no preflight: same origin."],
    [
      request("X-|A: 1").replace(PAGE, ""),
      "For a page of another origin, it needs a preflight: `X-A` isn't CORS-safelisted.",
    ],
    [request("Coo|kie: a=b"), 'Sent only with `credentials: "include"`, which is assumed because a cookie is shown.'],
    [SENT + request("Coo|kie: a=b"), "Sent: the credentials mode is `include`."],
    [`# @cors credentials=omit\n${request("Coo|kie: a=b")}`, "Not sent: the credentials mode is `omit`."],
    [
      `curl -H 'Origin: https://a.example' -H 'X-|A: 1' https://api.example.org/\n`,
      "Needs a preflight: `X-A` isn't CORS-safelisted.",
    ],
    ["Auth|orization: x\n", "Not CORS-safelisted: cross-origin requests with this header need a preflight."],
    ["X-|A: 1\n", null],
  ];
  for (const [text, first] of rows) {
    it(text, () => assert.equal(firstParagraph(text), first));
  }
});

describe("a hover on a field with a finding", () => {
  const said = (field: string, rule: string) => {
    const text = `# @cors origin=https://a.example credentials=include\nPOST https://b.example/\n\nHTTP/1.1 201 Created\nAccess-Control-Allow-Origin: https://a.example\nAccess-Control-Allow-Credentials: true\nVary: Origin\n${field}\n`;
    const analysis = analyse(text, "http", DEFAULT_SETTINGS);
    assert.deepEqual(
      analysis.findings.map((finding) => finding.rule),
      [rule],
    );
    return hoverAt(analysis, text.indexOf(field) + 1)?.markdown ?? "";
  };
  it("says once that scripts can't read the Location of a 201", () =>
    assert.equal(said("Location: /1", "response-header-not-exposed").match(/can't read/g)?.length, 1));
  it("says once that a cookie isn't stored", () =>
    assert.doesNotMatch(said("Set-Cookie: a=1; SameSite=Lax", "set-cookie-not-stored"), /^(?:Not s|S)tored/m));
});

describe("a hover on a header that an EventSource may have set", () => {
  it("says that only a script needs a preflight for it", () => {
    const text =
      "GET https://b.example/ HTTP/1.1\nOrigin: https://a.example\nAccept: text/event-stream\nLast-Event-ID: 5\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n";
    const sentence = "An `EventSource` sends `Last-Event-ID` without a preflight. A script that sets it needs one.";
    const analysis = analyse(text, "http", DEFAULT_SETTINGS);
    const at = (word: string) => hoverAt(analysis, text.indexOf(word))?.markdown.split("\n\n")[0];
    assert.equal(at("Last-"), sentence);
    assert.equal(at("GET"), `**Cannot tell: an EventSource or a script?** ${sentence}`);
  });
});

describe("a hover on a request header after a redirect", () => {
  it("says that browsers don't send what the redirect removes", () => {
    const text = `${redirect("Location: https://b.example/", "Authorization: x")}\nGET https://b.example/\nAuthorization: x\n`;
    const hover = hoverAt(analyse(text, "http", DEFAULT_SETTINGS), text.lastIndexOf("Auth"));
    assert.match(
      hover?.markdown ?? "",
      /^Browsers drop `Authorization` when a redirect leads to another origin\.\n\n`Auth/,
    );
  });
});

describe("a hover on a response header", () => {
  const rows: readonly (readonly [text: string, first: string | null])[] = [
    [response("Dat|e: x"), "A script can't read it: not in `Access-Control-Expose-Headers`."],
    [response("Content-|Type: a/b"), "A script can read it, as it is CORS-safelisted."],
    [
      response("X-|A: 1", "Access-Control-Expose-Headers: x-a"),
      "A script can read it: `Access-Control-Expose-Headers` exposes it.",
    ],
    [
      response("Dat|e: x", "Access-Control-Expose-Headers: {{names}}"),
      "Can't tell if a script can read it: `Access-Control-Expose-Headers` isn't known.",
    ],
    [
      response("Dat|e: x").replace("Origin: *", "Origin: {{o}}"),
      "If the response is allowed, a script can't read it: not in `Access-Control-Expose-Headers`.",
    ],
    [response("Dat|e: x").replace("Origin: *", "Origin: null"), "A script can't read it: the response is blocked."],
    [response("Dat|e: x").replace("api.example.org", "app.example.com"), "A script of the same origin can read it."],
    [
      response("Set-|Cookie: a=b").replace("Origin: *", "Origin: https://app.example.com"),
      'Not stored without `credentials: "include"`: no credentials are shown.',
    ],
    [
      allowing("Set-|Cookie: a=b; SameSite=None; Secure"),
      "Stored in Chrome and Firefox, if third-party cookies are allowed; not in Safari (a third-party cookie).",
    ],
    [allowing("Set-|Cookie: a=b").replace("api.example.org", "api.example.com"), "Stored."],
    [allowing("Set-|Cookie: {{cookie}}"), "Can't tell if browsers store it: its attributes aren't known."],
    [response("Va|ry: Accept"), "`Origin` isn't listed: that's right if the response is the same for every origin."],
    [response("Va|ry: Accept, origin"), "Caches give this response to no other origin without asking."],
    [
      redirect("Loc|ation: https://b.example/c", "Authorization: x").replace("GET", "POST"),
      "Redirects to `https://b.example`: the next request has `Origin: null`, the method `GET` and no `Authorization`, after a preflight in Firefox and Safari.",
    ],
    [
      redirect("Loc|ation: /c", "X-A: 1"),
      "Redirects to `https://api.example.org`: the next request has `Origin: https://app.example.com`, after a preflight.",
    ],
    [redirect("Loc|ation: {{url}}"), "Can't judge the next request: the target of the redirect isn't known."],
    [redirect("Loc|ation: /c").replace(PAGE, ""), "Can't judge the next request: the page isn't known."],
    [
      `${redirect("Dat|e: x\nLocation: /c")}\nGET https://api.example.org/c\n`,
      "No script sees a response that redirects.",
    ],
    [
      "HTTP/1.1 200 OK\nX-|A: 1\n",
      "Scripts from other origins can read it only if `Access-Control-Expose-Headers` lists it.",
    ],
  ];
  for (const [text, first] of rows) {
    it(text, () => assert.equal(firstParagraph(text), first));
  }
});

describe("a hover on a @cors comment", () => {
  const rows: readonly (readonly [text: string, first: string])[] = [
    [
      `# @c|ors origin=https://a.example\n${request()}`,
      "Page `https://a.example`: The origin of the page that makes the request, if the request has no `Origin`.",
    ],
    [
      `# @cors credentials=om|it\n${request()}`,
      "Credentials mode `omit`: The page sends no credentials, even if a `Cookie` is shown.",
    ],
    [
      `# @cors expect=block|ed\n${request()}`,
      "Expects `blocked`: Browsers should block the request. If they do, nothing is reported; if they don't, that is an error.",
    ],
    [
      `@web = https://web.example\n# @cors trusted=https://a.exam|ple, {{web}}\n${request()}`,
      "Trusts `https://a.example`, `https://web.example`: Origins that the server should allow, separated by commas. It counts at the top of the file.",
    ],
    [
      `GET https://a.example/\n\n###\n# @cors origin={{o|}}\n${request()}`,
      "Variable `o`: **unknown**. `o` isn't defined in this file or in an environment.",
    ],
    [
      `# @co|rs origin={{o}}\n${request()}`,
      "Can't tell the page's origin. `o` isn't defined in this file or in an environment.",
    ],
  ];
  for (const [text, first] of rows) {
    it(text, () => assert.equal(firstParagraph(text), first));
  }
});

describe("a hover on a field or a comment", () => {
  const HOSTILE = "x`|[a](command:x)<img>**";
  const rows: readonly (readonly [text: string, at: string])[] = [
    [request(`Content-Type: ${HOSTILE}`), "Content-Type"],
    [request("X-`*_|: 1"), "X-"],
    [`# @cors origin=${HOSTILE}\n${request()}`, "@cors"],
    [`# @cors origin={{${HOSTILE}}}\n${request()}`, "@cors"],
    [redirect(`Location: https://${HOSTILE}/`), "Location"],
    [response(`Set-Cookie: ${HOSTILE}=1; SameSite=${HOSTILE}`), "Set-Cookie"],
    [response("X-`*_|: 1"), "X-"],
  ];
  for (const [text, at] of rows) {
    it(`escapes what the document contains: ${text}`, () => {
      const { markdown = "" } = hoverAt(analyse(text, "http", DEFAULT_SETTINGS), text.indexOf(at)) ?? {};
      assert.notEqual(markdown, "");
      const outsideCode = markdown.replace(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, "");
      assert.doesNotMatch(outsideCode, /command:|<img|`|\*_/);
    });
  }
});
