import assert from "node:assert/strict";
import { type Analysis, analyse, type Settings } from "../../../server/src/analysis";
import { textEdits } from "../../../server/src/edits/edit";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { probesFor } from "../../../server/src/edits/probe-origins";
import { isSameTarget } from "../../../server/src/exchange/target";
import type { Carrier } from "../../../server/src/http/parse";
import { fieldsNamed } from "../../../server/src/http/tree";
import type { JudgedExchange } from "../../../server/src/judged/judged-exchange";
import { applyEdits } from "../../../server/src/text/edit";

type Id = "writeProbes" | "writeShortProbes";

interface Options {
  readonly carrier?: Carrier;
  readonly settings?: Settings;
  /** The exchange on which the action is chosen. */
  readonly index?: number;
}

function read(text: string, { carrier = "http", settings = { origin: null } }: Options = {}): Analysis {
  return analyse(text, carrier, settings);
}

/** The text after the action; null if it isn't offered. */
function applied(text: string, id: Id = "writeProbes", options: Options = {}): string | null {
  const { judged, document, exchanges } = read(text, options);
  const exchange = exchanges.at(options.index ?? 0);
  const action = exchange === undefined ? undefined : exchangeActions(judged, exchange).find((one) => one.id === id);
  return action === undefined ? null : applyEdits(text, textEdits(document, action.fix.edits));
}

/** What the action adds below a text, with `LABEL` for the label. */
function added(text: string, id: Id = "writeShortProbes", options: Options = {}): string | null {
  const after = applied(text, id, options);
  assert.ok(after?.startsWith(text) ?? true, "the text above changes");
  return after === null ? null : withoutLabel(after.slice(text.length));
}

function withoutLabel(text: string): string {
  return text.replace(/p\d[a-z]\d(?=\.invalid|\.?example|\.github)/g, "LABEL");
}

const GET = `GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=abc

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
`;

const SHORT = `
### probe: random
# @cors expect=blocked
GET /account HTTP/1.1
Host: api.example.com
Origin: https://LABEL.invalid
Cookie: {{cookie}}

### probe: null
# @cors expect=blocked
GET /account HTTP/1.1
Host: api.example.com
Origin: null
Cookie: {{cookie}}

### probe: prefix
# @cors expect=blocked
GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com.LABEL.invalid
Cookie: {{cookie}}

### probe: suffix
# @cors expect=blocked
GET /account HTTP/1.1
Host: api.example.com
Origin: https://LABELexample.com
Cookie: {{cookie}}

### probe: no Origin
# @cors origin=none
GET /account HTTP/1.1
Host: api.example.com
Cookie: {{cookie}}

### probe: control
# @cors expect=allowed
GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: {{cookie}}
`;

