import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { type CopyFormat, copyExchange } from "../../../server/src/copy/copy-exchange";
import type { EnvironmentDefinition, EnvironmentVariables } from "../../../server/src/http/environment-variables";
import type { Carrier } from "../../../server/src/http/parse";

function copy(
  text: string,
  format: CopyFormat,
  index = 0,
  carrier: Carrier = "http",
  variables?: EnvironmentVariables,
) {
  const { document, exchanges } = analyse(text, carrier, { origin: null, ...(variables ? { variables } : {}) });
  const exchange = exchanges[index];
  assert.ok(exchange, "there is an exchange");
  return copyExchange(document, exchange, format, carrier);
}

const URL = "https://api.example.com/a";

interface Row {
  readonly name: string;
  readonly text: string;
  readonly copied: string | null;
  readonly remarks?: readonly string[];
}

const CURL: readonly Row[] = [
  { name: "a GET", text: `GET ${URL}\n`, copied: `curl '${URL}'` },
  {
    name: "a POST with its body, Origin and credentials, without what curl adds",
    text: `POST /a HTTP/1.1\nHost: api.example.com\nOrigin: https://a.example\nCookie: a=b\nContent-Type: application/json\nContent-Length: 9\n\n{\n  "a": "it's"\n}\n\nHTTP/1.1 200 OK\n`,
    copied: `curl 'https://api.example.com/a' \\\n  -H 'Origin: https://a.example' \\\n  -H 'Cookie: a=b' \\\n  -H 'Content-Type: application/json' \\\n  --data-raw '{\n  "a": "it'\\''s"\n}'`,
    remarks: ["The scheme https is assumed."],
  },
  { name: "a PUT without a body", text: `PUT ${URL}\nX-A:\n`, copied: `curl -X PUT '${URL}' \\\n  -H 'X-A;'` },
  { name: "a HEAD", text: `HEAD ${URL}\n`, copied: `curl -I '${URL}'` },
  { name: "a POST without a body", text: `POST ${URL}\n`, copied: `curl -X POST '${URL}'` },
  {
    name: "a body without a type",
    text: `POST ${URL}\n\na\n`,
    copied: `curl '${URL}' \\\n  -H 'Content-Type:' \\\n  --data-raw 'a'`,
  },
  {
    name: "a form on several lines",
    text: `POST ${URL}\nContent-Type: application/x-www-form-urlencoded\n\na=1\n&b=2\n`,
    copied: `curl '${URL}' \\\n  -H 'Content-Type: application/x-www-form-urlencoded' \\\n  --data-raw 'a=1&b=2'`,
  },
  {
    name: "multipart lines with CRLF",
    text: `POST ${URL}\nContent-Type: multipart/form-data; boundary=x\n\n--x\nA: b\n\nc\n--x--\n`,
    copied: `curl '${URL}' \\\n  -H 'Content-Type: multipart/form-data; boundary=x' \\\n  --data-raw $'--x\\r\\nA: b\\r\\n\\r\\nc\\r\\n--x--'`,
  },
  {
    name: "multipart bodies with files",
    text: `POST ${URL}\nContent-Type: multipart/form-data; boundary=x\n\n--x\nA: b\n\n< ./a.txt\n--x--\n`,
    copied: `curl -X POST '${URL}' \\\n  -H 'Content-Type: multipart/form-data; boundary=x'`,
    remarks: ["The body isn't in the document and is left out."],
  },
  {
    name: "a preflight",
    text: `OPTIONS ${URL}\nOrigin: https://a.example\nAccess-Control-Request-Method: PUT\n`,
    copied: `curl -X OPTIONS '${URL}' \\\n  -H 'Origin: https://a.example' \\\n  -H 'Access-Control-Request-Method: PUT'`,
  },
  {
    name: "a compressed response, patterns and dots in the URL",
    text: "GET https://api.example.com/../a?b[]=1\nAccept-Encoding: gzip\n",
    copied:
      "curl --globoff --path-as-is 'https://api.example.com/../a?b[]=1' \\\n  -H 'Accept-Encoding: gzip' \\\n  --compressed",
  },
  {
    name: "values of variables, and unknown references",
    text: `@host = https://api.example.com\n@id = 7\nGET {{host}}/a/{{id}}?b={{c}}\nX-A: {{$guid}}\nX-B: <token>\n`,
    copied: `curl --globoff 'https://api.example.com/a/7?b={{c}}' \\\n  -H 'X-A: {{$guid}}' \\\n  -H 'X-B: <token>'`,
    remarks: ["Unknown and left as written: {{c}}, {{$guid}}, X-B."],
  },
  {
    name: "a URL that begins with a reference",
    text: "GET {{base}}/a\n",
    copied: "curl --globoff '{{base}}/a'",
    remarks: ["Unknown and left as written: {{base}}."],
  },
  {
    name: "the scheme of the page",
    text: "GET /a HTTP/1.1\nHost: api.example.com:81\nOrigin: http://a.example\n",
    copied: "curl 'http://api.example.com:81/a' \\\n  -H 'Origin: http://a.example'",
    remarks: ["The scheme http is assumed."],
  },
  {
    name: "the local machine",
    text: "GET localhost:3000/a\n",
    copied: "curl 'http://localhost:3000/a'",
    remarks: ["The scheme http is assumed."],
  },
  {
    name: "elided headers and body",
    text: `POST ${URL}\n...\n\n< ./body.json\n`,
    copied: `curl -X POST '${URL}'`,
    remarks: ["The omitted header lines are missing.", "The body isn't in the document and is left out."],
  },
  {
    name: "no scripts, saved responses or comments",
    text: `# @name x\nPOST ${URL}\n# c\nContent-Type: text/plain\n\na\n\n> {%\n  b();\n%}\n<> ./saved.txt\n`,
    copied: `curl '${URL}' \\\n  -H 'Content-Type: text/plain' \\\n  --data-raw 'a'`,
  },
  {
    name: "a transcript",
    text: "> GET /a HTTP/1.1\n> Host: api.example.com\n> Accept: */*\n>\n< HTTP/1.1 200 OK\n",
    copied: "curl 'https://api.example.com/a' \\\n  -H 'Accept: */*'",
    remarks: ["The scheme https is assumed."],
  },
  {
    name: "pseudo-header fields",
    text: ":method: PUT\n:scheme: https\n:authority: api.example.com\n:path: /a\nx-a: b\n",
    copied: `curl -X PUT '${URL}' \\\n  -H 'x-a: b'`,
  },
  { name: "no host", text: "GET /a\n", copied: null, remarks: ["The request's target isn't known."] },
  {
    name: "no method",
    text: ":path: /a\n:authority: api.example.com\n",
    copied: null,
    remarks: ["The request's method isn't known."],
  },
  {
    name: "a WebSocket",
    text: "GET wss://api.example.com/\n",
    copied: null,
    remarks: ["This isn't an HTTP request."],
  },
  { name: "a command", text: `curl ${URL}\n`, copied: null, remarks: ["The request is already a curl command."] },
];

