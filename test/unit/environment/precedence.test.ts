import assert from "node:assert/strict";
import { environmentsOf } from "../../../server/src/environment/environment";
import { environmentNames, environmentVariables } from "../../../server/src/environment/environment-variables";
import { environmentFileKind } from "../../../server/src/environment/file-kind";
import { parse } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";

type Files = Readonly<Record<string, string>>;
type Settings = Readonly<Record<string, unknown>>;

function environments(files: Files, settings: Settings = {}) {
  return environmentsOf(
    Object.entries(files).map(([name, text]) => ({ path: name, name, text })),
    Object.entries(settings).map(([name, value]) => ({ name, value })),
  );
}

/** The value of `typed` with these files and settings; null if it is unknown. */
function value(typed: string, active: string | null, files: Files, settings: Settings = {}, above = ""): string | null {
  const variables = environmentVariables(environments(files, settings), active);
  const document = parse(`${above}GET /x HTTP/1.1\nX-A: ${typed}\n`, "http", variables);
  const resolved = messagesOf(document)[0]?.fields[0]?.resolved;
  return typeof resolved === "string" ? resolved : null;
}

const json = (environments: unknown): string => JSON.stringify(environments);
const PUBLIC = "http-client.env.json";
const PRIVATE = "http-client.private.env.json";
const USER = "http-client.env.json.user";
const RC = "rest-client.environmentVariables";
const HY = "httpyac.environmentVariables";

