import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import type { ClientCapabilities, CodeAction, WorkspaceDiagnosticReport } from "vscode-languageserver-protocol";
import { COMMANDS, type CommandName } from "../../server/src/cli/args";
import { run } from "../../server/src/cli/run";
import { exchangesOfHar } from "../../server/src/har/exchanges";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";
import { at, fields, har, readHar } from "../unit/har/hars";

/** Every kind of secret on every surface. SECURITY.md promises that no cell of this table shows one. */

interface Parts {
  readonly method?: string;
  readonly url?: string;
  readonly origin?: string;
  readonly allowed?: string;
  /** The names of `Access-Control-Request-Headers`. */
  readonly names?: string;
  readonly fields?: string;
  readonly responseFields?: string;
}

/** Exchanges with mistakes in many places, so that every surface has something to say about every part. */
function exchanges({
  method = "PUT",
  url = "https://api.example.com/data",
  origin = "https://app.example.com",
  allowed = "https://other.example.com",
  names = "X-One",
  fields = "X-One: 1",
  responseFields = "X-Two: 2",
}: Parts): string {
  return `GET ${url}
Origin: ${origin}
${fields}

HTTP/1.1 302 Found
Location: ${url}
Access-Control-Allow-Origin: ${allowed}
${responseFields}

###
OPTIONS ${url}
Origin: ${origin}/
Access-Control-Request-Method: ${method}
Access-Control-Request-Headers: ${names}

HTTP/1.1 404 Not Found
Access-Control-Allow-Origin: ${allowed}
Access-Control-Allow-Methods: GET
Access-Control-Allow-Headers: ${names} x

###
${method} ${url}
Origin: ${origin}
${fields}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: ${allowed}
${responseFields}

### ${url}
GET ${url}

###
Access to fetch at '${url}' from origin '${origin}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '${allowed}' that is not equal to the supplied origin.
`;
}

interface Kind {
  readonly name: string;
  readonly text: string;
  /** Private files beside the document, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** What no surface shows. */
  readonly secret: RegExp;
  /** What the reports show in its place, and what else they must not hide. */
  readonly shown: readonly (string | RegExp)[];
}

const dotenv = (...lines: string[]) => ({ ".env": `${lines.join("\n")}\n` });
const LONG = "k7Zq".repeat(40);

