import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { ENGINES } from "../../../server/src/cors/engines";
import { textEdits } from "../../../server/src/edits/edit";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import type { Carrier } from "../../../server/src/http/parse";
import { applyEdits } from "../../../server/src/text/edit";

const read = (text: string, carrier: Carrier) => analyse(text, carrier, { origin: null });

/** The text with its first command rewritten; null if that isn't offered. */
function rewritten(text: string, carrier: Carrier = "http"): string | null {
  const { document, judged, exchanges } = read(text, carrier);
  const action = exchanges
    .flatMap((exchange) => exchangeActions(judged, exchange))
    .find(({ id }) => id === "rewriteCommand");
  return action === undefined ? null : applyEdits(text, textEdits(document, action.fix.edits));
}

const verdictsOf = (text: string, carrier: Carrier) =>
  read(text, carrier).exchanges.map(({ verdict }) => ENGINES.map((engine) => verdict[engine]));

describe("rewriting a command as a request", () => {
  for (const { what, carrier = "http", before, after } of [
    {
      what: "keeps its headers in their order, and the answer below",
      before:
        "# From the browser\ncurl 'https://api.example.com/a?b=1' \\\n  -H 'accept: */*' \\\n  -H 'Origin: https://app.example' \\\n  -b 'sid=1'\n\nHTTP/2 200\naccess-control-allow-origin: *\n",
      after:
        "# From the browser\nGET https://api.example.com/a?b=1\naccept: */*\nOrigin: https://app.example\nCookie: sid=1\n\nHTTP/2 200\naccess-control-allow-origin: *\n",
    },
    {
      what: "writes what options imply, and the body",
      before: "$ curl -sS api.example.com/a --json '{\n  \"b\": 1\n}' -H 'Origin: https://app.example'\n",
      after:
        'POST http://api.example.com/a\nContent-Type: application/json\nAccept: application/json\nOrigin: https://app.example\n\n{\n  "b": 1\n}\n',
    },
    {
      what: "keeps references, also to what isn't known",
      before:
        "@host = https://api.example.com\n\ncurl -X DELETE {{host}}/a/{{id}} -H 'Authorization: Bearer {{token}}'\n",
      after: "@host = https://api.example.com\n\nDELETE {{host}}/a/{{id}}\nAuthorization: Bearer {{token}}\n",
    },
    {
      what: "separates the answer directly below",
      before: "$ curl -i https://api.example.com/a -H 'Origin: https://app.example'\nHTTP/1.1 200 OK\nServer: a\n",
      after: "GET https://api.example.com/a\nOrigin: https://app.example\n\nHTTP/1.1 200 OK\nServer: a\n",
    },
    {
      what: "reads HTTPie",
      before: "http PUT :3000/a Origin:https://app.example --raw 'text'\n\nHTTP/1.1 200 OK\n",
      after:
        "PUT http://localhost:3000/a\nOrigin: https://app.example\nContent-Type: application/json\nAccept: application/json, */*;q=0.5\n\ntext\n\nHTTP/1.1 200 OK\n",
    },
    {
      what: "keeps quote marks and line ends",
      carrier: "markdown" as const,
      before:
        "> ```http\r\n> curl https://api.example.com/a \\\r\n>   -H 'Origin: https://app.example' -d a=b\r\n> ```\r\n",
      after:
        "> ```http\r\n> POST https://api.example.com/a\r\n> Origin: https://app.example\r\n> Content-Type: application/x-www-form-urlencoded\r\n>\r\n> a=b\r\n> ```\r\n",
    },
  ]) {
    it(what, () => {
      const result = rewritten(before, carrier);
      assert.equal(result, after);
      assert.deepEqual(verdictsOf(result ?? "", carrier), verdictsOf(before, carrier));
      assert.equal(rewritten(result ?? "", carrier), null);
    });
  }

  for (const [what, command] of [
    ["a body in a file", "curl https://api.example.com/a -d @body.json"],
    ["a form with files", "curl https://api.example.com/a -F file=@a.png"],
    ["headers in a file", "curl https://api.example.com/a -H @headers.txt"],
    ["a password that curl encodes", "curl https://api.example.com/a -u me:secret"],
    [
      "a comment that hides findings in all its lines",
      "# cors-lens-disable-next-line max-age-missing\ncurl https://api.example.com/a \\\n  -H 'X-A: 1'",
    ],
    ["an unknown option", "curl https://api.example.com/a --frobnicate"],
    ["a variable of the shell", 'curl https://api.example.com/a -H "Authorization: Bearer $TOKEN"'],
    [
      "a pipe that filters the answer",
      "curl -i https://api.example.com/a | grep -i access\nHTTP/1.1 200 OK\nServer: a",
    ],
    ["several URLs", "curl https://api.example.com/a https://api.example.com/b"],
    ["a pattern", "curl 'https://api.example.com/{a,b}'"],
    ["a body that would end the request", "curl https://api.example.com/a -d $'a\\n### b\\nc'"],
    ["a body that would be read as a response", "curl https://api.example.com/a -d 'HTTP/1.1 200 OK\nServer: a'"],
    ["a header with a line break", "curl https://api.example.com/a -H $'X-A: a\\nb'"],
  ] as const) {
    it(`isn't offered where something would be lost: ${what}`, () => {
      assert.equal(read(`${command}\n`, "http").exchanges.length > 0, true, "the command is read");
      assert.equal(rewritten(`${command}\n`), null);
    });
  }
});
