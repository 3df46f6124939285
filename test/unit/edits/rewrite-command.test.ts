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
  for (const { what, carrier = "http", before, after, isLast = true } of [
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
    {
      what: "writes the page and the credentials of a call",
      before:
        'fetch("https://api.example.com/a", {\n  "headers": { "content-type": "application/json", "cache-control": "no-cache" },\n  "referrer": "https://app.example/",\n  "body": "{\\"b\\":1}",\n  "method": "PUT",\n  "mode": "cors",\n  "credentials": "include"\n});\nHTTP/2 200\naccess-control-allow-origin: *\n',
      after:
        '# @cors credentials=include\nPUT https://api.example.com/a\nOrigin: https://app.example\nSec-Fetch-Mode: cors\ncontent-type: application/json\ncache-control: no-cache\n\n{"b":1}\n\nHTTP/2 200\naccess-control-allow-origin: *\n',
    },
    {
      what: "writes placeholders for what a script computes",
      before:
        "# @cors origin=https://app.example\nconst r = await fetch(`https://api.example.com/a/${id}`, {\n  method: 'post',\n  headers: { ...common, Authorization: `Bearer ${getToken()}`, 'X-A': trace },\n  body: JSON.stringify(data),\n})\n  .then((answer) => answer.json());\n",
      after:
        "# @cors origin=https://app.example\nPOST https://api.example.com/a/<id>\nAuthorization: Bearer <getToken>\nX-A: <trace>\n...\n\n<JSON.stringify>\n",
    },
    {
      what: "writes the mode of a call",
      before: 'fetch("https://api.example.com/a", { mode: "no-cors", referrer: "https://app.example/" })\n',
      after: "GET https://api.example.com/a\nOrigin: https://app.example\nSec-Fetch-Mode: no-cors\n",
    },
    {
      what: "writes the URL of a call as the page resolves it",
      before: 'fetch("/a", { referrer: "https://app.example/b" })\n',
      after: "GET https://app.example/a\nOrigin: https://app.example\n",
    },
    {
      what: "leaves another command below it",
      before: "curl https://api.example.com/a\n\ncurl https://api.example.com/b\n",
      after: "GET https://api.example.com/a\n\ncurl https://api.example.com/b\n",
      isLast: false,
    },
  ]) {
    it(what, () => {
      const result = rewritten(before, carrier);
      assert.equal(result, after);
      assert.deepEqual(verdictsOf(result ?? "", carrier), verdictsOf(before, carrier));
      assert.equal(rewritten(result ?? "", carrier) === null, isLast);
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
    ["options that aren't shown", 'fetch("https://api.example.com/a", options)'],
    ["a method that a script computes", 'fetch("https://api.example.com/a", { method })'],
    ["headers that may force a preflight", 'fetch("https://api.example.com/a", { headers })'],
    ["a mode that a script computes", 'fetch("https://api.example.com/a", { mode })'],
    ["a URL relative to a page that isn't known", 'fetch("/a")'],
    ["a header with a line break", "curl https://api.example.com/a -H $'X-A: a\\nb'"],
  ] as const) {
    it(`isn't offered where something would be lost: ${what}`, () => {
      assert.equal(read(`${command}\n`, "http").exchanges.length > 0, true, "the command is read");
      assert.equal(rewritten(`${command}\n`), null);
    });
  }
});
