import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../server/src/analysis";
import type { Carrier } from "../../server/src/http/parse";
import { absolute } from "../../server/src/text/range";

/**
 * Fixtures say what they expect beside the text: a comment line below the line it speaks of.
 *
 *     Access-Control-Allow-Origin: https://app.example.com/
 *     #                                                   ^ error allow-origin-mismatch: no trailing slash
 *
 * The carets give the columns. A range that starts in the first column has its first caret replaced by the `#`. Nothing but what is
 * expected may be found.
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
  /^(?<before>.*?)#(?<blanks> *)(?<carets>\^+) (?<severity>error|warning|information|hint) (?<rule>[a-z-]+)(: (?<message>.*))?$/;

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
    const blanks = groups["blanks"]?.length ?? 0;
    const start = blanks === 0 ? mark : mark + 1 + blanks;
    expectations.push({
      line: subject,
      start,
      end: mark + 1 + blanks + (groups["carets"]?.length ?? 0),
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

function foundIn({ findings, lines }: Analysis): Found[] {
  return findings.map(({ place, severity, rule, message }) => {
    const range = absolute(place);
    const start = lines.positionAt(range.start);
    const end = lines.positionAt(range.end);
    assert.equal(end.line, start.line, `${rule} spans several lines`);
    return { line: start.line, start: start.character, end: end.character, severity, rule, message };
  });
}

const show = ({ line, start, end, severity, rule, message }: Found) =>
  `line ${line + 1}, columns ${start + 1}-${end}: ${severity} ${rule}: ${message}`;

/** Analyses a fixture and compares what is found with what it expects: misses and surprises are told apart. */
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
      ...missing.map((one) => `expected and not found: ${show(one)}`),
      ...surprising.map((one) => `found and not expected: ${show(one)}`),
    ].join("\n"),
    "",
  );
  return analysis;
}
