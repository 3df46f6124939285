import type { CallOptionsAsTyped, CommandField, CommandRequest } from "./command-request";
import {
  callOf,
  convertedLiteralIn,
  insideOf,
  isNothing,
  isSign,
  isStringSum,
  jsonOf,
  listFrom,
  literalIn,
  type Member,
  membersOf,
  sourceOf,
  type Tokens,
} from "./script-expressions";
import type { ScriptToken } from "./script-reader";
import type { Argument } from "./shell-words";

/**
 * The request of a call of `fetch()`; null if it has no argument. Only literals are read, and nothing is evaluated: whatever else is in the call
 * leaves its part open.
 * @param tokens from the function's name on.
 */
export function fetchRequest(text: string, tokens: readonly ScriptToken[]): CommandRequest | null {
  const open = tokens.findIndex((token) => isSign(token, "("));
  const [input, init] = open < 0 ? [] : listFrom({ of: tokens, start: open + 1, end: tokens.length });
  if (input === undefined || input.end <= input.start) {
    return null;
  }
  const literal = literalIn(input);
  const options = init === undefined ? NO_OPTIONS : optionsIn(text, init);
  // What isn't a string may be a `Request`, which has options of its own.
  const isString = literal !== null || isStringSum(input) || callOf(input, "new URL") !== null;
  const all = isString ? options : { ...options, rest: options.rest ?? sourceOf(text, input, true) };
  return requestOf(text, literal ?? literalUrl(input) ?? sourceOf(text, input, true), all);
}

/** The URL in `new URL("https://…")`. */
function literalUrl(input: Tokens): Argument | null {
  const [url, ...others] = callOf(input, "new URL") ?? [];
  const literal = url === undefined || others.length > 0 ? null : literalIn(url);
  return literal !== null && /^https?:\/\//i.test(literal.text) ? literal : null;
}

interface Options {
  /** By name. */
  readonly known: ReadonlyMap<string, Tokens | Argument>;
  /** Source of the options that aren't known; null if all are known. */
  readonly rest: Argument | null;
}

const NO_OPTIONS: Options = { known: new Map(), rest: null };

function optionsIn(text: string, init: Tokens): Options {
  if (isNothing(init)) {
    return NO_OPTIONS;
  }
  const inside = insideOf(init, "{");
  if (inside === null) {
    return { known: new Map(), rest: sourceOf(text, init, true) };
  }
  const { named, open } = split(membersOf(text, inside));
  const rest = open === null ? null : sourceOf(text, open, true);
  return {
    known: new Map(
      named.map(({ name, value, mayBeReplaced }) => [
        name.text,
        mayBeReplaced && rest !== null ? rest : (value ?? { ...name, isOpen: true }),
      ]),
    ),
    rest,
  };
}

interface NamedMember {
  readonly name: Argument;
  readonly value: Tokens | null;
  /** Whether a member below it may have the same name. */
  readonly mayBeReplaced: boolean;
}

/** The members with names, the last of each name; and the last member that may have any name. */
function split(members: readonly Member[]): { readonly named: readonly NamedMember[]; readonly open: Tokens | null } {
  const lastOpen = members.findLastIndex(({ name }) => name === null || name.isOpen);
  const named = new Map<string, NamedMember>();
  for (const [i, { name, value }] of members.entries()) {
    if (name !== null && !name.isOpen) {
      named.set(name.text, { name, value, mayBeReplaced: i < lastOpen });
    }
  }
  return { named: [...named.values()], open: members[lastOpen]?.value ?? null };
}

function requestOf(text: string, url: Argument, options: Options): CommandRequest {
  const { rest } = options;
  /** The expression of an option; an open argument if it isn't known, null if there is none. */
  const option = (name: string): Tokens | Argument | null => options.known.get(name) ?? rest;
  /** The text of an option; open if it isn't a literal. */
  const textOf = (name: string): Argument | null => {
    const value = option(name);
    return value === null || "isOpen" in value
      ? value
      : isUndefined(value)
        ? null
        : (literalIn(value) ?? sourceOf(text, value, true));
  };
  const method = textOf("method");
  const stated: CallOptionsAsTyped = {
    mode: textOf("mode"),
    credentials: textOf("credentials"),
    referrer: pageIn(textOf("referrer")),
  };
  const { fields, elided } = headersIn(text, option("headers"));
  const isOfBrowser = BROWSER_OPTIONS.some((name) => options.known.has(name));
  const sent = fields.filter(isOfBrowser ? isSentByBrowser : isSentByNode);
  const referer = fields.findLast(({ name }) => name.text.toLowerCase() === "referer");
  const { body, data, type } = bodyIn(text, option("body"));
  const needsType = type !== null && !elided && !fields.some(({ name }) => name.text.toLowerCase() === "content-type");
  return {
    method: method === null ? null : { argument: method, name: method.isOpen ? null : method.text },
    url,
    scheme: null,
    target: null,
    query: "",
    fields: needsType ? [...sent, type].sort((a, b) => a.name.start - b.name.start) : sent,
    body,
    data,
    elided,
    followsRedirects: textOf("redirect") === null || textOf("redirect")?.text === "follow",
    options: isOfBrowser || referer === undefined ? stated : { ...stated, referrer: pageIn(referer.value) },
  };
}

