import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { environmentsOf } from "../../../server/src/environment/environment";
import { environmentVariables } from "../../../server/src/environment/environment-variables";
import { accept, labelsIn, proposalsIn } from "./completing";
import { GET, NEXT, NO_CONTENT, OK, OPTIONS, PREFLIGHT, PUT } from "./texts";

const OTHER = `${NEXT}GET /b\nHost: api.example.com\nOrigin: https://other.example.com\n`;
const ANSWER = `${PREFLIGHT}${NO_CONTENT}`;

describe("the values of", () => {
  const values: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "Access-Control-Allow-Origin: the page, the other origins, `*`",
      `${GET}${OK}Access-Control-Allow-Origin: |\n${OTHER}`,
      ["https://app.example.com", "https://other.example.com", "*"],
    ],
    [
      "Access-Control-Allow-Origin without a known page",
      `GET https://api.example.com/\n${OK}Access-Control-Allow-Origin: |\n${OTHER}`,
      ["https://other.example.com", "*"],
    ],
    [
      "Access-Control-Allow-Origin for a variable",
      `${GET.replace("https://app.example.com", "{{page}}")}${OK}Access-Control-Allow-Origin: |`,
      ["{{page}}", "*"],
    ],
    [
      "Access-Control-Allow-Origin for an opaque origin, which every site can get",
      `${GET.replace("https://app.example.com", "null")}${OK}Access-Control-Allow-Origin: |\n${OTHER}`,
      ["https://other.example.com"],
    ],
    [
      "Access-Control-Allow-Origin for an untrusted origin",
      `# @cors untrusted=https://app.example.com\n${GET}${OK}Access-Control-Allow-Origin: |\n${OTHER}`,
      ["https://other.example.com"],
    ],
    [
      "Access-Control-Allow-Origin beside credentials",
      `${GET}${OK}Access-Control-Allow-Credentials: true\nAccess-Control-Allow-Origin: |`,
      ["https://app.example.com"],
    ],
    [
      "Access-Control-Allow-Credentials beside `*`",
      `${GET}${OK}Access-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: |`,
      [],
    ],
    [
      "Access-Control-Allow-Origin where the author expects a block",
      `# @cors expect=blocked\n${GET}${OK}Access-Control-Allow-Origin: |\n${OTHER}`,
      ["https://other.example.com"],
    ],
    ["Access-Control-Allow-Origin on a line of its own", "Access-Control-Allow-Origin: |", ["*"]],
    ["Access-Control-Allow-Credentials", `${GET}${OK}Access-Control-Allow-Credentials: |`, ["true"]],
    ["Access-Control-Allow-Methods", `${ANSWER}Access-Control-Allow-Methods: |\n${NEXT}${PUT}`, ["PUT", "*"]],
    [
      "Access-Control-Allow-Methods if it is listed already",
      `${ANSWER}Access-Control-Allow-Methods: PUT, |\n${NEXT}${PUT}`,
      [],
    ],
    [
      "Access-Control-Allow-Methods in another case",
      `${ANSWER}Access-Control-Allow-Methods: put, |\n${NEXT}${PUT}`,
      ["PUT"],
    ],
    [
      "Access-Control-Allow-Methods with credentials",
      `${ANSWER}Access-Control-Allow-Methods: |\n${NEXT}${PUT.replace("X-A", "Cookie: a=b\nX-A")}`,
      ["PUT"],
    ],
    [
      "Access-Control-Allow-Headers",
      `${ANSWER}Access-Control-Allow-Headers: |\n${NEXT}${PUT}`,
      ["content-type, x-a", "content-type", "x-a", "*"],
    ],
    [
      "Access-Control-Allow-Headers without a response header that the page sends",
      `${ANSWER.replace("content-type,x-a", "access-control-allow-origin,x-a")}Access-Control-Allow-Headers: |`,
      ["x-a", "*"],
    ],
    [
      "Access-Control-Allow-Headers with one of them",
      `${ANSWER}Access-Control-Allow-Headers: X-A, |\n${NEXT}${PUT}`,
      ["content-type"],
    ],
    [
      "Access-Control-Allow-Headers with one of them on another line",
      `${ANSWER}Access-Control-Allow-Headers: |\nAccess-Control-Allow-Headers: x-a\n${NEXT}${PUT}`,
      ["content-type"],
    ],
    [
      "Access-Control-Allow-Headers for a header that only the request has",
      `${ANSWER}Access-Control-Allow-Headers: content-type, x-a, |\n${NEXT}${PUT.replace("X-A", "X-B: 1\nX-A")}`,
      ["x-b"],
    ],
    [
      "Access-Control-Allow-Headers with Authorization, which a wildcard does not cover",
      `${ANSWER.replace("content-type,x-a", "authorization")}Access-Control-Allow-Headers: |`,
      ["authorization"],
    ],
    ["Access-Control-Max-Age", `${ANSWER}Access-Control-Max-Age: |`, ["600", "7200", "86400", "0"]],
    [
      "Access-Control-Expose-Headers",
      `${GET}${OK}ETag: a\nX-Total: 1\nSet-Cookie: a=b\nContent-Type: text/plain\nAccess-Control-Expose-Headers: |`,
      ["ETag, X-Total", "ETag", "X-Total", "*"],
    ],
    [
      "Access-Control-Expose-Headers for MCP",
      `${GET.replace("/a", "/mcp")}${OK}Access-Control-Expose-Headers: |`,
      ["Mcp-Session-Id"],
    ],
    [
      "Access-Control-Expose-Headers for MCP if the response has the session",
      `${GET.replace("/a", "/mcp")}${OK}mcp-session-id: a\nAccess-Control-Expose-Headers: |`,
      ["mcp-session-id", "*"],
    ],
    [
      "Access-Control-Allow-Headers for MCP",
      `${PREFLIGHT.replace("/a", "/mcp").replace(",x-a", "")}${NO_CONTENT}Access-Control-Allow-Headers: |`,
      [
        "content-type",
        "mcp-protocol-version, mcp-session-id",
        "mcp-protocol-version",
        "mcp-session-id",
        "last-event-id",
        "mcp-method",
        "mcp-name",
        "*",
      ],
    ],
    [
      "Access-Control-Request-Headers for MCP",
      `${OPTIONS.replace("/a", "/v1/mcp?x")}Access-Control-Request-Headers: |`,
      [
        "content-type,mcp-protocol-version,mcp-session-id",
        "content-type",
        "mcp-protocol-version",
        "mcp-session-id",
        "last-event-id",
        "mcp-method",
        "mcp-name",
      ],
    ],
    [
      "Access-Control-Request-Headers for another path",
      `${OPTIONS.replace("/a", "/mcp-docs")}Access-Control-Request-Headers: |`,
      [],
    ],
    ["Mcp-Protocol-Version", `${GET}Mcp-Protocol-Version: |`, ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"]],
    [
      "Accept",
      `${GET}Accept: |`,
      ["application/json", "application/json, text/event-stream", "text/event-stream", "*/*"],
    ],
    ["Access-Control-Request-Method", `${OPTIONS}Access-Control-Request-Method: |\n${NEXT}${PUT}`, ["PUT"]],
    [
      "Access-Control-Request-Headers",
      `${OPTIONS}Access-Control-Request-Method: PUT\nAccess-Control-Request-Headers: |\n${NEXT}${PUT}`,
      ["content-type,x-a", "content-type", "x-a"],
    ],
    ["Origin", `GET /b\nOrigin: |\n${NEXT}${GET}`, ["https://app.example.com", "http://localhost:3000", "null"]],
    [
      "Origin if a comment names the page",
      `# @cors origin=https://a.example\nGET /b\nOrigin: |\n${OTHER}`,
      ["https://a.example", "https://other.example.com", "http://localhost:3000", "https://app.example.com", "null"],
    ],
    ["Sec-Fetch-Mode", `${GET}Sec-Fetch-Mode: |`, ["cors", "no-cors", "same-origin", "navigate", "websocket"]],
    ["Vary", `${GET}${OK}Vary: |`, ["Origin", "Accept-Encoding", "Accept"]],
    ["Vary with Origin", `${GET}${OK}Vary: origin, |`, ["Accept-Encoding", "Accept"]],
  ];
  for (const [what, marked, expected] of values) {
    it(what, () => assert.deepEqual(labelsIn(marked), expected));
  }

  it("Access-Control-Allow-Origin use the request's variable", () => {
    const marked = `@page = https://app.example.com\n${GET.replace("https://app.example.com", "{{page}}")}${OK}Access-Control-Allow-Origin: |`;
    assert.deepEqual(labelsIn(marked), ["{{page}}", "*"]);
  });
  it("Access-Control-Allow-Origin never show a private file's values", () => {
    const text = JSON.stringify({ dev: { page: "https://private.example.com" } });
    const name = "http-client.private.env.json";
    const variables = environmentVariables(environmentsOf([{ path: name, name, text }], []), "dev");
    const marked = `${GET.replace("https://app.example.com", "{{page}}")}${OK}Access-Control-Allow-Origin: |`;
    const proposals = proposalsIn(marked, { settings: { origin: null, variables } });
    assert.deepEqual(
      proposals.map(({ label }) => label),
      ["{{page}}", "*"],
    );
    assert.doesNotMatch(JSON.stringify(proposals), /private\.example/);
  });
  it("Origin include the setting", () => {
    const [first] = proposalsIn("GET /b\nOrigin: |", { settings: { origin: "https://set.example.com" } });
    assert.equal(first?.label, "https://set.example.com");
    assert.match(first?.detail ?? "", /corsLens\.origin/);
  });
  it("Origin include those in other documents", () => {
    const others = [
      analyse(`${GET}${OTHER}`, "http", { origin: null }),
      analyse("@page = https://variable.example.com\nGET /\nOrigin: {{page}}\n", "http", { origin: null }),
    ];
    assert.deepEqual(labelsIn(`GET /b\nOrigin: |\n${OTHER}`, { others }), [
      "https://other.example.com",
      "https://app.example.com",
      "http://localhost:3000",
      "null",
    ]);
  });
  it("Access-Control-Request-Headers are written without spaces", () => {
    const marked = `${OPTIONS}Access-Control-Request-Headers: content-type,|\n${NEXT}${PUT}`;
    assert.match(accept(marked), /\nAccess-Control-Request-Headers: content-type,x-a\n/);
  });
});

