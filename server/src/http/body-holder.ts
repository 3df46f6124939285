/** Characters after which a quoted text of JSON may go on. */
const AFTER_QUOTE = /^"\s*([,}\]:]|$)/;

/**
 * Finds the lines of a body that its own form still holds, so that a start line among them is text: those in an open fence, and in an open quote
 * of JSON. A quote or fence that is never closed holds nothing.
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
      const end = opensFence(text, first)
        ? endOfFence(text, first, to)
        : this.#isJson
          ? endOfQuote(text, first, to)
          : 0;
      this.#mayClose = end >= 0;
      this.#end = Math.max(this.#end, end);
    }
    return false;
  }
}

function opensFence(text: string, first: number): boolean {
  return text.startsWith("```", first) || text.startsWith("~~~", first);
}

/** The offset after a fence that opens at `first`; -1 if it isn't closed. */
function endOfFence(text: string, first: number, to: number): number {
  const at = text.indexOf(`\n${text.slice(first, first + 3)}`, to);
  return at < 0 ? -1 : at + 4;
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
  return close >= 0 && AFTER_QUOTE.test(text.slice(close, close + 40).split("\n", 1)[0] ?? "") ? close + 1 : -1;
}
