import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { textEdits } from "../../../server/src/edits/edit";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { applyEdits } from "../../../server/src/text/edit";

/** The actions of the exchange at this index, as `id: title`. */
function actionsOf(text: string, index = 0) {
  return actionsIn(analyse(text, "http", { origin: null }), index);
}

function actionsIn({ judged, exchanges }: Analysis, index: number) {
  const exchange = exchanges[index];
  return exchange === undefined ? [] : exchangeActions(judged, exchange);
}

function apply(text: string, id: string, index = 0): string {
  const analysis = analyse(text, "http", { origin: null });
  const action = actionsIn(analysis, index).find((one) => one.id === id);
  assert.ok(action, `${id} is not offered`);
  return applyEdits(text, textEdits(analysis.document, action.fix.edits));
}

const verdicts = (text: string) =>
  analyse(text, "http", { origin: null }).exchanges.map(({ verdict }) => verdict.chromium);

/** The last actions on a request to another origin. */
const PROBES = ["writeProbes", "writeShortProbes"];
const LAST = ["expectBlocked", ...PROBES];

const PREFLIGHT = "OPTIONS https://api.example.com/a\nOrigin: https://a.example\nAccess-Control-Request-Method: PUT\n";

describe("the actions that name the page", () => {
  const ASKS = "GET https://api.example.com/a\n";
  const WORDS = "@cors origin=${1:https://app.example.com}";
  const ids = (text: string, index = 0) =>
    actionsOf(text, index).flatMap(({ id }) => (id.startsWith("setOrigin") ? [id] : []));

  it("write a comment in the file's style, above a request or at the top", () => {
    const text = `${ASKS}\n###\n\n// The second one\n${ASKS}`;
    assert.equal(apply(text, "setOriginForRequest", 1), `${ASKS}\n###\n\n// The second one\n// ${WORDS}\n${ASKS}`);
    assert.equal(apply(text, "setOriginForFile", 1), `// ${WORDS}\n${text}`);
  });
  it("are one at the top of a file, where the comment applies to all requests", () =>
    assert.deepEqual(ids(ASKS), ["setOriginForFile"]));
  it("write the comment above a command too", () =>
    assert.equal(apply("curl https://a.example/\n", "setOriginForFile"), `# ${WORDS}\ncurl https://a.example/\n`));
  it("are absent where the page is known", () => assert.deepEqual(ids(`${ASKS}Origin: https://app.example.com\n`), []));
});

describe("the first action on a request that needs a preflight", () => {
  const first = (text: string) => actionsOf(text)[0]?.id;
  const asks = (origin: string) => `PUT https://api.example.com/a\n${origin}`;

  it("writes its response, with the preflight, if it has none", () =>
    assert.equal(first(asks("Origin: https://a.example\n")), "writeResponse"));
  it("inserts the preflight if it has a response", () =>
    assert.equal(first(`${asks("Origin: https://a.example\n")}\nHTTP/1.1 200 OK\n`), "insertPreflight"));
  it("doesn't write a response while the page isn't known", () => assert.equal(first(asks("")), "insertPreflight"));
});

describe("the actions on an exchange", () => {
  it("write the missing response of a preflight", () => {
    const text = `${PREFLIGHT}\n###\nPUT https://api.example.com/a\nOrigin: https://a.example\nX-A: 1\n\nHTTP/1.1 200 OK\n`;
    const expected = [
      "HTTP/1.1 204 No Content",
      "Access-Control-Allow-Origin: https://a.example",
      "Access-Control-Allow-Methods: PUT",
      "Access-Control-Allow-Headers: x-a",
      "Access-Control-Max-Age: 600",
    ].join("\n");
    assert.ok(apply(text, "completePreflightResponse").startsWith(`${PREFLIGHT}\n${expected}\n\n###\n`));
    assert.deepEqual(verdicts(apply(text, "completeResponse", 1)), ["allowed", "allowed"]);
  });

  it("add no Origin to requests of other protocols", () => {
    assert.deepEqual(actionsOf("GRPC api.example.com/articles.Articles/List\n\n{}\n"), []);
  });

  it("correct a misspelt line instead of duplicating it", () => {
    const text =
      "GET https://api.example.com/a\nOrigin: https://a.example\n\nHTTP/1.1 200 OK\nAcces-Control-Allow-Origin: https://b.example\n";
    assert.equal(
      apply(text, "completeResponse"),
      text.replace("Acces-Control-Allow-Origin: https://b.example", "Access-Control-Allow-Origin: https://a.example"),
    );
  });

  it("offer to allow the origin only if it isn't allowed", () => {
    const wrongStatus = `${PREFLIGHT}\nHTTP/1.1 405 Method Not Allowed\nAccess-Control-Allow-Origin: https://a.example\nAccess-Control-Allow-Methods: PUT\n`;
    assert.deepEqual(
      actionsOf(wrongStatus).map(({ id }) => id),
      ["completePreflightResponse", "allowCredentials", "separateMessages", ...PROBES],
    );
    assert.ok(
      actionsOf(
        wrongStatus.replace("https://a.example\nAccess-Control-Allow-M", "https://b.example\nAccess-Control-Allow-M"),
      ).some(({ id }) => id === "allowOrigin"),
    );
  });

  it("complete nothing if nothing is wrong, or nothing is known", () => {
    const text =
      "GET https://api.example.com/a\nOrigin: https://a.example\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: {{x}}\n";
    assert.deepEqual(
      actionsOf(text).map(({ id }) => id),
      ["separateMessages", ...LAST],
    );
    assert.deepEqual(
      actionsOf(text.replace("{{x}}", "https://a.example")).map(({ id }) => id),
      ["allowCredentials", "addVaryOrigin", "separateMessages", "expectAllowed", ...LAST],
    );
  });

  it("never allow a response header that the page sends", () => {
    const page = "GET https://api.example.com/a\nOrigin: https://a.example\nAccess-Control-Allow-Orgin: *\n";
    assert.deepEqual(
      actionsOf(`${page}\nHTTP/1.1 200 OK\n`).map(({ id }) => id),
      ["completeResponse", "allowOrigin", "allowCredentials", "separateMessages", ...LAST],
    );
    assert.ok(!/Headers/.test(apply(`${page}\nHTTP/1.1 200 OK\n`, "completeResponse")));
    const asking = `${PREFLIGHT}Access-Control-Request-Headers: access-control-allow-origin,x-a\n`;
    for (const text of [
      asking,
      `${asking}\nHTTP/1.1 204 No Content\n`,
      `${asking}\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: *\n`,
      `${asking}\nHTTP/1.1 403 Forbidden\n`,
    ]) {
      const ids = actionsOf(text).map(({ id }) => id);
      assert.deepEqual(
        ids.filter((id) => /complete|allow|replaceWildcardHeaders|insert/.test(id)),
        [],
        text,
      );
    }
  });
});

