import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Analysis, analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { drawingText } from "../../../server/src/cli/format/drawing";
import { createPaint } from "../../../server/src/cli/format/paint";
import { draw, drawingAt } from "../../../server/src/explain/drawing/draw";
import type { Drawing } from "../../../server/src/explain/drawing/drawing";
import { fixesOf } from "../../../server/src/explain/drawing/fixes";
import { drawingHtml } from "../../../server/src/explain/drawing/html";
import { drawingMarkdown } from "../../../server/src/explain/drawing/markdown";
import { plainTextOf, spansOf } from "../../../server/src/explain/drawing/spans";
import { drawingSvg, drawingSvgFile } from "../../../server/src/explain/drawing/svg/svg";
import { elementsOf } from "../../support/markup";

const DRAWINGS = join("test", "fixtures", "drawings");

const read = (text: string): Analysis => analyse(text, "http", DEFAULT_SETTINGS);
const plain = (drawing: Drawing, columns: number, ascii = false) =>
  drawingText(drawing, { paint: createPaint(false), columns, ascii });
const html = (drawing: Drawing) => drawingHtml(drawing, { svg: drawingSvg(drawing, 526), fixes: [], isNarrow: false });
/** The drawing in every output format. */
const shown = (drawing: Drawing) => [
  plain(drawing, 80),
  drawingMarkdown(drawing),
  html(drawing),
  drawingSvgFile(drawing),
];

/** The drawing of the first actual request in a document. */
function firstOf(text: string): Drawing {
  const analysis = read(text);
  const exchange = analysis.exchanges.find(({ kind }) => kind === "actual");
  assert.ok(exchange !== undefined);
  return draw(analysis, exchange);
}

describe("the drawing of an exchange in a terminal", () => {
  for (const file of readdirSync(DRAWINGS).filter((name) => name.endsWith(".http"))) {
    const text = readFileSync(join(DRAWINGS, file), "utf8");
    for (const expected of readdirSync(DRAWINGS).filter(
      (name) => name.startsWith(file.replace(".http", ".")) && name.endsWith(".txt"),
    )) {
      it(`matches ${expected}`, () => {
        const [, columns = "", ascii] = /\.(\d+)(\.ascii)?\.txt$/.exec(expected) ?? [];
        assert.equal(
          plain(firstOf(text), Number(columns), ascii !== undefined),
          readFileSync(join(DRAWINGS, expected), "utf8"),
        );
      });
    }
  }
});

