import assert from "node:assert/strict";
import { ENGINES } from "../../../server/src/cors/engines";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { hoverAt } from "../../../server/src/explain/hover";
import { outlineOf } from "../../../server/src/navigate/symbols";
import { verdictsOf } from "../../../server/src/navigate/verdicts";
import { read } from "../../support/fixes";

const FROM = "-H 'Origin: https://app.example'";
const CURL = `$ curl -iL https://api.example/x ${FROM}`;
const OWN = "Access-Control-Allow-Origin: https://app.example\nVary: Origin";
const PUBLIC = "Access-Control-Allow-Origin: *";

/** The head of a response. */
function head(status: string, ...fields: readonly string[]): string {
  return [`HTTP/1.1 ${status}`, ...fields].join("\n");
}

const OK = head("200 OK", OWN);
const MOVED = head("302 Found", "Location: /y", OWN);
const AWAY = head("302 Found", "Location: https://other.example/y", OWN);

/** For each exchange: its method, path and status, the index of the one that redirects to it, and the verdict. */
function exchangesIn(text: string): string[] {
  const { exchanges } = read(text, "http");
  return exchanges.map(({ request, target, response, redirectFrom, verdict }) => {
    const url = target.url === null ? "?" : target.url.replace("https://", "");
    const from = redirectFrom === null ? "" : `${exchanges.indexOf(redirectFrom)}>`;
    const verdicts = [...new Set(ENGINES.map((engine) => verdict[engine]))];
    return `${from}${String(request.methodValue)} ${url} ${response?.status.text ?? "-"} ${verdicts.join("/")}`;
  });
}

interface Row {
  readonly title: string;
  readonly command?: string;
  readonly heads: readonly string[];
  readonly exchanges: readonly string[];
}

const FETCHES: readonly Row[] = [
  {
    title: "where all of them allow the page",
    heads: [MOVED, OK],
    exchanges: ["GET api.example/x 302 allowed", "0>GET api.example/y 200 allowed"],
  },
  {
    title: "where the redirect doesn't allow the page",
    heads: [head("302 Found", "Location: /y"), OK],
    exchanges: ["GET api.example/x 302 blocked", "0>GET api.example/y 200 blocked"],
  },
  {
    title: "where the origin becomes null",
    heads: [AWAY, OK],
    exchanges: ["GET api.example/x 302 allowed", "0>GET other.example/y 200 blocked"],
  },
  {
    title: "where the origin becomes null, and any origin is allowed",
    heads: [AWAY, head("200 OK", PUBLIC)],
    exchanges: ["GET api.example/x 302 allowed", "0>GET other.example/y 200 allowed"],
  },
  {
    title: "through several redirects",
    heads: [MOVED, head("307 Temporary Redirect", "Location: https://other.example/z", OWN), head("200 OK", PUBLIC)],
    exchanges: [
      "GET api.example/x 302 allowed",
      "0>GET api.example/y 307 allowed",
      "1>GET other.example/z 200 allowed",
    ],
  },
  {
    title: "with another method after the redirect",
    command: `curl -i --location -d a=b https://api.example/x ${FROM}`,
    heads: [MOVED, OK],
    exchanges: ["POST api.example/x 302 allowed", "0>GET api.example/y 200 allowed"],
  },
  {
    title: "with the same method after the redirect",
    command: `curl -IL https://api.example/x ${FROM}`,
    heads: [MOVED, OK],
    exchanges: ["HEAD api.example/x 302 allowed", "0>HEAD api.example/y 200 allowed"],
  },
  {
    title: "of each URL of a command",
    command: `curl -iL https://api.example/a https://api.example/b ${FROM}`,
    heads: [MOVED, OK, OK],
    exchanges: ["GET api.example/a 302 allowed", "0>GET api.example/y 200 allowed", "GET api.example/b 200 allowed"],
  },
  {
    title: "without the answers of a proxy, interim responses, and repetitions with credentials",
    command: `curl -i -L -x http://proxy:3128 --digest https://api.example/x ${FROM}`,
    heads: [
      head("200 Connection established"),
      head("401 Unauthorized", "WWW-Authenticate: Digest realm=a"),
      head("100 Continue"),
      MOVED,
      head("401 Unauthorized", "WWW-Authenticate: Digest realm=a"),
      head("103 Early Hints", "Link: </a>"),
      OK,
    ],
    exchanges: ["GET api.example/x 302 allowed", "0>GET api.example/y 200 allowed"],
  },
  {
    title: "where the last response asks for credentials",
    heads: [MOVED, head("401 Unauthorized", OWN)],
    exchanges: ["GET api.example/x 302 allowed", "0>GET api.example/y 401 allowed"],
  },
  {
    title: "that HTTPie prints",
    command: "$ http --follow --all GET https://api.example/x Origin:https://app.example",
    heads: [head("302 Found", "Location: /y"), OK],
    exchanges: ["GET api.example/x 302 blocked", "0>GET api.example/y 200 blocked"],
  },
  {
    title: "where the redirect's head has no Location",
    heads: [head("302 Found", OWN), OK],
    exchanges: ["GET api.example/x 302 undetermined", "0>GET ? 200 undetermined"],
  },
  {
    title: "where the redirect's head has no Location, and any origin is allowed",
    heads: [head("302 Found", PUBLIC), head("200 OK", PUBLIC)],
    exchanges: ["GET api.example/x 302 undetermined", "0>GET ? 200 undetermined"],
  },
  {
    title: "where the Location is left open, and what follows allows no page",
    heads: [head("302 Found", "Location: <the new place>", OWN), head("200 OK", "Content-Type: text/plain")],
    exchanges: ["GET api.example/x 302 undetermined", "0>GET ? 200 blocked"],
  },
  {
    title: "after a Location that is left open",
    heads: [head("302 Found", "Location: {{place}}", OWN), AWAY, OK],
    exchanges: [
      "GET api.example/x 302 undetermined",
      "0>GET ? 302 undetermined",
      "1>GET other.example/y 200 undetermined",
    ],
  },
  {
    title: "of a command without an option that follows redirects",
    command: `curl -i https://api.example/x ${FROM}`,
    heads: [head("302 Found", "Location: /y"), OK],
    exchanges: ["GET api.example/x 302 blocked", "0>GET api.example/y 200 blocked"],
  },
  {
    title: "of a written request",
    command: "GET https://api.example/x HTTP/1.1\nOrigin: https://app.example\n",
    heads: [AWAY, OK],
    exchanges: ["GET api.example/x 302 allowed", "0>GET other.example/y 200 blocked"],
  },
];

