import { skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { isCommentAt } from "./comment-line";
import type { FactRole } from "./panel";

/** The parts of a browser's network panel: the facts about the request, a head, or a part without header fields. */
export type PanelPart = "general" | "request" | "response" | "other";

export interface Heading {
  readonly part: PanelPart;
  /** Whether only a browser's panel has this heading: `Response Headers`, but not `Response`. */
  readonly isOfPanel: boolean;
}

/** Longer than any heading with its decoration. */
const MAX_HEADING = 120;

const OF_PANEL: ReadonlyMap<string, PanelPart> = new Map([
  ["general", "general"],
  ["summary", "general"],
  ["request headers", "request"],
  ["request header", "request"],
  ["response headers", "response"],
  ["response header", "response"],
  ["query string parameters", "other"],
  ["query string", "other"],
  ["request payload", "other"],
  ["request body", "other"],
  ["request data", "other"],
  ["request cookies", "other"],
  ["response cookies", "other"],
  ["response body", "other"],
  ["form data", "other"],
  ["multipart form data", "other"],
  ["post data", "other"],
  ["payload", "other"],
]);

const ANYWHERE: ReadonlyMap<string, PanelPart> = new Map([
  ["request", "request"],
  ["http request", "request"],
  ["preflight request", "request"],
  ["actual request", "request"],
  ["response", "response"],
  ["http response", "response"],
  ["server response", "response"],
  ["preflight response", "response"],
  ["actual response", "response"],
]);

/** What precedes a heading: marks of lists, comments and Markdown, symbols such as triangles and arrows, numbers. */
const DECORATION = /^(?:<!--|[\s#*_/`[•‣\p{So}\p{Sm}-]\ufe0f?)*(?:[(]?\d{1,3}[.):][\s*_]*)?/u;
/** The panel's links and sizes, and marks, after a heading. */
const ADDITION =
  /(?:\s*(?:view (?:source|parsed|decoded|URL[ -]encoded)|show more|raw|\([^()]*\)))*[\s#=*_~:|`\]/>-]*$/i;
/** A link of the panel on a line of its own. */
const LINK = /^(?:view (?:source|parsed|decoded|url[ -]encoded)|show (?:more|less)|raw|learn more)$/i;
/** A line that a heading is underlined with. */
const RULE = /^[-=~*_#─━]{2,}$/;

/** The heading of a part of a browser's panel, or of a message. Any case, with or without a colon and decoration. */
export function headingAt(text: string, first: number, to: number): Heading | null {
  if (to - first > MAX_HEADING) {
    return null;
  }
  const title = text.slice(first, to).replace(DECORATION, "").replace(ADDITION, "").toLowerCase();
  const ofPanel = OF_PANEL.get(title);
  const part = ofPanel ?? ANYWHERE.get(title);
  return part === undefined ? null : { part, isOfPanel: ofPanel !== undefined };
}

/** What a heading announces: a message, or a part of one without a head, such as `Response Body`. */
export type Announced = "request" | "response" | "detail";

/** What a heading announces; null for other lines. */
export function announcedAt(text: string, first: number, to: number): Announced | null {
  const part = headingAt(text, first, to)?.part;
  switch (part) {
    case "request":
    case "response":
      return part;
    case "other":
      return "detail";
    default:
      return null;
  }
}

/** Whether a line is a link of the panel or underlines a heading. It says nothing. */
export function isOrnament(text: string, first: number, to: number): boolean {
  const line = text.slice(first, Math.min(trimEndBlanks(text, first, to), first + MAX_HEADING));
  return LINK.test(line) || RULE.test(line);
}

export type FactName = FactRole | "ignored";

/** A line about the request as a whole: `Request Method: GET`. The value may be on the next line. */
export interface Fact {
  readonly name: FactName;
  readonly key: Range;
  readonly value: Range;
}

/** Names that begin a panel. */
const FACTS: ReadonlyMap<string, FactName> = new Map([
  ["request url", "url"],
  ["request uri", "url"],
  ["request method", "method"],
  ["status code", "status"],
]);

/** Names that count only in the general part, because header fields may have them too. */
const GENERAL_FACTS: ReadonlyMap<string, FactName> = new Map([
  ["url", "url"],
  ["method", "method"],
  ["status", "status"],
  ["scheme", "scheme"],
  ["host", "host"],
  ["filename", "path"],
]);

/** With a space, so that no header has the name. */
const IGNORED = /^(remote address|referrer policy|request priority|dns resolution|http version)\b/i;
const IGNORED_IN_GENERAL = /^(address|source|initiator|version|transferred|size|type|time|blocking|priority)\b/i;
const GLUED_FACT =
  /^(referrer policy|transferred|version|status|request priority|dns resolution|remote address)(?=[\dA-Za-z])/i;

/**
 * Null for a comment: its fact is commented out, unless the comment is a heading above the value.
 * @param inGeneral whether the line is in the general part of a panel.
 */
export function factAt(text: string, first: number, to: number, inGeneral: boolean): Fact | null {
  const fact = decoratedFactAt(text, first, to, inGeneral);
  const isComment = isCommentAt(text, first) && !text.startsWith("##", first);
  return fact !== null && isComment && fact.value.start < fact.value.end ? null : fact;
}

function decoratedFactAt(text: string, first: number, to: number, inGeneral: boolean): Fact | null {
  const line = text.slice(first, Math.min(to, first + MAX_HEADING));
  const start = first + (DECORATION.exec(line)?.[0].length ?? 0);
  const rest = text.slice(start, Math.min(to, start + MAX_HEADING));
  const [typed = ""] =
    /^(?:request (?:url|uri|method)|status code|url|method|status|scheme|host|filename)(?![\w-])/i.exec(rest) ?? [];
  const known = FACTS.get(typed.toLowerCase()) ?? (inGeneral ? GENERAL_FACTS.get(typed.toLowerCase()) : undefined);
  const end = trimEndBlanks(text, start, to);
  if (known !== undefined) {
    const [mark = ""] = /^[\s*_]*[:：]?[\s*_`]*/.exec(rest.slice(typed.length)) ?? [];
    const at = Math.min(start + typed.length + mark.length, end);
    // A name in a sentence isn't a fact: `Request Method must be GET`.
    const isSeparate = mark !== "" && (/[:：\t]/.test(mark) || at === end);
    return at < end && !isSeparate
      ? null
      : {
          name: known,
          key: { start, end: start + typed.length },
          value: { start: at, end: endOfValue(text, at, end) },
        };
  }
  const ignored = (inGeneral ? (GLUED_FACT.exec(rest) ?? IGNORED_IN_GENERAL.exec(rest)) : null) ?? IGNORED.exec(rest);
  if (ignored === null) {
    return null;
  }
  const keyEnd = start + ignored[0].length;
  const at = Math.min(skipBlanks(text, /[:：]/.test(text.charAt(keyEnd)) ? keyEnd + 1 : keyEnd, end), end);
  return { name: "ignored", key: { start, end: keyEnd }, value: { start: at, end } };
}

/** A value in Markdown's marks ends before them. */
function endOfValue(text: string, start: number, end: number): number {
  const isMarked = text[start - 1] === "`" || text[start - 1] === "*";
  const [marks = ""] = isMarked ? (/[`*]+$/.exec(text.slice(Math.max(start, end - 4), end)) ?? []) : [];
  return end - marks.length;
}

/** The status in `200 OK`, `● 405 Method Not Allowed`, `200 (from disk cache)`; null if there is none. */
export function statusIn(text: string, { start, end }: Range): Range | null {
  const found = /(?<!\d)[1-9]\d\d(?!\d)/.exec(text.slice(start, Math.min(end, start + 40)));
  return found === null ? null : { start: start + found.index, end: start + found.index + 3 };
}

/** The notice that the panel doesn't show the headers that were sent. */
export function isProvisional(text: string, first: number, to: number): boolean {
  return /provisional headers are shown/i.test(text.slice(first, Math.min(to, first + MAX_HEADING)));
}
