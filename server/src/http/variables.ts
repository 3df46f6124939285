import { countLeading } from "../text/count-leading";
import { type EnvironmentDefinition, type EnvironmentVariables, isSameEnvironment } from "./environment-variables";

/** `@name = value` in the text. */
export interface TextDefinition {
  /** Offset in the document of the line that defines it. */
  readonly start: number;
  /** As typed; it may hold references. */
  readonly value: string;
}

/**
 * The meaning of a reference, as far as it can be known before a request is sent. If tools would use different values, or none, it is open,
 * with the reason.
 */
export type Meaning =
  | { readonly kind: "text"; readonly value: string; readonly definition: TextDefinition }
  | { readonly kind: "environment"; readonly value: string; readonly definitions: readonly EnvironmentDefinition[] }
  | { readonly kind: "open"; readonly reason: OpenReason };

export type OpenReason =
  /** No definition was found. */
  | { readonly kind: "undefined" }
  /** The tool asks for a value when the request is sent. */
  | { readonly kind: "prompt" }
  /** A system variable, a value from an earlier response, or an expression. */
  | { readonly kind: "run-time" }
  | { readonly kind: "script" }
  /** The file imports another one, which may also define it. */
  | { readonly kind: "import" }
  /** Tools read the value's backslashes differently. */
  | { readonly kind: "notation"; readonly definition: TextDefinition }
  /** Several definitions in the text: some tools use the last one, others the last one above the reference. */
  | { readonly kind: "redefined"; readonly definitions: readonly TextDefinition[] }
  /** The text and an environment give different values, and tools differ in which one they prefer. */
  | {
      readonly kind: "disputed";
      readonly definition: TextDefinition;
      readonly definitions: readonly EnvironmentDefinition[];
    }
  /** The definitions in environments differ. */
  | { readonly kind: "differs"; readonly definitions: readonly EnvironmentDefinition[] };

/**
 * The variables of a document: those that its text defines, and those of environments. A reference has a meaning only if every tool that
 * resolves it gives it the same one:
 *
 * - REST Client uses the last definition in the file for every reference; httpYac, the HTTP Client of JetBrains and Visual Studio use the last
 *   one above. A reference between two definitions is open unless both are the same.
 * - REST Client and httpYac prefer the file to its environment, JetBrains prefers `http-client.env.json`.
 */
export class Variables {
  readonly #text: ReadonlyMap<string, readonly TextDefinition[]>;
  readonly #environment: EnvironmentVariables;
  readonly #prompted: ReadonlySet<string>;
  readonly #scripted: ReadonlySet<string>;
  readonly #imports: boolean;

  constructor({ definitions, prompted, scripted, imports }: VariableDefinitions, environment: EnvironmentVariables) {
    this.#text = definitions;
    this.#environment = environment;
    this.#prompted = prompted;
    this.#scripted = scripted;
    this.#imports = imports;
  }

  /** Whether these variables have an equal environment. */
  isFrom(environment: EnvironmentVariables): boolean {
    return isSameEnvironment(this.#environment, environment);
  }

  get hasEnvironment(): boolean {
    return this.#environment.size > 0;
  }

  /**
   * The meaning of `{{name}}`.
   * @param at offset in the document of the text with the reference.
   */
  meaning(name: string, at: number): Meaning {
    if (name.startsWith("%")) {
      return this.#encoded(name.slice(1).trim(), at);
    }
    if (this.#prompted.has(name)) {
      return open({ kind: "prompt" });
    }
    if (this.#scripted.has(name)) {
      return open({ kind: "script" });
    }
    const inText = this.#text.get(name);
    const inEnvironment = this.#environment.get(name);
    if (inText !== undefined) {
      return textMeaning(inText, at, inEnvironment ?? []);
    }
    if (inEnvironment === undefined) {
      return open({ kind: isName(name) ? "undefined" : "run-time" });
    }
    if (this.#imports) {
      return open({ kind: "import" });
    }
    const value = agreedValue(inEnvironment);
    return value === null
      ? open({ kind: "differs", definitions: inEnvironment })
      : { kind: "environment", value, definitions: inEnvironment };
  }

  /** Every definition of the name in environments that may apply. */
  environmentDefinitionsOf(name: string): readonly EnvironmentDefinition[] {
    return this.#environment.get(name) ?? [];
  }

  /** `{{%name}}`: REST Client's syntax for the encoded value of a file variable. */
  #encoded(name: string, at: number): Meaning {
    const meaning = this.meaning(name, at);
    if (meaning.kind !== "text") {
      return meaning.kind === "open" ? meaning : open({ kind: "undefined" });
    }
    // A value with references would have to be encoded after replacing them.
    const encoded = meaning.value.includes("{{") ? null : encodeUri(meaning.value);
    return encoded === null ? open({ kind: "run-time" }) : { ...meaning, value: encoded };
  }
}

/** Everything that the text says about its variables. */
export interface VariableDefinitions {
  /** By name, in the order of the text. */
  readonly definitions: ReadonlyMap<string, readonly TextDefinition[]>;
  /** Variables that the tool asks for: `# @prompt name`. */
  readonly prompted: ReadonlySet<string>;
  /** Variables that scripts in the file set. */
  readonly scripted: ReadonlySet<string>;
  /** Whether the file imports another one. */
  readonly imports: boolean;
}

/** Whether a text can be the name of a variable. Everything else in braces is computed: `$guid`, `login.response.body.id`, `a + b`. */
function isName(text: string): boolean {
  return /^(\$(dotenv|shared) )?[\p{L}_][\p{L}\p{N}_.-]*$/u.test(text) && !/\.(request|response)\./.test(text);
}

function open(reason: OpenReason): Meaning {
  return { kind: "open", reason };
}

function textMeaning(
  all: readonly TextDefinition[],
  at: number,
  inEnvironment: readonly EnvironmentDefinition[],
): Meaning {
  const last = all.at(-1) as TextDefinition;
  const above = lastAbove(all, at) ?? last;
  if (above.value !== last.value) {
    return open({ kind: "redefined", definitions: all });
  }
  // httpYac removes the first quote and keeps the last one. That can't be intended, so quotes count as literal.
  if (/\\[nrt]/.test(above.value)) {
    return open({ kind: "notation", definition: above });
  }
  const rivals = inEnvironment.filter(
    (one) => one.mayOverrideText && one.value !== above.value && !(one.value === null && one.reason === "absent"),
  );
  return rivals.length > 0
    ? open({ kind: "disputed", definition: above, definitions: rivals })
    : { kind: "text", value: above.value, definition: above };
}

function lastAbove(all: readonly TextDefinition[], at: number): TextDefinition | undefined {
  return all[countLeading(all, ({ start }) => start <= at) - 1];
}

function agreedValue([first, ...others]: readonly EnvironmentDefinition[]): string | null {
  const value = first?.value ?? null;
  return others.every((other) => other.value === value) ? value : null;
}

function encodeUri(value: string): string | null {
  try {
    return encodeURIComponent(value);
  } catch {
    // A lone surrogate.
    return null;
  }
}