describe("the origins of probes", () => {
  const origins = (trusted: string, own: readonly string[] = ["https://api.example.com"]) =>
    probesFor(trusted, "p7f3", own, "all").map(({ name, origin }) => `${name}: ${origin}`);

  it("are thirteen: eleven to block, one without Origin, and the trusted one", () => {
    assert.deepEqual(origins("https://app.example.com"), [
      "random: https://p7f3.invalid",
      "null: null",
      "prefix: https://app.example.com.p7f3.invalid",
      "suffix: https://p7f3example.com",
      "subdomain: https://p7f3.example.com",
      "dot: https://appxexample.com",
      "underscore: https://app.example.com_.p7f3.invalid",
      "backtick: https://app.example.com`.p7f3.invalid",
      "http: http://app.example.com",
      "port: https://app.example.com:8443",
      "localhost: http://localhost:49152",
      "no Origin: null",
      "control: https://app.example.com",
    ]);
    const expected = probesFor("https://app.example.com", "p7f3", [], "all").map(({ expect }) => expect);
    assert.equal(expected.filter((one) => one === "blocked").length, 11);
    assert.deepEqual(expected.slice(11), [null, "allowed"]);
  });

  const rows: readonly (readonly [
    what: string,
    trusted: string,
    own: string,
    without: readonly string[],
    rest: readonly string[],
  ])[] = [
    [
      "below shared hosting, where anyone can be a neighbour",
      "https://me.github.io",
      "https://api.example.com",
      ["suffix", "subdomain"],
      ["neighbour: https://p7f3.github.io", "dot: https://mexgithub.io"],
    ],
    ["on a public suffix", "https://github.io", "https://api.example.com", ["suffix", "subdomain", "dot"], []],
    [
      "with an address",
      "http://192.0.2.5:3000",
      "https://api.example.com",
      ["suffix", "subdomain", "dot", "http"],
      ["prefix: http://192.0.2.5.p7f3.invalid:3000"],
    ],
    [
      "with an address in brackets",
      "https://[2001:db8::1]",
      "https://api.example.com",
      ["prefix", "suffix", "subdomain", "dot", "underscore"],
      [],
    ],
    [
      "with a name of one label",
      "https://intranet",
      "https://api",
      ["suffix", "subdomain", "dot"],
      ["prefix: https://intranet.p7f3.invalid"],
    ],
    [
      "on this machine",
      "http://localhost:3000",
      "http://localhost:8080",
      ["suffix", "subdomain", "dot", "http", "localhost"],
      ["port: http://localhost:8443"],
    ],
    [
      "with the port of the target",
      "https://api.example.com",
      "https://api.example.com:8443",
      [],
      ["port: https://api.example.com:9443"],
    ],
    [
      "of an app",
      "capacitor://localhost",
      "https://api.example.com",
      ["prefix", "suffix", "subdomain", "dot", "http", "port"],
      ["random: https://p7f3.invalid"],
    ],
    [
      "below a suffix of two labels",
      "https://shop.example.co.uk",
      "https://api.example.com",
      [],
      ["dot: https://shopxexample.co.uk", "suffix: https://p7f3example.co.uk"],
    ],
    ["without a subdomain", "https://example.co.uk", "https://api.example.com", [], ["dot: https://examplexco.uk"]],
  ];
  for (const [what, trusted, own, without, rest] of rows) {
    it(`leave out what makes no sense for a page ${what}`, () => {
      const all = origins(trusted, [own]);
      const names = all.map((one) => one.slice(0, one.indexOf(":")));
      assert.deepEqual(
        without.filter((name) => names.includes(name)),
        [],
      );
      for (const one of rest) {
        assert.ok(all.includes(one), `${one} isn't among ${all.join(", ")}`);
      }
      const values = probesFor(trusted, "p7f3", [own], "all").map(({ origin }) => origin);
      assert.equal(new Set(values).size, values.length, "an origin is there twice");
      for (const value of values) {
        assert.ok(value === null || value === "null" || !/^https?:/.test(value) || new URL(value).origin === value);
        assert.notEqual(value, own);
      }
    });
  }
});