const FETCH: readonly Row[] = [
  {
    name: "a command with a password",
    text: `curl -u user:word -H 'X-A: 1' ${URL}\n`,
    copied: `fetch("${URL}", {\n  headers: {\n    "X-A": "1",\n  },\n});`,
    remarks: ["Unknown and left out: Authorization."],
  },
  { name: "a GET", text: `GET ${URL}\n`, copied: `fetch("${URL}");` },
  {
    name: "the headers that scripts set, without the browser's",
    text: `PUT /a HTTP/1.1\nHost: api.example.com\nOrigin: https://a.example\nCookie: a=b\nSec-Fetch-Mode: cors\nUser-Agent: Mozilla/5.0 (X)\nContent-Length: 1\nX-A: "b\\"\n\n{}\n`,
    copied: `fetch("https://api.example.com/a", {\n  method: "PUT",\n  mode: "cors",\n  credentials: "include",\n  headers: {\n    "X-A": "\\"b\\\\\\"",\n  },\n  body: "{}",\n});`,
    remarks: ["The scheme https is assumed."],
  },
  {
    name: "a body on several lines",
    text: `POST ${URL}\nContent-Type: text/plain\n\n\`a\`\n\${b} \\n "c"\n`,
    copied: `fetch("${URL}", {\n  method: "POST",\n  headers: {\n    "Content-Type": "text/plain",\n  },\n  body: \`\\\`a\\\`\n\\\${b} \\\\n "c"\`,\n});`,
  },
  {
    name: "a repeated name",
    text: `GET ${URL}\nX-A: 1\nx-a: 2\n`,
    copied: `fetch("${URL}", {\n  headers: [\n    ["X-A", "1"],\n    ["x-a", "2"],\n  ],\n});`,
  },
  {
    name: "a redirect that isn't followed, credentials from a directive",
    text: `# @no-redirect\n# @cors credentials=omit\nGET ${URL}\nOrigin: https://a.example\n`,
    copied: `fetch("${URL}", {\n  credentials: "omit",\n  redirect: "manual",\n});`,
  },
  {
    name: "a body that scripts can't send",
    text: `GET ${URL}\n\na\n`,
    copied: `fetch("${URL}");`,
    remarks: ["Scripts can't send a body with GET, so it is left out."],
  },
  {
    name: "a command, with the headers that it sends",
    text: `curl '${URL}' -H 'X-A: b' --json '{"a": 1}' -H "X-B: $TOKEN"\n`,
    copied: `fetch("${URL}", {\n  method: "POST",\n  headers: {\n    "X-A": "b",\n    "Content-Type": "application/json",\n    "Accept": "application/json",\n    "X-B": "$TOKEN",\n  },\n  body: "{\\"a\\": 1}",\n});`,
    remarks: ["Unknown and left as written: X-B."],
  },
  {
    name: "a command with a body from a file",
    text: `curl '${URL}' -d @a.json\n`,
    copied: `fetch("${URL}", {\n  method: "POST",\n  headers: {\n    "Content-Type": "application/x-www-form-urlencoded",\n  },\n});`,
    remarks: ["The body isn't in the document and is left out."],
  },
  {
    name: "a navigation",
    text: `GET ${URL}\nSec-Fetch-Mode: navigate\n`,
    copied: `fetch("${URL}");`,
    remarks: ["Scripts can't make requests in mode navigate."],
  },
  {
    name: "a preflight",
    text: `OPTIONS ${URL}\nOrigin: https://a.example\nAccess-Control-Request-Method: PUT\n`,
    copied: null,
    remarks: ["Browsers send preflights on their own; scripts can't."],
  },
  { name: "a method", text: `TRACE ${URL}\n`, copied: null, remarks: ["Scripts can't use the method TRACE."] },
];

