import assert from "node:assert/strict";
import { accept, labelsIn, proposalsIn } from "./completing";
import { GET, NEXT, NO_CONTENT, OK, OPTIONS, PREFLIGHT, PUT } from "./texts";

const ALLOW = "Access-Control-Allow-Origin: https://app.example.com\n";

describe("methods", () => {
  it("are offered where a request can start", () => {
    const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "QUERY"];
    assert.deepEqual(labelsIn("words\nP|\n###\n").slice(3), methods);
    assert.deepEqual(labelsIn(`${GET}${OK}\n###\n|T /b\n`), methods);
    assert.equal(accept("P|", "PUT"), "PUT ");
  });
  it("say which of them need a preflight", () => {
    const details = new Map(proposalsIn("|").map(({ label, detail }) => [label, detail]));
    assert.equal(details.get("GET"), "needs no preflight on its own");
    assert.equal(details.get("PUT"), "needs a preflight if cross-origin");
  });
});

describe("header names", () => {
  const first: readonly (readonly [string, string, readonly string[]])[] = [
    ["for a request without Host and Origin", "GET /a HTTP/1.1\n|", ["Host", "Origin", "Content-Type"]],
    [
      "for a request whose page is in a comment",
      "# @cors origin=https://a.example\nGET http://b.example/\n|",
      ["Content-Type"],
    ],
    [
      "for a preflight",
      `${OPTIONS}|\n${NEXT}${PUT}`,
      ["Access-Control-Request-Method", "Access-Control-Request-Headers", "Content-Type"],
    ],
    [
      "for a preflight needed only because of the method",
      `${OPTIONS}|\n${NEXT}${PUT.replace(/Content-Type.*\nX-A.*\n/, "")}`,
      ["Access-Control-Request-Method", "Access-Control-Request-Headers", "Content-Type"],
    ],
    ["for a response", `${GET}${OK}|`, ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"]],
    ["for a response that names one origin", `${GET}${OK}${ALLOW}|`, ["Vary", "Access-Control-Allow-Credentials"]],
    [
      "for a response to a request with credentials",
      `${GET}Cookie: a=b\n${OK}|`,
      ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Expose-Headers"],
    ],
    [
      "for a preflight's response",
      `${PREFLIGHT}${NO_CONTENT}|\n${NEXT}${PUT}`,
      [
        "Access-Control-Allow-Origin",
        "Access-Control-Allow-Methods",
        "Access-Control-Allow-Headers",
        "Access-Control-Allow-Credentials",
        "Access-Control-Max-Age",
        "Vary",
      ],
    ],
    [
      "for a response to a same-origin request",
      `${GET.replace("app", "api").replace("/a", "https://api.example.com/")}${OK}|`,
      ["Vary"],
    ],
  ];
  for (const [what, marked, expected] of first) {
    it(what, () => assert.deepEqual(labelsIn(marked).slice(0, expected.length), expected));
  }

  it("fit the side and the kind of exchange", () => {
    assert.deepEqual(
      labelsIn(`${GET}|`).filter((name) => /^Access|^Origin|^Set-Cookie/.test(name)),
      [],
    );
    assert.deepEqual(
      labelsIn(`${GET}${OK}|`).filter((name) => /^Access/.test(name)),
      ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Expose-Headers"],
    );
    assert.ok(!labelsIn(`${PREFLIGHT}${NO_CONTENT}|`).includes("Access-Control-Expose-Headers"));
    assert.ok(!labelsIn(`${GET}${OK}|`).includes("Origin"));
  });
  it("are offered once, except for those that may repeat", () => {
    const labels = labelsIn(`${GET}${OK}Set-Cookie: a=b\nETag: a\n${ALLOW}|`);
    assert.ok(labels.includes("Set-Cookie"));
    assert.ok(!labels.includes("ETag") && !labels.includes("Access-Control-Allow-Origin"));
    assert.equal(new Set(labels).size, labels.length);
  });
  it("are for both sides if there is no start line", () => {
    const labels = labelsIn("X-A: 1\n|\nX-B: 1\n");
    assert.ok(labels.includes("Origin") && labels.includes("Access-Control-Allow-Origin"));
  });
  it("are in lower case if the others are", () => {
    assert.equal(
      accept("GET /a HTTP/2\nhost: a\norigin: https://b.example\n\nHTTP/2 200\n|").split("\n").at(-1),
      "access-control-allow-origin: ",
    );
  });
  it("say how browsers treat them", () => {
    const documented = (marked: string, name: string) =>
      proposalsIn(marked).find(({ label }) => label === name)?.documentation ?? "";
    assert.match(documented(`${GET}|`, "Authorization"), /preflight/);
    assert.match(documented(`${GET}|`, "Cookie"), /scripts can't/);
    assert.match(documented(`${GET}${OK}|`, "ETag"), /Access-Control-Expose-Headers/);
    assert.match(documented(`${GET}${OK}|`, "Access-Control-Allow-Origin"), /The origin whose pages/);
  });
});

describe("status lines", () => {
  it("for a preflight start with those that let it pass", () => {
    assert.deepEqual(labelsIn(`${PREFLIGHT}\n|`), [
      "HTTP/1.1 204 No Content",
      "HTTP/1.1 200 OK",
      "HTTP/1.1 403 Forbidden",
      "HTTP/1.1 405 Method Not Allowed",
    ]);
  });
  it("for other requests are all the common ones", () => {
    assert.equal(labelsIn(`${GET}\n|`)[0], "HTTP/1.1 200 OK");
    assert.ok(labelsIn(`${GET}\n|`).includes("HTTP/1.1 404 Not Found"));
  });
  const versions: readonly (readonly [string, string])[] = [
    [`${GET}\nHTTP/2 |`, "HTTP/2 200"],
    [`${GET}\nHTTP/2|`, "HTTP/2 200"],
    [`${GET}\nHTTP/1|`, "HTTP/1.1 200 OK"],
    [`${GET}\nHTTP/1.0 |`, "HTTP/1.0 200 OK"],
    [`${GET.replace("1.1", "2")}\nH|`, "HTTP/2 200"],
    [`${GET.replace("1.1", "2")}\nHTTP/1|`, "HTTP/1.1 200 OK"],
  ];
  for (const [marked, status] of versions) {
    it(`have the version that begins like the typed one, or the request's: ${JSON.stringify(marked.slice(-8))}`, () =>
      assert.equal(accept(marked).split("\n").at(-1), status));
  }
  const CURL = "curl 'https://api.example.com/a' -X PUT\n";
  const MEDIA_TYPE = `${GET}Content-Type: application/json\n`;
  const below: readonly (readonly [string, string])[] = [
    ["a head", GET],
    ["a head that announces a body", MEDIA_TYPE],
    ["a body", `${MEDIA_TYPE}\n{}\n`],
    ["a body and two blank lines", `${MEDIA_TYPE}\n{}\n\n`],
    ["a command", CURL],
  ];
  for (const [what, above] of below) {
    for (const typed of [
      "",
      "H",
      "HT",
      "HTT",
      "HTTP",
      "HTTP/",
      "HTTP/1",
      "HTTP/1.",
      "HTTP/1.1",
      "HTTP/1.1 ",
      "HTTP/1.1 2",
    ]) {
      it(`are offered below ${what} after ${JSON.stringify(typed)}`, () => {
        assert.equal(labelsIn(`${above}\n${typed}|`)[0], "HTTP/1.1 200 OK");
        assert.equal(labelsIn(`${above}\n${typed}|\n\n###\nGET /b\n`)[0], "HTTP/1.1 200 OK");
        const fence = `\`\`\`http\n${above}\n${typed}|\n\`\`\`\n`;
        assert.equal(labelsIn(fence, { carrier: "markdown" })[0], "HTTP/1.1 200 OK");
      });
    }
    it(`aren't offered below ${what} after another word`, () => {
      for (const typed of ["He", "HTTPS", "X"]) {
        assert.ok(!labelsIn(`${above}\n${typed}|`).some((label) => label.startsWith("HTTP/")));
      }
    });
  }
  it("are offered in a block of their own", () => {
    assert.ok(labelsIn(`${PREFLIGHT}${NEXT}|`).includes("HTTP/1.1 204 No Content"));
    assert.deepEqual(labelsIn(`${PREFLIGHT}${NEXT}HTTP/1.1 |`)[0], "HTTP/1.1 204 No Content");
  });
});
