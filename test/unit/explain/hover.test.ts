import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { hoverAt } from "../../../server/src/explain/hover";
import { plainHover } from "../../../server/src/explain/plain";

const read = (text: string): Analysis => analyse(text, "http", { origin: null });

/** The hover at the start of the first line that begins with `line`. */
function hover(text: string, line: string): string | null {
  const at = text.startsWith(line) ? 0 : text.indexOf(`\n${line}`) + 1;
  return hoverAt(read(text), at)?.markdown ?? null;
}

const GET = "GET /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n";
const ALLOW = "Access-Control-Allow-Origin: https://app.example.com\n";
const OK = "\nHTTP/1.1 200 OK\n";

describe("a hover after a redirect", () => {
  const chain = `${GET}Authorization: Bearer a
${OK.replace("200 OK", "302 Found")}Location: https://files.example.net/b
${ALLOW}
GET https://files.example.net/b
`;
  it("names the redirect, and says why some browsers send another preflight", () => {
    const text = hover(chain, "GET https://files") ?? "";
    assert.match(text, /\n\nReached through the `302` from `\/a`, with `Origin: null`\.\n/);
    assert.match(
      text,
      /Needs a preflight in Firefox and Safari because the request before the redirect needed one\.$/m,
    );
  });
  it("names the step of the reason, not one that fails later", () => {
    const blocked = `${chain.replace(ALLOW, "")}${OK}Access-Control-Allow-Origin: https://other.example\n`;
    const text = hover(blocked, "GET https://files") ?? "";
    assert.match(text, /^\*\*Blocked: no Access-Control-Allow-Origin before the redirect\.\*\*/);
    assert.match(text, /\[Fetch, CORS check, step 2\]/);
  });
  it("doesn't mention the redirect at the first request", () => {
    assert.doesNotMatch(hover(chain, "GET /a") ?? "", /Reached through/);
  });
});

