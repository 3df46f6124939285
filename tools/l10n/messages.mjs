import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "@babel/parser";

/*
 * `@vscode/l10n-dev` finds the same messages, but ignores `l10n.t(message)` and `l10n.t("a" + b)`, so translators would never see those.
 * It also installs a hundred packages.
 */

/**
 * Returns the messages that a folder's TypeScript files pass to `l10n.t`, sorted.
 * @param {string} folder
 * @returns {Promise<string[]>}
 * @throws {Error} if a message isn't a string literal.
 */
export async function messagesOf(folder) {
  const messages = new Set();
  for (const file of await readdir(folder, { recursive: true })) {
    if (file.endsWith(".ts")) {
      const path = join(folder, file);
      for (const message of messagesIn(await readFile(path, "utf8"), path)) {
        messages.add(message);
      }
    }
  }
  return [...messages].sort();
}

/**
 * @param {string} text TypeScript.
 * @param {string} file its path, for errors.
 * @returns {string[]} in the order of the text.
 * @throws {Error} if a message isn't a string literal.
 */
export function messagesIn(text, file) {
  const messages = [];
  const visit = (node) => {
    if (node === null || typeof node !== "object") {
      return;
    }
    if (node.type === "CallExpression" && isTranslation(node.callee)) {
      const [message] = node.arguments;
      if (message?.type !== "StringLiteral") {
        throw new Error(
          `${file}:${node.loc.start.line}: l10n.t needs a string literal, so that translators can find it`,
        );
      }
      messages.push(message.value);
    }
    for (const part of Object.values(node)) {
      (Array.isArray(part) ? part : [part]).forEach(visit);
    }
  };
  visit(parse(text, { sourceType: "module", plugins: ["typescript"] }).program);
  return messages;
}

function isTranslation({ type, object, property }) {
  return type === "MemberExpression" && object.name === "l10n" && property.name === "t";
}
