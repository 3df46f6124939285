import type { Analysis } from "../analysis";
import { normalizeMethod } from "../cors/method";
import { isCorsSafelistedResponseHeaderName, isForbiddenResponseHeaderName } from "../cors/response-header";
import { listItems } from "../exchange/list-items";
import type { HeaderName } from "../headers/table";
import {
  type Field,
  fieldsNamed,
  type HttpDocument,
  type Message,
  type Part,
  type Request,
  type Response,
} from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import { memo } from "../text/memo";
import { type Range, touches } from "../text/range";
import { isUnknown } from "../text/unknown";
import { requestLineRange } from "./extents";

/** A range that is related to others elsewhere. Offsets in the document. */
export interface RelatedPart {
  readonly range: Range;
  /** The range in which a cursor selects this part. */
  readonly reach: Range;
}

/**
 * Parts that a browser compares, or that lead to each other, grouped by side: the request's first, the response's last. At least two sides aren't
 * empty.
 */
export interface Relation {
  readonly sides: readonly (readonly RelatedPart[])[];
}

/** The part at a cursor, and its relations. */
export interface RelationsAt {
  readonly at: RelatedPart;
  readonly relations: readonly Relation[];
}

/** The relations of the smallest part at an offset; null if there are none. */
export function relationsAt(analysis: Analysis, offset: number): RelationsAt | null {
  let at: RelatedPart | null = null;
  let relations: Relation[] = [];
  for (const relation of relationsOf(analysis)) {
    for (const side of relation.sides) {
      for (const part of side) {
        if (!touches(part.reach, offset)) {
          continue;
        }
        const difference = at === null ? -1 : lengthOf(part.reach) - lengthOf(at.reach);
        if (difference < 0) {
          at = part;
          relations = [relation];
        } else if (difference === 0 && relations.at(-1) !== relation) {
          relations.push(relation);
        }
      }
    }
  }
  return at === null ? null : { at, relations };
}

function lengthOf({ start, end }: Range): number {
  return end - start;
}

const relationsOf = memo((analysis: Analysis): readonly Relation[] => {
  const { judged, document } = analysis;
  const reader = new PartReader(document);
  const relations: Relation[] = [];
  const relate = (sides: readonly (readonly RelatedPart[])[]) => {
    if (sides.filter(({ length }) => length > 0).length > 1) {
      relations.push({ sides });
    }
  };
  const redirects = new Map<JudgedExchange, JudgedExchange[]>();
  for (const exchange of judged.exchanges) {
    const { request, response, redirectFrom, origin } = exchange;
    if (response !== null) {
      const place = origin?.place ?? null;
      relate([
        place === null ? [] : [reader.page(exchange, document.rangeOf(place))],
        reader.values(response, "Access-Control-Allow-Origin"),
      ]);
      relate([reader.credentials(exchange, judged.servedBy(exchange)), reader.values(response, ALLOW_CREDENTIALS)]);
      for (const sides of exposures(reader, exchange, response)) {
        relate(sides);
      }
    }
    if (exchange.kind === "preflight") {
      const served = judged.servedBy(exchange);
      relate([served.map((one) => reader.requestLine(one.request)), [reader.requestLine(request)]]);
      for (const sides of permissions(reader, exchange, served)) {
        relate(sides);
      }
    }
    if (redirectFrom !== null && !exchange.isHop) {
      redirects.set(redirectFrom, [...(redirects.get(redirectFrom) ?? []), exchange]);
    }
  }
  for (const [{ response }, next] of redirects) {
    // If the request that the redirect leads to isn't shown, use its preflight.
    const actual = next.filter(({ kind }) => kind === "actual");
    relate([
      response === null ? [] : reader.values(response, "Location"),
      (actual.length > 0 ? actual : next).map(({ request }) => reader.requestLine(request)),
    ]);
  }
  return relations;
});

const ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

