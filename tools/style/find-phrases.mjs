import { PHRASES } from "./phrases.mjs";

/** Whitespace, and the mark that a comment or a list continues with on the next line. */
const GAP = String.raw`(?:[ \t]|\r?\n[ \t]*(?:\*(?!\/)|\/\/+|#+|>)?)+`;

const PATTERNS = PHRASES.map(({ phrase, say, matchCase = false }) => ({
  pattern: new RegExp(phrase.replaceAll(/(?<!\?) /g, GAP), matchCase ? "gm" : "gim"),
  say,
}));

/**
 * Finds suspicious phrases in a file.
 * @param {string} path decides how the text is read: in Markdown, code is left out.
 * @param {string} text
 * @returns {{ line: number, found: string, say: string }[]} in order; lines are 1-based.
 */
export function findPhrases(path, text) {
  const prose = /\.(?:md|mdx|markdown)$/.test(path) ? withoutCode(text) : text;
  return PATTERNS.flatMap(({ pattern, say }) =>
    [...prose.matchAll(pattern)].map(({ 0: found, index }) => ({
      line: prose.slice(0, index).split("\n").length,
      found: found.replaceAll(/\s+(?:\*|\/\/+|#+|>)?\s*/g, " ").trim(),
      say,
    })),
  ).sort((a, b) => a.line - b.line);
}

/** Keeps every offset: code is replaced by characters that no phrase has. */
function withoutCode(text) {
  const blank = (code) => code.replaceAll(/[^\n]/g, "_");
  return text
    .replaceAll(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, blank)
    .replaceAll(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, blank);
}
