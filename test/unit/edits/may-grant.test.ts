import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";

const REQUEST = "GET https://api.example.com/a HTTP/1.1\nOrigin: https://page.example\n";
const REFUSED = `${REQUEST}\nHTTP/1.1 200 OK\nContent-Type: text/plain\n`;
const NULL = REFUSED.replace("https://page.example", "null");
const PUT = REQUEST.replace("GET", "PUT");
const OTHER = `\n###\n${REFUSED.replace("page.example", "other.example")}`;

/** The actions that write a permission. */
const GRANTING = /^(insertPreflight|writeResponse|complete\w+|allow\w+|replaceWildcard\w+)$/;

/** The titles of the fixes of all findings, and the ids of the granting actions on all exchanges. */
function offersIn(text: string, untrusted: readonly string[] = []) {
  const { findings, judged, exchanges } = analyse(text, "http", { origin: null, untrusted });
  return {
    findings: findings.map(({ rule }) => rule),
    fixes: findings.flatMap((finding) => finding.fixes(judged).map(({ title }) => title)),
    expected: findings.flatMap(({ expected }) => expected ?? []),
    actions: exchanges.flatMap((exchange) =>
      exchangeActions(judged, exchange).flatMap(({ id }) => (GRANTING.test(id) ? [id] : [])),
    ),
  };
}

describe("a permission is proposed", () => {
  it("for an origin that is trusted, and for one of which nothing is known", () => {
    for (const text of [REFUSED, `# @cors trusted=https://page.example\n${REFUSED}`]) {
      const { fixes, expected, actions } = offersIn(text);
      assert.deepEqual(fixes, ["Allow https://page.example"]);
      assert.deepEqual(expected, ["Access-Control-Allow-Origin: https://page.example"]);
      assert.deepEqual(actions, ["completeResponse", "allowOrigin", "allowCredentials"]);
    }
  });

  it("for another exchange of the file", () => {
    const { fixes } = offersIn(`${REFUSED}${OTHER}`, ["https://page.example"]);
    assert.deepEqual(fixes, ["Allow https://other.example"]);
  });
});

describe("no permission is proposed, and the finding stays,", () => {
  const rows: readonly (readonly [what: string, text: string, untrusted?: readonly string[]])[] = [
    ["for an untrusted origin", `# @cors untrusted=https://page.example\n${REFUSED}`],
    ["for an origin that the project doesn't trust", REFUSED, ["https://page.example"]],
    ["for a host under .invalid", REFUSED.replace("page.example", "p7f3.invalid")],
    ["for an opaque origin", NULL],
    ["where the author expects a block, and no response is shown", `# @cors expect=blocked\n${PUT}`],
  ];
  for (const [what, text, untrusted] of rows) {
    it(what, () => {
      const { findings, ...offered } = offersIn(text, untrusted);
      assert.ok(findings.length > 0);
      assert.deepEqual(offered, { fixes: [], expected: [], actions: [] });
    });
  }

  it("where the author expects a block, and gets it, there is no finding either", () => {
    assert.deepEqual(offersIn(`# @cors expect=blocked\n${REFUSED}`), {
      findings: [],
      fixes: [],
      expected: [],
      actions: [],
    });
  });

  it("by a correction that lets the origin in", () => {
    const misspelt = REFUSED.replace("Content-Type: text/plain", "Access-Control-Alow-Origin: https://page.example");
    assert.ok(offersIn(misspelt).fixes.length > 0);
    const { findings, fixes } = offersIn(misspelt, ["https://page.example"]);
    assert.deepEqual(findings, ["misspelt-cors-header"]);
    assert.deepEqual(fixes, []);
  });
});