describe("the description of a value", () => {
  const detail = (marked: string, label: string) => proposalsIn(marked).find((one) => one.label === label)?.detail;

  it("says that a wildcard doesn't work with credentials", () => {
    const marked = `${GET}Cookie: a=b\n${OK}Access-Control-Allow-Origin: |`;
    assert.equal(detail(marked, "*"), "blocked: the request has credentials");
    assert.equal(detail(marked.replace("Cookie: a=b\n", ""), "*"), "every page, without credentials");
  });
  it("says which media types cause a preflight", () => {
    assert.equal(detail(`${GET}Content-Type: |`, "application/json"), "causes a preflight");
    assert.equal(detail(`${GET}Content-Type: |`, "text/plain"), "needs no preflight");
    assert.equal(detail(`${GET}${OK}Content-Type: |`, "application/json"), "media type");
  });
  it("gives each browser's limit for a time", () => {
    const day = proposalsIn(`${ANSWER}Access-Control-Max-Age: |`).find(({ label }) => label === "86400");
    assert.match(day?.documentation ?? "", /Safari .*600/);
    assert.match(day?.documentation ?? "", /7200/);
    const chrome = { settings: { origin: null, engines: ["chromium" as const] } };
    const one = proposalsIn(`${ANSWER}Access-Control-Max-Age: |`, chrome).find(({ label }) => label === "86400");
    assert.doesNotMatch(one?.documentation ?? "", /Safari/);
  });
});