describe("a hover", () => {
  const first: readonly (readonly [string, string, string, RegExp])[] = [
    [
      "allowed",
      GET + OK + ALLOW,
      "GET",
      /^\*\*Allowed\.\*\* A page at `https:\/\/app\.example\.com` can read this response/,
    ],
    ["blocked", GET + OK, "HTTP/1.1", /^\*\*Blocked: no Access-Control-Allow-Origin\.\*\* The response has no/],
    ["undetermined: no response", GET, "GET", /^\*\*Cannot tell: no response shown\.\*\*$/],
    [
      "undetermined: a variable",
      `${GET + OK}Access-Control-Allow-Origin: {{origin}}\n`,
      "GET",
      /^\*\*Cannot tell: \{\{origin\}\} isn't defined\.\*\* `Access-Control-Allow-Origin` is `\{\{origin\}\}`, which isn't defined\./,
    ],
    [
      "undetermined: elided lines",
      `${GET + OK}...\n`,
      "GET",
      /`Access-Control-Allow-Origin` may be among the omitted lines\./,
    ],
    [
      "undetermined: no preflight",
      GET.replace("GET", "PUT") + OK + ALLOW,
      "PUT",
      /^\*\*Needs a preflight: PUT\.\*\* No preflight is shown\./,
    ],
    [
      "undetermined: a redirect",
      `${GET}\nHTTP/1.1 302 Found\nLocation: /b\n${ALLOW}`,
      "GET",
      /^\*\*Cannot tell: the final response isn't shown\.\*\*$/m,
    ],
    [
      "undetermined: the scheme",
      GET.replace("api.", "app.") + OK,
      "GET",
      /^\*\*Cannot tell: no scheme given\.\*\* Host and port match the page's/,
    ],
    [
      "undetermined: no page",
      "GET https://api.example.com/a\n",
      "GET",
      /^\*\*Cannot tell: which page sends this\?\*\* Add .*# @cors origin=/,
    ],
    [
      "not CORS: same origin",
      "GET https://app.example.com/\nOrigin: https://app.example.com\n",
      "GET",
      /^\*\*Not a CORS request: same origin\.\*\* The page and the URL have the same origin/,
    ],
    [
      "a preflight that passes",
      GET.replace("GET", "OPTIONS").replace("\nHost", "\nAccess-Control-Request-Method: PUT\nHost") +
        OK +
        ALLOW +
        "Access-Control-Allow-Methods: PUT\n",
      "OPTIONS",
      /^\*\*Preflight passes\.\*\* Browsers go on/,
    ],
    [
      "a preflight that fails",
      GET.replace("GET", "OPTIONS").replace("\nHost", "\nAccess-Control-Request-Method: PUT\nHost") + OK + ALLOW,
      "OPTIONS",
      /^\*\*Preflight fails: PUT not allowed\.\*\* The preflight response/,
    ],
  ];
  for (const [name, text, line, expected] of first) {
    it(`gives the verdict first: ${name}`, () => assert.match(hover(text, line) ?? "", expected));
  }

  it("says what one exchange can't show about an origin that is named", () =>
    assert.match(
      hover(GET + OK + ALLOW, "Access-Control-Allow-Origin") ?? "",
      /Naming this origin is fine if the server checks a list, but a security hole if it echoes every origin/,
    ));
  it("leads to the probes that show whether every origin is echoed, where credentials are at stake", () => {
    const serious = `${GET}${OK}${ALLOW}Access-Control-Allow-Credentials: true\n`;
    const question = /One exchange can't show which: \*Write probes for other origins\*\./;
    assert.match(hover(serious, "Access-Control-Allow-Origin") ?? "", question);
    const refused = GET.replace(/Origin: .*/, "Origin: https://p7f3.invalid");
    assert.doesNotMatch(hover(`${serious}\n###\n${refused}${OK}`, "Access-Control-Allow-Origin") ?? "", question);
    const echoed = `${refused}${OK}Access-Control-Allow-Origin: https://p7f3.invalid\n`;
    assert.doesNotMatch(hover(`${serious}\n###\n${echoed}`, "Access-Control-Allow-Origin") ?? "", question);
  });
  it("says that CORS doesn't prevent cross-site request forgery", () => {
    const post = GET.replace("GET", "POST");
    assert.match(
      hover(post + OK + ALLOW, "POST") ?? "",
      /the server acts on it before the browser checks the response\. .*doesn't prevent cross-site request forgery/,
    );
    assert.doesNotMatch(hover(`${post}Content-Type: application/json\n${OK}${ALLOW}`, "POST") ?? "", /forgery/);
    assert.doesNotMatch(hover(GET + OK + ALLOW, "GET") ?? "", /forgery/);
  });
  it("says which headers the page can read", () =>
    assert.match(
      hover(`${GET + OK + ALLOW}Content-Type: text/plain\nX-A: 1\n`, "HTTP/1.1") ?? "",
      /The page can read `content-type`\./,
    ));
  it("says how long a preflight is cached", () =>
    assert.match(
      hover(
        `${GET.replace("GET", "OPTIONS")}Access-Control-Request-Method: PUT\n${OK}${ALLOW}Access-Control-Allow-Methods: PUT\nAccess-Control-Max-Age: 86400\n`,
        "Access-Control-Max-Age",
      ) ?? "",
      /7200 seconds in Chrome, 86400 seconds in Firefox and 600 seconds in Safari/,
    ));
  it("says what would change with credentials, unless they are shown", () => {
    assert.match(hover(GET + OK + ALLOW, "GET") ?? "", /# @cors credentials=include/);
    assert.doesNotMatch(
      hover(`${GET}Cookie: a=b\n${OK}${ALLOW}Access-Control-Allow-Credentials: true\n`, "GET") ?? "",
      /# @cors credentials/,
    );
  });
  it("explains the purpose of a CORS field, and is absent outside of heads", () => {
    assert.match(hover(GET + OK + ALLOW, "Origin") ?? "", /`Origin`: The origin of the page/);
    assert.equal(hover(`${GET.replace("GET", "POST")}\nHost: not a header\n`, "Host: not"), null);
    assert.equal(hoverAt(read("just text\n"), 3), null);
  });
  it("shows a variable's value", () =>
    assert.match(
      hover(
        `@o = https://app.example.com\n\n${GET}${OK}Access-Control-Allow-Origin: {{o}}\n`,
        "Access-Control-Allow-Origin",
      ) ?? "",
      /Resolved value: `https:\/\/app\.example\.com`\./,
    ));
  it("escapes what the document contains", () => {
    const markdown =
      hover(
        `${GET}${OK}Access-Control-Allow-Origin: https://x\`|[a](command:x)<img>\n`,
        "Access-Control-Allow-Origin",
      ) ?? "";
    assert.doesNotMatch(markdown.replace(/```[\s\S]*?```/g, "").replace(/(`+)[^`].*?\1/g, ""), /command:|<img/);
  });
  it("compares only the parts of the origin that differ, where the editor shows the sentence", () => {
    const at = "Access-Control-Allow-Origin";
    const seen = { showsFindings: true, explanationUrl: null, originUrl: null, file: null };
    const compared = (value: string) => {
      const analysis = read(`${GET}${OK}${at}: ${value}\n`);
      const [place = 0] = analysis.findings.map((finding) => analysis.document.rangeOf(finding.place).start);
      return hoverAt(analysis, place, seen)?.markdown ?? "";
    };
    assert.match(compared("http://app.example.com:8080"), /\n\nscheme `https` ≠ `http` and port default ≠ `8080`\n\n/);
    assert.match(compared("https://api.example.com"), /\n\nhost `app\.example\.com` ≠ `api\.example\.com`\n\n/);
    assert.doesNotMatch(compared("https://app.example.com/"), /≠/);
    assert.doesNotMatch(hover(`${GET}${OK}${at}: https://api.example.com\n`, at) ?? "", /≠/);
  });
  it("says whether the line that would be right replaces another one", () => {
    assert.match(
      hover(`${GET}${OK}Access-Control-Allow-Origin: https://x.example\n`, "HTTP/1.1") ?? "",
      /\n\nShould be: `Access-Control-Allow-Origin: https:\/\/app\.example\.com`\n/,
    );
    assert.match(
      hover(GET + OK, "HTTP/1.1") ?? "",
      /\n\nAdd: `Access-Control-Allow-Origin: https:\/\/app\.example\.com`\n/,
    );
  });
  it("shows one line that would be right: that of the finding at the place", () => {
    const refused = `OPTIONS /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PUT
Access-Control-Request-Headers: x-a\n\nHTTP/1.1 401 Unauthorized\n${ALLOW}Access-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: x-b\n`;
    const text = hover(refused, "Access-Control-Allow-Headers") ?? "";
    assert.match(text, /^\*\*Preflight fails: preflight answered with 401\.\*\*\n\n/);
    assert.deepEqual(text.match(/(?<=Should be: ).*/g), ["`Access-Control-Allow-Headers: x-b, x-a`"]);
  });
  it("leaves out the message that the editor shows, only where it shows it", () => {
    const text = `${GET}${OK}Access-Control-Allow-Origin: https://x.example\n`;
    const seen = (at: number) =>
      hoverAt(read(text), at, { showsFindings: true, explanationUrl: null, originUrl: null, file: null })?.markdown ??
      "";
    assert.doesNotMatch(seen(text.indexOf("x.example")), /The page's origin is/);
    assert.match(seen(text.indexOf("Access-Control")), /The page's origin is/);
    assert.match(seen(0), /The page's origin is/);
  });
  it("can be read as plain text", () => {
    const plain = plainHover(
      hover(`${GET + OK}Access-Control-Allow-Origin: http://app.example.com\n`, "Access-Control-Allow-Origin") ?? "",
    );
    assert.match(
      plain,
      /^Blocked: scheme differs\. The page's origin is https:\/\/app\.example\.com, not http:\/\/app\.example\.com: the scheme differs/,
    );
    assert.doesNotMatch(plain, /\*\*|```|\| ---/);
  });
});