for (const [format, rows] of [
  ["curl", CURL],
  ["fetch", FETCH],
] as const) {
  describe(`copied as ${format}:`, () => {
    for (const { name, text, copied, remarks = [] } of rows) {
      it(name, () => assert.deepEqual(copy(text, format), { text: copied, remarks }));
    }
  });
}

const GET = `GET ${URL}\nOrigin: https://a.example\n`;
const OK = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n";
const PUT = `PUT ${URL}\nOrigin: https://a.example\n`;
const ASKS = `OPTIONS ${URL}\nOrigin: https://a.example\nAccess-Control-Request-Method: PUT\n`;
const GRANTS = "HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT\n";

describe("copied as a Markdown fence:", () => {
  const rows: readonly (readonly [name: string, text: string, fence: string, index?: number])[] = [
    ["one block", `${GET}\n${OK}\n\n`, `\`\`\`http\n${GET}\n${OK}\`\`\`\n`],
    [
      "separate blocks, with comments above",
      `### A\n# b\n${GET}\n\n### C\n\n${OK}`,
      `\`\`\`http\n# b\n${GET}\n${OK}\`\`\`\n`,
    ],
    ["a request without a response", GET, `\`\`\`http\n${GET}\`\`\`\n`],
    [
      "the exchange with its preflight",
      `${ASKS}\n${GRANTS}\n###\n\n${PUT}\n${OK}`,
      `\`\`\`http\n${ASKS}\n${GRANTS}\`\`\`\n\n\`\`\`http\n${PUT}\n${OK}\`\`\`\n`,
      1,
    ],
    [
      "the page from elsewhere in the document",
      `# @cors origin=https://a.example\n\n###\n${GET.replace(/Origin.*\n/, "")}\n${OK}`,
      `\`\`\`http\n# @cors origin=https://a.example\n${GET.replace(/Origin.*\n/, "")}\n${OK}\`\`\`\n`,
    ],
    ["backticks in the body", `${GET}\n${OK}\n\`\`\`\`\n`, `\`\`\`\`\`http\n${GET}\n${OK}\n\`\`\`\`\n\`\`\`\`\`\n`],
    ["CRLF", `${GET}\n${OK}`.replaceAll("\n", "\r\n"), `\`\`\`http\n${GET}\n${OK}\`\`\`\n`],
  ];
  for (const [name, text, fence, index] of rows) {
    it(name, () => assert.deepEqual(copy(text, "markdown", index), { text: fence, remarks: [] }));
  }

  const AROUND = "The exchange depends on variables, scripts, files or other messages around it.";
  const lost: readonly (readonly [name: string, text: string, why: string, carrier?: Carrier])[] = [
    ["a variable of the file", `@a = b\n${GET}X-A: {{a}}\n\n${OK}`, AROUND],
    ["a script", `< {%\n  a();\n%}\n${GET}\n${OK}`, AROUND],
    ["a body from a file", `${PUT}\n< ./a.json\n\n${OK}`, AROUND],
    ["an interim response", `${GET}\nHTTP/1.1 103 Early Hints\n\n${OK}`, AROUND],
    ["a command", `curl ${URL}\n\n${OK}`, AROUND],
    [
      "a redirect that is followed",
      `${GET}\nHTTP/1.1 302 Found\nAccess-Control-Allow-Origin: *\nLocation: https://b.example/\n\n###\nGET https://b.example/\nOrigin: null\n`,
      "The exchange is part of a redirect chain.",
    ],
    ["a fence", `\`\`\`http\n${GET}\`\`\`\n`, "The exchange is already in Markdown.", "markdown"],
  ];
  for (const [name, text, why, carrier] of lost) {
    it(`not ${name}`, () => assert.deepEqual(copy(text, "markdown", 0, carrier), { text: null, remarks: [why] }));
  }
});

