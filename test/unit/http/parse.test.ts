import assert from "node:assert/strict";
import { parse } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";

/** The kinds of the lines of a text, one word per line, and its messages. */
function kinds(text: string, carrier: "http" | "markdown" = "http"): string[] {
  return parse(text, carrier).lines.map(({ kind }) => kind);
}

function messages(text: string, carrier: "http" | "markdown" = "http"): string[] {
  return messagesOf(parse(text, carrier)).map((message) => {
    const start =
      message.kind === "request"
        ? `${message.method?.text ?? "(GET)"} ${message.target.text}${message.version === null ? "" : ` ${message.version.text}`}`
        : message.kind === "response"
          ? [message.version?.text ?? "", message.status.text, message.reason?.text ?? ""].join(" ").trim()
          : "fragment";
    return [
      start,
      ...message.fields.map(({ name, value }) => `${name.text}: ${value.text}`),
      ...(message.elided ? ["..."] : []),
    ].join(" | ");
  });
}

describe("request lines", () => {
  const accepted: readonly (readonly [string, string])[] = [
    ["GET /data HTTP/1.1", "GET /data HTTP/1.1"],
    ["GET https://a.example/x", "GET https://a.example/x"],
    ["  PUT {{base}}/x   HTTP/2  ", "PUT {{base}}/x HTTP/2"],
    ["GET https://a.b/c HTTP/2 (Prior Knowledge)", "GET https://a.b/c HTTP/2 (Prior Knowledge)"],
    ["https://a.b/c HTTP/2 (Prior Knowledge)", "(GET) https://a.b/c HTTP/2 (Prior Knowledge)"],
    ["get http://localhost:3000", "get http://localhost:3000"],
    ["patch /x HTTP/1.1", "patch /x HTTP/1.1"],
    ["OPTIONS *", "OPTIONS *"],
    ["FOO /x", "FOO /x"],
    ["foo https://a.example/", "foo https://a.example/"],
    ["POST <some url> HTTP/1.1", "POST <some url> HTTP/1.1"],
    ["https://a.example/x?y=1", "(GET) https://a.example/x?y=1"],
    ["localhost:8080/x", "(GET) localhost:8080/x"],
    ["/x HTTP/1.1", "(GET) /x HTTP/1.1"],
    ["{{base}}/x", "(GET) {{base}}/x"],
    ["GET\u00a0/x", "GET /x"],
    ["{{method}} https://a.example/", "{{method}} https://a.example/"],
  ];
  for (const [line, expected] of accepted) {
    it(`reads ${JSON.stringify(line)}`, () => assert.deepEqual(messages(line), [expected]));
  }
  for (const line of ["see the docs", "Hello world", "the /path is", "=====", "a b c HTTP"]) {
    it(`takes ${JSON.stringify(line)} for no message`, () => assert.deepEqual(messages(line), []));
  }
  it("joins a query on further lines", () => {
    const [request] = messagesOf(parse("GET https://a.example/x\n  ?a=1\n  &b=2\nAccept: */*\n", "http"));
    assert.equal(request?.kind === "request" && request.targetValue, "https://a.example/x?a=1&b=2");
  });
  for (const end of [" HTTP/1.1", "\n  HTTP/1.1", " HTTP/1.1 "]) {
    it(`reads the version below the request line: ${JSON.stringify(end)}`, () => {
      const [request] = messagesOf(parse(`GET https://a.example/x\n  ?a=1\n  &b=2${end}\nAccept: */*\n`, "http"));
      assert.ok(request?.kind === "request");
      assert.deepEqual([request.targetValue, request.version?.text], ["https://a.example/x?a=1&b=2", "HTTP/1.1"]);
    });
  }
});

describe("status lines", () => {
  const accepted: readonly (readonly [string, string])[] = [
    ["HTTP/1.1 200 OK", "HTTP/1.1 200 OK"],
    ["HTTP/2 200", "HTTP/2 200"],
    ["HTTP/2 200 ", "HTTP/2 200"],
    ["http/1.1 404 Not here, sorry", "http/1.1 404 Not here, sorry"],
    ["HTTP/1.1 200  - OK", "HTTP/1.1 200 OK"],
    ["HTTP/1.1 {{status}} x", "HTTP/1.1 {{status}} x"],
    ["HTTP/1.1 2xx", "HTTP/1.1 2xx"],
  ];
  for (const [line, expected] of accepted) {
    it(`reads ${JSON.stringify(line)}`, () => assert.deepEqual(messages(line), [expected]));
  }
  for (const line of ["HTTP/1.1", "HTTP 200", "HTTP/1.1 OK"]) {
    it(`takes ${JSON.stringify(line)} for no response`, () =>
      assert.ok(!messages(line).some((message) => message.startsWith("HTTP/1.1 "))));
  }
});