const PRIVATE: readonly Kind[] = [
  {
    name: "a short value",
    files: dotenv("SHORT=abc12"),
    text: exchanges({ url: "https://api.example.com/{{SHORT}}/x?k={{SHORT}}", origin: "https://{{SHORT}}.example" }),
    secret: /abc12/i,
    shown: ["https://{{SHORT}}.example", "https://api.example.com/{{SHORT}}/x?k={{SHORT}}"],
  },
  {
    name: "a short value, although a longer word of the document has it",
    files: dotenv("SHORT=zap"),
    text: exchanges({ url: "https://api.example.com/{{SHORT}}/zapped", origin: "https://{{SHORT}}.example" }),
    secret: /\bzap\b/i,
    shown: ["https://{{SHORT}}.example", "/zapped"],
  },
  {
    name: "an item of a list",
    files: dotenv("NAMES=X-One, X-Unseen-Two, u3x"),
    text: exchanges({ names: "{{NAMES}}", fields: "X-One: {{NAMES}}" }),
    secret: /unseen|\bu3x\b/i,
    shown: [],
  },
  {
    name: "a value that a URL parser encodes",
    files: dotenv("WORDS=p w&d/é'x"),
    text: exchanges({ url: "https://api.example.com/{{WORDS}}?k={{WORDS}}#{{WORDS}}" }),
    secret: /p w|p%20w|p\+w|%C3%A9/i,
    shown: ["https://api.example.com/{{WORDS}}?k={{WORDS}}"],
  },
  {
    name: "a host before and after IDNA",
    files: dotenv("HOST=BÜCHER.Unseen.example"),
    text: exchanges({ url: "https://{{HOST}}/x", origin: "https://{{HOST}}", allowed: "https://{{HOST}}:1" }),
    secret: /bücher|b%c3|xn--bcher|unseen/i,
    shown: ["https://{{HOST}}"],
  },
  {
    name: "a value next to letters",
    files: dotenv("A=acme", "B=bü"),
    text: exchanges({
      url: "https://x{{A}}1.example.com/{{A}}2x?k=y-{{A}}_{{B}}3",
      origin: "https://{{B}}9.example",
      names: "X-{{A}}7",
    }),
    secret: /acme|bü|b%c3|xn--b/i,
    shown: ["https://x{{A}}1.example.com/{{A}}2x"],
  },
  {
    name: "values side by side, and through a variable of the document",
    files: dotenv("A=acme", "B=zorg"),
    text: `@host = {{A}}{{B}}5\n\n${exchanges({ url: "https://{{host}}6.example.com/{{A}}{{B}}" })}`,
    secret: /acme|zorg/i,
    shown: ["https://{{host}}6.example.com/{{A}}{{B}}"],
  },
  {
    name: "a private value with a reference in it",
    files: dotenv("HOST=cellar.corp", "BASE=https://{{HOST}}/hidden-path"),
    text: exchanges({ url: "{{BASE}}/x", allowed: "{{BASE}}" }),
    secret: /cellar|corp|hidden-path/i,
    shown: ["{{BASE}}/x"],
  },
  {
    name: "the parts of a private URL",
    files: dotenv("BASE=https://Inner.Corp:8443/v1?access_token=k9"),
    text: exchanges({ url: "{{BASE}}", origin: "{{BASE}}", allowed: "https://inner.example" }),
    secret: /inner\.corp|8443|k9/i,
    shown: ["{{BASE}}"],
  },
  {
    name: "a value that a message cuts off",
    files: dotenv(`LONG=${LONG}`),
    text: exchanges({ url: "https://api.example.com/{{LONG}}", allowed: "https://app.example.com/aaaa/{{LONG}}" }),
    secret: /k7Zq/i,
    shown: ["https://app.example.com/aaaa/{{LONG}}"],
  },
  {
    name: "credentials as some tools write them",
    files: dotenv("user=mallory", "password=hunter2"),
    text: exchanges({ fields: "Authorization: Basic {{user}} {{password}}\nX-{{user}}: {{password}}" }),
    secret: /mallory|hunter2|bWFsbG9yeTpodW50ZXIy/i,
    shown: [],
  },
  {
    name: "a variable of a public file whose name sounds secret",
    files: { "http-client.env.json": JSON.stringify({ dev: { apiToken: "t0ps3cret" } }) },
    text: exchanges({ url: "https://api.example.com/{{apiToken}}", names: "{{apiToken}}" }),
    secret: /t0ps3cret/i,
    shown: ["https://api.example.com/{{apiToken}}"],
  },
];

const SECRET = "sk_live_4eC39HqLyj";
const PARAMETERS = [
  ...["access_token", "api_key", "apikey", "token", "sig", "key", "password", "client_secret", "jwt", "id_token"],
  ...["X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token", "AWSAccessKeyId", "access%5Ftoken", "sid"],
];
const HEADERS = [
  ...["X-Api-Key", "Api-Key", "Proxy-Authorization", "X-Auth-Token", "X-CSRF-Token", "X-XSRF-TOKEN"],
  ...["X-Amz-Security-Token", "X-Access-Token", "X-Session-Id", "Ocp-Apim-Subscription-Key", "Private-Token"],
];

const PANEL = [
  ["access-control-allow-origin", "https://other.example.com"],
  ["set-cookie", "sid=hunter2; Path=/; HttpOnly; SameSite=None"],
  ["authorization", `Bearer ${SECRET}`],
  ["cookie", "sid=hunter2; theme=hunter3"],
  ["origin", "https://app.example.com/"],
  ["x-api-key", "hunter2"],
] as const;

/** A copy of Chrome's panel, with each value on the line below its name. */
function panel(method: string, colon: string): string {
  const facts = [
    ["Request URL", "https://api.example.com/data?token=hunter2"],
    ["Request Method", method],
    ["Status Code", "200 OK"],
  ];
  return [...facts, ...PANEL].map(([name, value]) => `${name}${colon}\n${value}\n`).join("");
}

