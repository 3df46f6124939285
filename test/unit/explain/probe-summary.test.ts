import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { textEdits } from "../../../server/src/edits/edit";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { fetchVerdict } from "../../../server/src/explain/fetch-verdict";
import { hoverAt } from "../../../server/src/explain/hover";
import { type ProbeSummary, probeGroups, probeSummary } from "../../../server/src/explain/probe-summary";
import { applyEdits } from "../../../server/src/text/edit";

const TRUSTED = "https://app.example.com";
const read = (text: string) => analyse(text, "http", { origin: null });
const PROBES = probesOf(`GET https://api.example.com/account\nOrigin: ${TRUSTED}\nCookie: a=b\n`);

function probesOf(text: string): string {
  const { judged, document, exchanges } = read(text);
  const [exchange] = exchanges;
  assert.ok(exchange);
  const action = exchangeActions(judged, exchange).find(({ id }) => id === "writeProbes");
  assert.ok(action);
  return applyEdits(text, textEdits(document, action.fix.edits));
}

/** The probes with the answers of a server, which names the headers for each origin; without an answer where that is null. */
function answered(server: (origin: string) => string | null): Analysis {
  return read(
    PROBES.replace(/Origin: (\S+)\nCookie: \{\{cookie\}\}\n/g, (all, origin: string) => {
      const headers = server(origin);
      return headers === null ? all : `${all}\nHTTP/1.1 200 OK\nVary: Origin\n${headers}`;
    }),
  );
}

const allow = (origin: string) => `Access-Control-Allow-Origin: ${origin}\nAccess-Control-Allow-Credentials: true\n`;

function summaryOf(analysis: Analysis): ProbeSummary {
  const [group, ...others] = probeGroups(analysis.judged);
  assert.ok(group);
  assert.deepEqual(others, []);
  return probeSummary(analysis, group);
}

describe("the summary of probes", () => {
  const rows: readonly { what: string; server: (origin: string) => string | null; summary: RegExp }[] = [
    { what: "no answers", server: () => null, summary: /^11 probes without an answer yet\.$/ },
    {
      what: "a correct server",
      server: (origin) => (origin === TRUSTED ? allow(origin) : ""),
      summary: /^11 of 11 probes refused; that proves nothing about others\.$/,
    },
    {
      what: "a server that refuses the control too",
      server: () => "",
      summary:
        /^11 of 11 probes refused; .* The control is blocked as well, so the server may refuse all of them for another reason\.$/,
    },
    {
      what: "a control without an answer",
      server: (origin) => (origin === TRUSTED ? null : ""),
      summary: /^11 of 11 probes refused; .* The control has no answer yet\.$/,
    },
    {
      what: "some answers",
      server: (origin) => (origin === TRUSTED ? allow(origin) : origin.startsWith("http:") ? null : ""),
      summary: /^9 of 9 probes refused; .* 2 have no answer yet\.$/,
    },
    {
      what: "a server that trusts null",
      server: (origin) => (origin === TRUSTED || origin === "null" ? allow(origin) : ""),
      summary: /^The server allows the origin of 1 of 11 probes\. Any site can send `Origin: null`/,
    },
    {
      what: "a server that allows every origin",
      server: allow,
      summary: /^The server allows the origin of 11 of 11 probes\. .*\.invalid/,
    },
    {
      what: "a server that allows every origin, but no credentials",
      server: (origin) => `Access-Control-Allow-Origin: ${origin}\n`,
      summary: /^The server allows the origin of 11 of 11 probes\. .*\.invalid/,
    },
    {
      what: "a public answer, which no page can read with cookies",
      server: () => "Access-Control-Allow-Origin: *\n",
      summary: /^11 of 11 probes refused;/,
    },
    {
      what: "an answer that the text leaves open",
      server: (origin) =>
        origin === TRUSTED
          ? allow(origin)
          : "Access-Control-Allow-Origin: {{x}}\nAccess-Control-Allow-Credentials: true\n",
      summary: /^The text leaves 11 of 11 probes open\.$/,
    },
  ];
  for (const { what, server, summary } of rows) {
    it(`says what they show: ${what}`, () => {
      const analysis = answered(server);
      const { words, short } = summaryOf(analysis);
      assert.match(words, summary);
      for (const { request } of analysis.exchanges) {
        const hover = hoverAt(analysis, analysis.document.startOf(request));
        assert.ok(hover?.markdown.includes(words) || hover?.markdown.includes(short), hover?.markdown);
      }
    });
  }

  it("says that a probe has no answer yet, and reports nothing", () => {
    const analysis = read(PROBES);
    const words = analysis.exchanges.map((exchange) => fetchVerdict(analysis, exchange).words);
    assert.equal(words.filter((one) => one === "cannot tell: no answer yet").length, 12);
    assert.deepEqual(analysis.findings, []);
  });

  it("is about one URL and one method", () => {
    const put = probesOf(`PUT https://api.example.com/account\nOrigin: ${TRUSTED}\n`);
    const { judged } = read(`${PROBES}\n###\n${put}`);
    assert.deepEqual(
      probeGroups(judged).map(({ exchanges }) => exchanges.length),
      [14, 13],
    );
  });

  it("is absent where no more than one request should be blocked", () => {
    const one = `# @cors expect=blocked\nGET https://api.example.com/a\nOrigin: https://attacker.example\n`;
    assert.deepEqual(probeGroups(read(one).judged), []);
  });
});

