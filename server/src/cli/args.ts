import { parseArgs } from "node:util";
import { BROWSERS, type Browser } from "../cors/engines";
import { normalizeOrigin } from "../exchange/page-origin";
import { type RuleSeverities, readSeverities } from "../rules/framework/severities";
import { errorLine } from "../text/error-line";
import { suggestion } from "../text/nearest";
import { isUnknown } from "../text/unknown";
import { UsageError, unknownName } from "./usage-error";

export const FORMATS = ["pretty", "json"] as const;
export type Format = (typeof FORMATS)[number];

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly fix: boolean;
  /** The name to report for standard input; null if files are checked. */
  readonly stdin: string | null;
  /** The page's origin for requests without an `Origin` header. */
  readonly origin: string | null;
  /** The browsers to check against: all of them if it is empty, the project's if it is null. */
  readonly engines: readonly Browser[] | null;
  /** The environment whose variables are used; null if none is chosen. */
  readonly environment: string | null;
  readonly commentedResponses: boolean;
  readonly unlabelledFences: boolean;
  /** Whether a run without an exchange ends with exit code 1. */
  readonly failOnEmpty: boolean;
  readonly rules: RuleSeverities;
}

export interface FileAndLine {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

export interface PreflightOptions extends FileAndLine {
  readonly origin: string | null;
  /** As in `CheckOptions`. */
  readonly environment: string | null;
}

export const DRAWING_FORMATS = ["text", "svg", "markdown"] as const;
export type DrawingFormat = (typeof DRAWING_FORMATS)[number];

export interface ExplainExchangeOptions extends PreflightOptions {
  readonly format: DrawingFormat;
  /** Whether the text format draws with ASCII characters only. */
  readonly ascii: boolean;
}

export const COMMANDS = ["check", "explain", "explain-exchange", "explain-message", "preflight", "lsp"] as const;
export type CommandName = (typeof COMMANDS)[number];

export type Command =
  | { readonly name: "help"; readonly about: CommandName | null }
  | { readonly name: "version" }
  | { readonly name: "check"; readonly options: CheckOptions }
  | { readonly name: "explain"; readonly rule: string }
  | { readonly name: "explain-exchange"; readonly options: ExplainExchangeOptions }
  /** Without a text, standard input is read. */
  | { readonly name: "explain-message"; readonly text: string | null }
  | { readonly name: "preflight"; readonly options: PreflightOptions }
  | { readonly name: "lsp" };

const GENERAL_OPTIONS = { help: { type: "boolean", short: "h" } } as const;

const OPTIONS = {
  check: {
    format: { type: "string" },
    fix: { type: "boolean" },
    stdin: { type: "boolean" },
    "stdin-filename": { type: "string" },
    origin: { type: "string" },
    engines: { type: "string" },
    env: { type: "string" },
    "commented-responses": { type: "boolean" },
    "no-unlabelled-fences": { type: "boolean" },
    "fail-on-empty": { type: "boolean" },
    rule: { type: "string" },
  },
  explain: {},
  "explain-exchange": {
    origin: { type: "string" },
    env: { type: "string" },
    format: { type: "string" },
    ascii: { type: "boolean" },
  },
  "explain-message": {},
  preflight: { origin: { type: "string" }, env: { type: "string" } },
  lsp: {
    stdio: { type: "boolean" },
    // Language clients add it; the connection reads it from the command line itself.
    clientProcessId: { type: "string" },
  },
} as const;

/**
 * Reads the arguments after the program's name.
 * @throws UsageError
 */
export function parseCommand(args: readonly string[]): Command {
  const [first, ...rest] = args;
  switch (first) {
    case undefined:
      throw new UsageError(`missing command (${COMMANDS.join(", ")}); see cors-lens --help`);
    case "--help":
    case "-h":
    case "help":
      return { name: "help", about: COMMANDS.find((name) => name === rest[0]) ?? null };
    case "--version":
    case "-V":
      return { name: "version" };
  }
  const name = COMMANDS.find((command) => command === first);
  if (name === undefined) {
    const what = first.startsWith("-") ? "option" : "command";
    const known = what === "option" ? ["--help", "--version"] : COMMANDS;
    throw unknownName(`${what} ${first}`, suggestion(first, known), "see cors-lens --help");
  }
  const read = readArguments(name, rest);
  return read.flags.has("help") ? { name: "help", about: name } : commandOf(name, read);
}

interface Arguments {
  readonly flags: ReadonlySet<string>;
  /** The last value of each option. */
  readonly values: ReadonlyMap<string, string>;
  readonly rules: readonly string[];
  readonly positionals: readonly string[];
}

function commandOf(name: CommandName, { flags, values, rules, positionals }: Arguments): Command {
  switch (name) {
    case "check":
      return {
        name,
        options: {
          paths: positionals,
          format: formatOf(values.get("format"), FORMATS, "pretty"),
          fix: flags.has("fix"),
          stdin: stdinNameOf(flags, values, positionals),
          origin: originOf(values.get("origin")),
          engines: values.has("engines") ? enginesOf(values.get("engines")) : null,
          environment: values.get("env") ?? null,
          commentedResponses: flags.has("commented-responses"),
          unlabelledFences: !flags.has("no-unlabelled-fences"),
          failOnEmpty: flags.has("fail-on-empty"),
          rules: severitiesOf(rules),
        },
      };
    case "explain":
      return { name, rule: only(positionals, "explain", "RULE") };
    case "explain-exchange":
      return {
        name,
        options: {
          ...fileAndLine(only(positionals, name, "FILE:LINE")),
          origin: originOf(values.get("origin")),
          environment: values.get("env") ?? null,
          format: formatOf(values.get("format"), DRAWING_FORMATS, "text"),
          ascii: flags.has("ascii"),
        },
      };
    case "explain-message":
      // A message without quotes is several arguments.
      return { name, text: positionals.length === 0 ? null : positionals.join(" ") };
    case "preflight":
      return {
        name,
        options: {
          ...fileAndLine(only(positionals, "preflight", "FILE:LINE")),
          origin: originOf(values.get("origin")),
          environment: values.get("env") ?? null,
        },
      };
    case "lsp":
      if (!flags.has("stdio") || positionals.length > 0) {
        throw new UsageError("the language server only uses standard input and output; run cors-lens lsp --stdio");
      }
      return { name };
  }
}

function readArguments(command: CommandName, args: readonly string[]): Arguments {
  const options = { ...OPTIONS[command], ...GENERAL_OPTIONS };
  const known = new Map<string, { readonly type: "boolean" | "string" }>(Object.entries(options));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const rules: string[] = [];
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") {
      positionals.push(token.value);
    }
    if (token.kind !== "option") {
      continue;
    }
    const { name, rawName, value, inlineValue } = token;
    switch (known.get(name)?.type) {
      case undefined: {
        const meant = suggestion(
          rawName,
          [...known.keys()].map((key) => `--${key}`),
        );
        throw unknownName(`option ${rawName} for ${command}`, meant, `see cors-lens ${command} --help`);
      }
      case "boolean":
        if (value !== undefined) {
          throw new UsageError(`${rawName} takes no value`);
        }
        flags.add(name);
        break;
      case "string":
        if (value === undefined || value === "" || (!inlineValue && value.startsWith("-"))) {
          throw new UsageError(`${rawName} needs a value`);
        }
        values.set(name, value);
        if (name === "rule") {
          rules.push(value);
        }
    }
  }
  return { flags, values, rules, positionals };
}

