import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import type { FileReport } from "../../server/src/cli/format/report-model";
import { ALLOWED, BLOCKED, corsLens, type Folder, inFolder, UNANSWERED_PUT } from "./command-line";

function reportOf(stdout: string): { version: number; files: FileReport[] } {
  return JSON.parse(stdout) as { version: number; files: FileReport[] };
}

function pathsOf(folder: Folder, ...paths: string[]): string[] {
  return reportOf(folder.run(["check", "--format", "json", ...paths]).stdout).files.map(({ path }) => path);
}

function everywhere<T>(value: T): Record<"fetch" | "chromium" | "firefox" | "webkit", T> {
  return { fetch: value, chromium: value, firefox: value, webkit: value };
}

describe("check: which files it reads", () => {
  const tree = {
    "a.http": ALLOWED,
    "b.txt": ALLOWED,
    "docs/C.MD": "",
    "docs/d.rest": ALLOWED,
    "docs/deep/e.mdx": "",
    ".github/f.markdown": "",
    "node_modules/g/g.http": ALLOWED,
    ".git/h.http": ALLOWED,
  };

  it("searches folders for five kinds of file, except in node_modules and .git", () => {
    inFolder(tree, (folder) => {
      assert.deepEqual(pathsOf(folder, "."), [
        ".github/f.markdown",
        "a.http",
        "docs/C.MD",
        "docs/d.rest",
        "docs/deep/e.mdx",
      ]);
    });
  });

  it("skips JetBrains' request history in a search, but checks a named file in it", () => {
    const log = ".idea/httpRequests/http-requests-log.http";
    inFolder({ "a.http": ALLOWED, [log]: BLOCKED }, (folder) => {
      assert.deepEqual(pathsOf(folder, "."), ["a.http"]);
      assert.deepEqual(pathsOf(folder, "**/*.http"), ["a.http"]);
      assert.deepEqual(pathsOf(folder, log), [log]);
    });
  });

  it("checks a named file of any kind, and each file only once", () => {
    inFolder(tree, (folder) => {
      assert.deepEqual(pathsOf(folder, "b.txt", "./b.txt", "docs", "docs/d.rest"), [
        "b.txt",
        "docs/C.MD",
        "docs/d.rest",
        "docs/deep/e.mdx",
      ]);
    });
  });

  it("expands globs", () => {
    inFolder(tree, (folder) => {
      assert.deepEqual(pathsOf(folder, "**/*.{http,rest}"), ["a.http", "docs/d.rest"]);
      assert.deepEqual(pathsOf(folder, "docs/**"), ["docs/C.MD", "docs/d.rest", "docs/deep/e.mdx"]);
      assert.deepEqual(pathsOf(folder, join(folder.path, "[ab].*")), [
        join(folder.path, "a.http"),
        join(folder.path, "b.txt"),
      ]);
    });
  });

  it("reads a name with glob characters literally if there is such a file", () => {
    inFolder({ "[id].http": ALLOWED, "i.http": ALLOWED }, (folder) => {
      assert.deepEqual(pathsOf(folder, "[id].http"), ["[id].http"]);
    });
  });

  it("follows links to files but not to folders, and reports a broken link along with the rest", () => {
    inFolder({ "real/a.http": ALLOWED }, (folder) => {
      symlinkSync(folder.path, join(folder.path, "real/circle"));
      symlinkSync("a.http", join(folder.path, "real/link.http"));
      symlinkSync("nowhere.http", join(folder.path, "real/broken.http"));
      const { exitCode, stdout, stderr } = folder.run(["check", "--format", "json", "real"]);
      assert.deepEqual(
        reportOf(stdout).files.map(({ path }) => path),
        ["real/a.http", "real/link.http"],
      );
      assert.equal(stderr, "cors-lens: real/broken.http: no such file or folder\n");
      assert.equal(exitCode, 2);
    });
  });

  it("reads standard input under the given name", () => {
    const markdown = `\`\`\`http\n${BLOCKED}\`\`\`\n`;
    const args = ["check", "--format", "json", "--stdin"];
    const plain = corsLens(args, { input: BLOCKED });
    assert.equal(plain.exitCode, 1);
    assert.deepEqual(
      reportOf(plain.stdout).files.map(({ path, exchanges }) => [path, exchanges.length]),
      [["<stdin>", 1]],
    );
    const named = corsLens([...args, "--stdin-filename", "docs/a.md"], { input: markdown });
    assert.equal(named.exitCode, 1);
    const [file] = reportOf(named.stdout).files;
    assert.equal(file?.path, "docs/a.md");
    assert.equal(file?.exchanges[0]?.request.line, 2);
  });

  it("reads NUL as text, and reports invalid UTF-8", () => {
    const text = Buffer.concat([Buffer.from(`${ALLOWED}X-Nul: \0\nX-Byte: `), Buffer.from([0xff, 0x0a])]);
    inFolder({ "a.http": text }, (folder) => {
      const { exitCode, stdout, stderr } = folder.run(["check", "--format", "json", "a.http"]);
      assert.equal(reportOf(stdout).files[0]?.exchanges.length, 1);
      assert.equal(stderr, "cors-lens: a.http: contains invalid UTF-8; the invalid bytes are read as U+FFFD\n");
      // In every engine, a NUL in a header spoils the response.
      assert.equal(exitCode, 1);
    });
  });
});

