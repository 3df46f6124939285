import assert from "node:assert/strict";
import { dataOfCommand } from "../../../server/src/http/command-messages";
import { parse } from "../../../server/src/http/parse";
import { messagesOf, type Request } from "../../../server/src/http/tree";
import { isUnknown, type Value } from "../../../server/src/text/unknown";

const shown = (value: Value) => (isUnknown(value) ? `?${value.text ?? ""}` : value);

const requestsIn = (text: string) =>
  messagesOf(parse(text, "http")).filter((message): message is Request => message.kind === "request");

/** A request: method, URL, options, fields, and `...` if there may be others. */
function described({ methodValue, targetValue, call, fields, elided }: Request): string {
  const { mode = null, credentials = null, referrer = null } = call ?? {};
  return [
    `${shown(methodValue)} ${shown(targetValue)}`,
    ...(mode === null ? [] : [`mode ${shown(mode.value)}`]),
    ...(credentials === null ? [] : [`credentials ${shown(credentials.value)}`]),
    ...(referrer === null ? [] : [`referrer ${shown(referrer.value)}`]),
    ...fields.map(({ name, resolved }) => `${name.text}: ${shown(resolved)}`),
    ...(elided ? ["..."] : []),
  ].join(" | ");
}

const URL = "https://a.example/x";
const TEXT = "Content-Type: text/plain;charset=UTF-8";

