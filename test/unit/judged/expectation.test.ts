import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { fileReportOf } from "../../../server/src/cli/format/report-model";
import { fetchVerdict } from "../../../server/src/explain/fetch-verdict";
import { blockOf } from "../../../server/src/http/tree";
import { subjects } from "../../support/subjects";

const PAGE = "Origin: https://app.example.com\n";
const GET = `GET https://api.example.com/a\n${PAGE}`;
const PREFLIGHT = `OPTIONS https://api.example.com/a\n${PAGE}Access-Control-Request-Method: PUT\n`;
const PUT = `PUT https://api.example.com/a\n${PAGE}`;
const PASSES = "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT\n\n";
const FAILS = "\nHTTP/1.1 200 OK\nVary: Origin\n\n";
const REDIRECTS = "\nHTTP/1.1 302 Found\nLocation: /b\nAccess-Control-Allow-Origin: *\n\n";
const NEXT = "###\n";

interface Row {
  readonly what: string;
  readonly text: string;
  /** For each exchange with a directive. */
  readonly met: readonly (boolean | null)[];
  /** For each exchange. */
  readonly words: readonly string[];
  readonly errors: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    what: "blocked, as expected",
    text: `# @cors expect=blocked\n${GET}${FAILS}`,
    met: [true],
    words: ["blocked, as expected: no Access-Control-Allow-Origin"],
    errors: [],
  },
  {
    what: "allowed, although it should be blocked",
    text: `# @cors expect=blocked\n${GET}${PASSES}`,
    met: [false],
    words: ["allowed, not as expected"],
    errors: ["expectation-not-met"],
  },
  {
    what: "blocked, although it should be allowed",
    text: `# @cors expect=allowed\n${GET}${FAILS}`,
    met: [false],
    words: ["blocked, not as expected: no Access-Control-Allow-Origin"],
    errors: ["expectation-not-met", "allow-origin-missing"],
  },
  {
    what: "allowed, as expected, which needs no words",
    text: `# @cors expect=allowed\n${GET}${PASSES}`,
    met: [true],
    words: ["allowed"],
    errors: [],
  },
  {
    what: "no response",
    text: `# @cors expect=blocked\n${GET}`,
    met: [null],
    words: ["cannot tell: no answer yet"],
    errors: [],
  },
  {
    what: "the preflight of a request that should be blocked",
    text: `${PREFLIGHT}${FAILS}${NEXT}# @cors expect=blocked\n${PUT}`,
    met: [true],
    words: [
      "preflight fails, as expected: no Access-Control-Allow-Origin",
      "blocked, as expected: no Access-Control-Allow-Origin in the preflight",
    ],
    errors: [],
  },
  {
    what: "a preflight that should be blocked, and the request that relies on it",
    text: `# @cors expect=blocked\n${PREFLIGHT}${FAILS}${NEXT}${PUT}`,
    met: [true],
    words: [
      "preflight fails, as expected: no Access-Control-Allow-Origin",
      "blocked, as expected: no Access-Control-Allow-Origin in the preflight",
    ],
    errors: [],
  },
  {
    what: "another request relies on the same preflight",
    text: `${PREFLIGHT}${FAILS}${NEXT}# @cors expect=blocked\n${PUT}${NEXT}${PUT}`,
    met: [true],
    words: [
      "preflight fails: no Access-Control-Allow-Origin",
      "blocked, as expected: no Access-Control-Allow-Origin in the preflight",
      "blocked: no Access-Control-Allow-Origin in the preflight",
    ],
    errors: ["allow-methods-missing-method", "allow-origin-missing"],
  },
  {
    what: "another request that relies on the same preflight should be allowed",
    text: `${PREFLIGHT}${FAILS}${NEXT}# @cors expect=blocked\n${PUT}${NEXT}# @cors expect=allowed\n${PUT}`,
    met: [true, false],
    words: [
      "preflight fails: no Access-Control-Allow-Origin",
      "blocked, as expected: no Access-Control-Allow-Origin in the preflight",
      "blocked, not as expected: no Access-Control-Allow-Origin in the preflight",
    ],
    errors: ["allow-methods-missing-method", "allow-origin-missing", "expectation-not-met"],
  },
  {
    what: "a redirect before the block",
    text: `# @cors expect=blocked\n${GET}${REDIRECTS}${NEXT}GET https://api.example.com/b\n${PAGE}${FAILS}`,
    met: [true],
    words: [
      "redirect followed, then blocked, as expected: no Access-Control-Allow-Origin",
      "blocked, as expected: no Access-Control-Allow-Origin",
    ],
    errors: [],
  },
  {
    what: "the directive is at the request after the redirect",
    text: `${GET}${FAILS.replace("200 OK", "302 Found\nLocation: /b")}${NEXT}# @cors expect=blocked\nGET https://api.example.com/b\n${PAGE}${PASSES}`,
    met: [true],
    words: [
      "blocked, as expected: no Access-Control-Allow-Origin",
      "blocked, as expected: no Access-Control-Allow-Origin before the redirect",
    ],
    errors: [],
  },
  {
    what: "one fetch should be both",
    text: `# @cors expect=blocked\n${GET}${REDIRECTS}${NEXT}# @cors expect=allowed\nGET https://api.example.com/b\n${PAGE}${FAILS}`,
    met: [true, false],
    words: [
      "redirect followed, then blocked, not as expected: no Access-Control-Allow-Origin",
      "blocked, not as expected: no Access-Control-Allow-Origin",
    ],
    errors: ["expectation-not-met", "allow-origin-missing"],
  },
  {
    what: "a preflight is needed, as expected, and the verdict needs no words",
    text: `# @cors expect=preflight\n${PUT}`,
    met: [true],
    words: ["needs a preflight: PUT"],
    errors: [],
  },
  {
    what: "no preflight is needed",
    text: `# @cors expect=preflight\n${GET}${PASSES}`,
    met: [false],
    words: ["allowed"],
    errors: ["expectation-not-met"],
  },
];

