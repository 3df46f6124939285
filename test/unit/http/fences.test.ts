import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { parse } from "../../../server/src/http/parse";
import { DEFAULT_READING } from "../../../server/src/http/reading";
import { messagesOf } from "../../../server/src/http/tree";
import { applyEdits } from "../../../server/src/text/edit";

const REQUEST = "GET /x HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n";
const RESPONSE = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n";
const CURL = "curl -i https://api.example.com/x -H 'Origin: https://app.example.com'\n";
const TRANSCRIPT = `> ${REQUEST.trimEnd().replaceAll("\n", "\n> ")}\n>\n< ${RESPONSE.trimEnd().replaceAll("\n", "\n< ")}\n<\n{}\n`;

const fence = (text: string, info = "") => `\`\`\`${info}\n${text}\`\`\`\n`;

/** What a Markdown text holds: its messages, then `?` for each fence that only may be HTTP. */
function held(text: string): string {
  const document = parse(text, "markdown");
  return [
    ...messagesOf(document).map(({ kind }) => kind),
    ...document.unreadFences.map(({ isDoubtful }) => (isDoubtful ? "?" : "!")),
  ].join(" ");
}

describe("a fence without the label http", () => {
  describe("is read where it is HTTP without doubt", () => {
    const rows: readonly (readonly [what: string, text: string, messages: string])[] = [
      ["a request with a version and a field", fence(REQUEST), "request"],
      ["a response with a field", fence(RESPONSE), "response"],
      ["both", fence(`${REQUEST}\n${RESPONSE}\n{}\n`), "request response"],
      ["a request without fields above its response", fence(`GET /x HTTP/1.1\n\n${RESPONSE}`), "request response"],
      ["a request with left-out fields", fence("GET /x HTTP/1.1\n...\nOrigin: https://app.example.com\n"), "request"],
      [
        "pseudo-header fields",
        fence(":method: GET\n:authority: api.example.com\n:path: /x\norigin: null\n"),
        "request",
      ],
      ["a transcript", fence(TRANSCRIPT), "request response"],
      [
        "a transcript below its command",
        fence(`$ ${CURL}* Trying 192.0.2.1:443...\n${TRANSCRIPT}`, "console"),
        "request response",
      ],
      ["a command and its answer", fence(`$ ${CURL}${RESPONSE}\n{}\n`), "request response"],
      [
        "two commands and their answers",
        fence(`$ ${CURL}${RESPONSE}\n$ ${CURL}${RESPONSE}`),
        "request response request response",
      ],
      [
        "a command with an answer below one without",
        fence(`$ curl https://a.example/\n{}\n\n$ ${CURL}${RESPONSE}`),
        "request request response",
      ],
      ["comments above", fence(`# The preflight\n\n${REQUEST}`), "request"],
      ["a heading above", fence(`1. Preflight request\n\n${REQUEST}`), "request"],
      [
        "a session of a shell above",
        fence(`$ telnet api.example.com 80\nEscape character is '^]'.\n${REQUEST}\n${RESPONSE}`),
        "request response",
      ],
      ["lines of a shell above", fence(`export TOKEN="a"\n\n${CURL}${RESPONSE}`, "sh"), "request response"],
      ["a fence in a quote", `> \`\`\`\n> GET /x HTTP/1.1\n> Host: a.example\n`, "request"],
      ["a fence in a list", `- Send:\n  ~~~\n  GET /x HTTP/1.1\n  Host: a.example\n  ~~~\n`, "request"],
      ["a fence that isn't closed", `\`\`\`\n${REQUEST}`, "request"],
    ];
    for (const [what, text, messages] of rows) {
      it(what, () => assert.equal(held(text), messages));
    }

    for (const info of [
      ..."text txt TEXT plain plaintext raw none output log console sh bash zsh shell shell-session terminal curl powershell cmd bat".split(
        " ",
      ),
      'text title="a.txt"',
      "{.text}",
      "text {1,3}",
      "{1,3}",
      'title="a"',
      "{#id}",
      "{code-block} console",
      "{code-block}",
    ]) {
      it(`labelled ${info}`, () => assert.equal(held(fence(REQUEST, info)), "request"));
    }
  });

  describe("gets the answer from the next one", () => {
    const rows: readonly (readonly [what: string, text: string, messages: string])[] = [
      ["an http fence", `${fence(CURL, "sh")}\n${fence(RESPONSE, "http")}`, "request response"],
      [
        "an http fence with a status alone",
        `${fence(CURL, "sh")}\n${fence("204 No Content\n", "http")}`,
        "request response",
      ],
      ["a fence without a label", `${fence(`$ ${CURL}`)}\nResponse:\n\n${fence(RESPONSE)}`, "request response"],
      [
        "below a heading that announces it",
        `${fence(CURL, "sh")}\n### Response\n\n${fence(RESPONSE)}`,
        "request response",
      ],
      ["below much prose", `${fence(CURL, "sh")}\n${"Words.\n\n".repeat(1000)}${fence(RESPONSE)}`, "request response"],
      ["but not below another heading", `${fence(CURL, "sh")}\n## Errors\n\n${fence(RESPONSE)}`, "response"],
      [
        "but not below a heading with an underline",
        `${fence(CURL, "sh")}\nErrors\n------\n\n${fence(RESPONSE)}`,
        "response",
      ],
      [
        "but not after a fence of another language",
        `${fence(CURL, "sh")}\n${fence("{}\n", "json")}\n${fence(RESPONSE)}`,
        "response",
      ],
      [
        "but not after one of something else",
        `${fence(CURL, "sh")}\n${fence("npm test\n")}\n${fence(RESPONSE)}`,
        "response",
      ],
      [
        "but not below another request",
        `${fence(CURL, "sh")}\n${fence(REQUEST)}\n${fence(RESPONSE)}`,
        "request response",
      ],
      [
        "but not if it has the command's output",
        `${fence(`$ ${CURL}{"a":1}\n`, "sh")}\n${fence(RESPONSE)}`,
        "response",
      ],
      [
        "the last command before it",
        `${fence(CURL, "sh")}\n${fence(CURL, "sh")}\n${fence(RESPONSE)}`,
        "request response",
      ],
      ["nothing", `${fence(CURL, "sh")}\nWords.\n`, ""],
    ];
    for (const [what, text, messages] of rows) {
      it(what, () => assert.equal(held(text), messages));
    }
  });

  describe("may be HTTP", () => {
    const rows: readonly (readonly [what: string, text: string])[] = [
      ["fields of the CORS protocol alone", fence("Access-Control-Allow-Origin: *\nVary: Origin\n")],
      ["a single one", fence("Access-Control-Allow-Methods: GET, PUT\n", "text")],
      [
        "a request without a version, from a page",
        fence("GET https://api.example.com/x\nOrigin: https://app.example.com\n"),
      ],
      ["a path and a host, from a page", fence("PUT /x\nHost: api.example.com\nOrigin: null\n")],
      ["a status without a version", fence("200 OK\nAccess-Control-Allow-Origin: *\n")],
      [
        "a request below a sentence",
        fence(`The page below runs in another tab, and then it asks the server for the list:\n\n${REQUEST}`),
      ],
      ["fields above a response", fence(`Host: api.example.com\n\n${RESPONSE}`)],
    ];
    for (const [what, text] of rows) {
      it(what, () => assert.equal(held(text), "?"));
    }
  });

  describe("isn't HTTP", () => {
    const rows: readonly (readonly [what: string, text: string])[] = [
      ["settings", fence("Host: smtp.example\nPort: 587\nOrigin: eu-west\nAccess-Control: strict\n")],
      [
        "a method without a target above a response",
        fence(`GET started\n\n${RESPONSE.replace("Access-Control-Allow-Origin", "Vary")}`),
      ],
      ["words", fence("GET started by reading the manual\nOptions: none\n", "text")],
      ["a start line without fields", fence("GET /api/users HTTP/1.1\n")],
      ["a status line without fields", fence("HTTP/1.1 404 Not Found\n")],
      ["methods and paths", fence("GET /users\nPOST /users\nDELETE /users/1\n")],
      ["a request without a version and without a page", fence("GET https://api.example.com/x\nAccept: */*\n")],
      ["commands", fence(`npm install\n${CURL}`, "sh")],
      ["a command and a body", fence(`$ ${CURL}{"a": 1}\n`, "console")],
      ["the fields of YAML", fence('headers:\n  Access-Control-Allow-Origin: "*"\n')],
      ["nested fields", fence("response:\n  Access-Control-Allow-Origin: *\n")],
      ["fields in quotes", fence('Access-Control-Allow-Origin: "*"\n')],
      ["members of an object", fence("Access-Control-Allow-Origin: '*',\n")],
      [
        "settings of a server",
        fence('Header set Access-Control-Allow-Origin "*"\nadd_header Access-Control-Allow-Origin *;\n'),
      ],
      ["fields of a shell", fence("Access-Control-Allow-Origin: *\n", "sh")],
      ["a path with fields", fence("/*\n  Access-Control-Allow-Origin: *\n")],
      [
        "what a browser prints",
        fence(
          "Access to fetch at 'https://a.example/' from origin 'https://b.example' has been blocked by CORS policy: No\n",
        ),
      ],
      ["a log", fence('192.0.2.1 - - [01/Jan/2026] "GET /x HTTP/1.1" 200 12\nOrigin: https://a.example\n', "log")],
      ["a request in a text of code", fence(`const raw = \`\n${REQUEST}\`;\n`)],
      ["a request in code", fence('sock.send("GET / HTTP/1.1\\r\\n")\n')],
      ["Markdown with a fence of its own", `\`\`\`\`\n${fence(REQUEST, "http")}\`\`\`\`\n`],
      ["an indented block", `Words:\n\n    ${REQUEST.replaceAll("\n", "\n    ")}\n`],
      ["prose", `${REQUEST}\n${RESPONSE}`],
      ["a fence of another language", fence(REQUEST, "json") + fence(RESPONSE, "yaml") + fence(RESPONSE, "html")],
    ];
    for (const [what, text] of rows) {
      it(what, () => assert.equal(held(text), ""));
    }
  });

  it("is marked as a bad example as one with the label http is", () => {
    const { findings } = analyse(fence(`${REQUEST}\nHTTP/1.1 200 OK\nVary: Origin\n`, "text example-bad"), "markdown", {
      origin: null,
    });
    assert.deepEqual(findings, []);
  });

  it("isn't read if the settings say so", () => {
    const options = { ...DEFAULT_READING, unlabelledFences: false };
    const text = [
      fence(REQUEST),
      fence(CURL, "sh"),
      fence(RESPONSE, "http"),
      fence("Access-Control-Allow-Origin: *\n"),
    ];
    const document = parse(text.join("\n"), "markdown", undefined, options);
    assert.equal(messagesOf(document).length, 1);
    assert.deepEqual(
      document.unreadFences.map(({ isDoubtful }) => isDoubtful),
      [false, false, false],
    );
  });

  describe("gets the label http, and keeps what else it says", () => {
    const rows: readonly (readonly [info: string, labelled: string])[] = [
      ["", "http"],
      ["text", "http"],
      [" text ", " http "],
      ['txt title="a.txt"', 'http title="a.txt"'],
      ["text:a.txt", "http:a.txt"],
      ['title="a b"', 'http title="a b"'],
      ["{1,3-5}", "http {1,3-5}"],
      ["text {1,3}", "http {1,3}"],
      ["{.text}", "{.http}"],
      ["{.text #id}", "{.http #id}"],
      ["{#id .wide}", "{.http #id .wide}"],
      ['{title="a"}', '{.http title="a"}'],
      ["{code-block} text", "{code-block} http"],
      ["{code-block}", "{code-block} http"],
    ];
    for (const [info, labelled] of rows) {
      it(`\`\`\`${info}`, () => {
        const text = fence("Access-Control-Allow-Origin: *\n", info);
        const document = parse(text, "markdown");
        const [unread] = document.unreadFences;
        assert.ok(unread !== undefined);
        const { range, newText } = unread.labelling;
        const after = applyEdits(text, [{ range: document.rangeOf({ anchor: unread, range }), newText }]);
        assert.equal(after, fence("Access-Control-Allow-Origin: *\n", labelled));
        assert.equal(held(after), "fragment");
      });
    }
  });
});
