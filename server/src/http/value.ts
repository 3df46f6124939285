import { Unknown, type Value } from "../text/unknown";

const MAX_DEPTH = 8;

/**
 * What a typed text says: the bytes it stands for, with file variables replaced, or unknown where it holds an undefined
 * `{{variable}}`, a `${template}`, a `<placeholder>`, an ellipsis, or a character that is no single byte (above U+00FF).
 */
export function resolveValue(typed: string, variables: ReadonlyMap<string, string>): Value {
  const text = typed.includes("{{") ? replaceVariables(typed, variables, 0) : typed;
  return text === null || isOpen(text) ? new Unknown(typed) : text;
}

function replaceVariables(text: string, variables: ReadonlyMap<string, string>, depth: number): string | null {
  let result = "";
  let from = 0;
  for (;;) {
    const open = text.indexOf("{{", from);
    const close = open < 0 ? -1 : text.indexOf("}}", open + 2);
    if (close < 0) {
      return result + text.slice(from);
    }
    const definition = variables.get(text.slice(open + 2, close).trim());
    const value =
      definition === undefined || depth >= MAX_DEPTH ? null : replaceVariables(definition, variables, depth + 1);
    if (value === null || result.length + value.length > MAX_VALUE_LENGTH) {
      return null;
    }
    result += text.slice(from, open) + value;
    from = close + 2;
  }
}

/** Variables that name each other twice double at each step; longer than this, a value is of no use. */
const MAX_VALUE_LENGTH = 65_536;

function isOpen(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff) {
      return true;
    }
    if (
      (code === LESS_THAN && isPlaceholder(text, i, ">")) ||
      (code === OPEN_BRACE && isPlaceholder(text, i, "}")) ||
      (code === DOT && text.startsWith("...", i)) ||
      (code === DOLLAR && text[i + 1] === "{")
    ) {
      return true;
    }
  }
  return false;
}

const LESS_THAN = 0x3c;
const OPEN_BRACE = 0x7b;
const DOT = 0x2e;
const DOLLAR = 0x24;
const MAX_PLACEHOLDER = 60;

/** `<some words>`, `{origin}`: a name between marks. `</a>`, `<https://…>` and JSON are none. */
function isPlaceholder(text: string, at: number, close: string): boolean {
  const end = text.slice(at + 1, at + 2 + MAX_PLACEHOLDER).indexOf(close);
  return end > 0 && /^[A-Za-z_][\w .|-]*$/.test(text.slice(at + 1, at + 1 + end));
}
