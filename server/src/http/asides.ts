import { trimEndBlanks } from "../text/characters";

import { isCommentAt } from "./comment-line";
import { directiveLine, variableLine } from "./definition-line";
import { isElision } from "./elision";
import type { LineKind } from "./line";

/** Several lines of the same kind, up to and including the line that closes them. */
export interface Enclosure {
  readonly kind: LineKind;
  readonly closes: (text: string, from: number, to: number) => boolean;
}

const holds = (mark: string) => (text: string, from: number, to: number) => text.slice(from, to).includes(mark);

const SCRIPT: Enclosure = { kind: "script", closes: holds("%}") };
const BLOCK_COMMENT: Enclosure = { kind: "block-comment", closes: holds("*/") };
const BRACES: Enclosure = {
  kind: "script",
  closes: (text, from, to) => text.slice(from, to).trim() === "}}",
};
const GRAPHQL: Enclosure = {
  kind: "graphql",
  closes: (text, from, to) => text[from] === "}" && trimEndBlanks(text, from, to) === from + 1,
};

/** The greatest length of a line that is looked at for short forms. */
const MAX_FORM = 400;

/** The kind of a line, and the lines below it that it opens. */
export interface Aside {
  readonly kind: LineKind;
  readonly opens: Enclosure | null;
}

function aside(kind: LineKind): Aside {
  return { kind, opens: null };
}

function opening(enclosure: Enclosure, text: string, from: number, to: number): Aside {
  return { kind: enclosure.kind, opens: enclosure.closes(text, from, to) ? null : enclosure };
}

/** Lines that may be anywhere outside a body: comments, scripts, references, variables. */
export function asideAt(text: string, first: number, to: number): Aside | null {
  switch (text[first]) {
    case "#":
      return commentAt(text, first, to);
    case "/":
      return text.startsWith("//", first)
        ? commentAt(text, first, to)
        : text.startsWith("/*", first)
          ? opening(BLOCK_COMMENT, text, first, to)
          : null;
    case ".":
    case "…":
    case "⋮":
    case "⋯":
    case "[":
    case "(":
      return elisionAt(text, first, to);
    case "<":
      return elisionAt(text, first, to) ?? scriptOrFileAt(text, first, to);
    case ">":
    case "{":
    case "-":
      return scriptOrFileAt(text, first, to);
    case "?":
      return text.startsWith("??", first) ? aside("assertion") : null;
    case "@":
      return variableLine(text, first, to) === null ? null : aside("variable");
    case "E":
      return text.startsWith("EXPECTED_RESPONSE_", first) ? aside("assertion") : null;
    default:
      return null;
  }
}

function commentAt(text: string, first: number, to: number): Aside {
  if (directiveLine(text, first, to) !== null) {
    return aside("directive");
  }
  if (/^#[ \t]*<>[ \t]*\S/.test(text.slice(first, Math.min(to, first + 40)))) {
    return aside("response-reference");
  }
  return aside(isElision(text, first, to) ? "elision" : "comment");
}

function elisionAt(text: string, first: number, to: number): Aside | null {
  const line = text.slice(first, Math.min(to, first + MAX_FORM));
  return isElision(text, first, to)
    ? aside("elision")
    : /^\.{3}[A-Za-z_$][\w.$]*,?\s*$/.test(line)
      ? aside("spread")
      : null;
}

/** `> {% … %}`, `{{ … }}`, `< file`, `<> file`, `>> file`, `-> hook`: these may also be between and below bodies. */
export function scriptOrFileAt(text: string, first: number, to: number): Aside | null {
  const next = text[first + 1];
  const line = text.slice(first, Math.min(to, first + MAX_FORM));
  switch (text[first]) {
    case "{":
      return next === "{" && /^\{\{(@js\s*)?[+@]?(request|streaming|response|after|responseLogging)?\s*$/.test(line)
        ? opening(BRACES, text, first, to)
        : null;
    case "-":
      return next === ">" && /^->\s/.test(line) ? aside("script") : null;
    case "<":
      return /^<\s*\{%/.test(line)
        ? opening(SCRIPT, text, first, to)
        : /^<>\s*\S/.test(line)
          ? aside("response-reference")
          : /^<(@\w*)?\s+\S/.test(line)
            ? aside("file")
            : null;
    case ">":
      return /^>\s*\{%/.test(line)
        ? opening(SCRIPT, text, first, to)
        : /^>>!?\s*\S/.test(line)
          ? aside("response-reference")
          : /^>\s+\S.*\.(js|mjs|cjs|ts|lua)\s*$/i.test(line)
            ? aside("script")
            : /^>\s+EXPECTED_RESPONSE_/.test(line)
              ? aside("assertion")
              : null;
    default:
      return null;
  }
}

/** Lines above a request: imported files, requests to run, parts of GraphQL. */
export function preambleAt(text: string, first: number, to: number): Aside | null {
  const line = text.slice(first, Math.min(to, first + MAX_FORM));
  if (/^(run|import|proto|@xpath_ns|gql)\s+\S/.test(line)) {
    return aside("import");
  }
  return /^(fragment|query|mutation|subscription)\s[^{]*\{(?!\{)/.test(line) ? opening(GRAPHQL, text, first, to) : null;
}

/** A comment or directive in a body. `/*` starts a block comment only if it is alone on its line, because many bodies start with it. */
export function asideInBody(text: string, first: number, to: number): Aside | null {
  if (isCommentAt(text, first)) {
    return aside(directiveLine(text, first, to) === null ? "comment" : "directive");
  }
  return text.startsWith("/*", first) && trimEndBlanks(text, first, to) === first + 2
    ? opening(BLOCK_COMMENT, text, first, to)
    : null;
}