/** The methods and headers that a preflight announces and its response lists, with those of the requests that it serves. */
function permissions(
  reader: PartReader,
  { request, response, resolvedCredentials }: JudgedExchange,
  served: readonly JudgedExchange[],
): RelatedPart[][][] {
  const isWildcard = resolvedCredentials.mode !== "include";
  const methods = new Sides(["method", "asked", "allowed"]);
  const headers = new Sides(["header", "asked", "allowed"]);
  for (const { request: actual } of served) {
    if (actual.method !== null && !isUnknown(actual.methodValue)) {
      methods.add("method", normalizeMethod(actual.methodValue), reader.part(actual, actual.method));
    }
    for (const field of actual.fields) {
      headers.add("header", field.name.text.toLowerCase(), reader.part(actual, field.name, field.line));
    }
  }
  for (const field of fieldsNamed(request, REQUEST_METHOD)) {
    if (!isUnknown(field.resolved)) {
      methods.add("asked", field.resolved, reader.part(request, field.value));
    }
  }
  for (const { text, part } of reader.items(request, REQUEST_HEADERS)) {
    headers.add("asked", text.toLowerCase(), part);
  }
  if (response !== null) {
    for (const { text, part } of reader.items(response, ALLOW_METHODS)) {
      methods.add("allowed", text, part);
    }
    for (const { text, part } of reader.items(response, ALLOW_HEADERS)) {
      headers.add("allowed", text.toLowerCase(), part);
    }
    if (isWildcard) {
      methods.cover("asked", "allowed", () => true);
      headers.cover("asked", "allowed", () => true);
    }
  }
  const names = (message: Message | null, name: HeaderName) =>
    message === null ? [] : fieldsNamed(message, name).map((field) => reader.part(message, field.name));
  return [
    ...methods.all(),
    ...headers.all(),
    [names(request, REQUEST_METHOD), names(response, ALLOW_METHODS)],
    [names(request, REQUEST_HEADERS), names(response, ALLOW_HEADERS)],
  ];
}

const REQUEST_METHOD = "Access-Control-Request-Method";
const REQUEST_HEADERS = "Access-Control-Request-Headers";
const ALLOW_METHODS = "Access-Control-Allow-Methods";
const ALLOW_HEADERS = "Access-Control-Allow-Headers";

/** The headers of a response, with the list items that let scripts read them. */
function exposures(
  reader: PartReader,
  { kind, resolvedCredentials }: JudgedExchange,
  response: Response,
): RelatedPart[][][] {
  if (kind === "preflight") {
    return [];
  }
  const sides = new Sides(["header", "exposed"]);
  for (const field of response.fields) {
    sides.add("header", field.name.text.toLowerCase(), reader.part(response, field.name, field.line));
  }
  for (const { text, part } of reader.items(response, "Access-Control-Expose-Headers")) {
    if (!isForbiddenResponseHeaderName(text)) {
      sides.add("exposed", text.toLowerCase(), part);
    }
  }
  if (resolvedCredentials.mode !== "include") {
    // `*` isn't meant for headers that scripts can read anyway, or that are for the browser.
    sides.cover(
      "header",
      "exposed",
      (name) =>
        !isCorsSafelistedResponseHeaderName(name, NONE) &&
        !isForbiddenResponseHeaderName(name) &&
        !name.startsWith("access-control-"),
    );
  }
  return sides.all();
}

const NONE: ReadonlySet<string> = new Set();

/** Parts by name and by side. */
class Sides<Side extends string> {
  readonly #order: readonly Side[];
  readonly #byName = new Map<string, Map<Side, RelatedPart[]>>();

  constructor(order: readonly Side[]) {
    this.#order = order;
  }

  add(side: Side, name: string, part: RelatedPart): void {
    const sides = this.#byName.get(name) ?? new Map<Side, RelatedPart[]>();
    this.#byName.set(name, sides);
    const parts = sides.get(side) ?? [];
    sides.set(side, parts);
    parts.push(part);
  }

  /** Adds the `*` of one side to every name of another that the side does not list. */
  cover(asked: Side, side: Side, isCovered: (name: string) => boolean): void {
    const wildcards = this.#byName.get("*")?.get(side) ?? [];
    for (const [name, sides] of this.#byName) {
      if (wildcards.length > 0 && name !== "*" && sides.has(asked) && !sides.has(side) && isCovered(name)) {
        sides.set(side, wildcards);
      }
    }
  }

