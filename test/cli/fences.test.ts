import assert from "node:assert/strict";
import { BLOCKED, inFolder } from "./command-line";

const fence = (text: string, info = "") => `\`\`\`${info}\n${text}\`\`\`\n`;

const DOUBTFUL = fence("Access-Control-Allow-Origin: *\n");
const FILES = {
  "read.md": `# Title\n\n${fence(BLOCKED)}`,
  "doubtful.md": `${DOUBTFUL}\n${fence("GET https://api.example.com/x\nOrigin: https://app.example.com\n", "text")}`,
  "one.md": DOUBTFUL,
  "hidden.md": `<!-- cors-lens-disable-next-line fence-not-labelled -->\n${DOUBTFUL}`,
  "alone.md": fence("HTTP/1.1 200 OK\nVary: Origin\n"),
  "settings.md": fence("Host: smtp.example.com\n"),
  "empty.http": "",
};

describe("check: the fences of Markdown", () => {
  it("reads those that are HTTP, with or without the label", () => {
    inFolder(FILES, (folder) => {
      const { exitCode, stdout } = folder.run(["check", "read.md"]);
      assert.match(stdout, /^read\.md: 1 exchange\n {2}line \d+ {2}blocked: /m);
      assert.equal(exitCode, 1);
    });
  });

  it("says how many it passes over", () => {
    inFolder(FILES, (folder) => {
      const { exitCode, stdout, stderr } = folder.run(["check", "doubtful.md", "one.md", "read.md"]);
      assert.match(stdout, /^doubtful\.md: no exchanges, 2 fences passed over$/m);
      assert.match(stdout, /^one\.md: no exchanges, 1 fence passed over$/m);
      assert.match(stdout, /^3 fences that look like exchanges were passed over: label them http\.$/m);
      assert.match(stdout, /^hint\[fence-not-labelled\]: This looks like an HTTP exchange\./m);
      assert.doesNotMatch(stdout, /No exchange found/);
      assert.equal(stderr, "");
      assert.equal(exitCode, 1);
    });
  });

  it("doesn't count those whose hint a comment hides", () => {
    inFolder(FILES, (folder) => {
      const { stdout } = folder.run(["check", "hidden.md"]);
      assert.doesNotMatch(stdout, /passed over/);
      assert.match(stdout, /1 finding suppressed by comments\.\nNo exchange found, so nothing was checked\.\n$/);
    });
  });

  for (const [what, args, config] of [
    ["--no-unlabelled-fences", ["--no-unlabelled-fences"], "{}"],
    ["readUnlabelledFences", [], '{ "readUnlabelledFences": false }'],
  ] as const) {
    it(`passes over all without the label with ${what}`, () => {
      inFolder({ ...FILES, ".corslens.json": config }, (folder) => {
        const { exitCode, stdout } = folder.run(["check", ...args, "read.md", "one.md"]);
        assert.match(stdout, /^read\.md: no exchanges, 1 fence passed over$/m);
        assert.match(
          stdout,
          /\n2 fences that look like exchanges were passed over, because readUnlabelledFences is off\.\nNo exchange found, so nothing was checked\.\n$/,
        );
        assert.equal(exitCode, 0);
        const { files } = JSON.parse(folder.run(["check", "--format", "json", ...args, "read.md"]).stdout) as {
          files: { unreadFences: unknown }[];
        };
        assert.deepEqual(files[0]?.unreadFences, [{ line: 3, reason: "readUnlabelledFences" }]);
      });
    });
  }

  it("reports them as JSON", () => {
    inFolder(FILES, (folder) => {
      const { stdout, stderr } = folder.run(["check", "--format", "json", "doubtful.md", "read.md", "settings.md"]);
      const { summary, files } = JSON.parse(stdout) as {
        summary: unknown;
        files: { path: string; unreadFences?: unknown }[];
      };
      assert.deepEqual(summary, { files: 3, exchanges: 1, unreadFences: 2 });
      assert.deepEqual(
        files.map(({ unreadFences }) => unreadFences),
        [
          [
            { line: 1, reason: "doubtful" },
            { line: 5, reason: "doubtful" },
          ],
          undefined,
          undefined,
        ],
      );
      assert.equal(stderr, "");
    });
  });
});

describe("check without an exchange", () => {
  const rows = [
    { files: ["settings.md"], says: /No exchange found, so nothing was checked\./ },
    { files: ["empty.http", "settings.md"], says: /No exchange found, so nothing was checked\./ },
    {
      files: ["alone.md"],
      says: /No exchange found: only responses and header lines without a request were checked\./,
    },
    {
      files: ["one.md"],
      says: /1 fence that looks like an exchange was passed over: label it http\.\nNo exchange found/,
    },
  ];
  for (const { files, says } of rows) {
    it(`says so, and fails only if asked to: ${files.join(", ")}`, () => {
      inFolder(FILES, (folder) => {
        const { exitCode, stdout } = folder.run(["check", ...files]);
        assert.match(stdout, says);
        assert.doesNotMatch(stdout, /Nothing to report/);
        assert.equal(exitCode, 0);
        assert.equal(folder.run(["check", "--fail-on-empty", ...files]).exitCode, 1);
      });
    });
  }

  it("says so on standard error where the report is JSON", () => {
    inFolder(FILES, (folder) => {
      const { exitCode, stdout, stderr } = folder.run(["check", "--format", "json", "one.md"]);
      assert.equal(
        stderr,
        "cors-lens: No exchange found, so nothing was checked. 1 fence that looks like an exchange was passed over: label it http.\n",
      );
      assert.match(stdout, /"exchanges": 0/);
      assert.equal(exitCode, 0);
    });
  });

  it("says so about standard input", () => {
    inFolder({}, (folder) => {
      const { exitCode, stdout } = folder.run(["check", "--stdin", "--fail-on-empty"], { input: "" });
      assert.match(stdout, /No exchange found, so nothing was checked\.\n$/);
      assert.equal(exitCode, 1);
    });
  });

  it("still ends with 2 if something couldn't be checked", () => {
    inFolder(FILES, (folder) => {
      const { exitCode, stdout } = folder.run(["check", "--fail-on-empty", "missing.http"]);
      assert.equal(stdout, "");
      assert.equal(exitCode, 2);
    });
  });

  it("passes where there is an exchange", () => {
    inFolder({ "a.http": "GET https://api.example.com/x\n" }, (folder) => {
      const { exitCode, stdout } = folder.run(["check", "--fail-on-empty", "a.http"]);
      assert.match(stdout, /Nothing to report\.\n$/);
      assert.equal(exitCode, 0);
    });
  });
});
