import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../server/src/analysis";
import type { Carrier } from "../../server/src/http/parse";

/**
 * Fixtures contain the expected findings: each is a comment line below the line that it is about.
 *
 *     Access-Control-Allow-Origin: https://app.example.com/
 *     #                                                   ^ error allow-origin-mismatch: no trailing slash
 *
 * The carets give the columns. If a range starts in the first column, the `#` replaces its first caret. Any other finding makes the test fail.
 */
interface Expectation {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly severity: string;
  readonly rule: string;
  readonly message: string;
}

const ANNOTATION =
  /^(?<before>.*?)#(?<spaces> *)(?<carets>\^+) (?<severity>error|warning|information|hint) (?<rule>[a-z-]+)(: (?<message>.*))?$/;

function expectationsOf(text: string): Expectation[] {
  const expectations: Expectation[] = [];
  let subject = 0;
  for (const [line, content] of text.split(/\r\n|\n|\r/).entries()) {
    const groups = ANNOTATION.exec(content)?.groups;
    if (groups === undefined) {
      subject = line;
      continue;
    }
    const mark = groups["before"]?.length ?? 0;
    const spaces = groups["spaces"]?.length ?? 0;
    const start = spaces === 0 ? mark : mark + 1 + spaces;
    expectations.push({
      line: subject,
      start,
      end: mark + 1 + spaces + (groups["carets"]?.length ?? 0),
      severity: groups["severity"] ?? "",
      rule: groups["rule"] ?? "",
      message: groups["message"]?.trim() ?? "",
    });
  }
  return expectations;
}

interface Found {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly severity: string;
  readonly rule: string;
  readonly message: string;
}

function foundIn({ document, findings, lines }: Analysis): Found[] {
  return findings.map(({ place, severity, rule, message }) => {
    const range = document.rangeOf(place);
    const start = lines.positionAt(range.start);
    const end = lines.positionAt(range.end);
    assert.equal(end.line, start.line, `${rule} spans several lines`);
    return { line: start.line, start: start.character, end: end.character, severity, rule, message };
  });
}

const show = ({ line, start, end, severity, rule, message }: Found) =>
  `line ${line + 1}, columns ${start + 1}-${end}: ${severity} ${rule}: ${message}`;

/** Analyses a fixture and compares the findings with the expected ones. Lists missing and unexpected findings separately. */
export function checkFixture(text: string, carrier: Carrier = "http"): Analysis {
  const analysis = analyse(text, carrier, { origin: null }, (_, error) => {
    throw error;
  });
  const found = foundIn(analysis);
  const expected = expectationsOf(text);
  const matches = (a: Expectation, b: Found) =>
    a.line === b.line &&
    a.start === b.start &&
    a.end === b.end &&
    a.severity === b.severity &&
    a.rule === b.rule &&
    b.message.includes(a.message);
  const missing = expected.filter((expectation) => !found.some((finding) => matches(expectation, finding)));
  const surprising = found.filter((finding) => !expected.some((expectation) => matches(expectation, finding)));
  assert.equal(
    [
      ...missing.map((one) => `expected but not found: ${show(one)}`),
      ...surprising.map((one) => `found but not expected: ${show(one)}`),
    ].join("\n"),
    "",
  );
  return analysis;
}
