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
 * Reads JSON as editors take it: with comments, trailing commas and a byte order mark (RFC 8259 has none of them). Total and linear; a text that
 * is no JSON gives the offset of what is wrong, and never its content.
 */
export function parseJson(text: string): JsonResult {
  try {
    const reader = new Reader(text);
    return { value: reader.document(), places: reader.places };
  } catch (error) {
    if (error instanceof Wrong) {
      return { errorAt: Math.min(error.at, text.length) };
    }
    throw error;
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}

/** Deeper than this is no file of settings; a reader that calls itself has to stop somewhere. */
const MAX_DEPTH = 64;

class Wrong extends Error {
  constructor(readonly at: number) {
    super();
  }
}

class Reader {
  readonly #text: string;
  readonly places = new Map<Json, Map<string | number, JsonPlace>>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Json {
    if (this.#text.startsWith("\ufeff")) {
      this.#at = 1;
    }
    const value = this.#value(0);
    this.#skip();
    if (this.#at < this.#text.length) {
      throw new Wrong(this.#at);
    }
    return value;
  }

  #value(depth: number): Json {
    this.#skip();
    if (depth > MAX_DEPTH) {
      throw new Wrong(this.#at);
    }
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      default:
        return this.#word();
    }
  }

  #object(depth: number): JsonObject {
    const members = new Map<string, Json>();
    const places = new Map<string | number, JsonPlace>();
    this.places.set(members, places);
    this.#items("}", () => {
      if (this.#text[this.#at] !== '"') {
        throw new Wrong(this.#at);
      }
      const start = this.#at;
      const key = this.#string();
      const name = { start, end: this.#at };
      this.#skip();
      this.#expect(":");
      members.set(
        key,
        this.#placed(depth, (value) => places.set(key, { name, value })),
      );
    });
    return members;
  }

  #array(depth: number): readonly Json[] {
    const items: Json[] = [];
    const places = new Map<string | number, JsonPlace>();
    this.places.set(items, places);
    this.#items("]", () => {
      items.push(this.#placed(depth, (value) => places.set(places.size, { name: null, value })));
    });
    return items;
  }

  #placed(depth: number, tell: (place: Range) => void): Json {
    this.#skip();
    const start = this.#at;
    const value = this.#value(depth + 1);
    tell({ start, end: this.#at });
    return value;
  }

  #items(close: string, item: () => void): void {
    this.#at++;
    for (;;) {
      this.#skip();
      if (this.#text[this.#at] === close) {
        this.#at++;
        return;
      }
      item();
      this.#skip();
      if (this.#text[this.#at] !== close) {
        this.#expect(",");
      }
    }
  }

  #expect(character: string): void {
    if (this.#text[this.#at] !== character) {
      throw new Wrong(this.#at);
    }
    this.#at++;
  }

  #string(): string {
    const start = this.#at;
    let i = start + 1;
    while (i < this.#text.length && this.#text[i] !== '"' && this.#text[i] !== "\n") {
      i += this.#text[i] === "\\" ? 2 : 1;
    }
    this.#at = i + 1;
    const value = this.#standard(start, this.#at);
    if (typeof value !== "string") {
      throw new Wrong(start);
    }
    return value;
  }

  /** A number, `true`, `false` or `null`. */
  #word(): Json {
    const start = this.#at;
    while (/[-+.\w]/.test(this.#text[this.#at] ?? "")) {
      this.#at++;
    }
    const value = this.#standard(start, this.#at);
    if (value === undefined) {
      throw new Wrong(start);
    }
    return value;
  }

  /** A string or a word as the standard reads it; undefined where it is none. */
  #standard(start: number, end: number): string | number | boolean | null | undefined {
    try {
      return JSON.parse(this.#text.slice(start, end)) as string | number | boolean | null;
    } catch {
      return undefined;
    }
  }

  /** Blanks and comments. */
  #skip(): void {
    for (;;) {
      while (/\s/.test(this.#text[this.#at] ?? "")) {
        this.#at++;
      }
      const end = this.#text.startsWith("//", this.#at)
        ? this.#text.indexOf("\n", this.#at)
        : this.#text.startsWith("/*", this.#at)
          ? this.#text.indexOf("*/", this.#at + 2) + 1
          : null;
      if (end === null) {
        return;
      }
      if (end <= 0) {
        this.#at = this.#text.length;
        return;
      }
      this.#at = end + 1;
    }
  }
}