describe("the drawing of an exchange", () => {
  const GET = "GET https://api.example.com/a\nOrigin: https://app.example.com\n";
  const PUT = GET.replace("GET", "PUT");
  const PREFLIGHT = `OPTIONS https://api.example.com/a
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
`;
  const ALLOWING = `${PREFLIGHT}Access-Control-Allow-Methods: PUT\n`;
  const OK = "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com\n";

  /** One line for each step: the arrow with its label and state, or the decision's heading. */
  const outline = (text: string, at?: string): string[] => {
    const drawing = at === undefined ? firstOf(text) : drawingAt(read(text), text.indexOf(at));
    return (drawing?.steps ?? []).map((step) =>
      step.kind === "arrow" ? `${step.from}>${step.to} ${step.label} ${step.state}` : step.heading,
    );
  };

  it("has the preflight before the request", () =>
    assert.deepEqual(outline(`${ALLOWING}\n###\n${PUT}${OK}`), [
      "0>1 fetch() sent",
      "1>2 OPTIONS https://api.example.com/a sent",
      "2>1 204 No Content sent",
      "The preflight passes",
      "1>2 PUT https://api.example.com/a sent",
      "2>1 200 OK sent",
      "The CORS check passes",
      "1>0 response sent",
      "Allowed",
    ]));
  it("is the same from the preflight", () => {
    const text = `${ALLOWING}\n###\n${PUT}${OK}`;
    assert.deepEqual(outline(text, "OPTIONS"), outline(text));
  });
  it("ends at a request that is not sent", () =>
    assert.deepEqual(outline(`${PREFLIGHT}\n###\n${PUT}${OK}`).slice(3), [
      "The preflight fails",
      "1>2 PUT https://api.example.com/a never-sent",
      "1>0 TypeError sent",
      "Blocked: PUT not allowed",
    ]));
  it("adds a preflight that the document doesn't show", () =>
    assert.deepEqual(outline(PUT + OK).slice(1, 4), [
      "1>2 OPTIONS https://api.example.com/a not-shown",
      "2>1 response not-shown",
      "Cannot tell if the preflight passes",
    ]));
  it("says that a preflight is cached", () => {
    const text = `${ALLOWING}Access-Control-Max-Age: 600\n\n###\n${PUT}${OK}\n###\n${PUT.replace("/a", "/a")}X: y\n`;
    const last = text.lastIndexOf("PUT https");
    const drawing = drawingAt(
      read(text.replace("X: y\n", "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n")),
      last,
    );
    assert.ok(drawing?.steps.some((step) => step.kind === "decision" && step.heading.includes("is cached")));
  });
  it("has one lane for each server of a redirect chain", () => {
    const text = readFileSync(join(DRAWINGS, "redirect-to-null.http"), "utf8");
    assert.deepEqual(
      firstOf(text).participants.map(({ role, name }) => `${role} ${name}`),
      [
        "page https://shop.example",
        "browser Chrome, Firefox and Safari",
        "server https://api.example.com",
        "server https://files.example.net",
      ],
    );
    assert.deepEqual(outline(text, "GET https://files"), outline(text));
  });
  it("shows only the preflight if no request relies on it", () =>
    assert.deepEqual(outline(ALLOWING, "OPTIONS"), [
      "1>2 OPTIONS https://api.example.com/a sent",
      "2>1 204 No Content sent",
      "The preflight passes",
    ]));
  it("names the browsers if they differ", () => {
    const text = `${PREFLIGHT.replace("PUT", "GET").replace("Method: GET\n", "Method: GET\nAccess-Control-Request-Headers: authorization\n")}Access-Control-Allow-Headers: *\n\n###\n${GET}Authorization: Bearer x\n${OK}`;
    const decision = firstOf(text).steps.find((step) => step.kind === "decision");
    assert.ok(decision?.kind === "decision");
    assert.equal(new Set(decision.verdicts.map(({ verdict }) => verdict)).size > 1, / in /.test(decision.heading));
  });
  it("shows a missing header", () =>
    assert.match(plain(firstOf(`${GET}\nHTTP/1.1 200 OK\n`), 80), /✗ no Access-Control-Allow-Origin/));
  it("says that browsers never send a request", () =>
    assert.deepEqual(outline(GET.replace("GET", "TRACE") + OK).slice(1), [
      "The request is not sent",
      "1>2 TRACE https://api.example.com/a never-sent",
      "1>0 TypeError sent",
      "Blocked: never sent, forbidden method TRACE",
    ]));
  it("says that there is no CORS check if CORS doesn't apply", () =>
    assert.deepEqual(outline(`GET https://app.example.com/a\nOrigin: https://app.example.com\n${OK}`).slice(1), [
      "1>2 GET https://app.example.com/a sent",
      "2>1 200 OK sent",
      "No CORS check",
      "1>0 response sent",
    ]));
});