  all(): RelatedPart[][][] {
    return [...this.#byName.values()].map((sides) => this.#order.map((side) => sides.get(side) ?? []));
  }
}

/** Finds parts in a document. */
class PartReader {
  readonly #document: HttpDocument;

  constructor(document: HttpDocument) {
    this.#document = document;
  }

  part(message: Message, range: Range, reach: Range = range): RelatedPart {
    return {
      range: this.#document.rangeOf({ anchor: message, range }),
      reach: this.#document.rangeOf({ anchor: message, range: reach }),
    };
  }

  /** The values of a field with a single item; the cursor may be anywhere in its line. */
  values(message: Message, name: HeaderName): RelatedPart[] {
    return fieldsNamed(message, name).map((field) => this.#value(message, field));
  }

  #value(message: Message, { name, value, line }: Field): RelatedPart {
    return this.part(message, value.start < value.end ? value : name, line);
  }

  /** The items of a list; the whole value if it isn't typed literally, as in a command with quotes. */
  items(message: Message, name: HeaderName): { readonly text: string; readonly part: RelatedPart }[] {
    return fieldsNamed(message, name).flatMap((field) => {
      const isTyped = this.#isTyped(message, field.value);
      return listItems(field).map(({ text, range }) => ({
        text,
        part: this.part(message, isTyped ? range : field.value),
      }));
    });
  }

  #isTyped(message: Message, part: Part): boolean {
    const { start, end } = this.#document.rangeOf({ anchor: message, range: part });
    return this.#document.text.slice(start, end) === part.text;
  }

  requestLine(request: Request): RelatedPart {
    return this.part(request, requestLineRange(request));
  }

  /** The page's origin: a field's value, or a word of a directive. */
  page({ request }: JudgedExchange, range: Range): RelatedPart {
    const field = fieldsNamed(request, "Origin").find(
      ({ value }) => this.#document.startOf(request) + value.start === range.start,
    );
    return field === undefined ? { range, reach: range } : this.#value(request, field);
  }

  /** The evidence that a request has credentials: directives, the option of a call, or the names of cookie fields. */
  credentials(exchange: JudgedExchange, served: readonly JudgedExchange[]): RelatedPart[] {
    const { mode, from } = exchange.resolvedCredentials;
    if (mode !== "include" || from === "assumed") {
      return [];
    }
    const requests = exchange.kind === "preflight" ? served.flatMap(fetchUpTo) : fetchUpTo(exchange);
    if (from === "call") {
      return requests.flatMap(({ request, isHop }) => {
        const option = isHop ? null : (request.call?.credentials ?? null);
        return option === null ? [] : [this.part(request, option.part)];
      });
    }
    return from === "directive"
      ? [exchange, ...requests].flatMap(({ request }) => includeWords(this.#document, request))
      : requests.flatMap(({ request }) =>
          fieldsNamed(request, "Cookie").map((field) => this.part(request, field.name, field.line)),
        );
  }
}

/** The redirect chain up to an exchange, in order. */
function fetchUpTo(exchange: JudgedExchange): JudgedExchange[] {
  const chain: JudgedExchange[] = [];
  for (let one: JudgedExchange | null = exchange; one !== null; one = one.redirectFrom) {
    chain.unshift(one);
  }
  return chain;
}

/** `credentials=include` in the directives of a request. */
function includeWords(document: HttpDocument, { directives }: Request): RelatedPart[] {
  return directives.flatMap((directive) => {
    const { key, value } = directive;
    const word = /\bcredentials\s*[=:]\s*include(?![^\s,])/i.exec(value.text);
    if (key.text.toLowerCase() !== "cors" || word === null) {
      return [];
    }
    const start = value.start + word.index;
    const range = document.rangeOf({ anchor: directive, range: { start, end: start + word[0].length } });
    return [{ range, reach: range }];
  });
}