describe("what an author expects", () => {
  for (const { what, text, met, words, errors } of ROWS) {
    it(what, () => {
      const analysis = analyse(text, "http", { origin: null });
      const { exchanges } = fileReportOf("a.http", analysis);
      assert.deepEqual(
        exchanges.flatMap((one) => ("met" in one ? [one.met] : [])),
        met,
      );
      assert.deepEqual(
        analysis.exchanges.map((exchange) => fetchVerdict(analysis, exchange).words),
        words,
      );
      assert.deepEqual(
        analysis.findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule),
        errors,
      );
    });
  }

  it("is in the JSON only where a directive says it", () => {
    const { exchanges } = fileReportOf("a.http", analyse(`${GET}${PASSES}`, "http", { origin: null }));
    assert.ok(exchanges.every((one) => !("expected" in one) && !("met" in one)));
  });

  it("changes no verdict and no failure, and silences every block of a fetch", () => {
    let blocked = 0;
    for (const { name, text, carrier } of subjects()) {
      const before = analyse(text, carrier, { origin: null });
      for (const [i, exchange] of before.exchanges.entries()) {
        const { request, isHop } = exchange;
        const isBlocked = before.judged.browsers.every((browser) => exchange.verdict[browser] === "blocked");
        const isPlain = request.writable && request.prefix === "" && request.directives.length === 0;
        if (!isBlocked || isHop || !isPlain || blockOf(request).badExample) {
          continue;
        }
        const start = before.document.startOf(request);
        const eol = text.includes("\r\n") ? "\r\n" : "\n";
        const after = analyse(`${text.slice(0, start)}# @cors expect=blocked${eol}${text.slice(start)}`, carrier, {
          origin: null,
        });
        const now = after.exchanges[i];
        if (now?.expectation?.value !== "blocked" || after.exchanges.length !== before.exchanges.length) {
          continue;
        }
        blocked++;
        assert.deepEqual(now.verdict, exchange.verdict, name);
        const rules = (analysis: typeof after, of: typeof exchange) =>
          (analysis.failures.get(of) ?? []).map(({ rule }) => rule);
        assert.deepEqual(rules(after, now), rules(before, exchange), name);
        const loud = after.findings.filter(
          ({ engines, place }) =>
            engines !== null &&
            (place.anchor === now.request || (place.anchor === now.response && now.response !== null)),
        );
        assert.deepEqual(
          now.kind === "preflight" ? [] : loud.map(({ rule }) => rule),
          [],
          `${name}, exchange ${i + 1}`,
        );
      }
    }
    assert.ok(blocked > 300, `${blocked}`);
  });
});
