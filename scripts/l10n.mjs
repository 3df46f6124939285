import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "@babel/parser";
import { root } from "./bundles.mjs";

/** The messages of the client that can be translated: what `l10n.t` is called with, sorted. Fails where a message is not spelled out. */
export async function clientMessages() {
  const folder = join(root, "client", "src");
  const messages = new Set();
  for (const file of await readdir(folder, { recursive: true })) {
    if (file.endsWith(".ts")) {
      const text = await readFile(join(folder, file), "utf8");
      for (const message of messagesIn(text, file)) {
        messages.add(message);
      }
    }
  }
  return [...messages].sort();
}

/** @param {string} file named where a message is not spelled out. */
export function messagesIn(text, file) {
  const messages = [];
  const visit = (node) => {
    if (node === null || typeof node !== "object") {
      return;
    }
    if (node.type === "CallExpression" && isTranslation(node.callee)) {
      const [message] = node.arguments;
      if (message?.type !== "StringLiteral") {
        throw new Error(`${file}:${node.loc.start.line}: l10n.t wants a string, so that translators find it.`);
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
