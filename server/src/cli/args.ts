import { parseArgs } from "node:util";
import { BROWSERS, type Browser } from "../cors/engines";
import { normalizeOrigin } from "../exchange/page-origin";
import { type RuleSeverities, readSeverities } from "../rules/framework/severities";
import { suggestion } from "../text/nearest";
import { isUnknown } from "../text/unknown";
import { UsageError } from "./usage-error";

export const FORMATS = ["pretty", "json"] as const;
export type Format = (typeof FORMATS)[number];

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly fix: boolean;
  /** The name to report for standard input; null where files are checked. */
  readonly stdin: string | null;
  /** The page's origin for requests that name none. */
  readonly origin: string | null;
  /** The browsers that count; all where it is empty, and what the project says where it is null. */
  readonly engines: readonly Browser[] | null;
  /** The environment that variables are taken from; null where none is chosen. */
  readonly environment: string | null;
  readonly commentedResponses: boolean;
  /** How severe the findings of rules are. */
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
  /** Whether a text is drawn with ASCII alone. */
  readonly ascii: boolean;
}

export const COMMANDS = ["check", "explain", "explain-exchange", "preflight", "lsp"] as const;
export type CommandName = (typeof COMMANDS)[number];

export type Command =
  | { readonly name: "help"; readonly about: CommandName | null }
  | { readonly name: "version" }
  | { readonly name: "check"; readonly options: CheckOptions }
  | { readonly name: "explain"; readonly rule: string }
  | { readonly name: "explain-exchange"; readonly options: ExplainExchangeOptions }
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
    rule: { type: "string" },
  },
  explain: {},
  "explain-exchange": {
    origin: { type: "string" },
    env: { type: "string" },
    format: { type: "string" },
    ascii: { type: "boolean" },
  },
  preflight: { origin: { type: "string" }, env: { type: "string" } },
  lsp: {
    stdio: { type: "boolean" },
    // Clients of the Language Server Protocol add it; the connection reads it from the command line itself.
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
      throw new UsageError("Say what to do: check, explain, explain-exchange, preflight or lsp. See --help.");
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
    throw new UsageError(`Unknown ${what} ${first}.${suggestion(first, known) || " See --help."}`);
  }
  const read = readArguments(name, rest);
  return read.flags.has("help") ? { name: "help", about: name } : commandOf(name, read);
}

interface Arguments {
  readonly flags: ReadonlySet<string>;
  /** Of an option that is given several times, the last one. */
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
        throw new UsageError("The language server speaks over standard input and output only: cors-lens lsp --stdio.");
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
        throw new UsageError(`Unknown option ${rawName} for ${command}.${meant || ` See ${command} --help.`}`);
      }
      case "boolean":
        if (value !== undefined) {
          throw new UsageError(`The option ${rawName} takes no value.`);
        }
        flags.add(name);
        break;
      case "string":
        if (value === undefined || value === "" || (!inlineValue && value.startsWith("-"))) {
          throw new UsageError(`The option ${rawName} needs a value.`);
        }
        values.set(name, value);
        if (name === "rule") {
          rules.push(value);
        }
    }
  }
  return { flags, values, rules, positionals };
}

/** `ID=SEVERITY` each. */
function severitiesOf(typed: readonly string[]): RuleSeverities {
  const entries = typed.map((one): [string, string] => {
    const sign = one.indexOf("=");
    if (sign < 0) {
      throw new UsageError(`${one} is no RULE=SEVERITY, such as max-age-missing=off.`);
    }
    return [one.slice(0, sign), one.slice(sign + 1)];
  });
  const { severities, problems } = readSeverities(entries);
  for (const { message } of problems) {
    throw new UsageError(message);
  }
  return severities;
}

function formatOf<Name extends string>(typed: string | undefined, formats: readonly Name[], usual: Name): Name {
  const format = formats.find((candidate) => candidate === (typed ?? usual));
  if (format === undefined) {
    throw new UsageError(`Unknown format ${typed}: it is one of ${formats.join(", ")}.`);
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
      throw new UsageError("The option --stdin-filename goes with --stdin.");
    }
    if (paths.length === 0) {
      throw new UsageError("Say what to check: files, folders or globs, or --stdin.");
    }
    return null;
  }
  if (paths.length > 0) {
    throw new UsageError("Either --stdin or paths, not both.");
  }
  return filename ?? "<stdin>";
}

function originOf(typed: string | undefined): string | null {
  if (typed !== undefined && isUnknown(normalizeOrigin(typed))) {
    throw new UsageError(`${typed} is no origin: write scheme, host and port, such as https://app.example.com.`);
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
        throw new UsageError(
          `There is no engine ${name}: choose among ${BROWSERS.join(", ")}.${suggestion(name, BROWSERS)}`,
        );
      }
      return browser;
    });
}

function only(positionals: readonly string[], command: CommandName, what: string): string {
  const [value, ...more] = positionals;
  if (value === undefined || more.length > 0) {
    throw new UsageError(`The command ${command} takes one ${what}. See ${command} --help.`);
  }
  return value;
}

const MAX_LINE_DIGITS = 9;

function fileAndLine(typed: string): FileAndLine {
  const colon = typed.lastIndexOf(":");
  const digits = typed.slice(colon + 1);
  const line = /^\d+$/.test(digits) && digits.length <= MAX_LINE_DIGITS ? Number(digits) : 0;
  if (colon <= 0 || line < 1) {
    throw new UsageError(`${typed} is no FILE:LINE, such as requests.http:12.`);
  }
  return { file: typed.slice(0, colon), line };
}
