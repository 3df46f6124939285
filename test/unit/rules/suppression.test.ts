import assert from "node:assert/strict";
import { type Analysis, analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { textEdits } from "../../../server/src/edits/edit";
import type { Carrier } from "../../../server/src/http/parse";
import type { Finding } from "../../../server/src/rules/framework/rule";
import type { RuleSeverities } from "../../../server/src/rules/framework/severities";
import { applyEdits } from "../../../server/src/text/edit";
import { SUPPRESSION_CASES } from "../../support/suppression-cases";

function read(text: string, carrier: Carrier = "http", rules: RuleSeverities = {}): Analysis {
  return analyse(text, carrier, { ...DEFAULT_SETTINGS, rules }, (_, error) => {
    throw error;
  });
}

function named({ document, lines }: Analysis, findings: readonly Finding[]): string[] {
  return findings.map(({ rule, place }) => `${lines.positionAt(document.rangeOf(place).start).line + 1} ${rule}`);
}

describe("comments that hide findings", () => {
  for (const { what, file, text, shown, suppressed } of SUPPRESSION_CASES) {
    for (const [ends, source] of [
      ["", text],
      [", CRLF", text.replaceAll("\n", "\r\n")],
    ] as const) {
      it(`${what}${ends}`, () => {
        const analysis = read(source, file.endsWith(".md") ? "markdown" : "http");
        assert.deepEqual(
          {
            shown: named(analysis, analysis.findings),
            suppressed: named(
              analysis,
              analysis.suppressed.map(({ finding }) => finding),
            ),
          },
          { shown, suppressed },
        );
      });
    }
  }

  const exchange = `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
# cors-lens-disable-next-line allow-origin-mismatch -- the staging server -- for now
Access-Control-Allow-Origin: https://other.example
Vary: Origin
`;

  it("keep their reason", () => {
    assert.deepEqual(
      read(exchange).suppressed.map(({ by }) => by.reason),
      ["the staging server -- for now"],
    );
  });

  it("don't change verdicts or their failures", () => {
    const { exchanges, failures } = read(exchange);
    assert.equal(exchanges[0]?.verdict.chromium, "blocked");
    assert.deepEqual(
      [...failures.values()].flat().map(({ rule }) => rule),
      ["allow-origin-mismatch"],
    );
  });

  it("work inside a commented response", () => {
    const text = `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

# HTTP/1.1 200 OK
# cors-lens-disable-next-line allow-origin-mismatch
# Access-Control-Allow-Origin: https://other.example
# Vary: Origin
`;
    const { findings, suppressed, exchanges } = analyse(text, "http", { origin: null, readCommentedResponses: true });
    assert.deepEqual([findings.length, suppressed.length], [0, 1]);
    assert.equal(exchanges[0]?.response?.fields.length, 2);
  });

  const corrected = (text: string) => {
    const { document, findings, judged } = read(text);
    return findings
      .filter(({ rule }) => rule === "invalid-suppression")
      .flatMap((finding) => finding.fixes(judged))
      .map(({ title, edits }) => [title, applyEdits(text, textEdits(document, edits))]);
  };

  it("have a fix with the most similar rule if theirs doesn't exist", () => {
    assert.deepEqual(corrected("# cors-lens-disable-file allow-orgin-mismatch\n"), [
      ["Change to allow-origin-mismatch", "# cors-lens-disable-file allow-origin-mismatch\n"],
    ]);
  });

  it("have a fix for the next line only, if no scope is similar", () => {
    for (const [typed, meant] of [
      ["", "next-line"],
      ["-line", "next-line"],
      ["-all", "next-line"],
      ["-nextline", "next-line"],
      ["-exchagne", "exchange"],
      ["-files", "file"],
    ]) {
      assert.deepEqual(corrected(`# cors-lens-disable${typed}\n`), [
        [`Change to cors-lens-disable-${meant}`, `# cors-lens-disable-${meant}\n`],
      ]);
    }
  });

  it("have a fix that adds hyphens before a reason, unless that would hide more", () => {
    const text = "# cors-lens-disable-file max-age-missing";
    assert.deepEqual(corrected(`${text} it is old\n`), [["Add -- before the reason", `${text} -- it is old\n`]]);
    assert.deepEqual(corrected(`${text} \u2014 it is old\n`), [["Add -- before the reason", `${text} -- it is old\n`]]);
    assert.deepEqual(corrected("# cors-lens-disable-file it is old\n"), []);
    assert.deepEqual(corrected(`${text}, old\n`), []);
  });
});

describe("severities of rules", () => {
  const text = `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example
`;
  const severities = (rules: RuleSeverities, source = text) =>
    read(source, "http", rules).findings.map(({ rule, severity }) => `${severity} ${rule}`);

  it("are the rules' defaults if none are set", () => {
    assert.deepEqual(severities({}), ["error allow-origin-mismatch"]);
  });

  it("are the ones that are set; a rule that is off has no findings", () => {
    assert.deepEqual(severities({ "allow-origin-mismatch": "information" }), ["information allow-origin-mismatch"]);
    assert.deepEqual(severities({ "allow-origin-mismatch": "off" }), []);
  });

  it("don't change verdicts", () => {
    assert.equal(read(text, "http", { "allow-origin-mismatch": "off" }).exchanges[0]?.verdict.fetch, "blocked");
  });

  it("order the findings at one place", () => {
    const double = text.replace("https://other.example", "https://other.example/");
    const [first, ...others] = read(double).findings.map(({ rule }) => rule);
    assert.ok(first !== undefined);
    assert.equal(severities({ [first]: "hint" }, double).length, others.length + 1);
  });

  const unused = "# cors-lens-disable-file allow-origin-mismatch\n";
  it("don't make a comment unused if its rule is off", () => {
    assert.deepEqual(severities({}, unused), ["hint unused-suppression"]);
    assert.deepEqual(severities({ "allow-origin-mismatch": "off" }, unused), []);
    assert.deepEqual(severities({ "unused-suppression": "off" }, unused), []);
    assert.deepEqual(severities({ "unused-suppression": "warning" }, unused), ["warning unused-suppression"]);
  });

  it("don't make a comment for all rules unused if a rule that is off has a finding", () => {
    const all = text.replace("Access", "# cors-lens-disable-next-line\nAccess");
    assert.deepEqual(severities({ "allow-origin-mismatch": "off" }, all), []);
    assert.deepEqual(read(all, "http", { "allow-origin-mismatch": "off" }).suppressed, []);
  });
});
