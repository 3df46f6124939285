import assert from "node:assert/strict";
import { analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { consoleMessagesIn } from "../../../server/src/console-message/console-message";
import type { ConsoleMessage, ReportedCheck } from "../../../server/src/console-message/message";
import type { Browser } from "../../../server/src/cors/engines";
import { reportedExchange } from "../../../server/src/edits/write-reported-exchange";
import { consoleLines } from "../../../server/src/explain/console/console";
import { CHECK_WORDS } from "../../../server/src/explain/console-message/check-words";
import { MESSAGES } from "../console-message/message-table";

/** Checks that an exchange with one redirect or none shows to fail. */
const SHOWN: ReadonlySet<ReportedCheck | null> = new Set([
  "origin",
  "origin-missing",
  "origin-mismatch",
  "origin-invalid",
  "origin-multiple",
  "origin-wildcard",
  "credentials",
  "status",
  "preflight-redirect",
  "methods-syntax",
  "headers-syntax",
  "method",
  "header",
  "redirect-scheme",
  "redirect-credentials",
]);

function browserOf({ source }: ConsoleMessage): Browser {
  return source === "firefox" || source === "webkit" ? source : "chromium";
}

function messageIn(text: string): ConsoleMessage {
  const [found] = consoleMessagesIn(text);
  assert.ok(found !== undefined, text);
  return found.message;
}

/** What a browser prints for the exchange that fails in a text; null if none does. */
function printed(text: string, browser: Browser): string | null {
  const { judged } = analyse(text, "http", DEFAULT_SETTINGS);
  const blocked = judged.exchanges.filter(({ verdict }) => verdict[browser] === "blocked");
  for (const exchange of blocked) {
    const served = judged.servedBy(exchange).find(({ redirectFrom }) => redirectFrom !== null) ?? null;
    const lines = consoleLines(exchange, browser, served);
    if (lines !== null && lines.length > 0) {
      return lines.map(([line]) => line).join("\n");
    }
  }
  return blocked.length > 0 ? "" : null;
}

/** The steps that fail in a browser in the exchanges of a text. */
function failingSteps(text: string, browser: Browser): string[] {
  return analyse(text, "http", DEFAULT_SETTINGS).exchanges.flatMap(({ judgement }) => {
    const { preflight, actual } = judgement[browser];
    return [preflight, actual]
      .flatMap((one) => one?.failures ?? [])
      .map(({ algorithm, number }) => `${algorithm} ${number}`);
  });
}

describe("the exchange that a message reports", () => {
  for (const { text, check } of MESSAGES) {
    const message = messageIn(text);
    const written = reportedExchange(message);
    const browser = browserOf(message);
    if (SHOWN.has(check)) {
      it(`is blocked in ${browser} at the same check: ${text.slice(0, 200)}`, () => {
        const line = printed(written, browser);
        assert.ok(line !== null, `not blocked:\n${written}`);
        const again = consoleMessagesIn(line)[0]?.message;
        // WebKit prints the same for every status of a preflight, unless the request isn't made by a script.
        const expected = browser === "webkit" && check === "preflight-redirect" ? "status" : check;
        assert.equal(again?.check, expected, `${written}\n${line}`);
        assert.equal(again?.url ?? message.url, message.url ?? again?.url, written);
        assert.equal(printed(reportedExchange(again), browser), line);
      });
      it(`fails at the step that the explanation names: ${text.slice(0, 200)}`, () => {
        const { step } = CHECK_WORDS[message.check ?? "unnamed"];
        const failing = failingSteps(written, browser);
        assert.ok(
          step === null || failing.includes(`${step.algorithm} ${step.number}`),
          `${failing.join(", ")}\n${written}`,
        );
      });
    }
  }

  it("writes what the message gives, and says what it assumes", () => {
    const message = messageIn(
      "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/a. (Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘http://localhost:3000’).",
    );
    assert.equal(
      reportedExchange(message),
      `# The message doesn't say this, so it is assumed: origin https://app.example.com, method GET, status 200.
GET https://api.example.com/a HTTP/1.1
Origin: https://app.example.com
...

HTTP/1.1 200
Access-Control-Allow-Origin: http://localhost:3000
...
`,
    );
  });
  it("writes the redirect and the preflight after it", () => {
    const message = messageIn(
      "Access to fetch at 'https://b.example/c' (redirected from 'https://api.example.com/a') from origin 'https://app.example.com' has been blocked by CORS policy: Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.",
    );
    assert.equal(
      reportedExchange(message),
      `# The message doesn't say this, so it is assumed: status 204, no Access-Control-Allow-Methods.
PUT https://api.example.com/a HTTP/1.1
Origin: https://app.example.com
...

HTTP/1.1 307
Location: https://b.example/c
Access-Control-Allow-Origin: https://app.example.com
...

###

OPTIONS https://b.example/c HTTP/1.1
Origin: null
Access-Control-Request-Method: PUT
...

HTTP/1.1 204
Access-Control-Allow-Origin: null

###

PUT https://b.example/c HTTP/1.1
Origin: null
...
`,
    );
  });
  it("shows no secret of a URL", () => {
    for (const { text } of MESSAGES) {
      const secret = text.replaceAll("api.example.com/users", "api.example.com/users?access_token=s3cret");
      for (const { message } of consoleMessagesIn(secret)) {
        assert.doesNotMatch(reportedExchange(message), /s3cret/);
      }
    }
  });
});
