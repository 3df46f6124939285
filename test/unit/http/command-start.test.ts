import assert from "node:assert/strict";
import { commandAt } from "../../../server/src/http/command-start";
import { parse } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";
import { isUnknown, type Value } from "../../../server/src/text/unknown";

const shown = (value: Value) => (isUnknown(value) ? "?" : value);

/** The messages of a text: URLs and statuses. */
function messages(text: string): string[] {
  return messagesOf(parse(text, "http")).map((message) =>
    message.kind === "request"
      ? shown(message.targetValue)
      : message.kind === "response"
        ? shown(message.statusValue)
        : message.kind,
  );
}

const A = "https://a.example/";
const B = "https://b.example/";

const PROMPTS = [
  "",
  "$ ",
  "% ",
  "> ",
  "❯ ",
  "➜ ",
  "λ ",
  "➜  shop git:(main) ✗ ",
  "➜  ~ ",
  "~/shop main* ❯ ",
  "me@host:~$ ",
  "me@host:~/my shop (main)$ ",
  "me@host ~ % ",
  "root@4f2a:/# ",
  "[me@host shop]$ ",
  "host:~ me$ ",
  "(venv) $ ",
  "(venv) me@host:~$ ",
  "bash-5.1$ ",
  "sh-5.2# ",
  "/ # ",
  "~ $ ",
  "PS> ",
  "PS C:\\my shop> ",
  "PS /home/me> ",
  "C:\\my shop>",
];

const BEFORE = [
  "sudo ",
  "sudo -E ",
  "time ",
  "command ",
  "winpty ",
  "A=1 B='2 3' ",
  "env A=1 ",
  "/usr/bin/",
  "./",
  "C:\\bin\\",
];

describe("the start of a command", () => {
  for (const start of [...PROMPTS, ...BEFORE, ...PROMPTS.map((prompt) => `${prompt}sudo `)]) {
    it(`is ${JSON.stringify(start)}`, () => {
      for (const name of ["curl", "curl.exe"]) {
        const line = `${start}${name} -i ${A}`;
        const command = commandAt(line, 0, line.length);
        assert.equal(command?.at, start.length);
        assert.equal(command.needsAnswer, false);
      }
    });
  }

  it("after a number sign may also be a comment", () =>
    assert.equal(commandAt(`# curl ${A}`, 0, 100)?.needsAnswer, true));

  for (const line of [
    "curl",
    "curl is a program",
    "curl - a program",
    "curly -X PUT",
    `use curl ${A}`,
    `Then run: $ curl ${A}`,
    `"curl ${A}"`,
    `x-curl: ${A}`,
    `GET /curl ${A}`,
  ]) {
    it(`is not ${line}`, () => assert.equal(commandAt(line, 0, line.length), null));
  }
});

describe("a command with an answer below", () => {
  const answers: readonly (readonly [name: string, answer: string])[] = [
    ["a status line", "HTTP/1.1 204 No Content\n"],
    ["a status line below a blank line", "\nHTTP/2 204\n"],
    ["a transcript", "> GET / HTTP/1.1\n> Host: b.example\n>\n< HTTP/1.1 204 No Content\n"],
    ["a response of a transcript", "< HTTP/1.1 204 No Content\n"],
    ["notes", "* Host b.example:443 was resolved.\n*   Trying 192.0.2.1:443...\n> GET / HTTP/2\n>\n< HTTP/2 204\n"],
    [
      "the progress meter",
      "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n" +
        "                                 Dload  Upload   Total   Spent    Left  Speed\n" +
        "  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\nHTTP/2 204\n",
    ],
  ];
  const above: readonly (readonly [name: string, text: string])[] = [
    ["a response's body", `GET ${A}\n\nHTTP/1.1 200 OK\n\ntext\n`],
    ["a response's head", `GET ${A}\n\nHTTP/1.1 200 OK\nVary: Origin\n`],
    ["a request's body", `GET ${A}\n\nHTTP/1.1 200 OK\n\n###\nPOST ${A}\n\ntext\n`],
    ["a request's head", `GET ${A}\n\nHTTP/1.1 200 OK\n\n###\nPOST ${A}\nAccept: */*\n`],
    ["a transcript's body", `$ curl -v ${A}\n> GET / HTTP/1.1\n> Host: a.example\n>\n< HTTP/1.1 200 OK\n<\ntext\n`],
    ["a transcript's head", `$ curl -v ${A}\n> GET / HTTP/1.1\n> Host: a.example\n>\n< HTTP/1.1 200 OK\n`],
  ];
  for (const [answer, lines] of answers) {
    for (const [place, text] of above) {
      it(`ends ${place}: ${answer}`, () => {
        for (const prompt of PROMPTS) {
          const found = messages(`${text}${prompt}curl -i ${B} \\\n  -H 'A: b'\n${lines}`);
          assert.deepEqual(found.slice(0, 2), [A, "200"], prompt);
          assert.deepEqual(found.slice(-2), [B, "204"], prompt);
        }
      });
    }
  }

  it("may be written after a number sign", () => {
    assert.deepEqual(messages(`# curl -i ${A}\nHTTP/1.1 200 OK\n\ntext\n# curl -i ${B}\nHTTP/1.1 204 No Content\n`), [
      A,
      "200",
      B,
      "204",
    ]);
    assert.deepEqual(messages(`# curl ${A}\nGET ${B}\n\n# curl ${B}\nHTTP/1.1 200 OK\n`), [B, "200"]);
    assert.deepEqual(messages(`# curl ${A}\n\nHTTP/1.1 200 OK\n`), ["200"]);
    assert.deepEqual(messages(`# curl ${A} \\\n#  -H 'Origin: ${B}'\nHTTP/1.1 200 OK\n`), ["200"]);
  });

  it("is text of the body without the answer", () => {
    assert.deepEqual(messages(`GET ${A}\n\nHTTP/1.1 200 OK\n\nUse this:\ncurl ${B}\n`), [A, "200"]);
    assert.deepEqual(
      messages(`GET ${A}\n\nHTTP/1.1 200 OK\n\nUse this:\ncurl ${B}\nand that\nHTTP/1.1 204 No Content\n`),
      [A, "200", "204"],
    );
    assert.deepEqual(messages(`GET ${A}\n\nHTTP/1.1 200 OK\n\ncurl ${B}\n###\nHTTP/1.1 204 No Content\n`), [
      A,
      "200",
      B,
      "204",
    ]);
  });

  it("may continue after the marks of the shell", () => {
    const [request] = messagesOf(parse(`$ curl -i \\\n> -H 'Origin: ${A}' \\\n> ${B}\nHTTP/1.1 200 OK\n`, "http"));
    assert.ok(request?.kind === "request");
    assert.deepEqual([request.targetValue, request.fields[0]?.resolved], [B, A]);
  });
});
