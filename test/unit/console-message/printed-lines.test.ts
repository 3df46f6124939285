import assert from "node:assert/strict";
import fc from "fast-check";
import { analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { consoleMessageAt, consoleMessagesIn } from "../../../server/src/console-message/console-message";
import type { ReportedCheck } from "../../../server/src/console-message/message";
import { BROWSERS, type Browser } from "../../../server/src/cors/engines";
import { type Check, checkOf } from "../../../server/src/explain/console/checks";
import { consoleLines } from "../../../server/src/explain/console/console";
import type { JudgedExchange } from "../../../server/src/judged/judged-exchange";
import { subjects } from "../../support/subjects";
import { fetchText, type Sent } from "../explain/console-texts";

/** The checks of the standard that messages report; null for messages that other browsers print at other steps. */
const CHECKS: Readonly<Partial<Record<ReportedCheck, readonly Check[]>>> = {
  origin: ["origin"],
  "origin-missing": ["origin"],
  "origin-mismatch": ["origin"],
  "origin-invalid": ["origin"],
  "origin-multiple": ["origin"],
  "origin-wildcard": ["origin"],
  credentials: ["credentials"],
  status: ["status"],
  "preflight-redirect": ["status"],
  "methods-syntax": ["methods-syntax"],
  "headers-syntax": ["headers-syntax"],
  method: ["method"],
  header: ["header"],
  "redirect-credentials": ["redirect-credentials"],
  "redirect-scheme": ["redirect-scheme", "redirect-url", "status"],
  "redirect-limit": ["redirect-limit"],
  "redirect-url": ["redirect-url"],
};

/** The checks that fail in a browser, in the preflight and in the requests of the redirect chain. */
function failing(exchange: JudgedExchange | null, browser: Browser): readonly Check[] {
  if (exchange === null) {
    return [];
  }
  const { preflight, actual } = exchange.judgement[browser];
  return [
    ...[preflight, actual].flatMap((outcome) => outcome?.failures ?? []).flatMap((failure) => checkOf(failure) ?? []),
    ...failing(exchange.redirectFrom, browser),
    ...failing(exchange.servedBy, browser),
  ];
}

/** Reads every line that browsers print for the exchanges of a text, and expects from all together a check that fails. */
function readBack(text: string, carrier: "http" | "markdown"): number {
  let count = 0;
  for (const exchange of analyse(text, carrier, DEFAULT_SETTINGS).exchanges) {
    for (const browser of BROWSERS) {
      const lines = consoleLines(exchange, browser) ?? [];
      for (const line of lines.flat()) {
        const found = consoleMessageAt(line, 0, line.length);
        assert.ok(found !== null, `not recognised: ${line}`);
        assert.ok(found.end === line.length || line.length >= LONGEST, `only in part: ${line}`);
        count++;
      }
      const printed = lines.map(([line]) => line).join("\n");
      for (const { message } of printed.length < LONGEST ? consoleMessagesIn(printed) : []) {
        const expected = CHECKS[message.check ?? "unnamed"];
        assert.ok(
          expected === undefined || failing(exchange, browser).some((check) => expected.includes(check)),
          `${message.id} isn't one of ${failing(exchange, browser)}:\n${printed}\n\n${text}`,
        );
      }
    }
  }
  return count;
}

/** Firefox cuts off longer lines. */
const LONGEST = 1000;

const ORIGINS = ["*", "null", "https://app.example.com", "https://app.example.com/", "a, b", "a b", "", "it's.", "x"];
const anyFields = fc
  .record({
    origin: fc.constantFrom(...ORIGINS, null),
    credentials: fc.constantFrom("true", "True", null),
    methods: fc.constantFrom("PUT", "*", "GET PUT", "put'. x", null),
    headers: fc.constantFrom("x-a", "*", "x-a x-b", null),
  })
  .map(({ origin, credentials, methods, headers }) => [
    ...(origin === null ? [] : [`Access-Control-Allow-Origin: ${origin}`]),
    ...(credentials === null ? [] : [`Access-Control-Allow-Credentials: ${credentials}`]),
    ...(methods === null ? [] : [`Access-Control-Allow-Methods: ${methods}`]),
    ...(headers === null ? [] : [`Access-Control-Allow-Headers: ${headers}`]),
  ]);
const anyTarget = fc.constantFrom(
  "https://b.example/c",
  "https://user:pw@b.example/",
  "ftp://b.example/",
  "file:///etc/x",
  "blob:https://b.example/1",
  "/d",
);
const anyResponse = fc
  .tuple(fc.constantFrom("200", "204", "301", "307", "401", "404", "407", "500"), anyFields, anyTarget)
  .map(([status, fields, target]) => [
    `HTTP/1.1 ${status}`,
    ...fields,
    ...(status.startsWith("3") ? [`Location: ${target}`] : []),
  ]);
const anySent: fc.Arbitrary<Sent> = fc.record({
  url: fc.constantFrom(
    "https://api.example.com/a",
    "https://api.example.com/it's?from=x#y",
    "http://localhost:8080/",
    "https://api.example.com/a.",
  ),
  method: fc.constantFrom("GET", "PUT", "patch"),
  headers: fc.constantFrom([], ["X-A: 1"], ["Authorization: Basic c2VjcmV0"], ["X-A: 1", "x-b: 1"]),
  preflight: anyResponse,
  response: anyResponse,
});

describe("the lines that browsers print", () => {
  it("are recognised for every example and fixture", () => {
    let count = 0;
    for (const { text, carrier } of subjects()) {
      count += readBack(text, carrier);
    }
    assert.ok(count > 1000, `${count} lines`);
  });

  it("are recognised for random exchanges", () => {
    let count = 0;
    fc.assert(
      fc.property(
        fc.array(anySent, { minLength: 1, maxLength: 2 }),
        fc.constantFrom("omit", "include"),
        (hops, credentials) => {
          count += readBack(fetchText(hops, `origin=https://app.example.com credentials=${credentials}`), "http");
        },
      ),
      { seed: 20_261_130, numRuns: 500 },
    );
    assert.ok(count > 500, `${count} lines`);
  });
});
