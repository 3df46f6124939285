import assert from "node:assert/strict";
import { dataOfCommand } from "../../../server/src/http/command-messages";
import { parse } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";
import { isUnknown, type Value } from "../../../server/src/text/unknown";

const shown = (value: Value) => (isUnknown(value) ? `?${value.text ?? ""}` : value);

/** The requests of a text: method, URL, fields. */
function requests(text: string): string[] {
  return messagesOf(parse(text, "http")).map((message) =>
    message.kind === "request"
      ? [
          `${shown(message.methodValue)} ${shown(message.targetValue)}`,
          ...message.fields.map(({ name, resolved }) => `${name.text}: ${shown(resolved)}`),
          ...(message.elided ? ["..."] : []),
        ].join(" | ")
      : message.kind,
  );
}

const URL = "https://a.example/";
const FORM = "application/x-www-form-urlencoded";

describe("curl commands", () => {
  describe("with a transcript of a redirect", () => {
    const sent = (target: string, host: string) => `> GET ${target} HTTP/1.1\n> Host: ${host}\n>\n`;
    const answered = (status: string, location: string) => `< HTTP/1.1 ${status}\n< Location: ${location}\n<\n`;
    const second = (command: string, answer: string, target: string, host: string) =>
      requests(`${command}\n${sent("/a", "a.example")}${answer}${sent(target, host)}< HTTP/1.1 200 OK\n`)[2];
    const url = "http://a.example/a";
    const cases: readonly (readonly [what: string, actual: string | undefined, target: string])[] = [
      [
        "the scheme of the redirect",
        second(`curl -vL ${url}`, answered("301 Moved", "https://a.example/a"), "/a", "a.example"),
        "https://a.example/a",
      ],
      [
        "the root",
        second(`curl -vL ${url}`, answered("301 Moved", "https://a.example"), "/", "a.example"),
        "https://a.example/",
      ],
      [
        "another host",
        second(`curl -vL ${url}`, answered("302 Found", "https://b.example/a?x#y"), "/a?x", "b.example"),
        "https://b.example/a?x",
      ],
      [
        "the command's scheme after a relative redirect",
        second(`curl -vL ${url}`, answered("302 Found", "/b"), "/b", "a.example"),
        "http://a.example/b",
      ],
      [
        "the command's scheme for its next URL",
        second(`curl -v ${url} http://a.example/b`, answered("301 Moved", "https://a.example/a"), "/b", "a.example"),
        "http://a.example/b",
      ],
      [
        "the command's scheme after a response that doesn't redirect",
        second(`curl -v ${url} ${url}`, answered("201 Created", "https://a.example/a"), "/a", "a.example"),
        "http://a.example/a",
      ],
    ];
    for (const [what, actual, target] of cases) {
      it(`has ${what}`, () => assert.equal(actual?.split(" | ")[0], `GET ${target}`));
    }
  });

  const options: readonly (readonly [command: string, ...requests: string[]])[] = [
    [`curl ${URL}`, `GET ${URL}`],
    [`$ curl ${URL}`, `GET ${URL}`],
    [`curl a.example:8080/x`, "GET http://a.example:8080/x"],
    [`curl a.example`, "GET http://a.example"],
    [`curl me:pw@a.example/x`, "GET http://me:pw@a.example/x"],
    [`curl localhost:8080`, "GET http://localhost:8080"],
    [`curl --proto-default https a.example/x`, "GET https://a.example/x"],
    [`curl '{{unset}}/x'`, "GET ?{{unset}}/x"],
    [`curl --url ${URL} -sS`, `GET ${URL}`],
    [`curl -o out.txt -w '%{http_code}' ${URL}`, `GET ${URL}`],
    [`curl --retry 3 --compressed ${URL}`, `GET ${URL} | Accept-Encoding: gzip, deflate`],
    [`curl -XPUT ${URL}`, `PUT ${URL}`],
    [`curl -sXPUT ${URL}`, `PUT ${URL}`],
    [`curl -X "PUT" ${URL}`, `PUT ${URL}`],
    [`curl --head ${URL}`, `HEAD ${URL}`],
    [`curl -T file ${URL}`, `PUT ${URL}`],
    [`curl -d a=1 ${URL}`, `POST ${URL} | Content-Type: application/x-www-form-urlencoded`],
    [`curl -da=1 -X PATCH ${URL}`, `PATCH ${URL} | Content-Type: application/x-www-form-urlencoded`],
    [`curl -d '{}' -H 'Content-Type: text/plain' ${URL}`, `POST ${URL} | Content-Type: text/plain`],
    [`curl -d '{}' -H 'content-type:' ${URL}`, `POST ${URL}`],
    [`curl --json '{}' ${URL}`, `POST ${URL} | Content-Type: application/json | Accept: application/json`],
    [`curl -F a=b ${URL}`, `POST ${URL} | Content-Type: multipart/form-data`],
    [`curl -G -d a=1 -d b=2 ${URL}`, `GET ${URL}?a=1&b=2`],
    [`curl -u a:b ${URL}`, `GET ${URL} | Authorization: ?`],
    [`curl -b a=b ${URL}`, `GET ${URL} | Cookie: a=b`],
    [`curl -b jar.txt ${URL}`, `GET ${URL} | ...`],
    [`curl -H @fields.txt ${URL}`, `GET ${URL} | ...`],
    [`curl -A me -e ${URL}x -r 0-9 ${URL}`, `GET ${URL} | User-Agent: me | Referer: ${URL}x | Range: bytes=0-9`],
    [`curl -H 'X-Empty;' -H 'Accept:' ${URL}`, `GET ${URL} | X-Empty: `],
    [`curl ${URL} -H 'A: b' ${URL}x`, `GET ${URL} | A: b`, `GET ${URL}x | A: b`],
    [`curl -d a=1 ${URL} --next -I ${URL}x`, `POST ${URL} | Content-Type: ${FORM}`, `HEAD ${URL}x`],
    [`curl ${URL} -: ${URL}x`, `GET ${URL}`, `GET ${URL}x`],
    [`curl -T a ${URL} ${URL}x`, `PUT ${URL}`, `GET ${URL}x`],
    [`curl -i stray ${URL}`, `GET ${URL}`],
    [`curl ${URL}{a,b}`, `GET ?${URL}{a,b}`],
    [`curl ${URL}[1-9]`, `GET ?${URL}[1-9]`],
    [`curl -g ${URL}{a,b}[1-9]`, `GET ${URL}{a,b}[1-9]`],
    [`curl http://[::1]:80/`, `GET http://[::1]:80/`],
    [`curl -G --data-urlencode 'a=b c' --url-query d=e ${URL}#f`, `GET ${URL}?d=e&a=b+c#f`],
    [`curl -G -d @a ${URL}`, `GET ?${URL}`],
    [`curl --request-target /y ${URL}x`, `GET ${URL}y`],
    [`curl --etag-compare e.txt -z now -C 5 ${URL}`, `GET ${URL} | If-None-Match: ? | If-Modified-Since: ? | Range: ?`],
    [`curl --oauth2-bearer t ${URL}`, `GET ${URL} | Authorization: ?`],
    [`curl -n ${URL}`, `GET ${URL} | ...`],
    [`curl --url @urls.txt`, `GET ?@urls.txt`],
    [`curl -K a.txt ${URL}`, `? ${URL} | ...`],
    [`curl --expand-url '${URL}{{a}}' --variable a=b`, `GET ?${URL}{{a}}`],
    // The start of a name, and names that aren't known.
    [`curl --inse --heade 'A: b' --user-a c ${URL}`, `GET ${URL} | A: b | User-Agent: c`],
    [`curl --no-progress-meter --no-keepalive ${URL}`, `GET ${URL}`],
    [`curl --upload a.txt ${URL}`, `? ${URL} | ...`],
    [`curl --shelf ${URL}a ${URL}`, `? ${URL} | ...`],
    [`curl ${URL} --shelf a.txt`, `? ${URL} | ...`],
    [`curl --shelf ${URL}`, `? ?${URL} | ...`],
    [`curl --shelf -X PUT ${URL}`, `PUT ${URL} | ...`],
    [`curl --shelf=a.txt ${URL}b ${URL}`, `? ${URL} | ...`],
    [`curl -sW ${URL}a ${URL}`, `? ${URL} | ...`],
    [`curl ${URL}?a=1&b=2`, `GET ${URL}?a=1&b=2`],
    [`curl ${URL} | jq .`, `GET ${URL}`],
    [`curl ${URL} > out.txt 2>&1 && echo done`, `GET ${URL}`],
    [`curl ${URL} # -X PUT`, `GET ${URL}`],
    [`curl 2>/dev/null -o a>b >c ${URL} &>d -XPUT`, `PUT ${URL}`],
    [`curl -d @- <<'EOF' ${URL} -XPUT`, `PUT ${URL} | Content-Type: ${FORM}`],
  ];
  for (const [command, ...expected] of options) {
    it(`reads ${command}`, () => assert.deepEqual(requests(command), expected));
  }

  const quotes: readonly (readonly [name: string, command: string, value: string])[] = [
    ["single quotes", `curl ${URL} -H 'X: a \\ "b"'`, 'a \\ "b"'],
    ["double quotes", `curl ${URL} -H "X: a \\"b\\" \\\\ \\n"`, 'a "b" \\ \\n'],
    ["no quotes", `curl ${URL} -H X:\\ a\\'b`, "a'b"],
    ["pieces", `curl ${URL} -H X:" a"'b'c`, "abc"],
    ["ANSI-C quotes", `curl ${URL} -H $'X: it\\'s \\u0041\\x42'`, "it's AB"],
    ["a continuation", `curl ${URL} \\\n  -H 'X: a'`, "a"],
    ["a continuation with CRLF", `curl ${URL} \\\r\n  -H 'X: a'`, "a"],
    ["cmd", `curl ^"${URL}^" ^\n  -H ^"X: ^\\^"a^\\^" ^& b^"`, '"a" & b'],
    ["cmd with plain quotes", `curl "${URL}" ^\n  -H "X: \\"a^b\\""`, '"a^b"'],
    ["PowerShell", `curl.exe ${URL} \`\n  -H "X: \`"a\`"" \`\n  -d 'it''s'`, '"a"'],
    ["a variable of the shell", `curl ${URL} -H "X: a $TOKEN"`, "?a $TOKEN"],
    ["a command of the shell", `curl ${URL} -H "X: $(date)"`, "?$(date)"],
    ["a dollar in single quotes", `curl ${URL} -H 'X: $TOKEN'`, "$TOKEN"],
    ["a variable of the file", `@t = v\ncurl ${URL} -H 'X: {{t}}'`, "v"],
  ];
  for (const [name, command, expected] of quotes) {
    it(`reads ${name}`, () => {
      const [request] = messagesOf(parse(command, "http"));
      const field = request?.fields.find(({ name: { text } }) => text === "X");
      assert.equal(field === undefined ? undefined : shown(field.resolved), expected);
    });
  }

  it("have parts with their places in the text", () => {
    const text = `# before\n  curl -X 'PUT' "${URL}" -H 'Origin: https://b.example' --json '{}'\n`;
    const document = parse(text, "http");
    const [request] = messagesOf(document);
    assert.ok(request?.kind === "request" && !request.writable);
    const at = ({ start, end }: { readonly start: number; readonly end: number }) =>
      text.slice(document.startOf(request) + start, document.startOf(request) + end);
    assert.deepEqual(
      [request.method, request.target, ...request.fields.flatMap(({ name, value }) => [name, value])].map(
        (part) => part && at(part),
      ),
      ["PUT", URL, "Origin", "https://b.example", "--json", "--json", "--json", "--json"],
    );
    assert.equal(request.body && at(request.body), "{}");
  });

  it("can follow each other, and end with the lines that they open", () =>
    assert.deepEqual(
      requests(`curl ${URL} -d '\n\nGET ${URL}not\n'\ncurl ${URL}b\n\n###\ncurl ${URL}c -d 'open\n###\nGET ${URL}d\n`),
      [
        `POST ${URL} | Content-Type: application/x-www-form-urlencoded`,
        `GET ${URL}b`,
        `POST ${URL}c | Content-Type: application/x-www-form-urlencoded`,
        `GET ${URL}d`,
      ],
    ));

  for (const text of ["curl is a program", "curl", "curly -X PUT", "curl --help"]) {
    it(`are not ${JSON.stringify(text)}`, () => assert.deepEqual(requests(text), []));
  }
});

describe("the body of a curl command", () => {
  const bodies: readonly (readonly [options: string, data: string | null])[] = [
    ["-d a=1 --data b=2", "a=1&b=2"],
    ["--data-raw @a", "@a"],
    ["--data-binary 'a\\nb'", "a\\nb"],
    [`--json '{"a":' --json '1}'`, '{"a":1}'],
    ["-d @a.json", null],
    ["--data-urlencode a=b", null],
    ["-F a=b", null],
    ["-T a.json", null],
    ['-d "$A"', null],
    ["-G -d a=1", null],
    ["-H 'X: a'", null],
  ];
  for (const [options, data] of bodies) {
    it(`${data === null ? "is not spelt out" : "is read"}: ${options}`, () => {
      const text = `curl ${URL} ${options}`;
      assert.deepEqual(dataOfCommand(text, parse(text, "http").lines), [data]);
    });
  }
});