const WRITTEN = "GET https://api.example/x HTTP/1.1\nOrigin: https://app.example\n";
const UNCLEAR = ["GET api.example/x - undetermined"];
const CHALLENGE = head("401 Unauthorized", "WWW-Authenticate: Digest realm=a");

const ONE: readonly Row[] = [
  { title: "a command with one response", heads: [AWAY], exchanges: ["GET api.example/x 302 undetermined"] },
  {
    title: "a request that was repeated with credentials",
    command: WRITTEN,
    heads: [CHALLENGE, OK],
    exchanges: ["GET api.example/x 200 allowed"],
  },
  {
    title: "a request whose responses are the same where it matters",
    command: WRITTEN,
    heads: [head("200 OK", "Date: 1", PUBLIC), head("200 Fine", "Date: 2", PUBLIC)],
    exchanges: ["GET api.example/x 200 allowed"],
  },
  {
    title: "a request with interim responses",
    command: WRITTEN,
    heads: [head("100 Continue"), head("103 Early Hints"), OK],
    exchanges: ["GET api.example/x 200 allowed"],
  },
];

const SEVERAL: readonly Row[] = [
  { title: "that differ in a field", heads: [head("200 OK"), OK], exchanges: UNCLEAR },
  { title: "that differ in the status", heads: [OK, head("404 Not Found", OWN)], exchanges: UNCLEAR },
  { title: "one of which leaves lines out", heads: [OK, `${OK}\n...`], exchanges: UNCLEAR },
  {
    title: "of a command without an option that follows redirects",
    command: CURL.replace("-iL", "-i"),
    heads: [head("200 OK"), OK],
    exchanges: UNCLEAR,
  },
  { title: "after a redirect without a Location", heads: [head("302 Found"), OK], exchanges: UNCLEAR },
  { title: "after a 304", heads: [head("304 Not Modified", "Location: /y"), OK], exchanges: UNCLEAR },
  {
    title: "after one that asks for a token",
    heads: [head("401 Unauthorized", "WWW-Authenticate: Bearer", OWN), OK],
    exchanges: UNCLEAR,
  },
  {
    title: "after a challenge, with words between them",
    heads: [CHALLENGE, `# with a password\n${OK}`],
    exchanges: UNCLEAR,
  },
  {
    title: "after a redirect, with words between them",
    heads: [`# before\n${AWAY}`, `# after the fix\n${OK}`],
    exchanges: UNCLEAR,
  },
  { title: "after a redirect, with a label between them", heads: [AWAY, `After:\n${OK}`], exchanges: UNCLEAR },
  {
    title: "after a redirect that isn't made any more",
    heads: [AWAY, `// fixed: it doesn't redirect\n${OK}`],
    exchanges: UNCLEAR,
  },
];