describe("secrets in a copy:", () => {
  const definition = (value: string, isSecret: boolean): EnvironmentDefinition => ({
    value,
    isSecret,
    mayOverrideText: false,
    source: "x.json",
    environment: null,
  });

  it("values from private files stay references, in every part and in other variables", () => {
    const variables: EnvironmentVariables = new Map([
      ["key", [definition("s3cr3t-value", true)]],
      ["pin", [definition("42", true)]],
      ["public", [definition("shown", false)]],
    ]);
    const text = `@auth = Bearer {{key}}\nPOST ${URL}/{{pin}}?k={{key}}&p={{public}}\nAuthorization: {{auth}}\n\n{"k": "{{key}}"}\n`;
    for (const format of ["curl", "fetch"] as const) {
      const { text: copied, remarks } = copy(text, format, 0, "http", variables);
      assert.ok(copied?.includes(`${URL}/{{pin}}?k={{key}}&p=shown`), String(copied));
      assert.ok(copied?.includes("{{auth}}"));
      assert.doesNotMatch(String(copied), /s3cr3t|42/);
      assert.deepEqual(remarks, ["Private and left as written: {{pin}}, {{key}}, {{auth}}."]);
    }
  });

  it("values in the document are copied, but no remark repeats them", () => {
    const { text, remarks } = copy(
      `@token = abc\nGET ${URL}\nAuthorization: Bearer {{token}}\nCookie: {{b}}=c\n`,
      "curl",
    );
    assert.ok(text?.includes("-H 'Authorization: Bearer abc'"));
    assert.deepEqual(remarks, ["Unknown and left as written: {{b}}."]);
  });
});