describe("writing probes for other origins", () => {
  const rows: readonly { what: string; text: string; options?: Options; added?: string; result?: string }[] = [
    { what: "below the exchange", text: GET, added: SHORT },
    {
      what: "with CRLF, and a line end where the last one has none",
      text: GET.replaceAll("\n", "\r\n").trimEnd(),
      added: `\r\n${SHORT.replaceAll("\n", "\r\n")}`,
    },
    {
      what: "above the next block",
      text: `${GET}\n### Next\nGET https://api.example.com/b\n`,
      result: `${GET}${SHORT}\n### Next\nGET https://api.example.com/b\n`,
    },
    {
      what: "between two exchanges of one block",
      text: `${GET}\nGET https://api.example.com/b\n`,
      result: `${GET}${SHORT}\n###\nGET https://api.example.com/b\n`,
    },
    {
      what: "below the response in the next block",
      text: GET.replace("\n\nHTTP", "\n\n###\n\nHTTP"),
      added: SHORT,
    },
    {
      what: "in lower case, with an absolute URL and the marks of the file's comments",
      text: "// An example\nGET https://api.example.com/a HTTP/2\norigin: https://app.example.com\n",
      added: SHORT.replaceAll(/GET .*\nHost: .*\n/g, "GET https://api.example.com/a HTTP/2\n")
        .replaceAll("Origin: ", "origin: ")
        .replaceAll("Cookie: {{cookie}}\n", "")
        .replaceAll("# @cors", "// @cors"),
    },
    {
      what: "for a page that a directive names",
      text: "# @cors origin=https://app.example.com credentials=include\nGET https://api.example.com/a\n",
      added: SHORT.replaceAll(/GET .*\nHost: .*\n/g, "GET https://api.example.com/a\n")
        .replaceAll("Cookie: {{cookie}}\n", "")
        .replaceAll(/expect=\w+/g, "$& credentials=include"),
    },
    {
      what: "for a page that a setting names",
      text: "GET https://api.example.com/a\n",
      options: { settings: { origin: "https://app.example.com" } },
      added: SHORT.replaceAll(/GET .*\nHost: .*\n/g, "GET https://api.example.com/a\n").replaceAll(
        "Cookie: {{cookie}}\n",
        "",
      ),
    },
    {
      what: "with references, not values of secrets, and without what says which page it was",
      text: `${GET.replace("Cookie: session=abc", "Accept: text/html\nCookie: session={{sid}}\nSec-Fetch-Site: same-site\nReferer: https://app.example.com/")}`,
      added: SHORT.replaceAll("Cookie: {{cookie}}", "Accept: text/html\nCookie: session={{sid}}"),
    },
    {
      what: "with the body, but not its secrets",
      text: "POST https://api.example.com/a\nOrigin: https://app.example.com\nContent-Type: text/plain\nContent-Length: 25\n\nname=a\npassword=hunter22\n",
      added: SHORT.replaceAll(/GET .*\nHost: .*\n/g, "POST https://api.example.com/a\n").replaceAll(
        "Cookie: {{cookie}}\n",
        "Content-Type: text/plain\n\nname=a\npassword={{secret}}\n",
      ),
    },
    {
      what: "without what is below a line of the head that can't be read",
      text: "POST https://api.example.com/a\nOrigin: https://app.example.com\nReferrer Policy\nno-referrer\n",
      added: SHORT.replaceAll(/GET .*\nHost: .*\n/g, "POST https://api.example.com/a\n").replaceAll(
        "Cookie: {{cookie}}\n",
        "",
      ),
    },
    {
      what: "with the variables of the URL and of the page",
      text: "@host = api.example.com\n@page = https://app.example.com\n\nGET https://{{host}}/a\nOrigin: {{page}}\n",
      added: SHORT.replaceAll(/GET .*\nHost: .*\n/g, "GET https://{{host}}/a\n")
        .replaceAll("Cookie: {{cookie}}\n", "")
        .replace("Origin: https://app.example.com\n", "Origin: {{page}}\n"),
    },
    {
      what: "as requests below a command",
      text: "curl 'https://api.example.com/a' -H 'Origin: https://app.example.com' -b \"session=$SID\"\n\nHTTP/1.1 200 OK\n",
      added: SHORT.replaceAll(/GET .*\nHost: .*\n/g, "GET https://api.example.com/a\n"),
    },
    {
      what: "in fences of their own, in a list",
      options: { carrier: "markdown" },
      text: "- item\n\n  ```http example-bad\n  GET https://api.example.com/a\n  Origin: https://app.example.com\n  ```\n\n  More.\n",
      result: `- item\n\n  \`\`\`http example-bad\n  GET https://api.example.com/a\n  Origin: https://app.example.com\n  \`\`\`\n${SHORT.trimStart()
        .replaceAll(/GET .*\nHost: .*\n/g, "GET https://api.example.com/a\n")
        .replaceAll("Cookie: {{cookie}}\n", "")
        .split("\n\n")
        .map((block) => `\n  \`\`\`http\n  ${block.trim().replaceAll("\n", "\n  ")}\n  \`\`\`\n`)
        .join("")}\n  More.\n`,
    },
  ];
  for (const { what, text, options, added: own, result } of rows) {
    it(what, () => {
      if (own !== undefined) {
        assert.equal(added(text, "writeShortProbes", options), own);
      } else {
        assert.equal(withoutLabel(applied(text, "writeShortProbes", options) ?? ""), result);
      }
      holds(text, "writeShortProbes", options);
      holds(text, "writeProbes", options);
    });
  }

  it("asks as a browser would where it needs a preflight, below the request and its preflight", () => {
    const text = `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: content-type
Access-Control-Allow-Credentials: true

###
PUT /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Content-Type: application/json
Cookie: a=b

{"n":1}
`;
    const probe = (name: string, origin: string, expect = "blocked") => `
### probe: ${name}
# @cors expect=${expect} credentials=include
OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: ${origin}
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type
`;
    const expected = [
      probe("random", "https://LABEL.invalid"),
      probe("null", "null"),
      probe("prefix", "https://app.example.com.LABEL.invalid"),
      probe("suffix", "https://LABELexample.com"),
      probe("control", "https://app.example.com", "allowed"),
    ].join("");
    for (const index of [0, 1]) {
      assert.equal(added(text, "writeShortProbes", { index }), expected);
      holds(text, "writeProbes", { index });
    }
  });

  it("sends a safe request without Origin itself, because a preflight has one", () => {
    const text = "GET https://api.example.com/a\nOrigin: https://app.example.com\nAuthorization: Bearer abc123\n";
    const blocks = added(text)?.split("\n\n") ?? [];
    assert.match(
      blocks[0] ?? "",
      /OPTIONS .*\nOrigin: .*\nAccess-Control-Request-Method: GET\nAccess-Control-Request-Headers: authorization$/,
    );
    assert.equal(
      blocks[4],
      "### probe: no Origin\n# @cors origin=none\nGET https://api.example.com/a\nAuthorization: {{authorization}}",
    );
  });

  it("keeps below later requests for which the control would be a preflight", () => {
    const put = "PUT https://api.example.com/a\nOrigin: https://app.example.com\n";
    const text = `${put}\n###\n${put}`;
    assert.ok(applied(text, "writeProbes", { index: 0 })?.startsWith(text));
  });

  it("adds what is missing to a short set, with its label, and then nothing", () => {
    const short = applied(GET, "writeShortProbes") ?? "";
    const label = /\/\/(p\d[a-z]\d)\.invalid/.exec(short)?.[1];
    const both = applied(short, "writeProbes") ?? "";
    assert.deepEqual(new Set(both.match(/p\d[a-z]\d(?=\.invalid|\.?example)/g)), new Set([label]));
    assert.equal(read(both).exchanges.length, 14);
    assert.equal(applied(both, "writeProbes"), null);
    assert.equal(applied(both, "writeShortProbes"), null);
  });

  it("has the same label for the same text, and one that the text doesn't have", () => {
    const first = applied(GET) ?? "";
    assert.equal(applied(GET), first);
    const label = /\/\/(p\d[a-z]\d)\.invalid/.exec(first)?.[1] ?? "";
    const other = applied(GET.replace("session=abc", `session=${label}`)) ?? "";
    assert.ok(!other.includes(`//${label}.invalid`));
    const elsewhere = applied(GET.replace("/account", "/basket")) ?? "";
    assert.notEqual(/\/\/(p\d[a-z]\d)\.invalid/.exec(elsewhere)?.[1], label);
  });

  it("keeps the probes of one method apart from those of another", () => {
    const both = `${applied(GET)}\n###\n${GET.replace("GET", "HEAD")}`;
    const { exchanges } = read(both);
    assert.equal(read(applied(both, "writeProbes", { index: exchanges.length - 1 }) ?? "").exchanges.length, 28);
  });

  const refused: readonly (readonly [what: string, text: string])[] = [
    ["whose page isn't known", "GET https://api.example.com/a\n"],
    ["from an opaque origin", GET.replace("Origin: https://app.example.com", "Origin: null")],
    [
      "to the page's own origin",
      GET.replace("api.example.com", "app.example.com").replace("/account", "https://app.example.com/"),
    ],
    [
      "that `*` answers for every origin",
      GET.replace("Allow-Origin: https://app.example.com", "Allow-Origin: *").replace("Cookie: session=abc\n", ""),
    ],
    ["of an untrusted page", `# @cors untrusted=https://app.example.com\n${GET}`],
    ["that should be blocked", `# @cors expect=blocked\n${GET}`],
    ["that is a probe", GET.replace("https://app.example.com\nCookie", "https://p7f3.invalid\nCookie")],
    ["without Origin", `# @cors origin=none\n${GET.replace("Origin: https://app.example.com\n", "")}`],
    [
      "whose body would go on",
      "POST https://api.example.com/notes\nOrigin: https://app.example.com\nContent-Type: text/markdown\n\n# One\n\n### Two\nText.\n\n###\nGET https://api.example.com/b\n",
    ],
    ["that browsers never send", GET.replace("GET /account", "TRACE /account")],
    ["in another mode", GET.replace("Cookie", "Sec-Fetch-Mode: navigate\nCookie")],
    ["whose method isn't known", GET.replace("GET", "{{method}}")],
    ["whose redirect leads to the same URL", GET.replace("200 OK", "302 Found\nLocation: /account")],
  ];
  for (const [what, text] of refused) {
    it(`isn't offered on a request ${what}`, () => {
      assert.equal(applied(text), null);
      assert.equal(applied(text, "writeShortProbes"), null);
    });
  }
});