/** What "Copy All" makes of Firefox's panel. */
function panelInJson(): string {
  const headers = (of: (typeof PANEL)[number][]) => ({ headers: of.map(([name, value]) => ({ name, value })) });
  return [
    { PUT: { scheme: "https", host: "api.example.com", filename: "/data" } },
    { Status: "200OK" },
    { "Response Headers (310 B)": headers(PANEL.slice(0, 2)) },
    { "Request Headers (480 B)": headers(PANEL.slice(2)) },
  ]
    .map((object) => `${JSON.stringify(object, null, "\t")}\n`)
    .join("");
}

const LITERAL: readonly Kind[] = [
  {
    name: "a user name and a password in a URL",
    text: exchanges({
      url: "https://reader:pa'ss*w1@api.example.com/data",
      origin: "https://reader:pa'ss*w1@app.example.com",
      allowed: "https://reader:pa'ss*w1@app.example.com",
    }),
    secret: /reader|pa.ss|w1@/,
    shown: ["https://…@api.example.com/data", "never matches"],
  },
  {
    name: "a token as the user name of a URL",
    text: exchanges({ url: `https://${SECRET}@api.example.com`, allowed: `https://${SECRET}:x-oauth@app.example.com` }),
    secret: /sk_live|4eC39|x-oauth/,
    shown: ["https://…@api.example.com"],
  },
  {
    name: "a URL that a message cuts off",
    text: exchanges({
      url: `https://reader:${LONG}@api.example.com/data`,
      allowed: `https://reader:${LONG}@app.example.com`,
    }),
    secret: /k7Zq/,
    shown: ["https://…@api.example.com/data"],
  },
  {
    name: "parameters of a query and of a fragment",
    text: exchanges({
      url: `https://api.example.com/data?page=12${PARAMETERS.map((name) => `&${name}=hunter2%2F${name}`).join("")}&end#token=hunter2`,
      allowed: "https://app.example.com?access_token=hunter2",
    }),
    secret: /hunter2/,
    shown: [`?page=12${PARAMETERS.map((name) => `&${name}=…`).join("")}&end#token=…`, "?access_token=…"],
  },
  {
    name: "a parameter in a URL in a parameter",
    text: exchanges({
      url: "https://api.example.com/login?to=https%3A%2F%2Fa.example%2F%3Ftoken%3Dhunter2%26x%3D1&y=2",
    }),
    secret: /hunter2/,
    shown: ["%3Ftoken%3D…%26x%3D1&y=2"],
  },
  {
    name: "the values of secret headers, wherever they are",
    text: exchanges({
      url: `https://api.example.com/of/${SECRET}/end`,
      fields: HEADERS.map((name) => `${name}: ${SECRET}\n${name} : hunter2-${name}\n${name} hunter2`).join("\n"),
      names: HEADERS.join(", "),
    }),
    secret: /sk_live|hunter2/i,
    shown: ["https://api.example.com/of/…/end", ...HEADERS],
  },
  {
    name: "Authorization",
    text: exchanges({ fields: `Authorization : Bearer ${SECRET}.hunter2`, names: "authorization" }),
    secret: /sk_live|hunter2/i,
    shown: [/Authorization ?: Bearer …/],
  },
  {
    name: "Authorization without a known scheme",
    text: exchanges({ fields: `Authorization : hunter2 ${SECRET}`, names: "authorization" }),
    secret: /sk_live|hunter2/i,
    shown: [/Authorization ?: …/],
  },
  {
    name: "cookies",
    text: exchanges({
      fields: `Cookie : sid=hunter2; theme=hunter3\nCookie: sid=hunter2`,
      responseFields: `Set-Cookie : sid=hunter2; Path=/; HttpOnly; SameSite=None`,
    }),
    secret: /hunter/,
    shown: ["Cookie : sid=…; theme=…", "Set-Cookie : sid=…; Path=/; HttpOnly; SameSite=None"],
  },
  ...["", ":"].map((colon) => ({
    name: `a copy of a panel, with values below names${colon === "" ? "" : " and colons"}`,
    text: panel("PUT", colon) + panel("GET", colon),
    secret: /sk_live|4eC39|hunter/,
    shown: ["https://api.example.com/data?token=…", "sid=…"],
  })),
  {
    name: "a copy of Firefox's panel in JSON",
    text: panelInJson(),
    secret: /sk_live|4eC39|hunter/,
    shown: ["https://api.example.com/data"],
  },
  {
    name: "a command",
    text: `curl -X PUT 'https://api.example.com/data?token=hunter2' -u 'bob:hunter2' -H 'X-Api-Key: hunter2' -b sid=hunter2 -H 'Origin: https://app.example.com/'

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example.com
`,
    secret: /hunter2/,
    shown: ["-u '…' -H 'X-Api-Key: …' -b sid=…"],
  },
  {
    name: "a call of fetch()",
    text: `fetch("https://api.example.com/data?token=hunter2", {
  "headers": { "authorization": "Bearer hunter2", "X-Api-Key": "hunter2" },
  "referrer": "https://app.example.com/?token=hunter2",
  "body": "{\\"password\\":\\"hunter2\\"}",
  "method": "PUT",
  "credentials": "include"
});

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example.com
`,
    secret: /hunter2/,
    shown: ["https://api.example.com/data?token=…"],
  },
  {
    name: "a call of fetch() with a cookie",
    text: `fetch(\`https://bob:hunter2@api.example.com/\${id}\`, {
  headers: { cookie: 'sid=hunter2', Referer: 'https://app.example.com/', Authorization: "Bearer hunter2" + x },
  method: 'DELETE',
})

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example.com
`,
    secret: /hunter2/,
    shown: ["DELETE"],
  },
  {
    name: "a command of HTTPie",
    text: `https PUT 'api.example.com/data?token=hunter2' -a 'bob:hunter2' password:='"hunter2"' X-Api-Key:hunter2 Origin:https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example.com
`,
    secret: /hunter2/,
    shown: ["-a '…' password:…"],
  },
  {
    name: "a form and JSON in a body that a message points at",
    text: `OPTIONS https://api.example.com/data
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Content-Type: application/json

{ "password": "hunter2", "name": "bob" }

###
GET https://api.example.com/data
Origin: https://app.example.com
Content-Type: application/x-www-form-urlencoded

grant_type=password&password=hunter2&user=bob
`,
    secret: /hunter2/,
    shown: ["GET https://api.example.com/data"],
  },
];

