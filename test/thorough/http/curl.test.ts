import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { parse } from "../../../server/src/http/parse";
import { messagesOf, type Request } from "../../../server/src/http/tree";
import { isUnknown } from "../../../server/src/text/unknown";

/** Commands that only use what every version of curl since 7.68 has. */
const COMMANDS = [
  "curl http://a.example/",
  "curl a.example:8080/x?y=1",
  "curl me:pw@a.example",
  "curl -H 'Origin: http://b.example' -H 'X-Empty;' -H 'Accept:' http://a.example/",
  "curl -XPUT -d a=1 --data-raw @b http://a.example/",
  "curl -d '{}' -H 'content-type: application/json' http://a.example/",
  "curl -d a -H 'Content-Type:' http://a.example/",
  "curl -I http://a.example/x",
  "curl -G -d a=1 --data-urlencode 'b=c d' -d e http://a.example/x?y",
  "curl -I -G -d a=1 http://a.example/",
  "curl -F a=b -F c=d http://a.example/",
  "curl -u me:pw -A me -e http://b.example/x -r 0-9 -b a=b http://a.example/",
  "curl -z 'Wed, 01 Jan 2020 00:00:00 GMT' http://a.example/",
  "curl --data-binary 'a\nb' http://a.example/",
  "curl http://a.example/a http://a.example/b -H 'A: b'",
  "curl -d a=1 http://a.example/a --next -H 'A: b' http://a.example/b",
  "curl -T /dev/null http://a.example/a http://a.example/b",
  "curl --heade 'A: b' --user-a me http://a.example/",
  "curl --no-keepalive --no-buffer --retry 0 --max-time 9 -m9 -kfLgN4 http://a.example/a",
  "curl --request-target /y http://a.example/x",
  "curl 2>/dev/null http://a.example/a -H 'A: b' > /dev/null",
  "curl -X OPTIONS -H 'Origin: http://b.example' -H 'Access-Control-Request-Method: PUT' http://a.example/",
  "time curl \"http://a.example/\"'x'\\\n  -H $'A: b' | cat",
  "A=1 curl http://a.example/ | grep a; true",
];

/** Headers that curl, the proxy or the length of the body add. */
const ADDED = new Set([
  "host",
  "accept",
  "user-agent",
  "proxy-connection",
  "content-length",
  "transfer-encoding",
  "expect",
  "connection",
]);

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly fields: ReadonlyMap<string, string>;
}

describe("curl sends the requests that are read from its command", () => {
  const received: Sent[] = [];
  let server: Server;

  before(async function () {
    if (process.platform === "win32") {
      this.skip();
    }
    server = createServer((request, response) => {
      received.push(sentBy(request));
      request.resume().on("end", () => response.writeHead(200, { Connection: "close" }).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await run("curl --version", 0).catch((error: unknown) => {
      throw new Error("This test needs the program curl. Install it, or put it on the PATH.", { cause: error });
    });
  });

  after(() => server?.close());

  for (const command of COMMANDS) {
    it(command, async () => {
      received.length = 0;
      await run(command, (server.address() as AddressInfo).port);
      const read = messagesOf(parse(command, "http"));
      assert.equal(read.length, received.length);
      for (const [i, message] of read.entries()) {
        assert.ok(message.kind === "request");
        compare(message, received[i] as Sent);
      }
    });
  }
});

/** Runs a command in a shell, with a proxy that gets its requests. */
function run(command: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, http_proxy: `http://127.0.0.1:${port}`, no_proxy: "", CURL_HOME: "/nonexistent" };
    execFile("bash", ["-c", command], { env }, (error) => (error === null ? resolve() : reject(error)));
  });
}

function sentBy({ method = "", url = "", headers }: IncomingMessage): Sent {
  return { method, url, fields: new Map(Object.entries(headers).map(([name, value]) => [name, String(value)])) };
}

function compare(read: Request, sent: Sent): void {
  assert.equal(read.methodValue, sent.method);
  assert.ok(!isUnknown(read.targetValue));
  const { href, username } = new URL(read.targetValue);
  assert.equal(new URL(sent.url, href).href, href.replace(/\/\/[^/@]*@/, "//"));
  const fields = new Map(read.fields.map(({ name, resolved }) => [name.text.toLowerCase(), resolved]));
  for (const [name, value] of fields) {
    const actual = sent.fields.get(name);
    assert.ok(actual !== undefined, `${name} is sent`);
    assert.ok(isUnknown(value) || actual === value || actual.startsWith(`${value};`), `${name}: ${actual}`);
  }
  for (const name of sent.fields.keys()) {
    const isImplied = ADDED.has(name) || (name === "authorization" && username !== "");
    assert.ok(fields.has(name) || isImplied, `${name} is read`);
  }
}
