import { skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";

export interface DirectiveForm {
  /** The key, without the `@`. */
  readonly key: Range;
  readonly value: Range;
}

/** `# @key value`, `// @key = value`. */
export function directiveLine(text: string, from: number, to: number): DirectiveForm | null {
  const [mark] = /^[ \t]*(#+|\/+)[ \t]*(?=@)/.exec(text.slice(from, to)) ?? [];
  return mark === undefined ? null : directiveAt(text, from + mark.length, to);
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
  const [all, key] = /^@([\w.-]+)[ \t]*=?[ \t]*/.exec(text.slice(at, to)) ?? [];
  if (all === undefined || key === undefined) {
    return null;
  }
  const start = at + all.length;
  return { key: { start: at + 1, end: at + 1 + key.length }, value: { start, end: trimEndBlanks(text, start, to) } };
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
  const [all, name] = /^([^ \t=:]+)[ \t]*:?=[ \t]*/.exec(text.slice(mark + 1, to)) ?? [];
  if (all === undefined || name === undefined) {
    return null;
  }
  const start = mark + 1 + all.length;
  return {
    name: { start: mark + 1, end: mark + 1 + name.length },
    value: { start, end: trimEndBlanks(text, start, to) },
  };
}
