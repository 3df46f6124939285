import assert from "node:assert/strict";
import { type Analysis, analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { drawingText } from "../../../server/src/cli/format/drawing";
import { createPaint } from "../../../server/src/cli/format/paint";
import { fileReportOf } from "../../../server/src/cli/format/report-model";
import { type CopyFormat, copyExchange } from "../../../server/src/copy/copy-exchange";
import { textEdits } from "../../../server/src/edits/edit";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { draw } from "../../../server/src/explain/drawing/draw";
import { fetchVerdict } from "../../../server/src/explain/fetch-verdict";
import { hoverAt } from "../../../server/src/explain/hover";
import { applyEdits } from "../../../server/src/text/edit";

const UNKNOWN = "# @cors credentials=unknown\n";
const TARGET = "/a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n";
const NAMED = "Access-Control-Allow-Origin: https://app.example.com\n";
const ANY = "Access-Control-Allow-Origin: *\n";
const TRUE = "Access-Control-Allow-Credentials: true\n";

const read = (text: string): Analysis => analyse(text, "http", { origin: null });
const response = (...lines: string[]) => `\nHTTP/1.1 200 OK\n${lines.join("")}\n`;
const get = (...lines: string[]) => `${UNKNOWN}GET ${TARGET}${response(...lines)}`;
const put = (preflight: string, ...lines: string[]) =>
  `OPTIONS ${TARGET}Access-Control-Request-Method: PUT\n${response(preflight)}###\n${UNKNOWN}PUT ${TARGET}${response(...lines)}`;

const CANNOT_TELL = "cannot tell: whether the request has credentials";

describe("an exchange that may have credentials or not", () => {
  const rows: Readonly<Record<string, readonly [text: string, expected: readonly string[]]>> = {
    "the wildcard": [get(ANY), [CANNOT_TELL]],
    "the wildcard beside permission": [get(ANY, TRUE), [CANNOT_TELL]],
    "its origin": [get(NAMED), [CANNOT_TELL]],
    "its origin and permission": [get(NAMED, TRUE), ["allowed"]],
    "no origin": [get(TRUE), ["blocked: no Access-Control-Allow-Origin"]],
    "another origin": [get("Access-Control-Allow-Origin: https://app.example.com:8443\n"), ["blocked: port differs"]],
    "a cookie beside the directive": [get(NAMED).replace("Origin:", "Cookie: a=b\nOrigin:"), [CANNOT_TELL]],
    "a preflight with a wildcard": [
      put(`${NAMED}${TRUE}Access-Control-Allow-Methods: *\n`, NAMED, TRUE),
      [CANNOT_TELL, CANNOT_TELL],
    ],
    "a preflight that lists the method": [
      put(`${NAMED}${TRUE}Access-Control-Allow-Methods: PUT, *\n`, NAMED, TRUE),
      ["preflight passes, then allowed", "allowed"],
    ],
    "a preflight that allows nothing": [
      put(NAMED, NAMED),
      ["preflight fails: PUT not allowed", "blocked: PUT not allowed"],
    ],
  };
  for (const [title, [text, expected]] of Object.entries(rows)) {
    it(`is judged by what every mode decides: ${title}`, () => {
      const analysis = read(text);
      assert.deepEqual(
        analysis.exchanges.map((one) => fetchVerdict(analysis, one).words),
        expected,
      );
    });
  }

  it("shares a preflight with requests in known modes, and the strictest decides", () => {
    const preflight = `OPTIONS ${TARGET}Access-Control-Request-Method: PUT\n${response(NAMED, "Access-Control-Allow-Methods: PUT\n")}`;
    const served = (...directives: string[]) =>
      read(preflight + directives.map((one) => `###\n${one}PUT ${TARGET}${response(NAMED, TRUE)}`).join(""))
        .exchanges.map(({ verdict }) => verdict.fetch)
        .join(" ");
    assert.equal(served(UNKNOWN, ""), "undetermined undetermined allowed");
    assert.equal(served("", UNKNOWN), "undetermined allowed undetermined");
    assert.equal(served("# @cors credentials=include\n", UNKNOWN), "blocked blocked undetermined");
    assert.equal(served(UNKNOWN, "# @cors credentials=include\n"), "blocked undetermined blocked");
  });

  it("gives no finding that one mode alone makes true", () => {
    for (const text of [
      get(ANY),
      get(ANY, TRUE),
      get(NAMED),
      put(`${NAMED}Access-Control-Allow-Methods: *\n`, NAMED),
    ]) {
      assert.deepEqual(
        read(text).findings.flatMap(({ rule, severity }) => (severity === "error" ? rule : [])),
        [],
        text,
      );
    }
  });

  it("says in a hover what is missing, and how to say it", () => {
    const hover = (text: string, at: string) => hoverAt(read(text), text.indexOf(at))?.markdown ?? "";
    assert.match(
      hover(get(NAMED), "GET"),
      /depends on whether the request has credentials, which the text doesn't say/,
    );
    assert.match(hover(get(NAMED), "credentials=unknown"), /Credentials mode `unknown`: The text doesn't say/);
    const cookies = get(NAMED, "Set-Cookie: a=b\n").replace("Origin:", "Cookie: a=b\nOrigin:");
    assert.match(hover(cookies, "Cookie"), /Can't tell if it is sent/);
    assert.match(hover(cookies, "Set-Cookie"), /Can't tell if browsers store it/);
    const exposed = get(NAMED, TRUE, "X-A: 1\nAccess-Control-Expose-Headers: *\n");
    assert.match(hover(exposed, "X-A"), /Can't tell if a script can read it: `\*` exposes it only without credentials/);
  });

  it("has no credentials in JSON, and no exposed headers that depend on them", () => {
    const reportOf = (text: string) => fileReportOf("a.http", read(text)).exchanges[0];
    const report = reportOf(get(NAMED, TRUE, "X-A: 1\nAccess-Control-Expose-Headers: *\n"));
    assert.equal(report?.credentials, null);
    assert.equal(report?.credentialsFrom, "directive");
    assert.equal(report?.exposedHeaders.fetch, null);
    assert.equal(reportOf(get(NAMED))?.verdict.chromium, "undetermined");
  });

  it("is drawn with a remark", () => {
    const analysis = analyse(get(NAMED), "http", DEFAULT_SETTINGS);
    const [exchange] = analysis.exchanges;
    assert.ok(exchange);
    const drawn = drawingText(draw(analysis, exchange), { paint: createPaint(false), columns: 100, ascii: false });
    assert.match(drawn, /With or without credentials\./);
    assert.match(drawn, /Cannot tell/);
  });

  it("offers no action that needs the answer, and one that makes both modes pass", () => {
    const ids = (text: string) => {
      const { judged, exchanges } = read(text);
      return exchanges.flatMap((one) => exchangeActions(judged, one)).map(({ id }) => id);
    };
    const needing = [
      "completeResponse",
      "completePreflightResponse",
      "insertPreflight",
      "allowOrigin",
      "writeResponse",
    ];
    for (const text of [get(ANY), get(NAMED), get(), `${UNKNOWN}PUT ${TARGET}`, `${UNKNOWN}GET ${TARGET}`]) {
      assert.deepEqual(
        ids(text).filter((id) => needing.includes(id) || id.startsWith("replaceWildcard")),
        [],
        text,
      );
    }
    for (const text of [get(ANY), get(NAMED), get()]) {
      const { document, judged, exchanges } = read(text);
      const allow = exchanges
        .flatMap((one) => exchangeActions(judged, one))
        .find(({ id }) => id === "allowCredentials");
      assert.ok(allow, text);
      const changed = read(applyEdits(text, textEdits(document, allow.fix.edits)));
      assert.equal(changed.exchanges[0]?.verdict.fetch, "allowed");
    }
  });

  it("is copied as what it is", () => {
    const copied = (text: string, format: CopyFormat, index = 0) => {
      const { document, exchanges } = read(text);
      const exchange = exchanges[index];
      assert.ok(exchange);
      return copyExchange(document, exchange, format, "http");
    };
    const call = copied(get(NAMED), "fetch");
    assert.doesNotMatch(call.text ?? "", /credentials/);
    assert.ok(call.remarks.includes("The text doesn't say whether the request has credentials."));
    assert.match(copied(get(NAMED), "markdown").text ?? "", /# @cors credentials=unknown/);
    const preflight = put(`${NAMED}${TRUE}Access-Control-Allow-Methods: PUT\n`, NAMED);
    assert.match(copied(preflight, "markdown").text ?? "", /# @cors credentials=unknown\nOPTIONS/);
  });

  it("has probes with the same directive", () => {
    const { judged, exchanges, document } = read(get(NAMED));
    const [exchange] = exchanges;
    assert.ok(exchange);
    const probes = exchangeActions(judged, exchange).find(({ id }) => id === "writeShortProbes");
    assert.ok(probes);
    const text = applyEdits(get(NAMED), textEdits(document, probes.fix.edits));
    assert.match(text, /# @cors expect=blocked credentials=unknown\n/);
  });
});
