import assert from "node:assert/strict";
import { inFolder } from "./command-line";

const EXCHANGE = `GET https://api.example.com/data HTTP/1.1
Origin: {{origin}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`;
const ENVIRONMENTS = JSON.stringify({
  dev: { origin: "https://dev.example.com" },
  prod: { origin: "https://app.example.com" },
});

describe("environments on the command line", () => {
  it("are used once one is chosen", () =>
    inFolder({ ".git/HEAD": "", "http-client.env.json": ENVIRONMENTS, "requests/a.http": EXCHANGE }, (folder) => {
      const open = folder.run(["check", "requests"]);
      assert.equal(open.exitCode, 0);
      assert.match(open.stdout, /line 1 +cannot tell: /);
      assert.match(
        open.stdout.replace(/\s+/g, " "),
        /origin has different values in http-client\.env\.json, environments dev and prod;/,
      );
      const dev = folder.run(["check", "--env", "dev", "requests"]);
      assert.equal(dev.exitCode, 1);
      assert.match(dev.stdout, /allow-origin-mismatch/);
      const prod = folder.run(["check", "--env=prod", "--format", "json", "requests/a.http"]);
      assert.equal(prod.exitCode, 0);
      assert.match(prod.stdout, /"origin":\s*"https:\/\/app\.example\.com"/);
      const unknown = folder.run(["check", "--env", "test", "requests"]);
      assert.equal(unknown.exitCode, 0);
      assert.equal(unknown.stderr, "cors-lens: unknown environment test; expected one of dev, prod\n");
    }));

  it("are read up to the root of the repository, and no further", () =>
    inFolder(
      { ".env": "origin=https://dev.example.com", "repository/.git/HEAD": "", "repository/a.http": EXCHANGE },
      (folder) => {
        assert.match(folder.run(["check", "repository"]).stdout, /cannot tell: /);
      },
    ));

  it("are read up to the current folder if there is no repository", () =>
    inFolder({ ".env": "origin=https://dev.example.com", "requests/a.http": EXCHANGE }, (folder) => {
      assert.equal(folder.run(["check", "requests/a.http"]).exitCode, 1);
      assert.equal(
        folder.run(["check", "--stdin", "--stdin-filename", "requests/b.http"], { input: EXCHANGE }).exitCode,
        1,
      );
    }));

  it("are taken from the nearest file of each name, and from the folder env", () =>
    inFolder(
      {
        ".git/HEAD": "",
        "http-client.env.json": JSON.stringify({ dev: { origin: "https://dev.example.com", other: "x" } }),
        ".env": "OTHER=https://dev.example.com\n",
        "requests/http-client.env.json": JSON.stringify({ dev: { origin: "https://app.example.com" } }),
        "requests/env/dev.env": "OTHER=https://app.example.com\n",
        "requests/a.http": EXCHANGE,
        "requests/b.http": EXCHANGE.replace("{{origin}}", "{{OTHER}}"),
        "b.http": EXCHANGE.replace("{{origin}}", "{{OTHER}}"),
      },
      (folder) => {
        const inner = folder.run(["check", "--env", "dev", "requests"]);
        assert.deepEqual([inner.exitCode, inner.stdout.match(/line 1 +allowed/g)?.length], [0, 2]);
        assert.equal(folder.run(["check", "--env", "dev", "b.http"]).exitCode, 1);
      },
    ));

  it("don't reveal values from a private file", () =>
    inFolder(
      {
        ".env": "base=https://internal.example.net/v1\norigin=https://intranet.example.net\n",
        "a.http": EXCHANGE.replace("https://api.example.com", "{{base}}").replace("GET", "PUT"),
      },
      (folder) => {
        for (const args of [
          ["check", "a.http"],
          ["check", "--format", "json", "a.http"],
          ["preflight", "a.http:1"],
        ]) {
          const { stdout, stderr } = folder.run(args);
          assert.match(stdout, /\{\{(base|origin)\}\}/);
          assert.doesNotMatch(`${stdout}${stderr}`, /internal\.example|intranet/, args.join(" "));
        }
      },
    ));

  it("don't reveal what is made of private values, in any command and format", () => {
    const files = {
      "http-client.private.env.json": JSON.stringify({
        dev: {
          base: "https://bücher-hidden.example/v1/tok%20en",
          short: "abc12",
          names: "X-One, X-Unseen-Name",
          words: "p w&d/1",
          origin: "https://Inner.Corp.example",
          method: "purge",
        },
      }),
      "a.http": `GET {{base}}/x?k={{words}}&s={{short}}
Origin: {{origin}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example

###
OPTIONS https://api.example.com/q
Origin: {{origin}}
Access-Control-Request-Method: {{method}}
Access-Control-Request-Headers: {{names}}

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: GET

###
PUT https://api.example.com/q
Origin: {{origin}}
X-One: {{short}}

HTTP/1.1 302 Found
Location: {{base}}/y
Access-Control-Allow-Origin: *

###
{{method}} https://api.example.com/{{short}}
Origin: {{origin}}
`,
    };
    inFolder(files, (folder) => {
      const drawings = [1, 8, 18].flatMap((line) =>
        ["text", "markdown", "svg"].map((format) => ["explain-exchange", "--format", format, `a.http:${line}`]),
      );
      const commands = [
        ["check", "a.http"],
        ["check", "--format", "json", "a.http"],
        ["preflight", "a.http:18"],
        ["preflight", "a.http:27"],
        ...drawings,
      ];
      for (const [command = "", ...rest] of commands) {
        const { stdout, stderr } = folder.run([command, "--env", "dev", ...rest]);
        assert.doesNotMatch(
          stdout + stderr,
          /hidden|tok%20en|abc12|unseen|inner|corp|purge|p w|p%20w/i,
          `${command} ${rest.join(" ")}`,
        );
        assert.match(stdout, /\{\{/, `${command} ${rest.join(" ")}`);
      }
    });
  });

  it("are used for the preflight", () =>
    inFolder({ "http-client.env.json": ENVIRONMENTS, "a.http": EXCHANGE.replace("GET", "PUT") }, (folder) => {
      const printed = (...args: string[]) => folder.run(["preflight", ...args, "a.http:1"]).stdout;
      assert.match(printed(), /^Origin: \{\{origin\}\}$/m);
      assert.match(printed("--env", "prod"), /^Origin: https:\/\/app\.example\.com$/m);
    }));

  it("report a mistake in a file, and continue", () =>
    inFolder({ "http-client.env.json": "{\n", "a.http": EXCHANGE }, (folder) => {
      const { exitCode, stderr } = folder.run(["check", "a.http"]);
      assert.equal(exitCode, 0);
      assert.equal(stderr, "cors-lens: http-client.env.json:2: expected a JSON object; the file is ignored\n");
    }));
});
