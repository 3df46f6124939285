import assert from "node:assert/strict";
import { analyse, type Settings } from "../../../server/src/analysis";
import type { Carrier } from "../../../server/src/http/parse";
import { verdictsOf } from "../../../server/src/navigate/verdicts";

/** The lines with a verdict, and the verdict. */
function verdicts(
  text: string,
  carrier: Carrier = "http",
  showsNotCors = false,
  settings: Settings = { origin: null },
) {
  return verdictsOf(analyse(text, carrier, settings), showsNotCors).map(
    ({ label, line }) => `${text.slice(line.start, line.end)} | ${label}`,
  );
}

const GET = `GET https://api.example.com/a HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`;

describe("verdicts in the text", () => {
  it("are at the request line, with a sentence that gives the reason", () => {
    const [verdict, ...others] = verdictsOf(analyse(`### A\r\n# note\r\n${GET}`, "http", { origin: null }), false);
    assert.deepEqual(others, []);
    assert.deepEqual(verdict, {
      label: "CORS: allowed",
      reason: "A page at https://app.example.com can read this response: it allows every origin.",
      asksForPage: false,
      needsEnvironment: false,
      line: { start: 15, end: 53 },
    });
  });

  it("are at the first line of a request with several lines, and in fences after the quote mark", () => {
    assert.deepEqual(verdicts(GET.replace("/a HTTP/1.1", "/a\n  ?b=c")), [
      "GET https://api.example.com/a | CORS: allowed",
    ]);
    assert.deepEqual(verdicts("curl https://api.example.com/a \\\n  -H 'Origin: https://app.example.com'\n"), [
      "curl https://api.example.com/a \\ | CORS: cannot tell: no response shown",
    ]);
    const quoted = `\`\`\`http\n${GET}\`\`\`\n`.replace(/^/gm, "> ");
    assert.deepEqual(verdicts(quoted, "markdown"), ["GET https://api.example.com/a HTTP/1.1 | CORS: allowed"]);
  });

  it("are absent if the page is unknown or CORS doesn't apply, unless the setting asks for them", () => {
    const unknown = "GET https://api.example.com/a\n";
    const same = GET.replace("app.", "api.");
    assert.deepEqual(verdicts(unknown), []);
    assert.deepEqual(verdicts(same), []);
    assert.deepEqual(verdicts(unknown, "http", true), [
      "GET https://api.example.com/a | CORS: cannot tell: which page sends this?",
    ]);
    assert.deepEqual(verdicts(same, "http", true), [
      "GET https://api.example.com/a HTTP/1.1 | not a CORS request: same origin",
    ]);
    assert.deepEqual(verdicts(unknown, "http", false, { origin: "https://app.example.com" }), [
      "GET https://api.example.com/a | CORS: cannot tell: no response shown",
    ]);
  });

  it("ask for the page once, at the first request without one, in a document that is about CORS", () => {
    const unknown = "GET https://api.example.com/a\n";
    const asked = ["GET https://api.example.com/a | CORS: cannot tell: which page sends this?"];
    const about: readonly (readonly [string, readonly string[]])[] = [
      [`${unknown}\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n`, asked],
      [`# @cors credentials=include\n${unknown}`, asked],
      [`${unknown}\n###\n${unknown}\nHTTP/1.1 200 OK\naccess-control-max-age: 5\n`, asked],
      [`${unknown}\n###\n${GET}`, [...asked, "GET https://api.example.com/a HTTP/1.1 | CORS: allowed"]],
      [`${unknown}Accept: a/b\n\nHTTP/1.1 200 OK\nVary: Accept-Encoding\n`, []],
      [`${unknown}Sec-Fetch-Mode: navigate\n`, []],
    ];
    for (const [text, expected] of about) {
      assert.deepEqual(verdicts(text), expected, text);
    }
    assert.deepEqual(
      verdictsOf(analyse(`${GET}\n###\n${unknown}\n###\n${unknown}`, "http", { origin: null }), true).map(
        ({ asksForPage }) => asksForPage,
      ),
      [false, true, false],
    );
  });

  it("are absent in bad examples and in other languages", () => {
    assert.deepEqual(verdicts(`\`\`\`http example-bad\n${GET}\`\`\`\n`, "markdown", true), []);
    assert.deepEqual(
      verdicts(`@name('first')\n${GET.replace("GET ", "GET '").replace(" HTTP", "' HTTP")}? id = 1\n`, "http", true),
      [],
    );
  });

  it("show no secret", () => {
    const definition = {
      value: "PURGE-EVERYTHING",
      source: "http-client.private.env.json",
      environment: null,
      isSecret: true,
      mayOverrideText: true,
    };
    const text = GET.replace("GET", "{{method}}");
    assert.deepEqual(verdicts(text, "http", false, { origin: null, variables: new Map([["method", [definition]]]) }), [
      "{{method}} https://api.example.com/a HTTP/1.1 | CORS: needs a preflight: {{method}}",
    ]);
  });
});
