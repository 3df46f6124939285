import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { INITIAL } from "vscode-textmate";
import { HTTP, loadTypedGrammar } from "./tokens";

const NAMES = ["other", "comment", "string"] as const;

const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
  contributes: {
    grammars: readonly { readonly scopeName: string; readonly tokenTypes?: Readonly<Record<string, string>> }[];
  };
};
const tokenTypes = Object.fromEntries(
  Object.entries(contributes.grammars.find(({ scopeName }) => scopeName === HTTP)?.tokenTypes ?? {}).map(
    ([selector, name]) => [selector, (NAMES as readonly string[]).indexOf(name)],
  ),
);

/** The type of the last token of a text. By it, VS Code decides whether it proposes something while someone types. */
async function lastTypeIn(text: string): Promise<string> {
  const grammar = await loadTypedGrammar(HTTP, tokenTypes);
  let stack = INITIAL;
  let metadata = 0;
  for (const line of text.split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine2(line, stack);
    stack = ruleStack;
    metadata = tokens.at(-1) ?? 0;
  }
  return NAMES[(metadata >> 8) & 3] ?? "regex";
}

const REQUEST = "GET https://api.example.com/prices HTTP/1.1\n";
const RESPONSE = `${REQUEST}Origin: http://localhost:3000\n\nHTTP/1.1 200 OK\n`;

describe("VS Code proposes something while someone types", () => {
  for (const text of [
    `${REQUEST}Ori`,
    `${REQUEST}Origin: h`,
    `${REQUEST}Origin: http://loc`,
    `${REQUEST}Content-Type: a`,
    `${RESPONSE}Access-Control-Allow-Origin: h`,
    `${RESPONSE}Access-Control-Allow-Headers: content-type, x`,
    `${RESPONSE}Access-Control-Allow-Credentials: t`,
    `${RESPONSE}Access-Control-Max-Age: 6`,
    `${RESPONSE}Vary: O`,
    `${REQUEST}\nHTTP/1.1 200 O`,
  ]) {
    it(JSON.stringify(text.slice(-45)), async () => assert.equal(await lastTypeIn(text), "other"));
  }
});

describe("VS Code proposes nothing while someone types", () => {
  for (const text of ["# a comment", `${REQUEST}# a comment`]) {
    it(JSON.stringify(text.slice(-45)), async () => assert.equal(await lastTypeIn(text), "comment"));
  }
});
