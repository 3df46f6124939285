import assert from "node:assert/strict";
import type { FileReport } from "../../server/src/cli/format/report-model";
import { at, fields, har } from "../unit/har/hars";
import { ALLOWED, inFolder } from "./command-line";

const APP = "https://app.example.com";
const URL = "https://api.example.com/prices?access_token=Zx81Ab39Qp";

const ENTRIES = [
  {
    startedDateTime: at(5),
    _resourceType: "preflight",
    request: {
      method: "OPTIONS",
      url: URL,
      headers: fields({ Origin: APP, "Access-Control-Request-Method": "PUT" }),
    },
    response: {
      status: 204,
      statusText: "No Content",
      headers: fields({ "Access-Control-Allow-Origin": APP }),
      _error: null,
    },
  },
  {
    startedDateTime: at(2),
    _resourceType: "image",
    request: { method: "GET", url: `${APP}/logo.png` },
    response: { status: 200 },
  },
  {
    startedDateTime: at(1),
    _resourceType: "fetch",
    request: { method: "PUT", url: URL, headers: [] },
    response: { status: 0, headers: [], _error: "net::ERR_FAILED" },
  },
];

const STOPPED = har("WebInspector", ENTRIES);

interface Reported {
  readonly files: readonly FileReport[];
  readonly notChecked?: readonly unknown[];
}

describe("check: HAR files", () => {
  it("reports findings where they are in the HAR, and the verdict on each entry", () => {
    inFolder({ "a.har": STOPPED }, (folder) => {
      const { stdout, stderr, exitCode } = folder.run(["check", "a.har"]);
      assert.equal(stderr, "");
      assert.equal(exitCode, 1);
      const status = STOPPED.split("\n").findIndex((line) => line.includes('"status": 204'));
      assert.ok(stdout.includes(`--> a.har:${status + 1}:21\n`), stdout);
      assert.match(stdout, /\| HTTP\/1\.1 204 No Content$/m);
      assert.match(stdout, /^ {2}entry 0 {2}preflight fails: PUT not allowed/m);
      assert.match(stdout, /^ {2}entry 2 {2}blocked: PUT not allowed/m);
      assert.match(stdout, /^ {2}left out, because CORS doesn't decide about them: 1 in the mode no-cors$/m);
      assert.doesNotMatch(stdout, /Zx81Ab39Qp|--fix/);
    });
  });

  it("gives programs the entry of each exchange, and places in the HAR", () => {
    inFolder({ "a.har": STOPPED }, (folder) => {
      const { files } = JSON.parse(folder.run(["check", "--format", "json", "a.har"]).stdout) as Reported;
      const [file] = files;
      assert.deepEqual(file?.har, { entries: 3, leftOut: { "no-cors": 1 } });
      assert.deepEqual(
        file?.exchanges.map(({ entry, kind, preflight }) => ({ entry, kind, preflight })),
        [
          { entry: 0, kind: "preflight", preflight: null },
          { entry: 2, kind: "actual", preflight: 0 },
        ],
      );
      const lines = STOPPED.split("\n");
      for (const { line, column } of file?.diagnostics ?? []) {
        assert.ok(lines[line - 1]?.slice(column - 1).startsWith("204"));
      }
      assert.ok((file?.diagnostics.length ?? 0) > 0);
    });
  });

  it("checks the entries before a mistake, and says where it is", () => {
    inFolder({ "a.har": STOPPED.slice(0, -30), "b.http": ALLOWED }, (folder) => {
      const { stdout, stderr, exitCode } = folder.run(["check", "a.har", "b.http"]);
      assert.match(
        stderr,
        /^cors-lens: a\.har:\d+:\d+: the file ends too early; export it again, .*; only the 2 entries before it were checked\n$/,
      );
      assert.match(stdout, /^ {2}entry 0 {2}preflight fails/m);
      assert.match(stdout, /^b\.http: 1 exchange$/m);
      assert.equal(exitCode, 2);
    });
  });

  for (const [what, text, message] of [
    ["an empty file", "", "a.har:1:1: the file is empty; export it again"],
    [
      "another JSON file",
      '{"name":"x"}',
      "a.har:1:1: not a HAR: it has no list log.entries; export it from the network panel of a browser or from a proxy",
    ],
    ["an archive", "PK\u0003\u0004", "a.har:1:1: not JSON from here on; export the file again"],
  ] as const) {
    it(`says why ${what} isn't checked`, () => {
      inFolder({ "a.har": text }, (folder) => {
        const { stderr, exitCode } = folder.run(["check", "a.har"]);
        assert.deepEqual({ stderr, exitCode }, { stderr: `cors-lens: ${message}\n`, exitCode: 2 });
        const { notChecked } = JSON.parse(folder.run(["check", "--format", "json", "a.har"]).stdout) as Reported;
        const [, , , reason] = /^(.*?):(\d+):(\d+): (.*)$/.exec(message)?.slice(1) ?? [];
        assert.deepEqual(notChecked, [{ path: "a.har", reason, line: 1, column: 1 }]);
      });
    });
  }

  it("reads standard input with the name of a HAR", () => {
    inFolder({}, (folder) => {
      const { stdout, exitCode } = folder.run(["check", "--stdin", "--stdin-filename", "x.HAR"], { input: STOPPED });
      assert.match(stdout, /^x\.HAR: 2 exchanges$/m);
      assert.equal(exitCode, 1);
    });
  });

  it("reads UTF-16 and bytes that aren't UTF-8", () => {
    const utf16 = Buffer.from(`\ufeff${STOPPED}`, "utf16le");
    const invalid = Buffer.concat([
      Buffer.from(STOPPED.slice(0, -1)),
      Buffer.from(', "comment": "'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('"}'),
    ]);
    inFolder({ "a.har": utf16, "b.har": invalid }, (folder) => {
      const { stdout, stderr } = folder.run(["check", "a.har", "b.har"]);
      assert.equal(stderr, "");
      assert.match(stdout, /^2 files, 4 exchanges/m);
    });
  });

  it("changes no HAR with --fix", () => {
    inFolder({ "a.har": STOPPED }, (folder) => {
      const named = folder.run(["check", "--fix", "a.har"]);
      assert.equal(named.stderr, "cors-lens: a.har: not fixed: a HAR says what was sent; fix the server\n");
      assert.equal(named.exitCode, 2);
      const piped = folder.run(["check", "--fix", "--stdin", "--stdin-filename", "a.har"], { input: STOPPED });
      assert.equal(piped.stdout, STOPPED);
      assert.match(piped.stderr, /not fixed/);
    });
  });

  it("searches no folder for HARs, and takes those that a glob matches", () => {
    inFolder({ "x/a.har": STOPPED, "x/b.http": ALLOWED }, (folder) => {
      assert.doesNotMatch(folder.run(["check", "x"]).stdout, /a\.har/);
      assert.match(folder.run(["check", "x/*.har"]).stdout, /x\/a\.har: 2 exchanges/);
    });
  });

  for (const command of ["preflight", "explain-exchange"]) {
    it(`says that ${command} takes no HAR`, () => {
      inFolder({ "a.har": STOPPED }, (folder) => {
        const { stderr, exitCode } = folder.run([command, "a.har:3"]);
        assert.match(stderr, /^cors-lens: a\.har:3: exchanges in a HAR have no lines of their own; check the file/);
        assert.equal(exitCode, 2);
      });
    });
  }
});