describe("heads and bodies", () => {
  it("reads a response below its request", () =>
    assert.deepEqual(messages('GET /x HTTP/1.1\nHost: a.example\n\nHTTP/1.1 200 OK\nX-A: 1\n\n{\n  "a": 1\n}\n'), [
      "GET /x HTTP/1.1 | Host: a.example",
      "HTTP/1.1 200 OK | X-A: 1",
    ]));
  it("leaves spaces before a colon out of the name", () => {
    const [request] = messagesOf(parse("GET /x HTTP/1.1\nOrigin \t: https://a.example  \n", "http"));
    const field = request?.fields[0];
    assert.deepEqual(
      [field?.name.text, field?.value.text, field?.name.end, field?.colon],
      ["Origin", "https://a.example", 22, 24],
    );
  });
  it("joins folded lines with a space", () => {
    const [response] = messagesOf(parse("HTTP/1.1 200 OK\nX-A: one,\n  two\nX-B: 1\n", "http"));
    assert.deepEqual(
      response?.fields.map(({ resolved }) => resolved),
      ["one, two", "1"],
    );
  });
  it("records elided lines", () =>
    assert.deepEqual(messages("HTTP/1.1 200 OK\n...  \nX-A: 1\n"), ["HTTP/1.1 200 OK | X-A: 1 | ..."]));
  for (const line of ["...", "…", "[...]", "  ...  ", "(snip)", "# ...", "// ...", "<SNIP>"]) {
    it(`takes ${JSON.stringify(line)} for an elision`, () =>
      assert.deepEqual(kinds(`GET /x HTTP/1.1\n${line}\n`), ["request-line", "elision"]));
  }
  it("treats a spread as headers that aren't shown", () =>
    assert.deepEqual(messages("GET /x HTTP/1.1\n...headers\n"), ["GET /x HTTP/1.1 | ..."]));
  it("doesn't read field lines in a body", () =>
    assert.deepEqual(messages("POST /x HTTP/1.1\n\nX-A: 1\n"), ["POST /x HTTP/1.1"]));
  it("starts a new request after a blank line in a body", () =>
    assert.deepEqual(messages("POST /x HTTP/1.1\n\na=1\n\nGET https://a.example/y\n"), [
      "POST /x HTTP/1.1",
      "GET https://a.example/y",
    ]));
  it("leaves request lines in an open multipart body alone", () =>
    assert.deepEqual(
      messages(
        "POST /x HTTP/1.1\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nGET https://a.example/y\nHTTP/1.1 200 OK\n--b--\n",
      ),
      ["POST /x HTTP/1.1 | Content-Type: multipart/mixed; boundary=b"],
    ));
  it("reads comments, directives and variables between fields", () =>
    assert.deepEqual(
      kinds("# a note\n// another\n# @name x\n@host = a.example\n\nGET /x HTTP/1.1\n# inside\nHost: {{host}}\n"),
      ["comment", "comment", "directive", "variable", "blank", "request-line", "comment", "field"],
    ));
  it("reads fields without a start line as a fragment", () =>
    assert.deepEqual(messages("Access-Control-Allow-Origin: *\n\nVary: Origin\n"), [
      "fragment | Access-Control-Allow-Origin: *",
      "fragment | Vary: Origin",
    ]));
  it("ends a script at its mark, or at the next separator", () => {
    assert.deepEqual(kinds("GET /x HTTP/1.1\n\n> {%\n  GET /y\n%}\n###\n"), [
      "request-line",
      "blank",
      "script",
      "script",
      "script",
      "separator",
    ]);
    assert.deepEqual(kinds("GET /x HTTP/1.1\n\n> {%\n###\nGET /y"), [
      "request-line",
      "blank",
      "script",
      "separator",
      "request-line",
    ]);
  });
  it("separates only at the first column", () =>
    assert.deepEqual(kinds("### one\nGET /x\n\n ### two\n####\n"), [
      "separator",
      "request-line",
      "blank",
      "comment",
      "separator",
    ]));
});

