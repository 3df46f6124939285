import assert from "node:assert/strict";
import { ALLOWED, BLOCKED, corsLens, inFolder } from "./command-line";

interface Case {
  readonly args: readonly string[];
  readonly exitCode: 0 | 1 | 2;
  /** The lines on standard error, without the program's name. */
  readonly stderr: readonly string[];
}

const CASES: readonly Case[] = [
  { args: ["--version"], exitCode: 0, stderr: [] },
  { args: ["--help"], exitCode: 0, stderr: [] },
  { args: ["check", "--help"], exitCode: 0, stderr: [] },
  { args: ["check", "allowed.http"], exitCode: 0, stderr: [] },
  { args: ["check", "blocked.http"], exitCode: 1, stderr: [] },
  { args: ["check", "."], exitCode: 1, stderr: [] },
  { args: ["check", "--origin", "https://app.example.com", "none.http"], exitCode: 0, stderr: [] },
  {
    args: [],
    exitCode: 2,
    stderr: [
      "missing command (check, explain, explain-exchange, explain-message, preflight, lsp); see cors-lens --help",
    ],
  },
  { args: ["chek"], exitCode: 2, stderr: ["unknown command chek. Did you mean check?"] },
  { args: ["--verson"], exitCode: 2, stderr: ["unknown option --verson. Did you mean --version?"] },
  { args: ["check"], exitCode: 2, stderr: ["missing PATH: give files, folders or globs, or use --stdin"] },
  {
    args: ["check", "--formt", "json", "."],
    exitCode: 2,
    stderr: ["unknown option --formt for check. Did you mean --format?"],
  },
  {
    args: ["check", "--format", "xml", "."],
    exitCode: 2,
    stderr: ["unknown format xml; expected one of pretty, json"],
  },
  { args: ["check", "--format"], exitCode: 2, stderr: ["--format needs a value"] },
  { args: ["check", "--format", "--fix", "."], exitCode: 2, stderr: ["--format needs a value"] },
  { args: ["check", "--fix=yes", "."], exitCode: 2, stderr: ["--fix takes no value"] },
  { args: ["check", "--stdin", "."], exitCode: 2, stderr: ["--stdin can't be combined with paths"] },
  {
    args: ["check", "--stdin-filename", "a.http", "."],
    exitCode: 2,
    stderr: ["--stdin-filename requires --stdin"],
  },
  {
    args: ["check", "--origin", "app.example.com", "."],
    exitCode: 2,
    stderr: ["expected an origin, for example https://app.example.com, but got app.example.com"],
  },
  {
    args: ["check", "--engines", "firefox,safari", "."],
    exitCode: 2,
    stderr: ["unknown engine safari; expected one of chromium, firefox, webkit"],
  },
  {
    args: ["check", "--engines", "webkti", "."],
    exitCode: 2,
    stderr: ["unknown engine webkti. Did you mean webkit?"],
  },
  { args: ["check", "--engines", "Firefox, webkit", "allowed.http"], exitCode: 0, stderr: [] },
  { args: ["check", "nowhere.http"], exitCode: 2, stderr: ["nowhere.http: no such file or folder"] },
  {
    args: ["check", "empty"],
    exitCode: 2,
    stderr: ["empty: no .http, .rest, .md, .markdown or .mdx files in this folder"],
  },
  { args: ["check", "*.rest"], exitCode: 2, stderr: ["*.rest: no file matches"] },
  {
    args: ["check", "nowhere.http", "blocked.http", "empty"],
    exitCode: 2,
    stderr: [
      "nowhere.http: no such file or folder",
      "empty: no .http, .rest, .md, .markdown or .mdx files in this folder",
    ],
  },
  {
    args: ["explain", "allow-origin-mismach"],
    exitCode: 2,
    stderr: ["unknown rule allow-origin-mismach. Did you mean allow-origin-mismatch?"],
  },
  { args: ["explain", "zzz"], exitCode: 2, stderr: ["unknown rule zzz; see cors-lens explain --help for all rules"] },
  { args: ["explain"], exitCode: 2, stderr: ["explain takes exactly one RULE; see cors-lens explain --help"] },
  {
    args: ["preflight", "allowed.http"],
    exitCode: 2,
    stderr: ["expected FILE:LINE, for example requests.http:12, but got allowed.http"],
  },
  { args: ["preflight", "nowhere.http:1"], exitCode: 2, stderr: ["nowhere.http: no such file or folder"] },
  {
    args: ["lsp"],
    exitCode: 2,
    stderr: ["the language server only uses standard input and output; run cors-lens lsp --stdio"],
  },
];

describe("exit codes and messages on standard error", () => {
  for (const { args, exitCode, stderr } of CASES) {
    it(`cors-lens ${args.join(" ")}`.trim(), () => {
      const files = {
        "allowed.http": ALLOWED,
        "blocked.http": BLOCKED,
        "none.http": "GET https://api.example.com/\n",
        "empty/readme.txt": "",
      };
      inFolder(files, (folder) => {
        const outcome = folder.run(args);
        assert.equal(outcome.stderr, stderr.map((line) => `cors-lens: ${line}\n`).join(""));
        assert.equal(outcome.exitCode, exitCode);
      });
    });
  }

  it("control characters in a name don't reach the terminal", () => {
    inFolder({}, (folder) => {
      assert.equal(folder.run(["check", "a\u001bb"]).stderr, "cors-lens: a\u241bb: no such file or folder\n");
    });
  });
});

describe("an expectation and the exit code", () => {
  const expecting = (outcome: string, text: string) => `# @cors expect=${outcome}\n${text}`;
  const rows: readonly (readonly [what: string, text: string, exitCode: 0 | 1, summary: RegExp])[] = [
    ["met", expecting("blocked", BLOCKED), 0, /^1 file, 1 exchange: 1 blocked as expected\nNothing to report\.$/m],
    ["not met, blocked", expecting("allowed", BLOCKED), 1, /1 blocked\n2 errors/],
    ["not met, allowed", expecting("blocked", ALLOWED), 1, /1 allowed\n1 error/],
    [
      "left open",
      expecting("blocked", ALLOWED.replace(/(Allow-Origin:).*/, "$1 {{x}}")),
      0,
      /1 cannot tell\n1 information/,
    ],
    [
      "without an answer",
      expecting("blocked", ALLOWED.split("\n\n")[0] ?? ""),
      0,
      /no answer yet[\s\S]*1 cannot tell\nNothing/,
    ],
    [
      "of two probes",
      `${expecting("blocked", BLOCKED)}\n###\n${expecting("blocked", BLOCKED)}`,
      0,
      /^ {2}https:.*: 2 of 2 probes refused; that proves nothing about others\.$/m,
    ],
  ];
  for (const [what, input, exitCode, summary] of rows) {
    it(what, () => {
      const { stdout, ...outcome } = corsLens(["check", "--stdin", "--stdin-filename", "a.http"], { input });
      assert.match(stdout, summary);
      assert.equal(outcome.exitCode, exitCode);
    });
  }

  it("follows the severity in the settings and the comments", () => {
    const text = expecting("blocked", ALLOWED);
    const check = (input: string, ...more: string[]) =>
      corsLens(["check", ...more, "--stdin", "--stdin-filename", "a.http"], { input }).exitCode;
    assert.equal(check(text, "--rule", "expectation-not-met=warning"), 0);
    assert.equal(check(`# cors-lens-disable-next-line expectation-not-met\n${text}`), 0);
  });
});