describe("check --format json", () => {
  it("lists a file without exchanges", () => {
    inFolder({ "a.md": "# Nothing\n" }, (folder) => {
      assert.deepEqual(reportOf(folder.run(["check", "--format", "json", "."]).stdout), {
        version: 1,
        files: [{ path: "a.md", exchanges: [], diagnostics: [] }],
        summary: { files: 1, exchanges: 0, unreadFences: 0 },
      });
    });
  });

  it("has every documented field, in order", () => {
    inFolder({ "a.http": BLOCKED }, (folder) => {
      const { files } = reportOf(folder.run(["check", "--format", "json", "a.http"]).stdout);
      const [exchange] = files[0]?.exchanges ?? [];
      assert.equal(
        JSON.stringify(exchange),
        JSON.stringify({
          kind: "actual",
          request: {
            line: 1,
            method: "GET",
            url: "https://api.example.com/data",
            origin: "http://localhost:3000",
          },
          response: { line: 4, status: 200 },
          preflight: null,
          redirectFrom: null,
          credentials: "omit",
          credentialsFrom: "assumed",
          needsPreflight: everywhere(false),
          preflightRequest: everywhere(null),
          verdict: everywhere("blocked"),
          failures: [{ rule: "allow-origin-mismatch", engines: ["fetch", "chromium", "firefox", "webkit"], line: 5 }],
          exposedHeaders: everywhere(null),
          preflightMaxAge: null,
        }),
      );
      const [diagnostic] = files[0]?.diagnostics ?? [];
      assert.deepEqual(
        { ...diagnostic, message: "" },
        {
          rule: "allow-origin-mismatch",
          severity: "error",
          message: "",
          line: 5,
          column: 47,
          endLine: 5,
          endColumn: 51,
        },
      );
    });
  });

  it("connects a preflight with its actual request", () => {
    const text = `OPTIONS https://api.example.com/data
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: content-type
Access-Control-Max-Age: 3600

###
PUT https://api.example.com/data
Origin: https://app.example.com
Content-Type: application/json

{}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Expose-Headers: X-Total
X-Total: 3
X-Other: 4
Content-Type: application/json
`;
    inFolder({ "a.http": text }, (folder) => {
      const { files } = reportOf(folder.run(["check", "--format", "json", "a.http"]).stdout);
      const [preflight, actual] = files[0]?.exchanges ?? [];
      assert.equal(preflight?.kind, "preflight");
      assert.deepEqual(preflight?.needsPreflight, everywhere(false));
      assert.deepEqual(preflight?.verdict, everywhere("allowed"));
      assert.deepEqual(preflight?.preflightMaxAge, { fetch: 3600, chromium: 3600, firefox: 3600, webkit: 600 });
      assert.equal(actual?.preflight, 0);
      assert.deepEqual(actual?.needsPreflight, everywhere(true));
      assert.deepEqual(actual?.preflightRequest, everywhere({ method: "PUT", headers: "content-type" }));
      assert.deepEqual(actual?.verdict, everywhere("allowed"));
      assert.deepEqual(actual?.exposedHeaders, everywhere(["content-type", "x-total"]));
    });
  });

  it("reports the lines of exchanges in commands and transcripts", () => {
    const text = `curl -X PUT https://api.example.com/data \\
  -H 'Origin: https://app.example.com' --json '{}'

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *

###
$ curl -v https://api.example.com/data -H 'Origin: https://app.example.com'
> GET /data HTTP/2
> Host: api.example.com
> Origin: https://app.example.com
>
< HTTP/2 200
< access-control-allow-origin: *.example.com
<
`;
    inFolder({ "a.http": text }, (folder) => {
      const { files } = reportOf(folder.run(["check", "--format", "json", "a.http"]).stdout);
      assert.deepEqual(
        files[0]?.exchanges.map(({ request, response }) => [request.line, request.method, request.url, response?.line]),
        [
          [1, "PUT", "https://api.example.com/data", 4],
          [9, "GET", "https://api.example.com/data", 13],
        ],
      );
      assert.deepEqual(
        files[0]?.diagnostics.map(({ rule, line, column }) => [rule, line, column]),
        [["allow-origin-partial-wildcard", 14, 32]],
      );
    });
  });

  it("reads responses in comments with --commented-responses", () => {
    const text =
      "GET https://api.example.com/data\nOrigin: https://app.example.com\n\n# HTTP/1.1 200 OK\n# Vary: Origin\n";
    inFolder({ "a.http": text }, (folder) => {
      assert.match(folder.run(["check", "a.http"]).stdout, /cannot tell: /);
      assert.match(folder.run(["check", "--commented-responses", "a.http"]).stdout, /allow-origin-missing/);
    });
  });

  it("checks against the engines in --engines", () => {
    const ends = "POST https://api.example.com/data\nOrigin: https://app.example.com\nContent-Type: text/plain;a=b;\n";
    const preflight = `OPTIONS https://api.example.com/data
Origin: https://app.example.com
Access-Control-Request-Method: POST

HTTP/1.1 404 Not Found
Access-Control-Allow-Origin: *

`;
    const answer = "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n";
    inFolder({ "a.http": `${ends}${answer}`, "b.http": `${preflight}${ends}${answer}` }, (folder) => {
      const verdict = (name: string, ...args: string[]) => folder.run(["check", ...args, name]).stdout;
      assert.match(verdict("b.http"), /blocked in Firefox, allowed in Chrome and Safari/);
      assert.match(verdict("b.http", "--engines", "firefox"), /2 blocked/);
      assert.match(verdict("b.http", "--engines", "chromium,webkit"), /1 allowed, 1 blocked/);
      assert.match(verdict("a.http", "--engines", "chromium"), /1 allowed/);
    });
  });
  it("is undetermined if it depends on an unknown origin, method or status", () => {
    const text = `{{verb}} https://api.example.com/a
Origin: {{origin}}

HTTP/1.1 <status> OK
Access-Control-Allow-Origin: {{allowed}}

###
PUT https://api.example.com/b
`;
    inFolder({ "a.http": text }, (folder) => {
      const { files } = reportOf(folder.run(["check", "--format", "json", "a.http"]).stdout);
      const exchanges = files[0]?.exchanges ?? [];
      const withoutOrigin = exchanges.find(({ request }) => request.method === "PUT");
      assert.deepEqual(withoutOrigin?.verdict, everywhere("not-cors"));
      assert.deepEqual(withoutOrigin?.needsPreflight, everywhere(null));
      assert.deepEqual(withoutOrigin?.preflightRequest, everywhere(null));
      const open = exchanges.find(({ request }) => request.line === 1);
      assert.equal(open?.request.method, "{{verb}}");
      assert.equal(open?.request.origin, null);
      assert.deepEqual(open?.response, { line: 4, status: null });
      assert.deepEqual(open?.verdict, everywhere("undetermined"));
    });
  });

  it("takes the page's origin from --origin", () => {
    inFolder({ "a.http": "PUT https://api.example.com/b\n" }, (folder) => {
      const args = ["check", "--format", "json", "--origin", "https://App.example.com/", "a.http"];
      const [exchange] = reportOf(folder.run(args).stdout).files[0]?.exchanges ?? [];
      assert.equal(exchange?.request.origin, "https://app.example.com");
      assert.deepEqual(exchange?.needsPreflight, everywhere(true));
    });
  });

  it("counts lines and columns without a byte order mark", () => {
    inFolder({ "a.http": `\ufeff${BLOCKED}`, "b.http": BLOCKED }, (folder) => {
      const { files } = reportOf(folder.run(["check", "--format", "json", "."]).stdout);
      assert.deepEqual(files[0]?.diagnostics, files[1]?.diagnostics);
      assert.deepEqual(files[0]?.exchanges, files[1]?.exchanges);
    });
  });

  it("finds three allowed exchanges in the document that the project started from", function () {
    const document = resolve(process.env["CORS_LENS_DATA"] ?? "../shared", "seed/cors-and-acao.md");
    if (!existsSync(document)) {
      console.warn(`SKIPPED: ${document} is missing; CORS_LENS_DATA names its folder.`);
      this.skip();
    }
    const { exitCode, stdout } = corsLens(["check", "--format", "json", document]);
    const exchanges = reportOf(stdout).files[0]?.exchanges ?? [];
    assert.deepEqual(
      exchanges.map(({ verdict }) => verdict),
      [everywhere("allowed"), everywhere("allowed"), everywhere("allowed")],
    );
    assert.equal(exitCode, 0);
  });
});

