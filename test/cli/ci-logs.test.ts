import assert from "node:assert/strict";
import { CLI, Folder } from "./command-line";

/** What CI systems read as commands in a log, and terminals as instructions. */
const COMMANDS = [
  "##vso[task.setvariable variable=x]y",
  "##[error]x",
  "###[group]x",
  "##teamcity[buildStatus text='x']",
  "##VSO[task.complete]x",
];
const GITHUB = ["::error::x", "::set-output name=x::y", "::add-mask::x", "::stop-commands::x"];
const GROUPS = ["+++ x", "~~~ x", "^^^ +++ x"];
const CONTROLS =
  "\u001b]0;title\u0007\u001b[2J\u0000\u0008\u007f\u0085\u009b31m\u200e\u202e\u2066\u2028::error::a\u2029::error::b\u{e0041}";

/** Expects that a log with the text has no command. Line ends are those that any of the readers knows. */
function expectNoCommands(text: string, what: string): void {
  assert.doesNotMatch(text, /##\w*\[/i, what);
  assert.doesNotMatch(text, /(?:^|[\r\n\u0085\u2028\u2029\v\f])\s*::/, what);
  assert.doesNotMatch(text, /^(?:---|\+\+\+|~~~|\^\^\^)\s/m, what);
  assert.doesNotMatch(text, /[^\P{C}\n]|[\u2028\u2029]/u, what);
}

const text = (value: string) => `PUT https://api.example.com/${value.replaceAll(" ", "%20")}?${value}
Origin : https://${value}
X-${value}: ${value}
${value}: ${value}
Cookie: a=${value}

HTTP/1.1 200 ${value}
Access-Control-Allow-Origin: ${value}
Access-Control-Allow-Headers : ${value}, ${value} , x x
Access-Control-Allow-Methods: ${value} ${value}
Acess-Control-Allow-Origin: ${value}
Location: ${value}

###
# @cors origin=${value} ${value}
# cors-lens-disable-next-line ${value} -- ${value}
GET {{${value}}}/${value}
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: {{${value}}}
${value}
`;

/** Words that end up at the start of a line when a message is wrapped. */
const WRAPPED = Array.from({ length: 40 }, () => "::error::x").join(" ");

describe("commands to CI systems and terminals", () => {
  it("don't get from a file into any output", () => {
    const values = [...COMMANDS, ...GITHUB, ...GROUPS, "--- x", CONTROLS, WRAPPED, COMMANDS.join(" ")];
    const folder = new Folder({ "a.http": values.map(text).join("\n###\n") });
    try {
      for (const env of [{}, { COLUMNS: "40" }]) {
        for (const format of ["pretty", "json"]) {
          const { exitCode, stdout, stderr } = folder.run(["check", "--format", format, "a.http"], { env });
          expectNoCommands(stdout, format);
          expectNoCommands(stderr, format);
          assert.equal(exitCode, 1);
        }
      }
      const length = text("").split("\n").length + 1;
      for (let exchange = 0; exchange < values.length; exchange++) {
        const line = 1 + exchange * length;
        const format = ["text", "markdown", "svg"][exchange % 3] ?? "";
        for (const args of [
          ["preflight", `a.http:${line}`],
          ["explain-exchange", "--format", format, `a.http:${line}`],
        ]) {
          const { stdout, stderr } = folder.run(args, { env: { COLUMNS: "60" } });
          expectNoCommands(stdout, args.join(" "));
          expectNoCommands(stderr, args.join(" "));
        }
      }
    } finally {
      folder.remove();
    }
  });

  it("don't get from a name into any output, nor from an environment or project file", () => {
    // A name has no slash and no NUL, and ends after 255 bytes.
    const names = [...COMMANDS, ...GITHUB, ...GROUPS, CONTROLS.replaceAll("\0", "")].map((value) => `${value}.http`);
    const folder = new Folder({
      ...Object.fromEntries(names.map((name) => [name, text("x")])),
      ".corslens.json": JSON.stringify({ engines: names, rules: { [names[0] ?? ""]: "off" }, [names[1] ?? ""]: 1 }),
      "http-client.env.json": JSON.stringify(Object.fromEntries(names.map((name) => [name, { [name]: name }]))),
      ".env": names.join("\n"),
      ".env.##vso[x]": "=",
    });
    try {
      for (const args of [
        ["check", "."],
        ["check", ...names],
        ["check", "--fix", "."],
        ["check", "--format", "json", "."],
        ["check", "--env", "##vso[x]", "."],
        ...names.slice(-2).map((name) => ["preflight", `${name}:1`]),
      ]) {
        const { stdout, stderr } = folder.run(args);
        expectNoCommands(stdout, args.join(" "));
        expectNoCommands(stderr, args.join(" "));
      }
      const json = JSON.parse(folder.run(["check", "--format", "json", "."]).stdout);
      assert.deepEqual(json.files.map(({ path }: { path: string }) => path).toSorted(), names.toSorted());
    } finally {
      folder.remove();
    }
  });

  it("don't get from the command line into an error", () => {
    const folder = new Folder({});
    try {
      for (const value of [COMMANDS.join(" "), GITHUB.join("\n"), CONTROLS.replaceAll("\0", "")]) {
        for (const args of [
          [value],
          [`--${value}`],
          ["check", `--${value}`],
          ["check", "--format", value],
          ["check", "--origin", value],
          ["check", "--engines", value],
          ["check", "--rule", value],
          ["check", "--rule", `${value}=off`],
          ["check", value],
          ["check", `${value}*`],
          ["explain", value],
          ["preflight", value],
          ["preflight", `${value}:1`],
          ["explain-exchange", `${value}:1`],
        ]) {
          const { exitCode, stdout, stderr } = folder.run(args);
          expectNoCommands(stdout + stderr, args.join(" "));
          assert.equal(exitCode, 2, args.join(" "));
        }
      }
    } finally {
      folder.remove();
    }
  });

  it("are shown with a space in them, below which the marks are right", () => {
    const folder = new Folder({
      "a.http":
        "GET https://api.example.com/\nOrigin: https://a.example\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: ##vso[x]\n",
    });
    try {
      const shown = folder.run(["check", "a.http"]).stdout.split("\n");
      const at = shown.findIndex((line) => line.startsWith("5 | "));
      assert.equal(shown[at], "5 | Access-Control-Allow-Origin: # #vso[x]");
      assert.equal(
        shown[at + 1],
        `  | ${" ".repeat("Access-Control-Allow-Origin: ".length)}${"^".repeat("# #vso[x]".length)}`,
      );
    } finally {
      folder.remove();
    }
  });

  it("don't get into the line that shows the progress on a terminal", () => {
    const folder = new Folder({});
    try {
      // More files than can be checked before the line is shown.
      folder.shell("for i in {1..3000}; do printf '\\n' > $'\\r\\n::error::x\\e]0;y\\a ##vso[x]'$i.http; done");
      const { stdout } = folder.shell(
        `TERM=xterm script -qec "stty cols 100; '${process.execPath}' '${CLI}' check --format json . > /dev/null" /dev/null < /dev/null`,
      );
      assert.match(stdout, /checking \d+ of 3000/);
      for (const line of stdout.split("\r\u001b[2K")) {
        expectNoCommands(line.trimEnd(), "progress");
      }
    } finally {
      folder.remove();
    }
  });

  it("stay in the fixed text of standard input, which is the user's own", () => {
    const folder = new Folder({});
    try {
      const input = "GET https://api.example.com/\nX : ##vso[x]\n\n::error::\n";
      assert.equal(folder.run(["check", "--fix", "--stdin"], { input }).stdout.split("\n")[3], "::error::");
    } finally {
      folder.remove();
    }
  });
});
