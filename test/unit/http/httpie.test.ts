import assert from "node:assert/strict";
import { dataOfCommand } from "../../../server/src/http/command-messages";
import { parse } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";
import { isUnknown, type Value } from "../../../server/src/text/unknown";

const shown = (value: Value) => (isUnknown(value) ? `?${value.text ?? ""}` : value);

/** The messages of a text: method, URL, fields; status. */
function messages(text: string): string[] {
  return messagesOf(parse(text, "http")).map((message) =>
    message.kind === "request"
      ? [
          `${shown(message.methodValue)} ${shown(message.targetValue)}`,
          ...message.fields.map(({ name, resolved }) => `${name.text}: ${shown(resolved)}`),
          ...(message.elided ? ["..."] : []),
        ].join(" | ")
      : message.kind === "response"
        ? shown(message.statusValue)
        : message.kind,
  );
}

const URL = "https://a.example/";
const JSON_TYPE = "Content-Type: application/json | Accept: application/json, */*;q=0.5";

describe("HTTPie commands", () => {
  const commands: readonly (readonly [command: string, request: string])[] = [
    [`http ${URL}`, `GET ${URL}`],
    [`http GET ${URL}`, `GET ${URL}`],
    [`$ http a.example/x`, "GET http://a.example/x"],
    [`$ https a.example/x`, "GET https://a.example/x"],
    [`xh a.example/x`, "GET http://a.example/x"],
    [`xhs put a.example/x`, "PUT https://a.example/x"],
    [`http :3000/x`, "GET http://localhost:3000/x"],
    [`http :/x`, "GET http://localhost/x"],
    [`$ http localhost:8080`, "GET http://localhost:8080"],
    [`http --default-scheme=https a.example`, "GET https://a.example"],
    [`http --default-scheme https DELETE a.example`, "DELETE https://a.example"],
    [
      `http -v ${URL} Origin:https://b.example 'X-Empty;' User-Agent:`,
      `GET ${URL} | Origin: https://b.example | X-Empty: `,
    ],
    [`http ${URL} 'X: a b' "Y:c=d"`, `GET ${URL} | X: a b | Y: c=d`],
    [`http ${URL} a==b 'c d==e&f'`, `GET ${URL}?a=b&c+d=e%26f`],
    [`http ${URL}?x a==b`, `GET ${URL}?x&a=b`],
    [`http ${URL} a=b`, `POST ${URL} | ${JSON_TYPE}`],
    [`http PUT ${URL} a:=1 b=c`, `PUT ${URL} | ${JSON_TYPE}`],
    [`http ${URL} a=b Content-Type:text/plain accept:*/*`, `POST ${URL} | Content-Type: text/plain | accept: */*`],
    [`http -f ${URL} a=b`, `POST ${URL} | Content-Type: application/x-www-form-urlencoded; charset=utf-8`],
    [`http -f ${URL} a@b.txt`, `POST ${URL} | Content-Type: multipart/form-data`],
    [`http --multipart ${URL} a=b`, `POST ${URL} | Content-Type: multipart/form-data`],
    [`http --raw '{}' ${URL}`, `POST ${URL} | ${JSON_TYPE}`],
    [`http ${URL} < body.json`, `POST ${URL} | ${JSON_TYPE}`],
    [`http -j ${URL}`, `GET ${URL} | ${JSON_TYPE}`],
    [`http -A bearer -a t ${URL}`, `GET ${URL} | Authorization: ?`],
    [`http -vame:pw ${URL}`, `GET ${URL} | Authorization: ?`],
    [`http --session=me ${URL}`, `GET ${URL} | ...`],
    [`http ${URL} X:@file.txt`, `GET ${URL} | X: ? | ...`],
    [`http --shelf ${URL}`, `? ?${URL} | ...`],
    [`http POST ${URL} \\\n  X:a \\\n  b=c`, `POST ${URL} | X: a | ${JSON_TYPE}`],
    [`http ${URL} 'a\\:b:c'`, `GET ${URL} | a:b: c`],
    [`http ${URL} X:$TOKEN | jq .`, `GET ${URL} | X: ?$TOKEN`],
  ];
  for (const [command, request] of commands) {
    it(`are read: ${command}`, () => {
      const [read = "", ...others] = messages(command);
      assert.deepEqual([read.split(" | ").toSorted(), others], [request.split(" | ").toSorted(), []]);
    });
  }

  it("are read if an answer follows, even if the line may be a sentence", () => {
    assert.deepEqual(messages("http a.example/x Origin:https://b.example\n\nHTTP/1.1 200 OK\n"), [
      "GET http://a.example/x | Origin: https://b.example",
      "200",
    ]);
    assert.deepEqual(messages(`GET ${URL}\n\nHTTP/1.1 200 OK\n\ntext\nhttps a.example\nHTTP/1.1 204 No Content\n`), [
      `GET ${URL}`,
      "200",
      "GET https://a.example",
      "204",
    ]);
  });

  const others = [
    "http is a protocol",
    "http a.example is the host",
    "https, like http, is a scheme",
    "http: a.example",
    "HTTP GET requests",
    "http GET requests",
    "https a.example",
    "xh is a program",
  ];
  for (const text of others) {
    it(`are not ${text}`, () =>
      assert.deepEqual(
        messages(text).filter((one) => one !== "fragment"),
        [],
      ));
  }

  it("are the request that they print", () => {
    const printed =
      'POST /x HTTP/1.1\nAccept: application/json\nHost: a.example\nOrigin: https://b.example\n\n{\n  "a": 1\n}\n';
    const document = parse(
      `# @cors mode=cors\n$ https -v a.example/x a:=1\n${printed}\n\nHTTP/1.1 201 Created\n`,
      "http",
    );
    const [request, ...more] = messagesOf(document);
    assert.ok(request?.kind === "request" && !request.writable);
    assert.equal(request.targetValue, "https://a.example/x");
    assert.equal(request.directives.length, 1);
    assert.deepEqual(
      request.fields.map(({ name }) => name.text),
      ["Accept", "Host", "Origin"],
    );
    assert.deepEqual(
      more.map(({ kind }) => kind),
      ["response"],
    );
  });

  it("spell out their body only with --raw", () => {
    for (const [options, data] of [
      ["--raw a=b", "a=b"],
      ["a=b", null],
      ["--raw $A", null],
    ] as const) {
      const text = `http ${URL} ${options}`;
      assert.deepEqual(dataOfCommand(text, parse(text, "http").lines), [data]);
    }
  });
});
