import { isBlank, skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";

/**
 * What a fence's label says about its content: `http` is HTTP; `plain` says nothing, as does no label; `shell` is the input and output of a
 * shell; `other` is another language.
 */
export type FenceLabel = "http" | "plain" | "shell" | "other";

/** The text after the mark that opens a fence (CommonMark's info string). */
export interface FenceInfo {
  readonly label: FenceLabel;
  /** Whether the fence is marked as a bad example, `http example-bad`: MDN marks examples like this that shouldn't be copied. */
  readonly isBadExample: boolean;
  /** Without whitespace around it. */
  readonly range: Range;
  /** The edit that labels the fence `http` and keeps its title and attributes. */
  readonly labelling: { readonly range: Range; readonly newText: string };
}

const LABELS = new Map<string, FenceLabel>([
  ...labels("http", "http rest"),
  ...labels("plain", "text txt plain plaintext raw none output log"),
  ...labels(
    "shell",
    "console sh bash zsh shell shell-session shellsession sh-session terminal curl powershell pwsh cmd bat",
  ),
]);

function labels(label: FenceLabel, names: string): [string, FenceLabel][] {
  return names.split(" ").map((name) => [name, label]);
}

/** `http`, `{.http}`, `rest :no-line-numbers`; MyST has `{code-block} http`. */
const LANGUAGE = /^(\{code(?:-block)?\}[ \t]{0,8}|\{?\.?)([\w.+-]*)/i;

/** Longer than any label with its attributes. */
const MAX_INFO = 200;

/** @param from the offset after the mark. */
export function fenceInfo(text: string, from: number, to: number): FenceInfo {
  const start = skipBlanks(text, from, to);
  const end = trimEndBlanks(text, start, Math.min(to, start + MAX_INFO));
  const info = text.slice(start, end);
  const [, prefix = "", language = ""] = LANGUAGE.exec(info) ?? [];
  const first = start + prefix.length;
  const hasLanguage = language !== "" && !isAttribute(info, prefix, language);
  const name = { start: first, end: hasLanguage ? first + language.length : first };
  const rest = info.slice(name.end - start);
  return {
    label: hasLanguage ? (LABELS.get(language.toLowerCase()) ?? "other") : isBare(prefix, rest) ? "plain" : "other",
    isBadExample: /(^|[\s{.,:-])bad($|[\s}.,:-])/i.test(info),
    range: { start, end },
    labelling: hasLanguage ? { range: name, newText: "http" } : addition(info, prefix, rest, name),
  };
}

/** Whether a word is the name of an attribute, `title="…"`, or the number of a line to highlight, `{1,3}`. */
function isAttribute(info: string, prefix: string, language: string): boolean {
  return info[prefix.length + language.length] === "=" || (prefix === "{" && /^[\d-]+$/.test(language));
}

/** Whether an info string without a language has only attributes. */
function isBare(prefix: string, rest: string): boolean {
  return rest === "" ? !prefix.endsWith(".") && prefix !== "{" : /^(?:[\w-]+=|#[\w-]|[\d-]+[,}])/.test(rest);
}

/** Writes the label before the attributes, in the braces that hold them: `http title="…"`, `http {1,3}`, `{.http #id}`. */
function addition(info: string, prefix: string, rest: string, { start }: Range): FenceInfo["labelling"] {
  const isHighlight = prefix === "{" && /^\d/.test(rest);
  const at = isHighlight ? start - 1 : start;
  const space = prefix.startsWith("{code") && !isBlank(info.charCodeAt(prefix.length - 1)) ? " " : "";
  const mark = prefix === "{" && !isHighlight ? "." : "";
  return { range: { start: at, end: at }, newText: `${space}${mark}http${rest === "" ? "" : " "}` };
}