describe("the lines after a body", () => {
  it("may be a request below comments", () =>
    assert.deepEqual(
      messages(
        "GET https://a.example/\n\nHTTP/1.1 200 OK\n\nbody\n\n# Now update\n# @cors credentials=include\nPUT https://a.example/\n",
      ),
      ["GET https://a.example/", "HTTP/1.1 200 OK", "PUT https://a.example/"],
    ));
  it("aren't a request if they are prose", () =>
    assert.deepEqual(
      messages(
        "POST https://a.example/\n\nGET https://b.example/ is what I did\n\nDELETE /thing now\n\nHTTP/1.1 200 OK\n",
      ),
      ["POST https://a.example/", "HTTP/1.1 200 OK"],
    ));
  it("leaves a head open if a part of it wasn't read", () =>
    assert.deepEqual(messages("HTTP/1.1 200 OK\nMax Age: 5\nX-A: 1\n"), ["HTTP/1.1 200 OK | ..."]));
});

describe("values", () => {
  const value = (text: string) => {
    const [message] = messagesOf(
      parse(`@host = a.example\n@url = https://{{host}}\n@loop = {{loop}}\n\nGET /x HTTP/1.1\nX-A: ${text}\n`, "http"),
    );
    return message?.fields[0]?.resolved;
  };
  const known: readonly (readonly [string, string])[] = [
    ["plain", "plain"],
    ["{{host}}:1", "a.example:1"],
    ["{{ url }}/x", "https://a.example/x"],
    ["caf\u00e9", "caf\u00e9"],
    ["</a>; rel=next, <https://a.example/>", "</a>; rel=next, <https://a.example/>"],
    ['{"a": 1}', '{"a": 1}'],
    ["a.b..c", "a.b..c"],
  ];
  for (const [typed, expected] of known) {
    it(`knows ${JSON.stringify(typed)}`, () => assert.equal(value(typed), expected));
  }
  for (const typed of [
    "{{undefined}}",
    "{{loop}}",
    "${x}",
    "<your origin>",
    "{origin}",
    "a; ...",
    "\u65e5\u672c",
    "{{$guid}}",
  ]) {
    it(`leaves ${JSON.stringify(typed)} open`, () => assert.equal(typeof value(typed), "object"));
  }
});

describe("lines and marks", () => {
  for (const [name, eol] of [
    ["CRLF", "\r\n"],
    ["LF", "\n"],
    ["CR", "\r"],
  ] as const) {
    it(`reads ${name}`, () =>
      assert.deepEqual(messages(["GET /x HTTP/1.1", "Host: a", "", "HTTP/1.1 200 OK", "Vary: Origin", ""].join(eol)), [
        "GET /x HTTP/1.1 | Host: a",
        "HTTP/1.1 200 OK | Vary: Origin",
      ]));
  }
  it("skips a byte order mark", () =>
    assert.deepEqual(messages("\ufeffGET /x HTTP/1.1\nHost: a"), ["GET /x HTTP/1.1 | Host: a"]));
  it("reads an empty text", () => assert.deepEqual(parse("", "http").lines, []));
});

describe("Markdown", () => {
  it("reads fences of any length, mark, indentation and info string", () =>
    assert.deepEqual(
      messages(
        [
          "# Title",
          "```http request",
          "GET /a HTTP/1.1",
          "```",
          "- item",
          "  ~~~~rest",
          "  GET /b HTTP/1.1",
          "  Host: x",
          "  ~~~",
          "  ~~~~",
          "> ```HTTP",
          "> GET /c HTTP/1.1",
          "> ```",
          "```json",
          "GET /no HTTP/1.1",
          "```",
          "GET /no HTTP/1.1",
        ].join("\n"),
        "markdown",
      ),
      ["GET /a HTTP/1.1", "GET /b HTTP/1.1 | Host: x", "GET /c HTTP/1.1"],
    ));
  it("reads a fence that starts on the line of a list item", () =>
    assert.deepEqual(
      messages("- ```http\n  GET /a HTTP/1.1\n  Host: x\n  ```\n1. ~~~http\n   GET /b HTTP/1.1\n   ~~~\n", "markdown"),
      ["GET /a HTTP/1.1 | Host: x", "GET /b HTTP/1.1"],
    ));
  it("skips a text without an HTTP fence", () =>
    assert.deepEqual(kinds("# x\n\n```js\nGET /x\n```\n", "markdown"), ["prose", "prose", "prose", "prose", "prose"]));
});
