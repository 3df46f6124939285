import { isBlank, skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { isWord } from "./characters";

export interface DirectiveForm {
  /** The key, without the `@`. */
  readonly key: Range;
  readonly value: Range;
}

/** `# @key value`, `// @key = value`. */
export function directiveLine(text: string, from: number, to: number): DirectiveForm | null {
  let i = skipBlanks(text, from, to);
  const mark = text[i];
  if (mark !== "#" && mark !== "/") {
    return null;
  }
  while (i < to && text[i] === mark) {
    i++;
  }
  i = skipBlanks(text, i, to);
  return i < to && text[i] === "@" ? directiveAt(text, i, to) : null;
}

/** Every directive of a line: `# @no-log @no-redirect` holds two. */
export function directivesOf(text: string, from: number, to: number): DirectiveForm[] {
  const forms: DirectiveForm[] = [];
  let form = directiveLine(text, from, to);
  while (form !== null) {
    const { start } = form.value;
    const isNext = start < to && text[start] === "@";
    forms.push(isNext ? { key: form.key, value: { start, end: start } } : form);
    form = isNext ? directiveAt(text, start, to) : null;
  }
  return forms;
}

function directiveAt(text: string, at: number, to: number): DirectiveForm | null {
  const keyStart = at + 1;
  let i = keyStart;
  while (i < to && (isWord(text.charCodeAt(i)) || text[i] === "." || text[i] === "-")) {
    i++;
  }
  if (i === keyStart) {
    return null;
  }
  const keyEnd = i;
  i = skipBlanks(text, i, to);
  if (i < to && text[i] === "=") {
    i = skipBlanks(text, i + 1, to);
  }
  const end = trimEndBlanks(text, i, to);
  return { key: { start: keyStart, end: keyEnd }, value: { start: Math.min(i, end), end } };
}

export interface VariableForm {
  readonly name: Range;
  readonly value: Range;
}

/** `@name = value`, `@name := value`, `@global.name = value`. */
export function variableLine(text: string, from: number, to: number): VariableForm | null {
  const at = skipBlanks(text, from, to);
  return at < to && text[at] === "@" ? assignmentAt(text, at, to) : null;
}

/** Emacs: `:name = value`, `:name := (lisp)`. Emacs doesn't refer to these with `{{references}}`, so they don't define a variable here. */
export function isEmacsVariable(text: string, first: number, to: number): boolean {
  return text[first] === ":" && assignmentAt(text, first, to) !== null;
}

function assignmentAt(text: string, mark: number, to: number): VariableForm | null {
  let i = mark + 1;
  while (i < to && !isBlank(text.charCodeAt(i)) && text[i] !== "=" && text[i] !== ":") {
    i++;
  }
  const name = { start: mark + 1, end: i };
  i = skipBlanks(text, i, to);
  if (i < to && text[i] === ":") {
    i++;
  }
  if (i >= to || text[i] !== "=" || name.end === name.start) {
    return null;
  }
  i = skipBlanks(text, i + 1, to);
  const end = trimEndBlanks(text, i, to);
  return { name, value: { start: Math.min(i, end), end } };
}
