import assert from "node:assert/strict";
import { analyse, type Settings } from "../../../server/src/analysis";
import { ENGINES } from "../../../server/src/cors/engines";
import { textEdits } from "../../../server/src/edits/edit";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { plainText } from "../../../server/src/edits/snippet";
import type { Carrier } from "../../../server/src/http/parse";
import { applyEdits } from "../../../server/src/text/edit";

const REQUEST = "GET /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example\n";

/** The text after an action on its last exchange; null if it isn't offered. */
function applied(
  text: string,
  carrier: Carrier = "http",
  settings: Settings = { origin: null },
  id: "writeResponse" | "insertPreflight" = "writeResponse",
): string | null {
  const { judged, document, exchanges } = analyse(text, carrier, settings);
  const last = exchanges.at(-1);
  const action = last === undefined ? undefined : exchangeActions(judged, last).find((one) => one.id === id);
  if (action === undefined) {
    return null;
  }
  const edits = textEdits(document, action.fix.edits).map(({ range, newText }) => ({
    range,
    newText: action.fix.grade === "placeholder" ? plainText(newText) : newText,
  }));
  return applyEdits(text, edits);
}

describe("writing a response that browsers accept", () => {
  const rows: readonly {
    what: string;
    carrier?: Carrier;
    settings?: Settings;
    text: string;
    /** The text that is added at the end; a whole text where lines are also added elsewhere. */
    added?: string;
    result?: string;
  }[] = [
    {
      what: "below the request",
      text: REQUEST,
      added: "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example\nVary: Origin\n",
    },
    {
      what: "with credentials, and the type that is accepted",
      text: `${REQUEST}Accept: application/json, */*\nCookie: a=b\n`,
      added:
        "\nHTTP/1.1 200 OK\nContent-Type: application/json\nAccess-Control-Allow-Origin: https://app.example\nAccess-Control-Allow-Credentials: true\nVary: Origin\n",
    },
    {
      what: "without a type where any is accepted",
      text: `${REQUEST}Accept: */*\n`,
      added: "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example\nVary: Origin\n",
    },
    {
      what: "with the variable of the page",
      text: `@page = https://app.example\n\n${REQUEST.replace("https://app.example", "{{page}}")}`,
      added: "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: {{page}}\nVary: Origin\n",
    },
    {
      what: "below the body",
      text: `${REQUEST.replace("GET", "POST")}Content-Type: text/plain\n\nhello\n`,
      added: "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example\nVary: Origin\n",
    },
    {
      what: "below a body in a file",
      text: `${REQUEST.replace("GET", "POST")}Content-Type: text/plain\n\n< ./body.txt\n`,
      added: "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example\nVary: Origin\n",
    },
    {
      what: "below lines that are left out",
      text: `${REQUEST}...\n`,
      added: "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example\nVary: Origin\n",
    },
    {
      what: "in the style of the request, in a fence of a list",
      carrier: "markdown",
      text: "- item\n\n  ```http\n  GET https://api.example.com/a HTTP/2\n  origin: https://app.example\n  ```\n",
      result:
        "- item\n\n  ```http\n  GET https://api.example.com/a HTTP/2\n  origin: https://app.example\n\n  HTTP/2 200 OK\n  access-control-allow-origin: https://app.example\n  vary: Origin\n  ```\n",
    },
    {
      what: "below a command",
      text: "curl 'https://api.example.com/a' \\\n  -H 'Origin: https://app.example' -b 'a=b'\n",
      added:
        "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example\nAccess-Control-Allow-Credentials: true\nVary: Origin\n",
    },
    {
      what: "in comments where responses are read there",
      settings: { origin: null, readCommentedResponses: true },
      text: REQUEST,
      added: "\n# HTTP/1.1 200 OK\n# Access-Control-Allow-Origin: https://app.example\n# Vary: Origin\n",
    },
    {
      what: "with CRLF",
      text: REQUEST.replaceAll("\n", "\r\n"),
      added: "\r\nHTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://app.example\r\nVary: Origin\r\n",
    },
    {
      what: "and the preflight",
      text: REQUEST.replace("GET", "PUT"),
      result: `${applied(REQUEST.replace("GET", "PUT"), "http", undefined, "insertPreflight")}
HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example
Vary: Origin
`,
    },
    {
      what: "and what the preflight's response lacks",
      text: `OPTIONS /a HTTP/1.1
Host: api.example.com
Origin: https://app.example
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example
Access-Control-Max-Age: 600

###
${REQUEST.replace("GET", "PUT")}`,
      result: `OPTIONS /a HTTP/1.1
Host: api.example.com
Origin: https://app.example
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example
Access-Control-Max-Age: 600
Access-Control-Allow-Methods: PUT

###
${REQUEST.replace("GET", "PUT")}
HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example
Vary: Origin
`,
    },
    {
      what: "and Vary in the other response of the URL",
      text: `${REQUEST}\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example\n\n###\n${REQUEST.replace("app", "b")}`,
      result: `${REQUEST}\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example\nVary: Origin\n\n###\n${REQUEST.replace("app", "b")}\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://b.example\nVary: Origin\n`,
    },
    {
      what: "with a placeholder for a page that isn't known",
      text: "GET https://api.example.com/a\n",
      result:
        "GET https://api.example.com/a\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\n",
    },
  ];
  for (const { what, carrier = "http", settings = { origin: null }, text, added, result = text + added } of rows) {
    it(what, () => {
      assert.equal(applied(text, carrier, settings), result);
      const { exchanges, findings } = analyse(result, carrier, settings);
      for (const engine of ENGINES) {
        assert.deepEqual(
          exchanges.map(({ verdict }) => verdict[engine]),
          exchanges.map(() => "allowed"),
        );
      }
      // The preflight's own findings are tested with the action that inserts it.
      assert.deepEqual(
        findings.filter(({ rule }) => rule !== "max-age-missing").map(({ message }) => message),
        [],
      );
      assert.equal(applied(result, carrier, settings), null, "there is a response now");
    });
  }

  for (const [what, text] of [
    ["that is answered", `${REQUEST}\nHTTP/1.1 500 Oops\n`],
    ["to the page's own origin", "GET https://api.example.com/a\nOrigin: https://api.example.com\n"],
    ["of another protocol", "WEBSOCKET wss://api.example.com/a\nOrigin: https://app.example\n"],
    ["that asks for permission", `${REQUEST.replace("GET", "OPTIONS")}Access-Control-Request-Method: PUT\n`],
    ["that no browser sends", REQUEST.replace("GET", "TRACE")],
    ["of an opaque page", REQUEST.replace("https://app.example", "null")],
    ["of an opaque page with credentials", `${REQUEST.replace("https://app.example", "null")}Cookie: a=b\n`],
    ["whose page is left open", REQUEST.replace("https://app.example", "...")],
    ["in a transcript", "> GET /a HTTP/1.1\n> Host: api.example.com\n> Origin: https://app.example\n>\n"],
    [
      "of several in one command",
      "curl https://api.example.com/a https://api.example.com/b -H 'Origin: https://app.example'\n",
    ],
  ] as const) {
    it(`isn't offered for a request ${what}`, () => {
      assert.equal(applied(text), null);
    });
  }
});