/** Ordinary texts, which stay readable. */
const ORDINARY: readonly Kind[] = [
  {
    name: "ordinary values of secret headers don't hide ordinary words",
    text: exchanges({
      fields: "X-Api-Key: true\nCookie: page=https://app.example.com; theme=data\nX-Auth-Token: example",
      responseFields: "Access-Control-Allow-Credentials: True\nWWW-Authenticate: Bearer realm=x",
    }),
    secret: /page=https|theme=data/,
    shown: [
      "The value must be `true`",
      "https://api.example.com/data",
      "https://other.example.com",
      "`https://app.example.com`",
    ],
  },
  {
    name: "names that only resemble secret ones",
    text: exchanges({ url: "https://api.example.com/a@b/x?keyword=cats&author=me&max_tokens=10&at=12:30@home&side=2" }),
    secret: /$^/,
    shown: ["https://api.example.com/a@b/x?keyword=cats&author=me&max_tokens=10&at=12:30@home&side=2"],
  },
  {
    name: "references and placeholders",
    text: exchanges({
      url: "https://{{u}}:{{p}}@api.example.com/data?token={{t}}&key=<key>",
      fields: "X-Api-Key : {{k}}",
    }),
    secret: /$^/,
    shown: ["https://{{u}}:{{p}}@api.example.com/data?token={{t}}&key=<key>"],
  },
];

/** A HAR whose every part that is shown or left out has a secret. */
const HAR = har("WebInspector", [
  harEntry("OPTIONS", { "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-api-key" }, {}),
  harEntry(
    "PUT",
    {
      Cookie: "sid=hunter2; theme=hunter3",
      Authorization: `Bearer ${SECRET}`,
      "X-Api-Key": "hunter2",
      Referer: `https://app.example.com/of/${SECRET}?token=hunter2`,
    },
    {
      "Set-Cookie": "sid=hunter2; Path=/; HttpOnly; SameSite=None",
      "X-Auth-Token": "hunter2",
      Location: `https://reader:hunter2@files.example.com/of/${SECRET}?access_token=hunter2`,
    },
  ),
]);

