import assert from "node:assert/strict";
import type { Settings } from "../../../server/src/analysis";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { suppressions } from "../../../server/src/edits/suppress";
import type { Carrier } from "../../../server/src/http/parse";
import { applyFix, read } from "../../support/fixes";

/** The results of everything that is offered for a text, by title. */
function offers(text: string, carrier: Carrier = "http", settings?: Settings): Map<string, string> {
  const analysis = read(text, carrier, settings);
  const { findings, judged, exchanges } = analysis;
  return new Map(
    [
      ...findings.flatMap((finding) => [...finding.fixes(judged), ...suppressions(judged, finding)]),
      ...exchanges.flatMap((exchange) => exchangeActions(judged, exchange).map(({ fix }) => fix)),
    ].map((fix) => [fix.title, applyFix(analysis, fix)]),
  );
}

const REQUEST = "GET /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n";

describe("a fix isn't offered if", () => {
  const CASES: readonly (readonly [what: string, text: string, title: string])[] = [
    [
      "the field would be there twice: a colon",
      `${REQUEST}\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin "https://app.example.com"\nAccess-Control-Allow-Origin: https://app.example.com\n`,
      "Write Access-Control-Allow-Origin: https://app.example.com",
    ],
    [
      "the field would be there twice: a name",
      "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com\nAcces-Control-Allow-Origin: https://app.example.com\n",
      "Rename to Access-Control-Allow-Origin",
    ],
    [
      "the request would get a header that belongs in a response",
      `GET /a HTTP/1.1\nHost: api.example.com\nAccess-Control-Allow-Origin "*"\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n`,
      "Write Access-Control-Allow-Origin: *",
    ],
    [
      "the new field would swallow an indented line: below a status line",
      `${REQUEST}\nHTTP/1.1 200 OK\n  and more\n`,
      "Allow https://app.example.com",
    ],
    [
      "the new field would swallow an indented line: a colon",
      `${REQUEST}\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin "https://app.example.com"\n  and more\n`,
      "Write Access-Control-Allow-Origin: https://app.example.com",
    ],
    [
      "a separator would decide which of two requests two responses answer",
      "GET https://api.example.com/b HTTP/1.1\n\nPUT https://api.example.com/a HTTP/1.1\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\n",
      "Insert the preflight",
    ],
  ];
  for (const [what, text, title] of CASES) {
    it(what, () => {
      const found = offers(text);
      assert.ok(!found.has(title), `${title} gives:\n${found.get(title)}`);
    });
  }

  it("a separator would give another request a response", () => {
    const above = "POST https://api.example.com/log HTTP/1.1\n";
    const answer = "### The answer\nHTTP/1.1 200 OK\n\n";
    const request = "PUT https://api.example.com/a HTTP/1.1\nOrigin: https://app.example.com\n";
    assert.ok(!offers(above + answer + request).has("Insert the preflight"));
    assert.ok(offers(`${above + answer}###\n${request}`).has("Insert the preflight"));
  });

  it("the new field would only be a comment", () => {
    const head = "PUT https://api.example.com/items HTTP/1.1\nOrigin: https://app.example.com\n\n";
    const title = "Allow https://app.example.com";
    const commented = (text: string) => offers(text, "http", { origin: null, readCommentedResponses: true });
    assert.ok(commented(`${head}# HTTP/1.1 200 OK\n# Vary: Accept\n`).has(title));
    const result = commented(`${head}# HTTP/1.1 200 OK\nLocation: /other\n`).get(title);
    assert.equal(result, undefined);
  });
});

describe("removing a comment", () => {
  it("is offered where nothing depends on it", () => {
    const text = `# cors-lens-disable-exchange max-age-missing\n${REQUEST}`;
    assert.equal(offers(text).get("Remove the comment"), REQUEST);
  });

  it("isn't offered where it separates messages", () => {
    const text =
      `${REQUEST}\nHTTP/1.1 200 OK\nContent-Type: text/plain\nAccess-Control-Allow-Origin: *\n\nhello\n\n` +
      "# cors-lens-disable-exchange max-age-missing\nGET https://api.example.com/b HTTP/1.1\n";
    const removed = text.replace(/^#.*\n/m, "");
    const messages = (one: string) => read(one, "http").exchanges.length;
    assert.equal(offers(text).has("Remove the comment"), messages(text) === messages(removed));
  });
});

describe("a new field", () => {
  it("comes below the folded lines of the one above", () => {
    const text = `${REQUEST}\nHTTP/1.1 200 OK\nContent-Security-Policy: default-src 'self';\n  script-src 'none'\n`;
    assert.equal(
      offers(text).get("Allow https://app.example.com"),
      `${text.trimEnd()}\nAccess-Control-Allow-Origin: https://app.example.com\n`,
    );
  });

  it("comes below the continuations of the target", () => {
    const text = "GET https://api.example.com/a\n  ?b=1\n  &c=2\n";
    assert.equal(offers(text).get("Add Origin"), `${text.trimEnd()}\nOrigin: https://app.example.com\n`);
  });
});

describe("the response that a preflight lacks", () => {
  it("comes below its body", () => {
    const preflight =
      "OPTIONS /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PUT\nContent-Type: text/plain\n\nbody\n";
    const completed = offers(preflight).get("Write the preflight response") ?? "";
    assert.ok(completed.startsWith(`${preflight.trimEnd()}\n\nHTTP/1.1 204 No Content\n`), completed);
  });
});

describe("a comment that disables a rule", () => {
  it("is written in the head where the line above belongs to another message", () => {
    const text = `${REQUEST}\nHTTP/1.1 100 Continue\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin "https://app.example.com"\nServer: a\n`;
    const analysis = read(text, "http");
    for (const finding of analysis.findings) {
      for (const fix of suppressions(analysis.judged, finding)) {
        const after = read(applyFix(analysis, fix), "http");
        assert.ok(
          after.suppressed.some(({ finding: { rule } }) => rule === finding.rule),
          `${fix.title}:\n${after.document.text}`,
        );
      }
    }
  });
});
