import type { JsonSink, ScannedText, Spot } from "./json-scanner";

/** A number, `true`, `false` or `null`. */
export interface ScannedWord {
  readonly word: string;
  readonly spot: Spot;
}

/** The parts of a JSON value that its shape asks for. Members of other types than the shape's are left out; of members with one name, the last one stays. */
export interface KeptObject {
  readonly spot: Spot;
  readonly members: Map<string, KeptValue>;
}
export interface KeptList {
  readonly spot: Spot;
  readonly items: KeptValue[];
}
export type KeptValue = ScannedText | ScannedWord | KeptObject | KeptList;

/** What to keep of a value: a string, number or literal; the items of a list; some members of an object. */
export type Shape =
  | { readonly kind: "scalar" }
  /** `onItem` is called for each object or list in the list when it is complete, instead of keeping the items. */
  | { readonly kind: "list"; readonly of: Shape; readonly onItem?: (item: KeptValue, index: number) => void }
  | { readonly kind: "object"; readonly of: ReadonlyMap<string, Shape> };

export const SCALAR: Shape = { kind: "scalar" };

export function listOf(of: Shape): Shape {
  return { kind: "list", of };
}

export function objectOf(members: Readonly<Record<string, Shape>>): Shape {
  return { kind: "object", of: new Map(Object.entries(members)) };
}

/** The longest string that is kept, and all strings of one item together. Longer ones are cut off. */
const MAX_TEXT = 65_536;
const MAX_ITEM = 1_000_000;
/** More items than any list of header fields has. Further ones aren't kept. */
const MAX_ITEMS = 2000;

interface Frame {
  /** Null if nothing of the value is kept. */
  readonly shape: Shape | null;
  readonly value: KeptObject | KeptList | null;
  /** The name of the member that is being read. */
  name: string;
  /** How many items have been read. */
  count: number;
  /** How much of an item whose list has `onItem` may still be kept. */
  readonly budget: { left: number };
}

/** Keeps the parts of a JSON text that a shape asks for. */
export class ValueKeeper implements JsonSink {
  readonly #root: Shape;
  readonly #frames: Frame[] = [];
  #value: KeptValue | null = null;

  constructor(root: Shape) {
    this.#root = root;
  }

  /** The root, also before it is complete; null if it isn't of the shape's type. */
  get value(): KeptValue | null {
    return this.#value;
  }

  open(isList: boolean, spot: Spot): void {
    const shape = this.#shape();
    const above = this.#frames.at(-1);
    const isOfKind = shape?.kind === (isList ? "list" : "object");
    const value = !isOfKind ? null : isList ? { spot, items: [] } : { spot, members: new Map() };
    const isDelivered = above !== undefined && deliversItems(above);
    if (value === null) {
      this.skipped();
    } else if (above === undefined) {
      this.#value = value;
    } else if (isDelivered) {
      above.count++;
    } else {
      // Before it is complete, so that the beginning of a broken text is known.
      this.#keep(value);
    }
    this.#frames.push({
      shape: isOfKind ? shape : null,
      value,
      name: "",
      count: 0,
      budget: isDelivered || above === undefined ? { left: MAX_ITEM } : above.budget,
    });
  }

  close(): void {
    const closed = this.#frames.pop();
    const above = this.#frames.at(-1);
    if (closed?.value != null && above?.shape?.kind === "list") {
      above.shape.onItem?.(closed.value, above.count - 1);
    }
  }

  name(name: string): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) {
      frame.name = name;
    }
  }

  room(): number | null {
    const budget = this.#frames.at(-1)?.budget ?? { left: 0 };
    return this.#shape()?.kind === "scalar" ? Math.min(MAX_TEXT, budget.left) : null;
  }

  text(text: ScannedText): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) {
      frame.budget.left -= Math.min(frame.budget.left, text.text.length);
    }
    this.#keep(text);
  }

  word(word: string, spot: Spot): void {
    if (this.#shape()?.kind === "scalar") {
      this.#keep({ word, spot });
    } else {
      this.skipped();
    }
  }

  skipped(): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) {
      frame.count++;
    }
  }

  /** The shape of the next value; null if it isn't kept. */
  #shape(): Shape | null {
    const frame = this.#frames.at(-1);
    if (frame === undefined) {
      return this.#root;
    }
    switch (frame.shape?.kind) {
      case "list":
        return frame.shape.onItem === undefined && frame.count >= MAX_ITEMS ? null : frame.shape.of;
      case "object":
        return frame.shape.of.get(frame.name) ?? null;
      default:
        return null;
    }
  }

  #keep(value: KeptValue): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined || frame.value === null) {
      return;
    }
    frame.count++;
    if (deliversItems(frame)) {
      return;
    }
    if ("items" in frame.value) {
      frame.value.items.push(value);
    } else {
      frame.value.members.set(frame.name, value);
    }
  }
}

function deliversItems({ shape }: Frame): boolean {
  return shape?.kind === "list" && shape.onItem !== undefined;
}

export function memberOf(value: KeptValue | undefined, name: string): KeptValue | undefined {
  return value !== undefined && "members" in value ? value.members.get(name) : undefined;
}

export function itemsOf(value: KeptValue | undefined): readonly KeptValue[] {
  return value !== undefined && "items" in value ? value.items : [];
}

export function textOf(value: KeptValue | undefined): ScannedText | null {
  return value !== undefined && "text" in value ? value : null;
}

export function numberOf(value: KeptValue | undefined): number | null {
  return value !== undefined && "word" in value && /^-?\d/.test(value.word) ? Number(value.word) : null;
}