describe("directives", () => {
  it("are offered with their settings", () => {
    assert.deepEqual(labelsIn(`# @c|\n${GET}`), [
      "@cors origin=https://app.example.com",
      "@cors origin=none",
      "@cors credentials=include",
      "@cors credentials=omit",
      "@cors credentials=same-origin",
      "@cors credentials=unknown",
      "@cors expect=blocked",
      "@cors expect=allowed",
      "@cors expect=preflight",
      "@cors trusted=https://app.example.com",
      "@cors untrusted=https://app.example.com",
    ]);
    assert.equal(accept(`# @c|\n${GET}`, "@cors credentials=omit"), `# @cors credentials=omit\n${GET}`);
  });
  it("have each setting once", () => {
    assert.deepEqual(labelsIn(`// @cors origin=https://a.example cr|\n${GET}`), [
      "credentials=include",
      "credentials=omit",
      "credentials=same-origin",
      "credentials=unknown",
      "expect=blocked",
      "expect=allowed",
      "expect=preflight",
      "trusted=https://app.example.com",
      "untrusted=https://app.example.com",
    ]);
    assert.deepEqual(labelsIn(`# @cors credentials=omit expect=blocked trusted=null untrusted=null |\n${GET}`), [
      "origin=https://app.example.com",
      "origin=none",
    ]);
  });
  it("have the lists of origins only at the top of the file", () => {
    const labels = labelsIn(`${GET}${OK}\n###\n# @cors |\n${GET}`);
    assert.ok(labels.includes("expect=blocked"));
    assert.ok(!labels.some((label) => label.includes("trusted")));
  });
  it("have the next origins of a list", () => {
    const origins = labelsIn(`# @cors trusted=https://b.example, |\n${GET}`).filter((label) => !label.includes("="));
    assert.deepEqual(origins, ["https://app.example.com"]);
    const after = labelsIn(`# @cors trusted=https://b.example, origin=https://c.example, |\n${GET}`);
    assert.ok(!after.includes("https://app.example.com"));
  });
  it("are offered between exchanges, but not in a body", () => {
    assert.ok(labelsIn(`${GET}${OK}\nhello\n\n# @cors |\n${GET}`).length > 0);
    assert.deepEqual(labelsIn(`${GET}${OK}\nhello\n# @cors |\n`), []);
  });
  it("keep existing settings", () => {
    assert.equal(accept("# @co| origin=https://a.example\nGET /a\n"), "# @cors origin=https://a.example\nGET /a\n");
  });
});
