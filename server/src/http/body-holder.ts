/** Characters after which a quoted text of JSON may go on. */
const AFTER_QUOTE = /^"\s*([,}\]:]|$)/;

/** The start of a line that may end the section: nothing is looked for beyond it, because a section is read as it would be alone. */
const SEPARATOR = /[\r\n]###/;
const FENCE = /[\r\n][ \t>]*(?:`{3}|~{3})/;
const OTHER_FENCE = { "```": /[\r\n][ \t>]*~{3}/, "~~~": /[\r\n][ \t>]*`{3}/ } as const;

/**
 * Finds the lines of a body that its own form still holds, so that a start line among them is text: those in an open fence, and in an open quote
 * of JSON. A quote or fence that isn't closed in its section holds nothing.
 */
export class BodyHolder {
  /** The offset up to which the body holds everything. */
  #end = 0;
  #isJson: boolean | null = null;
  #mayClose = true;

  get end(): number {
    return this.#end;
  }

  /** To be called for each line of a body that isn't blank. */
  holds(text: string, first: number, to: number): boolean {
    if (first < this.#end) {
      return true;
    }
    this.#isJson ??= /[{["]/.test(text.charAt(first));
    if (this.#mayClose) {
      const fence = fenceAt(text, first);
      const end = fence !== null ? endOfFence(text, fence, to) : this.#isJson ? endOfQuote(text, first, to) : 0;
      this.#mayClose = end >= 0;
      this.#end = Math.max(this.#end, end);
    }
    return false;
  }
}

function fenceAt(text: string, first: number): keyof typeof OTHER_FENCE | null {
  return text.startsWith("```", first) ? "```" : text.startsWith("~~~", first) ? "~~~" : null;
}

/** The offset after a fence that is open from `to` on; -1 if it isn't closed. */
function endOfFence(text: string, fence: keyof typeof OTHER_FENCE, to: number): number {
  const at = text.indexOf(`\n${fence}`, to);
  const held = text.slice(to, Math.max(to, at));
  return at < 0 || SEPARATOR.test(held) || OTHER_FENCE[fence].test(held) ? -1 : at + 4;
}

/** The offset after the quote that is open at the end of a line of JSON; 0 if none is; -1 if it isn't closed as JSON closes one. */
function endOfQuote(text: string, first: number, to: number): number {
  let isOpen = false;
  for (let i = first; i < to; i++) {
    if (text[i] === "\\") {
      i++;
    } else if (text[i] === '"') {
      isOpen = !isOpen;
    }
  }
  if (!isOpen) {
    return 0;
  }
  const close = text.indexOf('"', to);
  const held = text.slice(to, Math.max(to, close));
  return close >= 0 &&
    !SEPARATOR.test(held) &&
    !FENCE.test(held) &&
    AFTER_QUOTE.test(text.slice(close, close + 40).split("\n", 1)[0] ?? "")
    ? close + 1
    : -1;
}