/** The old exchanges are as they were, and every new one is the same request from another origin, with what is expected and no finding. */
function holds(text: string, id: Id, options: Options = {}): void {
  const before = read(text, options);
  const asked = before.exchanges.at(options.index ?? 0) as JudgedExchange;
  const result = applied(text, id, options);
  assert.ok(result !== null);
  const after = read(result, options);
  const said = (analysis: Analysis) => (one: JudgedExchange) => [
    one.kind,
    one.request.fields.map(({ name, value }) => `${name.text}: ${value.text}`),
    one.response?.fields.map(({ name, value }) => `${name.text}: ${value.text}`) ?? null,
    one.verdict,
    analysis.judged.browsers,
  ];
  const isProbe = ({ request }: JudgedExchange) =>
    /^### probe: /m.test(
      result
        .slice(0, after.document.startOf(request))
        .split(/\n(?=[ \t]*###)/)
        .at(-1)
        ?.trim() ?? "",
    );
  const probes = after.exchanges.filter(isProbe);
  assert.deepEqual(after.exchanges.filter((one) => !isProbe(one)).map(said(after)), before.exchanges.map(said(before)));
  for (const probe of probes) {
    assert.ok(isSameTarget(probe.target, asked.target));
    assert.equal(probe.response, null);
    if (probe.origin !== null) {
      const isPreflight = asked.kind === "preflight" || asked.judgement.fetch.needsPreflight === true;
      assert.equal(probe.kind, isPreflight ? "preflight" : "actual");
      assert.equal(probe.resolvedCredentials.mode, asked.resolvedCredentials.mode);
      assert.equal(probe.expectation?.value, probe.origin.value === asked.origin?.value ? "allowed" : "blocked");
      assert.equal(probe.verdict.fetch, "undetermined");
    } else {
      assert.equal(fieldsNamed(probe.request, "Origin").length, 0);
      assert.equal(probe.expectation, null);
      assert.equal(probe.isPageUnknown, false);
    }
  }
  const anchors = new Set<object>(probes.map(({ request }) => request));
  assert.deepEqual(
    after.findings.filter(({ place }) => anchors.has(place.anchor)).map(({ rule }) => rule),
    [],
  );
}
