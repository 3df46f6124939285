import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../server/src/analysis";
import { type ExchangeReport, type FileReport, fileReportOf } from "../../server/src/cli/format/report-model";

/** What people copy out of browsers, terminals and READMEs. */
export const PASTED = "test/fixtures/pasted";

/** What must be said about a text. Absent properties may be anything. */
export interface Expected {
  /** Why this is the right answer. */
  readonly why?: string;
  /** Every exchange, in order. */
  readonly exchanges?: readonly Partial<Seen>[];
  readonly findings?: readonly ExpectedFinding[];
  /** Patterns that no finding may match. */
  readonly absent?: readonly string[];
  /** The highest severity that a finding may have. */
  readonly atMost?: Severity;
}

interface ExpectedFinding {
  /** A pattern for `rule: message`. */
  readonly about: string;
  /** `information` if absent. */
  readonly atLeast?: Severity;
  /** 1-based. */
  readonly line?: number;
}

const SEVERITIES = ["hint", "information", "warning", "error"] as const;
type Severity = (typeof SEVERITIES)[number];

/** What a reader can tell about an exchange. */
interface Seen {
  readonly kind: string;
  readonly method: string;
  readonly url: string | null;
  readonly origin: string | null;
  readonly status: number | null;
  readonly credentials: string | null;
  /** As the standard decides. */
  readonly verdict: string;
  readonly chromium: string;
  readonly firefox: string;
  readonly webkit: string;
}

export interface PastedCase {
  readonly name: string;
  readonly text: string;
  readonly expected: Expected;
}

/** @throws if a text has no expectation beside it, or an expectation no text. */
export function pastedCases(): PastedCase[] {
  const names = readdirSync(PASTED).sort();
  const expectedOf = (name: string) => name.replace(/\.(?:http|md)$/, ".expected.json");
  const texts = names.filter((name) => /\.(?:http|md)$/.test(name));
  const lost = names.filter((name) => !texts.includes(name) && !texts.map(expectedOf).includes(name));
  if (lost.length > 0) {
    throw new Error(`No text belongs to ${lost.join(", ")} in ${PASTED}.`);
  }
  return texts.map((name) => {
    const expected = join(PASTED, expectedOf(name));
    if (!existsSync(expected)) {
      throw new Error(`${join(PASTED, name)} has no expectation. Write it into ${expected}.`);
    }
    return {
      name,
      text: readFileSync(join(PASTED, name), "utf8"),
      expected: JSON.parse(readFileSync(expected, "utf8")) as Expected,
    };
  });
}

/** @returns a sentence for each difference between what is expected and what the analysis says. */
export function differences({ name, text, expected }: PastedCase): string[] {
  const analysis = analyse(text, name.endsWith(".md") ? "markdown" : "http", { origin: null }, (_, error) => {
    throw error;
  });
  const report = fileReportOf(name, analysis);
  return [
    ...(expected.exchanges === undefined ? [] : differentExchanges(report, expected.exchanges)),
    ...differentFindings(report, expected),
  ];
}

function differentExchanges({ exchanges }: FileReport, expected: readonly Partial<Seen>[]): string[] {
  const count =
    exchanges.length === expected.length
      ? []
      : [
          `${exchanges.length} exchanges, not ${expected.length}: ${exchanges.map((one) => describeExchange(one)).join("; ")}`,
        ];
  const different = expected.flatMap((one, index) => {
    const exchange = exchanges[index];
    if (exchange === undefined) {
      return [];
    }
    const seen = seenIn(exchange);
    return (Object.keys(one) as (keyof Seen)[])
      .filter((property) => seen[property] !== one[property])
      .map(
        (property) =>
          `exchange ${index + 1}, line ${exchange.request.line}: ${property} is ${JSON.stringify(seen[property])}, not ${JSON.stringify(one[property])}`,
      );
  });
  return [...count, ...different];
}

function describeExchange({ request, response }: ExchangeReport): string {
  return `line ${request.line}: ${request.method} ${request.url} ${response === null ? "without a response" : `with the response on line ${response.line}`}`;
}

function seenIn({ kind, request, response, credentials, verdict }: ExchangeReport): Seen {
  const { fetch, chromium, firefox, webkit } = verdict;
  return {
    kind,
    method: request.method,
    url: request.url,
    origin: request.origin,
    status: response?.status ?? null,
    credentials,
    verdict: fetch,
    chromium,
    firefox,
    webkit,
  };
}

function differentFindings({ diagnostics }: FileReport, { findings = [], absent = [], atMost }: Expected): string[] {
  const said = diagnostics.map((one) => ({ ...one, text: `${one.rule}: ${one.message}` }));
  const matches = (pattern: string, text: string) => new RegExp(pattern, "i").test(text);
  const missing = findings
    .filter(
      ({ about, atLeast = "information", line }) =>
        !said.some(
          (one) =>
            matches(about, one.text) &&
            rank(one.severity) >= rank(atLeast) &&
            (line === undefined || one.line === line),
        ),
    )
    .map(
      ({ about, atLeast = "information", line }) =>
        `no ${atLeast} is about /${about}/${line === undefined ? "" : ` on line ${line}`}`,
    );
  const unwanted = said
    .filter(
      ({ text, severity }) =>
        absent.some((pattern) => matches(pattern, text)) || (atMost !== undefined && rank(severity) > rank(atMost)),
    )
    .map(({ line, severity, text }) => `unwanted ${severity} on line ${line}: ${text}`);
  return [...missing, ...unwanted];
}

function rank(severity: string): number {
  return (SEVERITIES as readonly string[]).indexOf(severity);
}