/** @param typed `RULE=SEVERITY` each. */
function severitiesOf(typed: readonly string[]): RuleSeverities {
  const entries = typed.map((one): [string, string] => {
    const sign = one.indexOf("=");
    if (sign < 0) {
      throw new UsageError(`expected RULE=SEVERITY, for example max-age-missing=off, but got ${one}`);
    }
    return [one.slice(0, sign), one.slice(sign + 1)];
  });
  const { severities, problems } = readSeverities(entries);
  for (const { message } of problems) {
    throw new UsageError(errorLine(message));
  }
  return severities;
}

function formatOf<Name extends string>(typed: string | undefined, formats: readonly Name[], usual: Name): Name {
  const format = formats.find((candidate) => candidate === (typed ?? usual));
  if (format === undefined) {
    throw new UsageError(`unknown format ${typed}; expected one of ${formats.join(", ")}`);
  }
  return format;
}

function stdinNameOf(
  flags: ReadonlySet<string>,
  values: ReadonlyMap<string, string>,
  paths: readonly string[],
): string | null {
  const filename = values.get("stdin-filename");
  if (!flags.has("stdin")) {
    if (filename !== undefined) {
      throw new UsageError("--stdin-filename requires --stdin");
    }
    if (paths.length === 0) {
      throw new UsageError("missing PATH: give files, folders or globs, or use --stdin");
    }
    return null;
  }
  if (paths.length > 0) {
    throw new UsageError("--stdin can't be combined with paths");
  }
  return filename ?? "<stdin>";
}

function originOf(typed: string | undefined): string | null {
  if (typed !== undefined && isUnknown(normalizeOrigin(typed))) {
    throw new UsageError(`expected an origin, for example https://app.example.com, but got ${typed}`);
  }
  return typed ?? null;
}

function enginesOf(typed: string | undefined): readonly Browser[] {
  return (typed ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "")
    .map((name) => {
      const browser = BROWSERS.find((one) => one === name);
      if (browser === undefined) {
        throw unknownName(`engine ${name}`, suggestion(name, BROWSERS), `expected one of ${BROWSERS.join(", ")}`);
      }
      return browser;
    });
}

function only(positionals: readonly string[], command: CommandName, what: string): string {
  const [value, ...more] = positionals;
  if (value === undefined || more.length > 0) {
    throw new UsageError(`${command} takes exactly one ${what}; see cors-lens ${command} --help`);
  }
  return value;
}

const MAX_LINE_DIGITS = 9;

function fileAndLine(typed: string): FileAndLine {
  const colon = typed.lastIndexOf(":");
  const digits = typed.slice(colon + 1);
  const line = /^\d+$/.test(digits) && digits.length <= MAX_LINE_DIGITS ? Number(digits) : 0;
  if (colon <= 0 || line < 1) {
    throw new UsageError(`expected FILE:LINE, for example requests.http:12, but got ${typed}`);
  }
  return { file: typed.slice(0, colon), line };
}