describe("variables from outside the file", () => {
  const two = { [PUBLIC]: json({ dev: { o: "d", both: "s", onlyDev: "x" }, prod: { o: "p", both: "s" } }) };
  const cases: readonly (readonly [string, string | null, string, string | null, Files, Settings?, string?])[] = [
    ["the chosen environment", "d", "{{o}}", "dev", two],
    ["the other environment", "p", "{{o}}", "prod", two],
    ["environments that differ, and none chosen", null, "{{o}}", null, two],
    ["environments that agree", "s", "{{both}}", null, two],
    ["a variable that only one environment defines", null, "{{onlyDev}}", null, two],
    ["a variable that the chosen environment lacks", null, "{{onlyDev}}", "prod", two],
    ["an environment that does not exist", null, "{{both}}", "staging", two],
    ["the only environment", "d", "{{o}}", null, { [PUBLIC]: json({ dev: { o: "d" } }) }],
    ["a variable for all environments", "s", "{{o}}", null, { [PUBLIC]: json({ $shared: { o: "s" } }) }],
    [
      "a variable for all environments, in one of them",
      "s",
      "{{o}}",
      "dev",
      { [PUBLIC]: json({ $shared: { o: "s" }, dev: {} }) },
    ],
    [
      "an environment overriding all environments",
      "d",
      "{{o}}",
      "dev",
      { [PUBLIC]: json({ $shared: { o: "s" }, dev: { o: "d" } }) },
    ],
    [
      "an environment that differs from all environments, none chosen",
      null,
      "{{o}}",
      null,
      { [PUBLIC]: json({ $shared: { o: "s" }, dev: { o: "d" } }) },
    ],
    [
      "a variable for all environments by its $shared name",
      "s",
      "{{$shared o}}",
      "dev",
      { [PUBLIC]: json({ $shared: { o: "s" }, dev: { o: "d" } }) },
    ],
    [
      "an environment that uses a $shared variable",
      "s1",
      "{{o}}",
      "dev",
      { [PUBLIC]: json({ $shared: { h: "s" }, dev: { o: "{{$shared h}}1" } }) },
    ],
    ["numbers and booleans", "1 true", "{{n}} {{b}}", null, { [PUBLIC]: json({ dev: { n: 1, b: true } }) }],
    ["a value in a vault", null, "{{o}}", "dev", { [PUBLIC]: json({ dev: { o: { provider: "x" } } }) }],
    [
      "a value in a vault overriding one for all",
      null,
      "{{o}}",
      "dev",
      { [PUBLIC]: json({ $shared: { o: "s" }, dev: { o: { provider: "x" } } }) },
    ],
    ["the private file", "p", "{{o}}", "dev", { [PRIVATE]: json({ dev: { o: "p" } }) }],
    ["the user's file", "u", "{{o}}", "dev", { [USER]: json({ dev: { o: "u" } }) }],
    [
      "a private file that adds",
      "ab",
      "{{a}}{{b}}",
      "dev",
      { [PUBLIC]: json({ dev: { a: "a" } }), [PRIVATE]: json({ dev: { b: "b" } }) },
    ],
    [
      "a private file that contradicts: JetBrains says public, httpYac says private",
      null,
      "{{o}}",
      "dev",
      { [PUBLIC]: json({ dev: { o: "a" } }), [PRIVATE]: json({ dev: { o: "b" } }) },
    ],
    ["a file with a mistake in it", null, "{{o}}", "dev", { [PUBLIC]: '{"dev": {"o": "d"}' }],
    ["a .env file", "e", "{{O}}", null, { ".env": "O=e" }],
    ["a .env file by its name", "e", "{{$dotenv O}}", null, { ".env": "O=e" }],
    ["a .env file by its name, with spaces", "e", "{{ $dotenv  O }}", null, { ".env": "O=e" }],
    ["only a .env file by its name", null, "{{$dotenv o}}", "dev", two],
    ["a .env file of an environment", "d", "{{O}}", "dev", { ".env": "O=e", ".env.dev": "O=d" }],
    ["the same, named the other way round", "d", "{{O}}", "dev", { ".env": "O=e", "dev.env": "O=d" }],
    ["a .env file that an environment's file completes", "e", "{{O}}", "dev", { ".env": "O=e", ".env.dev": "X=d" }],
    ["two .env files that differ, and none chosen", null, "{{O}}", null, { ".env": "O=e", ".env.dev": "O=d" }],
    ["two .env files that agree", "e", "{{O}}", null, { ".env": "O=e", ".env.dev": "O=e" }],
    ["two .env files of one environment that differ", null, "{{O}}", "dev", { ".env.dev": "O=1", "dev.env": "O=2" }],
    ["a template of a .env file", "e", "{{O}}", null, { ".env": "O=e", ".env.example": "O=changeme" }],
    ["an unknown value in a .env file", null, "{{O}}", null, { ".env": "O=a#b" }],
    ["a .env file with a computed value", null, "{{O}}", null, { ".env": "O=${HOST}/x" }],
    ["a setting", "r", "{{o}}", "dev", {}, { [RC]: { $shared: {}, dev: { o: "r" } } }],
    ["a setting for all", "r", "{{o}}", null, {}, { [HY]: { $shared: { o: "r" } } }],
    ["a setting with the wrong type", null, "{{o}}", null, {}, { [RC]: "dev", [HY]: null }],
    ["settings that differ", null, "{{o}}", "dev", {}, { [RC]: { dev: { o: "1" } }, [HY]: { dev: { o: "2" } } }],
    ["a setting and a file that differ", null, "{{o}}", "dev", two, { [RC]: { dev: { o: "x" } } }],
    ["a setting and a file that agree", "d", "{{o}}", "dev", two, { [RC]: { dev: { o: "d" } } }],
    ["the file overriding a setting", "t", "{{o}}", "dev", {}, { [RC]: { dev: { o: "r" } } }, "@o = t\n"],
    ["the file overriding a .env file", "t", "{{O}}", null, { ".env": "O=e" }, {}, "@O = t\n"],
    ["the file against http-client.env.json, which JetBrains prefers", null, "{{o}}", "dev", two, {}, "@o = t\n"],
    ["the file with http-client.env.json", "d", "{{o}}", "dev", two, {}, "@o = d\n"],
    ["the file, in an environment that lacks the variable", "t", "{{onlyDev}}", "prod", two, {}, "@onlyDev = t\n"],
    ["a variable in the file that uses one outside", "d/x", "{{u}}", "dev", two, {}, "@u = {{o}}/x\n"],
    ["the same, none chosen", null, "{{u}}", null, two, {}, "@u = {{o}}/x\n"],
    ["a variable outside that names itself", null, "{{O}}", null, { ".env": "O={{O}}" }],
    ["a file that imports another one", null, "{{both}}", "dev", two, {}, "# @import ./other.http\n"],
    ["a percent-encoded one, which no tool has", null, "{{%both}}", "dev", two],
  ];
  for (const [name, expected, typed, active, files, settings, above] of cases) {
    it(`${expected === null ? "don't resolve" : "resolve"} ${name}`, () =>
      assert.equal(value(typed, active, files, settings, above), expected));
  }

  it("list the names of all environments", () =>
    assert.deepEqual(
      environmentNames(environments({ ...two, ".env.local": "A=1", ".env": "" }, { [RC]: { $shared: {}, test: {} } })),
      ["dev", "local", "prod", "test"],
    ));
  it("report the place of a mistake, and nothing from the file", () =>
    assert.deepEqual(environments({ [PRIVATE]: '{\n"dev": {\n"k": s3cr3t } }', ".env": "A=1\ns3cr3t\n" }).problems, [
      `${PRIVATE}:3: expected a JSON object; the file is ignored`,
      ".env:2: expected NAME=value; the line is ignored",
    ]));
  it("are read only from the files that define them", () => {
    for (const name of [PUBLIC, PRIVATE, USER, ".env", ".env.dev", "dev.env"]) {
      assert.notEqual(environmentFileKind(name), null, name);
    }
    for (const name of [
      ".envrc",
      "env",
      ".env.example",
      ".env.prod.sample",
      "a.http",
      "http-client.json",
      ".environment",
    ]) {
      assert.equal(environmentFileKind(name), null, name);
    }
  });
});