function harEntry(
  method: string,
  requestFields: Readonly<Record<string, string>>,
  responseFields: Readonly<Record<string, string>>,
) {
  const cookies = [{ name: "sid", value: "hunter2" }];
  return {
    startedDateTime: at(method === "PUT" ? 1 : 0),
    request: {
      method,
      url: `https://reader:hunter2@api.example.com/of/${SECRET}?page=12&access_token=hunter2#token=hunter2`,
      headers: fields({ Origin: "https://app.example.com", ...requestFields }),
      cookies,
      queryString: [{ name: "access_token", value: "hunter2" }],
      postData: { mimeType: "application/json", text: '{"password":"hunter2"}' },
    },
    response: {
      status: method === "PUT" ? 302 : 404,
      headers: fields({ "Access-Control-Allow-Origin": "https://other.example.com", ...responseFields }),
      cookies,
      content: { text: `hunter2 ${SECRET}` },
    },
  };
}

/** The document that the editor makes of a HAR. Its secrets aren't in it, so no surface has them, not even those that write. */
const FROM_HAR: readonly Kind[] = [
  {
    name: "a HAR",
    text: exchangesOfHar(readHar(HAR)).document.text,
    secret: /hunter|sk_live|4eC39|reader/,
    shown: ["/of/***", "page=12", "Cookie"],
  },
];

const CAPABILITIES: ClientCapabilities = {
  ...USUAL_CAPABILITIES,
  textDocument: {
    ...USUAL_CAPABILITIES.textDocument,
    diagnostic: {},
    codeLens: {},
    inlayHint: {},
    semanticTokens: { requests: { full: true, range: true }, tokenTypes: [], tokenModifiers: [], formats: [] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    completion: { completionItem: { documentationFormat: ["markdown"], snippetSupport: true } },
    rename: { prepareSupport: true },
  },
  workspace: { ...USUAL_CAPABILITIES.workspace, didChangeWatchedFiles: { dynamicRegistration: true }, diagnostics: {} },
  experimental: { commands: { commands: ["corsLens.explainExchange", "corsLens.copyAsCurl"] } },
};

const COPIES = ["curl", "fetch", "markdown"] as const;

/** What a surface says about a document. */
interface Surface {
  readonly name: string;
  /** The capability of the server that it belongs to, or the command of the command line. */
  readonly of: string;
  readonly said: (file: OpenFile) => Promise<unknown>;
  /** Surfaces that write, or copy, what the document says: only private values are hidden there. */
  readonly keepsDocument?: true;
}

interface OpenFile {
  readonly client: LspClient;
  readonly uri: string;
  readonly path: string;
  readonly lines: readonly string[];
}

/** Positions all over the document. */
function positions({ lines }: OpenFile) {
  return lines.flatMap((text, line) =>
    Array.from({ length: Math.ceil((Math.min(text.length, 120) + 1) / 8) }, (_, i) => ({ line, character: i * 8 })),
  );
}

const lineEnds = ({ lines }: OpenFile) => lines.map((text, line) => ({ line, character: text.length }));
const lineStarts = ({ lines }: OpenFile) => lines.map((_, line) => ({ line, character: 0 }));

function all<T>(items: readonly T[], ask: (item: T) => Promise<unknown>): Promise<unknown[]> {
  return Promise.all(items.map(ask));
}

const request =
  (method: string) =>
  ({ client, uri }: OpenFile, params: object) =>
    client.connection.sendRequest(method, { textDocument: { uri }, ...params });

const withoutEdits = ({ title, diagnostics, command }: CodeAction) => ({ title, diagnostics, command: command?.title });

const IN_EDITORS: readonly Surface[] = [
  { name: "diagnostics", of: "diagnosticProvider", said: ({ client, uri }) => client.pull(uri) },
  {
    name: "diagnostics of the workspace",
    of: "diagnosticProvider",
    said: async ({ client, uri }) => {
      const report = await client.connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", {
        previousResultIds: [],
      });
      return report.items.find((item) => item.uri === uri) ?? assert.fail("no report");
    },
  },
  {
    name: "hovers",
    of: "hoverProvider",
    said: (file) => all(positions(file), (position) => file.client.hover(file.uri, position)),
  },
  {
    name: "completions' documentation",
    of: "completionProvider",
    said: async (file) =>
      (await Promise.all(lineEnds(file).map((position) => file.client.completion(file.uri, position))))
        .flat()
        .map(({ documentation }) => documentation),
  },
  {
    name: "completions",
    of: "completionProvider",
    keepsDocument: true,
    said: (file) => all(lineEnds(file), (position) => file.client.completion(file.uri, position)),
  },
  {
    name: "the titles of code actions",
    of: "codeActionProvider",
    said: async (file) =>
      (await Promise.all(positions(file).map((position) => file.client.codeActions(file.uri, position))))
        .flat()
        .map(withoutEdits),
  },
  {
    name: "the edits of code actions",
    of: "codeActionProvider",
    keepsDocument: true,
    said: (file) => all(positions(file), (position) => file.client.codeActions(file.uri, position)),
  },
  { name: "code lenses", of: "codeLensProvider", said: (file) => request("textDocument/codeLens")(file, {}) },
  {
    name: "inlay hints",
    of: "inlayHintProvider",
    said: (file) =>
      request("textDocument/inlayHint")(file, {
        range: { start: { line: 0, character: 0 }, end: { line: file.lines.length, character: 0 } },
      }),
  },
  { name: "symbols", of: "documentSymbolProvider", said: (file) => request("textDocument/documentSymbol")(file, {}) },
  {
    name: "symbols of the workspace",
    of: "workspaceSymbolProvider",
    said: ({ client }) => client.connection.sendRequest("workspace/symbol", { query: "" }),
  },
  {
    name: "the panel",
    of: "experimental",
    said: (file) => all(lineStarts(file), (position) => request("corsLens/explainExchange")(file, { position })),
  },
  {
    name: "verdicts at the cursor",
    of: "experimental",
    said: (file) =>
      all(
        lineStarts(file).map((position) => ({ position })),
        (params) => request("corsLens/verdict")(file, params),
      ),
  },
  {
    name: "copies",
    of: "experimental",
    keepsDocument: true,
    said: (file) =>
      all(
        COPIES.flatMap((format) => lineStarts(file).map((position) => ({ format, position }))),
        (params) => request("corsLens/copyExchange")(file, params),
      ),
  },
  {
    name: "renames",
    of: "renameProvider",
    keepsDocument: true,
    said: (file) =>
      all(positions(file), (position) =>
        request("textDocument/rename")(file, { position, newName: "1 2" }).catch((error: unknown) => String(error)),
      ),
  },
  { name: "the log", of: "log", said: async ({ client }) => client.logged },
];