/** Options that have a meaning in browsers only. A copy for Node.js has none of them, and may have the headers of the original request. */
const BROWSER_OPTIONS = ["mode", "credentials", "referrer", "referrerPolicy"];

/** Headers that browsers write themselves, whatever the call says. */
const WRITTEN_BY_BROWSERS = new Set(
  "access-control-request-headers access-control-request-method cookie cookie2 host origin referer".split(" "),
);

function isSentByBrowser({ name }: CommandField): boolean {
  return !WRITTEN_BY_BROWSERS.has(name.text.toLowerCase());
}

/** Chrome once wrote the option `referrerPolicy` as a header. */
function isSentByNode({ name }: CommandField): boolean {
  return name.text.toLowerCase() !== "referrer-policy";
}

function isUndefined({ of, start, end }: Tokens): boolean {
  return end === start + 1 && of[start]?.kind === "name" && of[start].text === "undefined";
}

/** The page's URL, unless it isn't given: `about:client` and an empty text have other meanings. */
function pageIn(referrer: Argument | null): Argument | null {
  return referrer !== null && !referrer.isOpen && /^https?:\/\//i.test(referrer.text) ? referrer : null;
}

interface Headers {
  readonly fields: readonly CommandField[];
  /** Whether there may be others. */
  readonly elided: boolean;
}

function headersIn(text: string, value: Tokens | Argument | null): Headers {
  if (value === null) {
    return { fields: [], elided: false };
  }
  if ("isOpen" in value) {
    return { fields: [], elided: true };
  }
  const [inner = value] = callOf(value, "new Headers") ?? [];
  if (isNothing(inner) || callOf(value, "new Headers")?.length === 0) {
    return { fields: [], elided: false };
  }
  const members = insideOf(inner, "{");
  const pairs = insideOf(inner, "[");
  return members !== null
    ? headersOfObject(text, members)
    : pairs !== null
      ? headersOfPairs(text, pairs)
      : { fields: [], elided: true };
}

function headersOfObject(text: string, inside: Tokens): Headers {
  const { named, open } = split(membersOf(text, inside));
  const fields = named.map(({ name, value, mayBeReplaced }) => {
    const field = header(text, name, value);
    return mayBeReplaced ? { ...field, value: { ...field.value, isOpen: true } } : field;
  });
  return { fields, elided: open !== null };
}

function headersOfPairs(text: string, inside: Tokens): Headers {
  const fields: CommandField[] = [];
  let elided = false;
  for (const item of listFrom(inside)) {
    const pair = insideOf(item, "[");
    const [name, value] = pair === null ? [] : listFrom(pair);
    const typed = name === undefined ? null : literalIn(name);
    if (typed === null || typed.isOpen || value === undefined) {
      elided = true;
    } else {
      fields.push(header(text, typed, value));
    }
  }
  return { fields, elided };
}

function header(text: string, name: Argument, value: Tokens | null): CommandField {
  const literal = value === null ? null : (literalIn(value) ?? convertedLiteralIn(text, value));
  const typed = literal ?? (value === null ? name : sourceOf(text, value, true));
  return { name, value: literal === null ? { ...typed, isOpen: true } : typed, implied: null };
}

interface Body {
  readonly body: CommandRequest["body"];
  readonly data: string | null;
  /** The `Content-Type` that browsers add; its value is null if it isn't known. Null if they add none. */
  readonly type: CommandField | null;
}

function bodyIn(text: string, value: Tokens | Argument | null): Body {
  if (value === null || (!("isOpen" in value) && isNothing(value))) {
    return { body: null, data: null, type: null };
  }
  const body = "isOpen" in value ? value : sourceOf(text, value, true);
  const { data, type } = "isOpen" in value ? UNKNOWN_BODY : contentOf(value);
  return {
    body: { start: body.start, end: body.end },
    data,
    type: {
      name: body,
      value: { ...body, isOpen: type === null },
      implied: { name: "Content-Type", value: type },
    },
  };
}

interface Content {
  readonly data: string | null;
  readonly type: string | null;
}

const UNKNOWN_BODY: Content = { data: null, type: null };
const TEXT = "text/plain;charset=UTF-8";

function contentOf(value: Tokens): Content {
  const literal = literalIn(value);
  if (literal !== null) {
    return { data: literal.isOpen ? null : literal.text, type: TEXT };
  }
  const json = callOf(value, "JSON.stringify");
  if (json !== null || isStringSum(value)) {
    const [only, ...others] = json ?? [];
    return { data: only === undefined || others.length > 0 ? null : jsonOf(only), type: TEXT };
  }
  if (callOf(value, "new URLSearchParams") !== null) {
    return { data: null, type: "application/x-www-form-urlencoded;charset=UTF-8" };
  }
  return callOf(value, "new FormData") === null ? UNKNOWN_BODY : { data: null, type: "multipart/form-data" };
}