describe("check --fix", () => {
  // A safe fix removes the spaces before the colons.
  const before = `GET https://api.example.com/ok HTTP/1.1\r
Origin : https://app.example.com\r
\r
HTTP/1.1 200 OK\r
Access-Control-Allow-Origin: *\r
Vary : Accept\r
Content-Language:\tde  \r
\r
Gr\u00fc\u00dfe \0 \u{1f600}\rend`;
  const after = before.replaceAll(" :", ":");

  it("changes only what it fixes, and keeps line ends, byte order mark, whitespace and mode", () => {
    inFolder({ "a.http": `\ufeff${before}` }, (folder) => {
      const path = join(folder.path, "a.http");
      chmodSync(path, 0o640);
      const { exitCode, stderr } = folder.run(["check", "--fix", "a.http"]);
      assert.equal(readFileSync(path, "utf8"), `\ufeff${after}`);
      assert.equal(stderr, "cors-lens: a.http: fixed\n");
      assert.equal(exitCode, 0);
      if (process.platform !== "win32") {
        assert.equal(statSync(path).mode & 0o777, 0o640);
      }
      assert.deepEqual(readdirSync(folder.path), ["a.http"]);
      assert.equal(folder.run(["check", "--fix", "a.http"]).stderr, "");
    });
  });

  it("leaves files unchanged if there is nothing to fix, or no safe fix", () => {
    inFolder({ "a.http": ALLOWED, "b.http": BLOCKED }, (folder) => {
      const { exitCode, stderr } = folder.run(["check", "--fix", "."]);
      assert.equal(stderr, "");
      assert.equal(exitCode, 1);
      assert.equal(readFileSync(join(folder.path, "b.http"), "utf8"), BLOCKED);
    });
  });

  it("doesn't rewrite a file with invalid UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xff])]);
    inFolder({ "a.http": bytes }, (folder) => {
      const { stderr } = folder.run(["check", "--fix", "a.http"]);
      assert.match(stderr, /^cors-lens: a\.http: not fixed: contains invalid UTF-8$/m);
      assert.deepEqual(readFileSync(join(folder.path, "a.http")), bytes);
    });
  });

  it("doesn't write through a link", () => {
    inFolder({ "target.txt": before }, (folder) => {
      symlinkSync("target.txt", join(folder.path, "a.http"));
      const { exitCode, stderr } = folder.run(["check", "--fix", "a.http"]);
      assert.equal(stderr, "cors-lens: a.http: not fixed: a symbolic link, or not a regular file\n");
      assert.equal(exitCode, 2);
      assert.equal(readFileSync(join(folder.path, "target.txt"), "utf8"), before);
    });
  });

  it("writes the fixed standard input to standard output, and the report to standard error", () => {
    const { stdout, stderr } = corsLens(["check", "--fix", "--stdin"], { input: before });
    assert.equal(stdout, after);
    assert.match(stderr, /1 file, 1 exchange: 1 allowed/);
  });
});