describe("the page of an exchange", () => {
  const BLOCKED = `GET https://api.example.com/a
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example
`;
  const PARTS = { svg: "<svg/>", fixes: [{ title: "Allow <a>", line: 5 }] };
  const page = (isNarrow: boolean) => drawingHtml(firstOf(BLOCKED), { ...PARTS, isNarrow });
  /** The parts that can be folded, with whether they are open, in the order of the page. */
  const order = (html: string) =>
    [...html.matchAll(/data-fold="(\w+)"( open)?/g)].map(([, name, open = ""]) => name + open);

  it("has the picture first and the steps folded", () =>
    assert.deepEqual(order(page(false)), ["picture open", "steps", "console"]));
  it("has the steps first and the picture folded where there is little room", () =>
    assert.deepEqual(order(page(true)), ["steps open", "picture", "console"]));
  it("has a button for each fix, with its line", () =>
    assert.match(page(false), /<button type="button" data-fix="0">Allow &lt;a&gt; \(line 5\)<\/button>/));
  it("has what each browser prints, once", () => {
    for (const browser of ["Chrome: <code>Access to fetch", "Firefox: <code>Cross-Origin", "Safari: <code>Origin"]) {
      assert.equal(page(false).split(browser).length, 2, browser);
    }
  });

  const fixes = (text: string) => {
    const analysis = read(text);
    const [exchange] = analysis.exchanges.filter(({ kind }) => kind === "actual");
    assert.ok(exchange !== undefined);
    return fixesOf(draw(analysis, exchange), analysis.judged).map(({ title }) => title);
  };
  it("offers one fix for each cause of a failure", () =>
    assert.deepEqual(fixes(BLOCKED), ["Allow https://app.example.com"]));
  it("offers one for each of several causes", () =>
    assert.deepEqual(fixes(BLOCKED.replace("GET", "# @cors credentials=include\nGET")), [
      "Allow https://app.example.com",
      "Add Access-Control-Allow-Credentials: true",
    ]));
  it("offers nothing where nothing fails", () =>
    assert.deepEqual(fixes(BLOCKED.replace("other.example", "app.example.com")), []));
  it("offers nothing for a request that isn't sent", () => {
    const preflight = `OPTIONS https://api.example.com/a
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
`;
    assert.deepEqual(fixes(`${preflight}\n###\n${BLOCKED.replace("GET", "PUT")}`), [
      "Add PUT to Access-Control-Allow-Methods",
    ]);
  });
});

describe("a drawing of any document", () => {
  const nasty = fc.string({ unit: "binary-ascii", maxLength: 30 }).map((one) => `${one}é\u202e✓`);
  it("escapes what the document contains", () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, (method, path, value, location) => {
        const evil = "<script>alert(1)</script>";
        const text = `${method} https://api.example.com/${path}${evil}
Origin: https://app.example.com
Access-Control-Request-Headers: ${evil}

HTTP/1.1 302 ${evil}
Location: https://files.example.net/${location}
Access-Control-Allow-Origin: ${value}${evil}
Access-Control-Allow-Credentials: ${value}${evil}
`;
        const analysis = read(text);
        for (const exchange of analysis.exchanges) {
          const drawing = draw(analysis, exchange);
          const page = `<main>${html(drawing)}</main>`;
          for (const markup of [page, drawingSvgFile(drawing).replace(/^<\?xml.*\?>\n/, "")]) {
            assert.ok(!elementsOf(markup).includes("script"));
          }
          assert.doesNotMatch(plain(drawing, 80), /(?!\n)[\p{Cc}\u202e]/u);
        }
      }),
    );
  });

  it("contains no secret", () => {
    const secret = "hunter2";
    const text = `GET https://user:${secret}@api.example.com/a
Origin: https://app.example.com
Cookie: sid=${secret}
Authorization: Bearer ${secret}

HTTP/1.1 302 Found
Location: https://other:${secret}@files.example.net/b
Access-Control-Allow-Origin: https://page:${secret}@app.example.com
Set-Cookie: sid=${secret}

###
GET https://other:${secret}@files.example.net/b
Cookie: sid=${secret}

HTTP/1.1 200 OK
Set-Cookie: sid=${secret}
Access-Control-Allow-Origin: null
`;
    const analysis = read(text);
    for (const exchange of analysis.exchanges) {
      for (const one of shown(draw(analysis, exchange))) {
        assert.ok(!one.includes(secret), one);
      }
    }
  });
});

describe("parsing the Markdown of explanations", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["plain, `code` and **bold**", "plain, code and bold"],
    ["`` a`b `` and ` `` `", "a`b and ``"],
    ["[Fetch, step 4](https://fetch.spec.whatwg.org/#x).", "Fetch, step 4."],
    ["\\<b\\> \\[x\\](y) \\*\\*", "<b> [x](y) **"],
    ["an open ` tick", "an open ` tick"],
  ];
  for (const [markdown, text] of rows) {
    it(JSON.stringify(markdown), () => assert.equal(plainTextOf(markdown), text));
  }
  it("links only to pages on the web", () =>
    assert.ok(
      spansOf("[x](javascript:alert(1)) [y](https://a.example/)").every(
        ({ href }) => href === null || href.startsWith("https:"),
      ),
    ));
});