/** Each has one mistake in how it compares origins, and allows the trusted one. */
const HOLED: readonly (readonly [rule: string, allows: (origin: string) => boolean])[] = [
  ["origin-reflected", (origin) => origin !== "null"],
  ["allow-origin-null", (origin) => origin === "null"],
  ["origin-prefix-match", (origin) => origin.startsWith(TRUSTED)],
  ["origin-suffix-match", (origin) => origin.endsWith("example.com")],
  ["origin-any-subdomain", (origin) => /^https:\/\/[^/]+\.example\.com$/.test(origin)],
  ["origin-unescaped-dot", (origin) => /^https:\/\/app.example\.com$/.test(origin)],
  ["origin-special-character", (origin) => /^https:\/\/app\.example\.com(?![a-z\d.:-])/.test(origin)],
  ["origin-insecure", (origin) => origin === "http://app.example.com"],
  ["origin-any-port", (origin) => /^https:\/\/app\.example\.com:\d+$/.test(origin)],
  ["origin-development", (origin) => /^http:\/\/localhost/.test(origin)],
];

describe("the answers of a server with one hole to the probes that we write", () => {
  const METHODS = { GET: "Cookie: {{cookie}}", PUT: "Access-Control-Request-Method: PUT" };
  for (const [method, last] of Object.entries(METHODS)) {
    for (const [rule, allows] of HOLED) {
      it(`show that hole alone: ${rule}, ${method}`, () => {
        const probes = probesOf(`${method} https://api.example.com/account\nOrigin: ${TRUSTED}\nCookie: {{cookie}}\n`);
        const [first = "", ...blocks] = probes.split(/^(?=###)/m);
        const text = blocks.map((block) => {
          const origin = /^Origin: (.*)$/m.exec(block)?.[1] ?? "";
          const headers = origin === TRUSTED || allows(origin) ? allow(origin) : "";
          const methods =
            method === "PUT" && headers !== ""
              ? "Access-Control-Allow-Methods: PUT\nAccess-Control-Max-Age: 600\n"
              : "";
          assert.ok(block.includes(last) || origin === "");
          return `${block.trimEnd()}\n\nHTTP/1.1 200 OK\nVary: Origin\n${headers}${methods}\n`;
        });
        const analysis = read(`${first}${text.join("")}`);
        const found = analysis.findings
          .filter(({ rule: id }) => id !== "expectation-not-met")
          .map(({ rule: id }) => id);
        assert.deepEqual([...new Set(found)], [rule]);
        const { words } = summaryOf(analysis);
        assert.ok(words.includes(analysis.findings.find(({ rule: id }) => id === rule)?.message ?? "?"), words);
      });
    }
  }
});
