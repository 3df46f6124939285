import assert from "node:assert/strict";
import type { Analysis } from "../../../server/src/analysis";
import type { Finding } from "../../../server/src/rules/framework/rule";
import type { Place } from "../../../server/src/text/range";
import { read } from "../../support/fixes";

/** A request from `https://app.example.com` and its response. */
function hop(target: string, status: number, ...fields: readonly string[]): string {
  return [
    `GET ${target} HTTP/1.1`,
    "Origin: https://app.example.com",
    "",
    `HTTP/1.1 ${status} Reason`,
    ...fields,
    "",
    "###",
  ].join("\n");
}

const ALLOWS = "Access-Control-Allow-Origin: https://app.example.com";
const PUBLIC = "Access-Control-Allow-Origin: *";
const SLASH = "Access-Control-Allow-Origin: https://app.example.com/";

function lineOf({ document, lines }: Analysis, place: Place): number {
  return lines.positionAt(document.rangeOf(place).start).line + 1;
}

/** The errors, each with the mistakes that it says to fix too: `4 redirect-allow-origin-missing + 12`. */
function errorsIn(analysis: Analysis): string[] {
  return analysis.findings
    .filter(({ severity }) => severity === "error")
    .map((finding) => {
      const more = finding.related.filter(({ message }) => message.startsWith("Also to fix: "));
      return [
        `${lineOf(analysis, finding.place)} ${finding.rule}`,
        ...more.map(({ place }) => lineOf(analysis, place)),
      ].join(" + ");
    });
}

function failuresOfLast({ failures, exchanges }: Analysis): Finding["rule"][] {
  const last = exchanges.at(-1);
  return last === undefined ? [] : (failures.get(last) ?? []).map(({ rule }) => rule);
}

interface Row {
  readonly title: string;
  readonly text: string;
  readonly errors: readonly string[];
  /** Of the last request. */
  readonly failures: readonly Finding["rule"][];
}

const ROWS: readonly Row[] = [
  {
    title: "the same mistake in both responses",
    text: `${hop("https://api.example.com/a", 302, "Location: /b")}\n${hop("https://api.example.com/b", 200)}`,
    errors: ["4 redirect-allow-origin-missing + 11"],
    failures: ["redirect-allow-origin-missing", "allow-origin-missing"],
  },
  {
    title: "another mistake in the last response",
    text: `${hop("https://api.example.com/a", 302, "Location: /b")}\n${hop("https://api.example.com/b", 200, SLASH)}`,
    errors: ["4 redirect-allow-origin-missing + 12"],
    failures: ["redirect-allow-origin-missing", "allow-origin-mismatch"],
  },
  {
    title: "a mistake in each of three responses",
    text: [
      hop("https://api.example.com/a", 302, "Location: /b", SLASH),
      hop("https://api.example.com/b", 302, "Location: /c"),
      hop("https://api.example.com/c", 200),
    ].join("\n"),
    errors: ["6 allow-origin-mismatch + 12 + 19"],
    failures: ["allow-origin-mismatch", "redirect-allow-origin-missing", "allow-origin-missing"],
  },
  {
    title: "a redirect that passes",
    text: [
      hop("https://api.example.com/a", 302, "Location: /b", ALLOWS),
      hop("https://api.example.com/b", 302, "Location: /c"),
      hop("https://api.example.com/c", 200),
    ].join("\n"),
    errors: ["12 redirect-allow-origin-missing + 19"],
    failures: ["redirect-allow-origin-missing", "allow-origin-missing"],
  },
  {
    title: "a request that browsers refuse to send",
    text: `${hop("https://api.example.com/a", 302, "Location: https://api.example.com:25/b")}\n${hop("https://api.example.com:25/b", 200, PUBLIC)}`,
    errors: ["4 redirect-allow-origin-missing + 8"],
    failures: ["redirect-allow-origin-missing", "request-never-sent"],
  },
  {
    title: "a preflight for the request after the redirect, said once",
    text: [
      "GET https://api.example.com/a HTTP/1.1\nOrigin: https://app.example.com\nRange: lines=1\n\nHTTP/1.1 302 Found\nLocation: /b\n\n###",
      "OPTIONS https://api.example.com/b HTTP/1.1\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET\nAccess-Control-Request-Headers: range\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Headers: range\n\n###",
      hop("https://api.example.com/b", 200, PUBLIC),
    ].join("\n"),
    errors: ["5 redirect-allow-origin-missing + 14"],
    failures: ["redirect-allow-origin-missing", "allow-origin-missing"],
  },
  {
    title: "a redirect at which only Chrome stops, so that the others still block the last response",
    text: [
      hop("https://app.example.com/a", 302, "Location: https://user@app.example.com/b"),
      hop("https://user@app.example.com/b", 302, "Location: https://api.example.com/c"),
      hop("https://api.example.com/c", 200),
    ].join("\n"),
    errors: ["5 redirect-with-userinfo", "18 allow-origin-missing"],
    failures: ["redirect-with-userinfo", "allow-origin-missing"],
  },
];

describe("the redirect at which browsers stop is the only error, and shows what is wrong after it", () => {
  for (const { title, text, errors, failures } of ROWS) {
    it(title, () => {
      const analysis = read(text, "http");
      assert.deepEqual(errorsIn(analysis), errors);
      assert.deepEqual(failuresOfLast(analysis), failures);
    });
  }
});
