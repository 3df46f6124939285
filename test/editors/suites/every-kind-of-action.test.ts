import { assert } from "chai";
import { type CodeAction, CodeActionKind, EndOfLine, Range, type TextEditor } from "vscode";
import { activated, apply, closeAll, codeActionsAt, diagnostics, openText, rangeOf, undo } from "../editor";

/** One action of each kind: applied through the editor, compared byte for byte, and reverted with one undo. */
interface Case {
  readonly name: string;
  readonly language?: "markdown";
  readonly crlf?: true;
  readonly before: string;
  /** The text at which the light bulb is opened. */
  readonly at: string;
  readonly kind: CodeActionKind;
  readonly title: RegExp;
  readonly after: string;
}

const REWRITE = CodeActionKind.RefactorRewrite.append("corsLens");

const PUT = `PUT /data/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
X-Version: 2

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
`;
const PREFLIGHT = `OPTIONS /data/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: x-version

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: x-version
Access-Control-Max-Age: 600
`;

const CASES: readonly Case[] = [
  {
    name: "a safe fix",
    before: "GET /a HTTP/1.1\nHost : api.example.com\nOrigin: https://app.example.com\n",
    at: "Host ",
    kind: CodeActionKind.QuickFix,
    title: /^Remove the whitespace before the colon$/,
    after: "GET /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n",
  },
  {
    name: "a suggestion",
    before: PUT.replace("PUT", "GET")
      .replace("X-Version: 2\n", "")
      .replace("https://app.example.com\n", "http://localhost:3000\n"),
    at: "200 OK\nAccess-Control-Allow-Origin: https://app",
    kind: CodeActionKind.QuickFix,
    title: /^Allow http:\/\/localhost:3000$/,
    after: PUT.replace("PUT", "GET")
      .replace("X-Version: 2\n", "")
      .replaceAll("https://app.example.com\n", "http://localhost:3000\n"),
  },
  {
    name: "a placeholder",
    before: "GET https://api.example.com/a\nAccept: */*\n",
    at: "GET",
    kind: REWRITE.append("addOrigin"),
    title: /^Add Origin$/,
    after: "GET https://api.example.com/a\nAccept: */*\nOrigin: https://app.example.com\n",
  },
  {
    name: "a placeholder in a fence of a list",
    language: "markdown",
    before: "- item\n\n  ```http\n  GET https://api.example.com/a\n  Accept: */*\n  ```\n",
    at: "GET",
    kind: REWRITE.append("addOrigin"),
    title: /^Add Origin$/,
    after:
      "- item\n\n  ```http\n  GET https://api.example.com/a\n  Accept: */*\n  Origin: https://app.example.com\n  ```\n",
  },
  {
    name: "fix-all",
    before: "GET /a HTTP/1.1\nHost : api.example.com\nOrigin: https://App.example.com/\n",
    at: "GET",
    kind: CodeActionKind.SourceFixAll.append("corsLens"),
    title: /safe/,
    after: "GET /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n",
  },
  {
    name: "the preflight, into a file with CRLF",
    crlf: true,
    before: PUT,
    at: "PUT",
    kind: REWRITE.append("insertPreflight"),
    title: /preflight/,
    after: `${PREFLIGHT}\n###\n${PUT}`,
  },
  {
    name: "the preflight, into a fence",
    language: "markdown",
    before: `# Title\n\nText.\n\n\`\`\`http\n${PUT}\`\`\`\n`,
    at: "PUT",
    kind: REWRITE.append("insertPreflight"),
    title: /preflight/,
    after: `# Title\n\nText.\n\n\`\`\`http\n${PREFLIGHT}\`\`\`\n\n\`\`\`http\n${PUT}\`\`\`\n`,
  },
  {
    name: "the completed response",
    before: PUT.replace("PUT", "GET").replace("X-Version: 2\n", "Cookie: a=b\n"),
    at: "GET",
    kind: REWRITE.append("completeResponse"),
    title: /^Complete the response$/,
    after: `${PUT.replace("PUT", "GET").replace("X-Version: 2\n", "Cookie: a=b\n")}Access-Control-Allow-Credentials: true\n`,
  },
  {
    name: "the response that is missing",
    before: "GET /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n",
    at: "GET",
    kind: REWRITE.append("writeResponse"),
    title: /^Write a response that browsers accept$/,
    after:
      "GET /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\n",
  },
  {
    name: "a request in the place of a command",
    before:
      "curl 'https://api.example.com/a' \\\n  -H 'Origin: https://app.example.com' \\\n  --json '{}'\n\nHTTP/1.1 200 OK\n",
    at: "curl",
    kind: REWRITE.append("rewriteCommand"),
    title: /^Rewrite the command as a request$/,
    after:
      "POST https://api.example.com/a\nOrigin: https://app.example.com\nContent-Type: application/json\nAccept: application/json\n\n{}\n\nHTTP/1.1 200 OK\n",
  },
  {
    name: "blocks of their own, into a file with CRLF",
    crlf: true,
    before: PUT,
    at: "PUT",
    kind: REWRITE.append("separateMessages"),
    title: /^Put request and response in separate blocks$/,
    after: PUT.replace("\n\n", "\n\n###\n\n"),
  },
  {
    name: "one fence of two",
    language: "markdown",
    before: `Text.\n\n\`\`\`http\n${PUT.replace("\n\n", "\n```\n\n```http\n")}\`\`\`\n`,
    at: "PUT",
    kind: REWRITE.append("joinMessages"),
    title: /^Put request and response in one fence$/,
    after: `Text.\n\n\`\`\`http\n${PUT}\`\`\`\n`,
  },
  {
    name: "probes for other origins",
    before: "GET /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n",
    at: "GET",
    kind: REWRITE.append("writeShortProbes"),
    title: /^Write a short set of probes$/,
    after: `GET /a HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n${[
      ["random", "expect=blocked", "https://p3u5.invalid"],
      ["null", "expect=blocked", "null"],
      ["prefix", "expect=blocked", "https://app.example.com.p3u5.invalid"],
      ["suffix", "expect=blocked", "https://p3u5example.com"],
      ["no Origin", "origin=none", null],
      ["control", "expect=allowed", "https://app.example.com"],
    ]
      .map(([name, said, origin]) => {
        const field = origin === null ? "" : `Origin: ${origin}\n`;
        return `\n### probe: ${name}\n# @cors ${said}\nGET /a HTTP/1.1\nHost: api.example.com\n${field}`;
      })
      .join("")}`,
  },
  {
    name: "the origin in place of a wildcard",
    before: PUT.replace("PUT", "GET").replace("Allow-Origin: https://app.example.com", "Allow-Origin: *"),
    at: "GET",
    kind: REWRITE.append("replaceWildcardOrigin"),
    title: /^Replace \* with https:\/\/app\.example\.com and add Vary: Origin$/,
    after: `${PUT.replace("PUT", "GET")}Vary: Origin\n`,
  },
];

describe("every kind of action", () => {
  before(activated);
  afterEach(closeAll);

  for (const { name, language, crlf, before, at, kind, title, after } of CASES) {
    it(`${name}: exactly this text, and one undo restores the old one`, async () => {
      const editor = await openText(before, language);
      if (crlf) {
        await editor.edit((builder) => builder.setEndOfLine(EndOfLine.CRLF));
      }
      const eol = (text: string) => (crlf ? text.replaceAll("\n", "\r\n") : text);
      await apply(await action(editor, eol(at), kind, title));
      assert.equal(editor.document.getText(), eol(after));
      await undo();
      assert.equal(editor.document.getText(), eol(before));
    });
  }
});

async function action({ document }: TextEditor, at: string, kind: CodeActionKind, title: RegExp): Promise<CodeAction> {
  if (kind === CodeActionKind.QuickFix) {
    await diagnostics(document);
  }
  const { end } = rangeOf(document, at);
  const actions = await codeActionsAt(document, new Range(end, end), kind);
  const found = actions.filter((candidate) => title.test(candidate.title));
  assert.lengthOf(found, 1, `${title} among ${JSON.stringify(actions.map((candidate) => candidate.title))}`);
  return found[0] as CodeAction;
}