describe("completing an exchange whose preflight is not shown", () => {
  const text = "DELETE https://api.example.com/a\nOrigin: https://a.example\nCookie: a=b\n\nHTTP/1.1 502 Bad Gateway\n";

  it("also inserts the preflight, and says so", () => {
    assert.deepEqual(
      actionsOf(text).map(({ fix }) => fix.title),
      [
        "Insert the preflight",
        "Complete the response and insert the preflight",
        "Allow https://a.example and insert the preflight",
        "Put request and response in separate blocks",
        "Expect this request to be blocked",
        "Write probes for other origins",
        "Write a short set of probes",
      ],
    );
    assert.deepEqual(verdicts(apply(text, "completeResponse")), ["allowed", "allowed"]);
  });

  it("also inserts it to allow credentials", () => {
    const without = text
      .replace("Cookie: a=b\n", "")
      .replace("502 Bad Gateway\n", "200 OK\nAccess-Control-Allow-Origin: *\n");
    const after = apply(without, "allowCredentials").replace(
      "DELETE https",
      "# @cors credentials=include\nDELETE https",
    );
    assert.deepEqual(verdicts(after), ["allowed", "allowed"]);
  });
});

describe("the actions that say what the author expects", () => {
  const ASKS = "GET https://api.example.com/a\nOrigin: https://a.example\n";
  const ALLOWED = `${ASKS}\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n`;
  const ids = (text: string) => actionsOf(text).flatMap(({ id }) => (id.startsWith("expect") ? [id] : []));

  it("write a comment above the request, in the file's style", () => {
    const text = `// The account\n${ALLOWED}`;
    assert.equal(apply(text, "expectBlocked"), text.replace("GET", "// @cors expect=blocked\nGET"));
    assert.equal(apply(text, "expectAllowed"), text.replace("GET", "// @cors expect=allowed\nGET"));
  });
  it("write it in a fence and above a command too", () => {
    const fence = `# Title\n\n\`\`\`http\n${ALLOWED}\`\`\`\n`;
    const analysis = analyse(fence, "markdown", { origin: null });
    const action = actionsIn(analysis, 0).find(({ id }) => id === "expectBlocked");
    assert.ok(action);
    assert.equal(
      applyEdits(fence, textEdits(analysis.document, action.fix.edits)),
      fence.replace("GET", "# @cors expect=blocked\nGET"),
    );
    const command = "curl https://api.example.com/a -H 'Origin: https://a.example'\n";
    assert.equal(apply(command, "expectBlocked"), `# @cors expect=blocked\n${command}`);
  });
  it("propose to expect a permission only where browsers give it", () => {
    assert.deepEqual(ids(ALLOWED), ["expectAllowed", "expectBlocked"]);
    assert.deepEqual(ids(ASKS), ["expectBlocked"]);
  });
  it("are absent where the text says what to expect, and where CORS doesn't apply", () => {
    assert.deepEqual(ids(`# @cors expect=allowed\n${ALLOWED}`), []);
    assert.deepEqual(ids(ALLOWED.replace("Origin: https://a.example", "Origin: https://api.example.com")), []);
    assert.deepEqual(ids(PREFLIGHT), []);
  });
  it("come first where the request's name says that browsers should block it, which changes no finding", () => {
    for (const name of ["Should be blocked", "From an attacker's page", "evil.example", "It must fail"]) {
      const text = `### ${name}\n${ALLOWED}`;
      assert.equal(actionsOf(text)[0]?.id, "expectBlocked", name);
      assert.deepEqual(analyse(text, "http", { origin: null }).findings, []);
    }
    assert.equal(actionsOf(`# @name attacker\n${ALLOWED}`)[0]?.id, "expectBlocked");
    for (const name of ["Should not be blocked", "Medieval prices", "The account"]) {
      assert.notEqual(actionsOf(`### ${name}\n${ALLOWED}`)[0]?.id, "expectBlocked", name);
    }
  });
});