const STILL_ONE_FETCH: readonly string[] = [
  "# the browser follows the redirect",
  "# from other.example",
  "# ----",
  "# cors-lens-disable-next-line",
  "<html>moved</html>",
];

function textOf({ command = CURL, heads }: Row): string {
  return `${command}\n${heads.join("\n\n")}\n`;
}

describe("the responses below a request that was redirected are those of one fetch", () => {
  for (const row of FETCHES) {
    it(row.title, () => assert.deepEqual(exchangesIn(textOf(row)), row.exchanges));
  }
  it("up to one more than browsers follow", () => {
    const exchanges = exchangesIn(`${CURL}\n${Array(40).fill(MOVED).join("\n\n")}\n\n${OK}\n`);
    assert.equal(exchanges.length, 22);
    assert.equal(exchanges.at(-1), "20>GET api.example/y 302 blocked");
  });
});

describe("words between a redirect and the next response leave them one fetch", () => {
  for (const words of STILL_ONE_FETCH) {
    it(words, () =>
      assert.deepEqual(
        exchangesIn(textOf({ title: "", command: WRITTEN, heads: [AWAY, `${words}\n${OK}`], exchanges: [] })),
        ["GET api.example/x 302 allowed", "0>GET other.example/y 200 blocked"],
      ),
    );
  }
  it("if the command follows redirects, whatever they say", () =>
    assert.equal(exchangesIn(textOf({ title: "", heads: [AWAY, `# after the fix\n${OK}`], exchanges: [] })).length, 2));
});

describe("one response belongs to", () => {
  for (const row of ONE) {
    it(row.title, () => assert.deepEqual(exchangesIn(textOf(row)), row.exchanges));
  }
});

describe("no response belongs to a request with several", () => {
  for (const row of SEVERAL) {
    it(row.title, () => assert.deepEqual(exchangesIn(textOf({ command: WRITTEN, ...row })), row.exchanges));
  }
  it("and the verdict asks which one it is", () => {
    const text = `${WRITTEN}\n${head("200 OK")}\n\n${OK}\n`;
    const analysis = read(text, "http");
    assert.deepEqual(
      verdictsOf(analysis, true).map(({ label }) => label),
      ["CORS: cannot tell: which response is it?"],
    );
    assert.deepEqual(
      analysis.exchanges.flatMap((exchange) => exchangeActions(analysis.judged, exchange)).map(({ id }) => id),
      [],
    );
  });
  it("of a preflight", () => {
    const text = `OPTIONS https://api.example/x HTTP/1.1\nOrigin: https://app.example\nAccess-Control-Request-Method: PUT\n\n${OK}\n\n${head("403 Forbidden")}\n\n###\nPUT https://api.example/x HTTP/1.1\nOrigin: https://app.example\n\n${OK}\n`;
    assert.deepEqual(
      verdictsOf(read(text, "http"), true).map(({ label }) => label),
      Array(2).fill("CORS: cannot tell: which response to the preflight is it?"),
    );
  });
});

describe("a command that follows redirects shows the verdict of the last response", () => {
  const text = `${CURL}\n${AWAY}\n\n${OK}\n`;
  const analysis = read(text, "http");
  it("in one line above it", () =>
    assert.deepEqual(
      verdictsOf(analysis, true).map(({ label }) => label),
      ["CORS: blocked: Origin is null"],
    ));
  it("in its hover", () =>
    assert.match(
      hoverAt(analysis, text.indexOf("curl"))?.markdown ?? "",
      /^\*\*Blocked: Origin is null\.\*\* After the redirect/,
    ));
  it("in the outline", () =>
    assert.deepEqual(
      outlineOf(analysis).map(({ name, detail }) => [name, detail]),
      [["GET /x", "blocked: Origin is null"]],
    ));
});