describe("calls of fetch()", () => {
  const calls: readonly (readonly [call: string, request: string])[] = [
    // The start of the line
    [`fetch("${URL}")`, `GET ${URL}`],
    [`await fetch('${URL}');`, `GET ${URL}`],
    [`const r = await fetch(\`${URL}\`)`, `GET ${URL}`],
    [`let { ok } = await fetch("${URL}")`, `GET ${URL}`],
    [`const r: Response = await fetch("${URL}")`, `GET ${URL}`],
    [`export const r = fetch("${URL}")`, `GET ${URL}`],
    [`this.answer = fetch("${URL}")`, `GET ${URL}`],
    [`return fetch("${URL}").then((r) => r.json())`, `GET ${URL}`],
    [`window.fetch("${URL}")`, `GET ${URL}`],
    [`void globalThis.fetch ( "${URL}" )`, `GET ${URL}`],
    [`> fetch("${URL}")`, `GET ${URL}`],
    [`(await fetch("${URL}")).json()`, `GET ${URL}`],
    [`const a = await (await fetch("${URL}")).json()`, `GET ${URL}`],
    [`fetch(\n  "${URL}",\n  { method: "PUT" },\n)`, `PUT ${URL}`],
    // URLs
    [`fetch(new URL("${URL}"))`, `GET ${URL}`],
    [`fetch("https://a.example/" + id)`, `GET ?"https://a.example/" + id`],
    ["fetch(`https://a.example/${id}`)", "GET ?https://a.example/${id}"],
    [
      "fetch(`https://a.example/${list.map((x) => `${x}`).join('}')}/y`)",
      "GET ?https://a.example/${list.map((x) => `${x}`).join('}')}/y",
    ],
    [`fetch("/x")`, "GET /x"],
    [`fetch("x?y")`, "GET x?y"],
    [`fetch("{{host}}/x")`, "GET ?{{host}}/x"],
    [`fetch("https:\\/\\/a.example\\u002fx")`, `GET ${URL}`],
    // Methods
    [`fetch("${URL}", { method: 'post' })`, `post ${URL}`],
    [`fetch("${URL}", { "method": m })`, `? ${URL}`],
    [`fetch("${URL}", { method })`, `? ${URL}`],
    [`fetch("${URL}", { method: undefined })`, `GET ${URL}`],
    [`fetch("${URL}", { method: "PUT" as const, } satisfies RequestInit)`, `PUT ${URL}`],
    [`fetch("${URL}", { method: "PUT", method: "POST" })`, `POST ${URL}`],
    // Options
    [`fetch("${URL}", { mode: "no-cors", credentials: "omit" })`, `GET ${URL} | mode no-cors | credentials omit`],
    [`fetch("${URL}", { credentials: c ? "include" : "omit" })`, `GET ${URL} | credentials ?c ? "include" : "omit"`],
    [`fetch("${URL}", { referrer: "https://p.example/a" })`, `GET ${URL} | referrer https://p.example/a`],
    [`fetch("${URL}", { referrer: "about:client" })`, `GET ${URL}`],
    [`fetch("${URL}", { referrer: page })`, `GET ${URL}`],
    [`fetch("${URL}", { ...o, method: "PUT", mode: "cors" })`, `PUT ${URL} | mode cors | credentials ?...o | ...`],
    [`fetch("${URL}", { method: "PUT", ...o })`, `? ${URL} | mode ?...o | credentials ?...o | ...`],
    [`fetch("${URL}", { [k]: "PUT" })`, `? ${URL} | mode ?[k]: "PUT" | credentials ?[k]: "PUT" | ...`],
    [`fetch("${URL}", o)`, `? ${URL} | mode ?o | credentials ?o | ...`],
    [`fetch("${URL}", null)`, `GET ${URL}`],
    [`fetch("${URL}", {})`, `GET ${URL}`],
    [`fetch("${URL}", { signal: AbortSignal.timeout(5), cache: "no-store" })`, `GET ${URL}`],
    // Headers
    [`fetch("${URL}", { headers: { "X-A": "1", x_b: '2', } })`, `GET ${URL} | X-A: 1 | x_b: 2`],
    [`fetch("${URL}", { headers: [["X-A", "1"], ["x-a", "2"]] })`, `GET ${URL} | X-A: 1 | x-a: 2`],
    [`fetch("${URL}", { headers: new Headers([["X-A", "1"]]) })`, `GET ${URL} | X-A: 1`],
    [`fetch("${URL}", { headers: new Headers() })`, `GET ${URL}`],
    [`fetch("${URL}", { headers: undefined })`, `GET ${URL}`],
    [`fetch("${URL}", { headers })`, `GET ${URL} | ...`],
    [`fetch("${URL}", { headers: auth() })`, `GET ${URL} | ...`],
    [`fetch("${URL}", { headers: { "X-A": "1", ...h, "X-B": "2" } })`, `GET ${URL} | X-A: ?1 | X-B: 2 | ...`],
    [`fetch("${URL}", { headers: { [name]: "1" } })`, `GET ${URL} | ...`],
    [`fetch("${URL}", { headers: [[name, "1"], pair] })`, `GET ${URL} | ...`],
    [`fetch("${URL}", { headers: { "X-A": 3, "X-B": true, "X-C": x } })`, `GET ${URL} | X-A: 3 | X-B: true | X-C: ?x`],
    [`fetch("${URL}", { headers: { "X-A": "1", "X-A": "2" } })`, `GET ${URL} | X-A: 2`],
    [`fetch("${URL}", { headers: { Authorization: \`Bearer \${t}\` } })`, `GET ${URL} | Authorization: ?Bearer \${t}`],
    [
      `fetch("${URL}", { headers: { Authorization: "Bearer <token>" } })`,
      `GET ${URL} | Authorization: ?Bearer <token>`,
    ],
    // Headers that browsers write themselves
    [
      `fetch("${URL}", { mode: "cors", headers: { Cookie: "a=b", Origin: "https://p.example", Referer: "https://p.example/", Host: "b", "Sec-Fetch-Mode": "cors" } })`,
      `GET ${URL} | mode cors | Sec-Fetch-Mode: cors`,
    ],
    [
      `fetch("${URL}", { headers: { cookie: "a=b", Referer: "https://p.example/a", "Referrer-Policy": "origin" } })`,
      `GET ${URL} | referrer https://p.example/a | cookie: a=b | Referer: https://p.example/a`,
    ],
    // Bodies
    [`fetch("${URL}", { method: "POST", body: "a" })`, `POST ${URL} | ${TEXT}`],
    [`fetch("${URL}", { method: "POST", body: \`a\${b}\` })`, `POST ${URL} | ${TEXT}`],
    [`fetch("${URL}", { method: "POST", body: JSON.stringify(data) })`, `POST ${URL} | ${TEXT}`],
    [`fetch("${URL}", { method: "POST", body: "a" + b })`, `POST ${URL} | ${TEXT}`],
    [
      `fetch("${URL}", { method: "POST", body: new URLSearchParams("a=b") })`,
      `POST ${URL} | Content-Type: application/x-www-form-urlencoded;charset=UTF-8`,
    ],
    [
      `fetch("${URL}", { method: "POST", body: new FormData(form) })`,
      `POST ${URL} | Content-Type: multipart/form-data`,
    ],
    [`fetch("${URL}", { method: "POST", body: data })`, `POST ${URL} | Content-Type: ?`],
    [
      `fetch("${URL}", { method: "POST", body: data, headers: { "content-type": "a/b" } })`,
      `POST ${URL} | content-type: a/b`,
    ],
    [`fetch("${URL}", { method: "POST", body: "a", headers: h })`, `POST ${URL} | ...`],
    [`fetch("${URL}", { method: "POST", body: null })`, `POST ${URL}`],
    // What isn't complete, and what isn't a script
    [`fetch("${URL}`, `GET ${URL}`],
    [`fetch("${URL}", {`, `GET ${URL}`],
    [`fetch("${URL}", { method: "PUT", headers: { "X-A": "1`, `PUT ${URL} | X-A: 1`],
    [`fetch("${URL}", { method: "PUT" ]]] } ))`, `PUT ${URL}`],
    [`fetch("${URL}", { "method" "PUT", , : , method: "DELETE" })`, `DELETE ${URL} | mode ?: | credentials ?: | ...`],
  ];
  for (const [call, request] of calls) {
    it(call, () => assert.deepEqual(requestsIn(call).map(described), [request]));
  }

  for (const line of [
    "fetch",
    "fetch the items",
    "fetch()",
    "fetch(url)",
    "fetch(url, { method: 'PUT' })",
    `prefetch("${URL}")`,
    `fetchAll("${URL}")`,
    `if (x) fetch("${URL}")`,
    `// fetch("${URL}")`,
    "fetch(",
  ]) {
    it(`isn't ${line}`, () => assert.deepEqual(requestsIn(`${line}\n`).map(described), []));
  }

  it("is fetch(url) with an answer", () =>
    assert.deepEqual(requestsIn("fetch(url)\n\nHTTP/1.1 200 OK\n").map(described), [
      "? ?url | mode ?url | credentials ?url | ...",
    ]));

  it("aren't in the language that a line of theirs looks like", () =>
    assert.equal(requestsIn(`fetch("${URL}", { headers: { a\n:\`=x\` } })`).length, 1));

  describe("have bodies", () => {
    for (const [body, data] of [
      ["'a\\nb'", "a\nb"],
      ["`a\nb`", "a\nb"],
      ["`a${b}`", null],
      ["JSON.stringify({ a: 'x', \"b\": [1, -2, true, null,], c: {}, })", '{"a":"x","b":[1,-2,true,null],"c":{}}'],
      ["JSON.stringify({ a: b })", null],
      ["JSON.stringify({ a }, null, 2)", null],
      [`JSON.stringify(${"[".repeat(5000)}${"]".repeat(5000)})`, null],
      ["data", null],
    ] as const) {
      it(body.slice(0, 60), () => {
        const text = `fetch("${URL}", { method: "POST", body: ${body} })`;
        assert.deepEqual(dataOfCommand(text, parse(text, "http").lines), [data]);
      });
    }
  });

  describe("end", () => {
    const ends: readonly (readonly [what: string, text: string, kinds: string])[] = [
      ["at a semicolon", `fetch("${URL}");\nthen()`, "command body"],
      [
        "after the calls on their result",
        `fetch("${URL}")\n  .then((a) => {\n\n    b(a);\n  })\n\nx`,
        "command command-continuation command-continuation command-continuation command-continuation blank body",
      ],
      ["at a blank line", `fetch("${URL}")\n\n.then(a)`, "command blank body"],
      ["at an elision", `fetch("${URL}")\n...`, "command body"],
      ["at a response, though brackets are open", `fetch("${URL}", {\nHTTP/1.1 200 OK`, "command status-line"],
      ["at a request, though brackets are open", `fetch("${URL}", {\nGET ${URL}`, "command request-line"],
      [
        "at a separator, though a template is open",
        `fetch(\`${URL}\n###\nGET ${URL}`,
        "command separator request-line",
      ],
      [
        "not in a comment",
        `fetch("${URL}", { /*\nHTTP/1.1 200 OK\n*/ })`,
        "command command-continuation command-continuation",
      ],
      [
        "not in a string that goes on",
        `fetch("${URL}", { body: "a\\\n\\\nb" })`,
        "command command-continuation command-continuation",
      ],
      [
        "not at a bracket in a pattern",
        `fetch("${URL}").then((a) => /[)/]\\/}/.test(a) ||\n b)`,
        "command command-continuation",
      ],
    ];
    for (const [what, text, kinds] of ends) {
      it(what, () =>
        assert.equal(
          parse(text, "http")
            .lines.map(({ kind }) => kind)
            .join(" "),
          kinds,
        ),
      );
    }
  });

  it("have places for their parts", () => {
    const text = `fetch('${URL}', { method: "PUT", credentials: "include", headers: { 'X-A': "1" } })`;
    const [request] = requestsIn(text);
    const at = (range: { start: number; end: number } | undefined) =>
      range === undefined ? "" : text.slice(range.start, range.end);
    assert.equal(at(request?.target), URL);
    assert.equal(at(request?.method ?? undefined), "PUT");
    assert.equal(at(request?.call?.credentials?.part), "include");
    assert.equal(at(request?.fields[0]?.name), "X-A");
    assert.equal(at(request?.fields[0]?.value), "1");
  });

  for (const [what, text] of [
    ["brackets", `fetch("${URL}", ${"[{(".repeat(50_000)}`],
    ["templates in templates", `fetch(${"`${".repeat(50_000)}`],
    ["slashes", `fetch("${URL}", ${"/[".repeat(50_000)}`],
    ["backslashes", `fetch("${"\\".repeat(100_001)}`],
    ["many calls that never end", `fetch("${URL}", [\n`.repeat(5_000)],
    ["many calls in a body", `HTTP/1.1 200 OK\n\n<p>\n${`fetch("${URL}", \`\n`.repeat(5_000)}`],
    ["many members", `fetch("${URL}", { ${"a: {b: [1]}, ...c,".repeat(20_000)} })`],
    [
      "many headers",
      `fetch("${URL}", { headers: { ${Array.from({ length: 20_000 }, (_, i) => `a${i}: b, ...c,`).join(" ")} } })`,
    ],
  ] as const) {
    it(`are read whatever they hold: ${what}`, () => {
      assert.equal(parse(text, "http").lines.length, text.split("\n").length - (text.endsWith("\n") ? 1 : 0));
    });
  }
});