describe("check of a large file", () => {
  it("says that it is too large, and continues", () => {
    inFolder({ "a.http": BLOCKED + "\n".repeat(20_000_000), "b.http": BLOCKED }, (folder) => {
      const { exitCode, stdout, stderr } = folder.run(["check", "--format", "json", "."]);
      assert.match(stderr, /a\.http: this document is too large/);
      assert.equal(exitCode, 2);
      const { files, notChecked } = JSON.parse(stdout);
      assert.deepEqual(
        [files, notChecked].map((paths) => paths.map(({ path }: { path: string }) => path)),
        [["b.http"], ["a.http"]],
      );
    });
  });
});

describe("check --format pretty", () => {
  it("shows the line, the range, the expected header and the verdict", () => {
    inFolder({ "a.http": BLOCKED }, (folder) => {
      const { stdout } = folder.run(["check", "a.http"]);
      const lines = stdout.split("\n");
      assert.match(lines[0] ?? "", /^error\[allow-origin-mismatch\]: .*`http:\/\/localhost:3000`/);
      assert.deepEqual(lines.slice(1, 9), [
        " --> a.http:5:47",
        "  |",
        "2 | Origin: http://localhost:3000",
        "  |         --------------------- The page's origin.",
        "...",
        "5 | Access-Control-Allow-Origin: http://localhost:8080",
        "  |                                               ^^^^",
        "  |",
      ]);
      assert.equal(lines[9], "  = help: Access-Control-Allow-Origin: http://localhost:3000");
      assert.match(stdout, /^ {2}line 1 {2}blocked: port differs {2}GET https:\/\/api\.example\.com\/data$/m);
      assert.match(stdout, /^1 file, 1 exchange: 1 blocked\n1 error\n$/m);
    });
  });

  it("never shows the value of a field with credentials", () => {
    const text = `GET https://api.example.com/data HTTP/1.1
Origin: https://app.example.com
Authorization : Bearer SECRET
Cookie : session=SECRET

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Set-Cookie : id=SECRET
`;
    inFolder({ "a.http": text }, (folder) => {
      const { stdout, stderr } = folder.run(["check", "a.http"]);
      assert.match(stdout, /^ *\d+ \| Cookie : session=…$/m);
      assert.doesNotMatch(stdout + stderr, /SECRET/);
    });
  });

  it("never shows the credentials in a command", () => {
    const text = `curl https://api.example.com/data -u bob:SECRET -H 'Origin: https://app.example.com/' -b id=SECRET
curl https://api.example.com/data --oauth2-bearer SECRET -H 'Origin: https://app.example.com/'
`;
    inFolder({ "a.http": text }, (folder) => {
      const { stdout, stderr } = folder.run(["check", "a.http"]);
      assert.match(stdout, /^ *1 \| curl https:\/\/api\.example\.com\/data -u … -H .* -b id=…$/m);
      assert.doesNotMatch(stdout + stderr, /SECRET/);
    });
  });

  it("says why a verdict is undetermined", () => {
    inFolder({ "a.http": UNANSWERED_PUT }, (folder) => {
      assert.match(
        folder.run(["check", "a.http"]).stdout,
        /line 1 {2}needs a preflight: PUT, .*\n.*\n +No preflight is shown\./,
      );
    });
  });

  it("fits the width of the terminal", () => {
    const value = `https://app.example.com/${"x".repeat(5000)}`;
    inFolder({ "a.http": BLOCKED.replace("http://localhost:8080", value) }, (folder) => {
      const { stdout } = folder.run(["check", "a.http"], { env: { COLUMNS: "60" } });
      const source = stdout.split("\n").filter((line) => /^(\d+ | +)\|/.test(line));
      assert.ok(source.some((line) => line.includes("^^^")));
      assert.deepEqual(
        source.filter((line) => line.length > 60),
        [],
      );
    });
  });

  it("has colours if they are forced, and none if NO_COLOR is set or the output isn't a terminal", () => {
    inFolder({ "a.http": BLOCKED }, (folder) => {
      const colored = (env: Record<string, string>) =>
        folder.run(["check", "a.http"], { env }).stdout.includes("\u001b[");
      assert.equal(colored({}), false);
      assert.equal(colored({ FORCE_COLOR: "1" }), true);
      assert.equal(colored({ FORCE_COLOR: "1", NO_COLOR: "1" }), false);
    });
  });
});
