import assert from "node:assert/strict";

const TAG = /^<(?<close>\/?)(?<name>[a-z][a-z0-9]*)(?<attributes>(?: [a-zA-Z][\w:-]*="[^"<>]*")*)(?<empty>\/?)>/;

/**
 * The names of the elements in well-formed markup, in order. Asserts that every element is closed, every attribute is quoted, and `<`, `>` and `&`
 * occur only in tags and entities.
 */
export function elementsOf(markup: string): string[] {
  const names: string[] = [];
  const open: string[] = [];
  for (const piece of markup.split(/(?=<)/)) {
    const { close, name = "", attributes = "", empty } = TAG.exec(piece)?.groups ?? {};
    assert.ok(name !== "" || !piece.startsWith("<"), piece);
    const text = name === "" ? piece : piece.slice(piece.indexOf(">") + 1);
    if (open.at(-1) !== "style") {
      assert.doesNotMatch(text + attributes, /[<>]|&(?!(?:amp|lt|gt|quot|#39);)/, piece);
    }
    if (close === "/") {
      assert.equal(open.pop(), name, piece);
    } else if (name !== "") {
      names.push(name);
      if (empty !== "/") {
        open.push(name);
      }
    }
  }
  assert.deepEqual(open, []);
  return names;
}
