import { isObject, type Json, type JsonObject, type JsonPlaces, parseJson } from "../text/json";
import type { Range } from "../text/range";
import type { FactRole, PanelEntry, PanelValue, Side } from "./panel";

/** An object of the JSON that Firefox's "Copy All" makes of its network panel. */
export interface JsonPanel {
  /** The offset after the object. */
  readonly end: number;
  readonly entries: readonly PanelEntry[];
}

const BEGINNING =
  /^\{\s*"(?:(?:Request|Response) Headers(?: \([^()"]*\))?"\s*:\s*\{|(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS)"\s*:\s*\{\s*"scheme"|Status"\s*:)/;
const METHOD = /^[A-Z]+$/;

/** Null if no such object starts at the offset. */
export function jsonPanelAt(text: string, first: number): JsonPanel | null {
  if (!BEGINNING.test(text.slice(first, first + 200))) {
    return null;
  }
  const end = endOfObject(text, first);
  if (end < 0) {
    return null;
  }
  const result = parseJson(text.slice(first, end));
  return "errorAt" in result || !isObject(result.value)
    ? null
    : { end, entries: new ObjectReader(result.places, first, end).entries(result.value) };
}

/** -1 if the object isn't closed. In the panel's JSON, no other brace is at the start of a line. */
function endOfObject(text: string, first: number): number {
  const tokens = /"(?:[^"\\\n]|\\.)*"|\n\{|[{}]/g;
  tokens.lastIndex = first;
  let depth = 0;
  for (let token = tokens.exec(text); token !== null && token[0] !== "\n{"; token = tokens.exec(text)) {
    depth += token[0] === "{" ? 1 : token[0] === "}" ? -1 : 0;
    if (depth === 0) {
      return tokens.lastIndex;
    }
  }
  return -1;
}

class ObjectReader {
  readonly #places: JsonPlaces;
  readonly #start: number;
  readonly #end: number;

  constructor(places: JsonPlaces, start: number, end: number) {
    this.#places = places;
    this.#start = start;
    this.#end = end;
  }

  entries(panel: JsonObject): PanelEntry[] {
    return [...panel].flatMap(([key, value]) => {
      const name = this.#range(panel, key, "name");
      if (key === "Status" && typeof value === "string") {
        const range = this.#value(panel, key);
        const [status] = /[1-9]\d\d/.exec(value) ?? [];
        return range === null || status === undefined
          ? []
          : [this.#fact("status", "response", { ...range, text: status }, range)];
      }
      const headers = isObject(value) ? value.get("headers") : undefined;
      if (Array.isArray(headers)) {
        return headers.flatMap((header) => this.#field(key.startsWith("Request") ? "request" : "response", header));
      }
      return isObject(value) && METHOD.test(key) && name !== null
        ? [
            this.#fact("method", "request", { ...name, text: key }, name),
            ...this.#piece("scheme", value, "scheme"),
            ...this.#piece("host", value, "host"),
            ...this.#piece("path", value, "filename"),
          ]
        : [];
    });
  }

  #piece(role: FactRole, about: JsonObject, key: string): PanelEntry[] {
    const value = this.#value(about, key);
    return value === null ? [] : [this.#fact(role, "request", value, value)];
  }

  #fact(role: FactRole, side: Side, value: PanelValue, line: Range): PanelEntry {
    return { role, side, value, line, next: this.#end };
  }

  #field(side: Side, header: Json): PanelEntry[] {
    const name = isObject(header) ? this.#value(header, "name") : null;
    const value = isObject(header) ? this.#value(header, "value") : null;
    return name === null || value === null
      ? []
      : [
          {
            role: "field",
            side,
            name,
            colon: name.end,
            value,
            line: { start: Math.min(name.start, value.start), end: Math.max(name.end, value.end) },
            next: this.#end,
          },
        ];
  }

  /** A string member: the range inside its quotes. */
  #value(object: JsonObject, key: string): PanelValue | null {
    const text = object.get(key);
    const range = typeof text === "string" ? this.#range(object, key, "value") : null;
    return range === null ? null : { ...range, text: text as string };
  }

  #range(object: JsonObject, key: string, part: "name" | "value"): Range | null {
    const range = this.#places.get(object)?.get(key)?.[part] ?? null;
    return range === null ? null : { start: this.#start + range.start + 1, end: this.#start + range.end - 1 };
  }
}