/** Capabilities whose answers have no text: places, kinds, or what the client needs to know before it asks. */
const WITHOUT_TEXT = [
  ...["definitionProvider", "documentHighlightProvider", "foldingRangeProvider", "referencesProvider"],
  ...["selectionRangeProvider", "semanticTokensProvider", "textDocumentSync", "workspace", "positionEncoding"],
  // The names of files.
  ...["documentLinkProvider", "notebookDocumentSync"],
];

const onLines = ({ lines }: OpenFile) =>
  lines.flatMap((text, line) => (/^(?:GET|PUT|OPTIONS|\{\{|curl|fetch|https? )/.test(text) ? [line + 1] : []));

/** The output of a command, and its exit code. */
async function outputOf(args: readonly string[]): Promise<string> {
  const said: string[] = [];
  const exitCode = await run([...args], {
    write: (text) => void said.push(text),
    writeBytes: (bytes) => void said.push(new TextDecoder().decode(bytes)),
    complain: (line) => void said.push(`${line}\n`),
    writeError: (text) => void said.push(text),
    stdin: Readable.from([]),
    columns: null,
    colors: false,
    errorColumns: null,
  });
  return `${said.join("")}\n${exitCode}`;
}

const onEachRequest = (file: OpenFile, ...args: string[]) =>
  all(onLines(file), (line) => outputOf([...args, `${file.path}:${line}`]));

const IN_TERMINALS: readonly Surface[] = [
  { name: "check", of: "check", said: ({ path }) => outputOf(["check", path]) },
  { name: "check --format json", of: "check", said: ({ path }) => outputOf(["check", "--format", "json", path]) },
  ...["text", "markdown", "svg"].map((format) => ({
    name: `explain-exchange --format ${format}`,
    of: "explain-exchange",
    said: (file: OpenFile) => onEachRequest(file, "explain-exchange", "--format", format),
  })),
  { name: "preflight", of: "preflight", said: (file) => onEachRequest(file, "preflight") },
];

/** Commands that print nothing about a document. The tests of `explain-message` have secrets in messages. */
const WITHOUT_DOCUMENT: readonly CommandName[] = ["explain", "explain-message", "lsp"];

const KINDS = [...PRIVATE, ...LITERAL, ...ORDINARY, ...FROM_HAR];

describe("secrets", () => {
  let folder: string;
  let client: LspClient;
  const files = new Map<Kind, OpenFile>();

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "cors-lens-kinds-"));
    client = await LspClient.start(
      CAPABILITIES,
      { environment: "dev", showNotCors: true, inlayHints: true, checkWorkspace: "all" },
      [pathToFileURL(folder).href],
    );
    for (const [i, kind] of KINDS.entries()) {
      const own = join(folder, String(i));
      mkdirSync(join(own, ".git"), { recursive: true });
      for (const [name, content] of Object.entries({ ".git/HEAD": "", "a.http": kind.text, ...kind.files })) {
        writeFileSync(join(own, name), content);
      }
      const path = join(own, "a.http");
      const uri = pathToFileURL(path).href;
      await client.open(uri, kind.text);
      files.set(kind, { client, uri, path, lines: kind.text.split("\n") });
    }
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  const textOf = async (kind: Kind, surface: Surface) => {
    const file = files.get(kind) as OpenFile;
    // Without quotes and backslashes that only JSON adds.
    const said = JSON.stringify(await surface.said(file)) ?? "";
    return said.replaceAll("\\n", "\n").replaceAll('\\"', '"').replaceAll(folder, "");
  };

  for (const kind of KINDS) {
    const isPrivate = PRIVATE.includes(kind) || FROM_HAR.includes(kind);
    describe(kind.name, () => {
      for (const surface of [...IN_EDITORS, ...IN_TERMINALS]) {
        if (isPrivate || surface.keepsDocument !== true) {
          it(`isn't in ${surface.name}`, async () => assert.doesNotMatch(await textOf(kind, surface), kind.secret));
        }
      }

      it("leaves the reports useful", async () => {
        const texts = await Promise.all(IN_TERMINALS.map((surface) => textOf(kind, surface)));
        for (const shown of kind.shown) {
          assert.ok(
            texts.some((text) => (typeof shown === "string" ? text.includes(shown) : shown.test(text))),
            `${shown} is in no report:\n${texts[0]}`,
          );
        }
      });
    });
  }

  it("aren't in the exchanges of a HAR, whole or broken, or in what is said about its mistake", async () => {
    const said = async (text: string) =>
      JSON.stringify(await client.connection.sendRequest("corsLens/harExchanges", { text }));
    assert.doesNotMatch(await said(HAR), FROM_HAR[0]?.secret ?? /^/);
    for (const { index } of HAR.matchAll(/hunter2|sk_live/g)) {
      // A token in a path is one because a header below it has it.
      assert.doesNotMatch(await said(`${HAR.slice(0, index + 4)}\n${HAR.slice(index + 4)}`), /hunt|reader/);
    }
    assert.doesNotMatch(client.logged.join("\n"), /hunt|sk_l|reader/);
  });

  it("are written and copied as the document has them", async () => {
    const [kind] = LITERAL;
    const copies = IN_EDITORS.find(({ name }) => name === "copies");
    assert.ok(kind !== undefined && copies !== undefined);
    assert.match(await textOf(kind, copies), /reader:pa/);
  });

  it("have a row for every surface", () => {
    const covered = new Set([...IN_EDITORS.map(({ of }) => of), ...WITHOUT_TEXT]);
    const capabilities = Object.keys(client.initialized?.capabilities ?? {});
    assert.deepEqual(
      capabilities.filter((name) => !covered.has(name)),
      [],
    );
    assert.deepEqual(
      COMMANDS.filter((name) => ![...IN_TERMINALS.map(({ of }) => of), ...WITHOUT_DOCUMENT].includes(name)),
      [],
    );
  });
});
