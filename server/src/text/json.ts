import { createScanner, type Node, type ParseError, parseTree } from "jsonc-parser";
import { BYTE_ORDER_MARK } from "./byte-order-mark";
import type { Range } from "./range";

/** A JSON value; objects are maps, so that no name is special. The last of two members of one name stays. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject extends ReadonlyMap<string, Json> {}

/** Where a member or an item stands; an item has no name. */
export interface JsonPlace {
  readonly name: Range | null;
  readonly value: Range;
}

/** The places in an object by name, and in a list by index. */
export type JsonPlaces = ReadonlyMap<Json, ReadonlyMap<string | number, JsonPlace>>;

export type JsonResult = { readonly value: Json; readonly places: JsonPlaces } | { readonly errorAt: number };

/**
 * Reads JSON as VS Code does: with comments, trailing commas and a byte order mark (RFC 8259 has none of them). Total and linear.
 * @returns the offset of the first mistake if the text isn't JSON; never its content.
 */
export function parseJson(text: string): JsonResult {
  const errors: ParseError[] = [];
  // The library doesn't know byte order marks.
  const shallow = upToMaxDepth(text.startsWith(BYTE_ORDER_MARK) ? ` ${text.slice(1)}` : text);
  const root = parseTree(shallow, errors, { allowTrailingComma: true });
  if (root === undefined || errors[0] !== undefined) {
    return { errorAt: startOfWord(text, errors[0]?.offset ?? 0) };
  }
  const places = new Map<Json, ReadonlyMap<string | number, JsonPlace>>();
  return { value: jsonOf(root, places), places };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}

function jsonOf(node: Node, places: Map<Json, ReadonlyMap<string | number, JsonPlace>>): Json {
  const { type, children = [] } = node;
  if (type === "object") {
    const members = new Map<string, Json>();
    const own = new Map<string, JsonPlace>();
    for (const { children: [name, value] = [] } of children) {
      if (name !== undefined && value !== undefined) {
        members.set(name.value, jsonOf(value, places));
        own.set(name.value, { name: rangeOf(name), value: rangeOf(value) });
      }
    }
    places.set(members, own);
    return members;
  }
  if (type === "array") {
    const items = children.map((item) => jsonOf(item, places));
    places.set(items, new Map(children.map((item, i) => [i, { name: null, value: rangeOf(item) }])));
    return items;
  }
  return node.value;
}

function rangeOf({ offset, length }: Node): Range {
  return { start: offset, end: offset + length };
}

/** No settings file is deeper than this. */
const MAX_DEPTH = 64;

/**
 * Cuts a text off where it is nested too deeply, so that the parser reports the end of the text: it calls itself for each level, and the stack
 * is finite. A bracket that closes another kind closes nothing, as the parser then goes on within the same list or object.
 */
function upToMaxDepth(text: string): string {
  const scanner = createScanner(text, true);
  const closing: string[] = [];
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const at = scanner.getTokenOffset();
    const token = text.charAt(at);
    if (token === closing.at(-1)) {
      closing.pop();
    } else if (token === "{" || token === "[") {
      if (closing.length > MAX_DEPTH) {
        return text.slice(0, at);
      }
      closing.push(token === "{" ? "}" : "]");
    }
  }
  return text;
}

/** A number that goes wrong halfway, such as `0x1f`, is wrong from its start. */
function startOfWord(text: string, offset: number): number {
  const isWord = (at: number): boolean => /[-+.\w]/.test(text.charAt(at));
  let start = offset;
  while (isWord(start) && isWord(start - 1)) {
    start--;
  }
  return start;
}
