import { headerOf } from "../headers/headers";
import { skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { asideAt } from "./asides";
import { isTchar } from "./characters";
import { commandAt } from "./command-start";
import { isCommentAt } from "./comment-line";
import { standsForFields } from "./elision";
import { fieldColon, pseudoLine } from "./field-line";
import { isFieldAt } from "./head-forms";
import { jsonPanelAt } from "./json-panel";
import type { LineKind } from "./line";
import { lineBelow, lineBelowThat } from "./line-below";
import type { FactRole, PanelEvent, Side } from "./panel";
import { type Fact, factAt, headingAt, isOrnament, isProvisional, type PanelPart, statusIn } from "./panel-words";
import { hasScheme, hasUrlLikeTarget, isUrlLike, requestLine } from "./request-line";
import { statusLine } from "./status-line";

/** Longer than a line that may begin a copy, unless it has a URL. */
const MAX_FIRST = 4_000;

/** A name whose value is below it. */
interface Pending {
  readonly role: FactRole | "field" | "ignored";
  readonly name: Range;
}

/** The parts of an exchange that have been read. */
class Seen {
  url: string | null = null;
  /** Facts, start lines and pseudo-header fields, which an exchange has only once. */
  readonly pieces = new Set<string>();
  readonly fields = { request: false, response: false };
}

/**
 * Reads copies of a browser's network panel: facts such as `Request URL`, headings, and the fields of both heads in any order, with values beside
 * their names or below them. Chrome, Edge, Firefox and Safari make such copies.
 */
export class PanelScanner {
  #events: PanelEvent[] = [];
  readonly #text: string;
  #part: PanelPart | null = null;
  #side: Side = "response";
  /** Whether the names tell nothing about the side: below a heading or a request line. */
  #isSideFixed = false;
  /** Where values are: beside the name, below a name with a colon, or below a name without one; null if that isn't known yet. */
  #layout: "beside" | "below" | "bare" | null = null;
  /** Whether an empty line is between a name and its value; null if that isn't known yet. */
  #isSpaced: boolean | null = null;
  #pending: Pending | null = null;
  /** Whether the previous line is a status without its reason. */
  #mayHaveReason = false;
  #isAfterBlank = false;
  #seen = new Seen();
  /** The end of the JSON object that is being read. */
  #jsonEnd = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Whether a line begins a copy. Its first character is at `first`, and the next line starts at `next`.
   * @param isInHead whether it is in the head of a message, where a name alone is a field without a value.
   */
  static begins(text: string, first: number, to: number, next: number, isInHead: boolean): boolean {
    if (to - first > MAX_FIRST || !MAY_BEGIN.test(text.charAt(first))) {
      return false;
    }
    if (text[first] === "{") {
      return jsonPanelAt(text, first) !== null;
    }
    const fact = factAt(text, first, to, false);
    return fact === null
      ? isMethodOfFirefox(text, first, to, next) ||
          isHeadingOfPanel(text, first, to, next) ||
          (!isInHead && isNameAboveValue(text, first, to, false))
      : isPlausible(text, fact, next);
  }

  /** What the last line has added. */
  get events(): readonly PanelEvent[] {
    return this.#events;
  }

  /** Whether a line begins a copy wherever it is: two facts, one below the other. */
  static certainlyBegins(text: string, first: number, to: number, next: number): boolean {
    const fact = /[Rr*-]/.test(text.charAt(first)) ? factAt(text, first, to, false) : null;
    return fact !== null && isPlausible(text, fact, next) && isFactBelow(text, fact.value, next);
  }

  /** The kind of a line of the copy; null if the copy has ended above the line. */
  line(first: number, to: number, next: number): LineKind | null {
    this.#events = [];
    const kind = first < this.#jsonEnd ? "panel" : this.#classify(first, to, next);
    this.#isAfterBlank = false;
    return kind;
  }

  /** @param next the offset of the next line. */
  blank(next: number): LineKind {
    this.#events = [];
    // An empty line below a name is its value, unless all values are below one. Between a fact and its value it means nothing.
    if (this.#pending?.role === "field" && !this.#hasValueBelow(next)) {
      this.#settle();
    }
    this.#isAfterBlank = true;
    return "blank";
  }

  #hasValueBelow(next: number): boolean {
    const text = this.#text;
    const { start, end } = lineBelow(text, next);
    return (
      this.#isSpaced !== false &&
      start < end &&
      !isOtherLine(text, start, end) &&
      (this.#isSpaced === true || !isKnown(text.slice(start, end)))
    );
  }

  /** Whether a `###` line is a heading of the copy rather than a separator. */
  continuesAt(first: number, to: number): boolean {
    const part = headingAt(this.#text, first, to)?.part;
    return part !== undefined && !this.#isRepeated(part);
  }

  #isRepeated(part: PanelPart): boolean {
    const { url, fields } = this.#seen;
    switch (part) {
      case "general":
        return url !== null || fields.request || fields.response;
      case "request":
      case "response":
        return fields[part];
      case "other":
        return false;
    }
  }

  #classify(first: number, to: number, next: number): LineKind | null {
    const text = this.#text;
    const heading = headingAt(text, first, to);
    if (heading !== null && (heading.isOfPanel || this.#pending === null)) {
      this.#settle();
      this.#enter(heading.part);
      return "panel";
    }
    const pending = this.#pending;
    if (isOrnament(text, first, to) && !(pending !== null && this.#layout !== null)) {
      return "panel";
    }
    if (pending !== null) {
      const isAbove =
        this.#layout === "below" || this.#layout === "bare"
          ? factAt(text, first, to, false) === null
          : !isOtherLine(text, first, to);
      if (isAbove) {
        // The dot beside a status may leave an empty line in any layout.
        if (pending.role !== "status" || !this.#isAfterBlank) {
          this.#isSpaced ??= this.#isAfterBlank;
        }
        this.#layout = text[skipBlanks(text, pending.name.end, to)] === ":" ? "below" : "bare";
        this.#complete(pending, { start: first, end: trimEndBlanks(text, first, to) }, next);
        return "panel";
      }
      this.#settle();
    }
    const mayBeReason = this.#mayHaveReason && isReason(text, first, to);
    this.#mayHaveReason = false;
    return mayBeReason ? "panel" : (this.#startOrFact(first, to, next) ?? this.#line(first, to, next));
  }

  #enter(part: PanelPart): void {
    if (this.#isRepeated(part)) {
      this.#renew();
    }
    this.#part = part;
    this.#isSideFixed = part === "request" || part === "response";
    if (part === "request" || part === "response") {
      this.#side = part;
    }
    this.#layout = this.#layout === "beside" ? null : this.#layout;
  }

  #renew(): void {
    this.#seen = new Seen();
    this.#part = null;
    this.#side = "response";
    this.#isSideFixed = false;
    this.#events.push("exchange");
  }

  /** A name without a value below it has an empty value. A word that isn't likely to be a name is a note. */
  #settle(): void {
    const pending = this.#pending;
    if (pending !== null) {
      const { start, end } = pending.name;
      const isColon = this.#text[end] === ":";
      if (!isColon && !isKnown(this.#text.slice(start, end))) {
        this.#pending = null;
        return;
      }
      this.#complete(pending, { start: end + Number(isColon), end: end + Number(isColon) }, end);
    }
  }

  #complete({ role, name }: Pending, value: Range, next: number): void {
    this.#pending = null;
    this.#mayHaveReason = role === "status";
    if (role === "field") {
      this.#field(name, name.end, value, next);
    } else if (role !== "ignored") {
      this.#fact(role, { start: name.start, end: value.end }, value, next);
    }
  }

  #fact(role: FactRole, line: Range, value: Range, next: number): void {
    if (this.#seen.pieces.has(role)) {
      this.#renew();
      this.#part = "general";
    }
    this.#seen.pieces.add(role);
    if (role === "url") {
      this.#seen.url = this.#text.slice(value.start, value.end);
    }
    const status = role === "status" ? statusIn(this.#text, value) : value;
    if (status !== null && status.start < status.end) {
      this.#events.push({ role, side: role === "status" ? "response" : "request", value: status, line, next });
    }
  }

  #field(name: Range, colon: number, value: Range, next: number): void {
    const line = { start: name.start, end: Math.max(name.end, value.end) };
    const typed = this.#text.slice(name.start, name.end);
    const side = typed.startsWith(":") ? this.#sideOfPseudo(typed) : this.#sideOf(typed);
    this.#seen.fields[side] = true;
    this.#events.push({ role: "field", side, name, colon, value, line, next });
  }

  #sideOfPseudo(name: string): Side {
    if (this.#seen.pieces.has(name)) {
      this.#renew();
    }
    this.#seen.pieces.add(name);
    this.#side = name.toLowerCase() === ":status" ? "response" : "request";
    return this.#side;
  }

  /** Without headings, the fields of one head follow those of the other. A name that only the other head may have begins it. */
  #sideOf(name: string): Side {
    const own = headerOf(name)?.side ?? "both";
    if (!this.#isSideFixed && own !== "both" && own !== this.#side && !this.#seen.fields[own]) {
      this.#side = own;
    }
    this.#part = this.#part === "general" ? null : this.#part;
    return this.#side;
  }

  /** Start lines, facts and JSON; null for other lines. */
  #startOrFact(first: number, to: number, next: number): LineKind | null {
    const text = this.#text;
    const json = text[first] === "{" ? jsonPanelAt(text, first) : null;
    if (json !== null) {
      return this.#json(json);
    }
    const isStatus = statusLine(text, first, to) !== null;
    const form = isStatus ? null : requestLine(text, first, to);
    if (isStatus || (form !== null && form.version !== null)) {
      return this.#startLine(isStatus ? "status-line" : "request-line", first, to, next);
    }
    if (this.#isMethodOfFirefox(first, to, next)) {
      const value = { start: first, end: trimEndBlanks(text, first, to) };
      this.#part = "general";
      this.#fact("method", value, value, next);
      const { start, end } = lineBelow(text, next);
      this.#pending = isUrlAlone(text, start, end) ? { role: "url", name: value } : null;
      return "panel";
    }
    const isGeneral = this.#part === "general" || (this.#part === null && !this.#hasFields);
    const fact = factAt(text, first, to, isGeneral);
    if (fact === null) {
      return null;
    }
    const { name: role, key, value } = fact;
    if (value.start >= value.end) {
      this.#pending = { role, name: key };
    } else if (role !== "ignored") {
      this.#fact(role, { start: key.start, end: value.end }, value, next);
    }
    return "panel";
  }

  #isMethodOfFirefox(first: number, to: number, next: number): boolean {
    const isMethodLine = isMethodOfFirefox(this.#text, first, to, next);
    if (isMethodLine && this.#hasFields) {
      this.#renew();
    }
    return isMethodLine;
  }

  get #hasFields(): boolean {
    return this.#seen.fields.request || this.#seen.fields.response;
  }

  #json({ end, entries }: NonNullable<ReturnType<typeof jsonPanelAt>>): LineKind {
    const { pieces, fields } = this.#seen;
    const isRepeated = entries.some(({ role, side }) => (role === "field" ? fields[side] : pieces.has(role)));
    if (isRepeated) {
      this.#renew();
    }
    for (const entry of entries) {
      if (entry.role === "field") {
        this.#seen.fields[entry.side] = true;
      } else {
        this.#seen.pieces.add(entry.role);
      }
      this.#events.push(entry);
    }
    this.#jsonEnd = end;
    return "panel";
  }

  /** A start line isn't part of the copy if the copy has that head already, or has another URL. */
  #startLine(role: "status-line" | "request-line", first: number, to: number, next: number): LineKind | null {
    const side = role === "status-line" ? "response" : "request";
    const { url, pieces, fields } = this.#seen;
    const form = role === "request-line" ? requestLine(this.#text, first, to) : null;
    const isOther =
      form !== null &&
      (url === null
        ? fields.response && this.#part !== "request"
        : !isTargetOf(url, this.#text.slice(form.target.start, form.target.end)));
    if (isOther || pieces.has(role) || fields[side]) {
      this.#part = null;
      return null;
    }
    pieces.add(role);
    this.#side = side;
    this.#isSideFixed = role === "request-line" || this.#part === "response";
    this.#part = side;
    this.#layout = "beside";
    const line = { start: first, end: trimEndBlanks(this.#text, first, to) };
    this.#events.push({ role, side, value: line, line, next });
    return "panel";
  }

  /** Fields, elisions, comments and notes; null for a line of another exchange. */
  #line(first: number, to: number, next: number): LineKind | null {
    const text = this.#text;
    if (isProvisional(text, first, to) || standsForFields(text, first, to)) {
      const side = isProvisional(text, first, to) ? "request" : this.#side;
      this.#side = side;
      const line = { start: first, end: trimEndBlanks(text, first, to) };
      this.#events.push({ role: "elision", side, line, next });
      return "panel";
    }
    const aside = asideAt(text, first, to);
    if (aside?.kind === "comment" || aside?.kind === "directive") {
      return aside.kind;
    }
    if (this.#part === "other") {
      return isOtherMessage(text, first, to, next, false) ? null : "panel";
    }
    const name = nameAt(text, first, to);
    if (name === null) {
      return isOtherMessage(text, first, to, next, this.#isAfterBlank) ? null : "panel";
    }
    const { start, end, value } = name;
    if (/^origin$/i.test(text.slice(start, end)) && isProse(text.slice(value.start, value.end))) {
      return "panel";
    }
    if (value.start < value.end) {
      this.#field({ start, end }, name.colon, value, next);
      return start === first ? "field" : "panel";
    }
    if (name.hasColon || this.#layout === "bare" || isKnown(text.slice(start, end))) {
      this.#pending = { role: "field", name: { start, end } };
    }
    return "panel";
  }
}

const MAY_BEGIN = /[A-Za-z{:#=*_~>+/|`[<(\d\u2000-\uffff-]/;

/** Whether a request line has the target that browsers send for a URL. */
function isTargetOf(url: string, target: string): boolean {
  const [, path = ""] = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url) ?? [];
  return target === url || target === path || target === `/${path}` || !/^([a-z]+:\/\/|\/)/i.test(target);
}

interface Name {
  readonly start: number;
  readonly end: number;
  readonly hasColon: boolean;
  readonly colon: number;
  readonly value: Range;
}

/** What Markdown writes before a name: the mark of a list, and the marks of strong text or code. */
const BEFORE_NAME = /^(?:[-*+•][ \t]+)?(\*\*|__|`)?/;

/** The name of a field, with its value if that is on the same line, after a colon or a tab. */
function nameAt(text: string, first: number, to: number): Name | null {
  const end = trimEndBlanks(text, first, to);
  const [before = "", mark] = /[-*+•_`]/.test(text.charAt(first))
    ? (BEFORE_NAME.exec(text.slice(first, Math.min(end, first + 20))) ?? [])
    : [];
  const start = first + before.length;
  if (mark !== undefined) {
    return markedName(text, start, end, mark);
  }
  const colon = fieldColon(text, start, to);
  if (colon >= 0) {
    const at = Math.min(skipBlanks(text, colon + 1, end), Math.max(end, colon + 1));
    return {
      start,
      end: trimEndBlanks(text, start, colon),
      hasColon: true,
      colon,
      value: { start: at, end: Math.max(at, end) },
    };
  }
  const i = endOfToken(text, start, end);
  if (i === start || (i < end && text[i] !== "\t")) {
    return null;
  }
  return { start, end: i, hasColon: false, colon: i, value: { start: skipBlanks(text, i, end), end } };
}

function endOfToken(text: string, start: number, end: number): number {
  let i = text[start] === ":" ? start + 1 : start;
  while (i < end && isTchar(text.charCodeAt(i)) && text[i] !== "*" && text[i] !== "`") {
    i++;
  }
  return i;
}

/** `**vary**: Origin`, `**vary:** Origin`; null if a colon or the second mark is missing. */
function markedName(text: string, start: number, end: number, mark: string): Name | null {
  const nameEnd = endOfToken(text, start, end);
  const rest = text.slice(nameEnd, Math.min(end, nameEnd + 20));
  const colon = rest.indexOf(":");
  const [after = ""] = /^[:*_` \t]*/.exec(rest) ?? [];
  if (nameEnd === start || colon < 0 || colon >= after.length || !after.includes(mark)) {
    return null;
  }
  const at = skipBlanks(text, Math.max(nameEnd + colon + 1, nameEnd + after.lastIndexOf(mark) + mark.length), end);
  return { start, end: nameEnd, hasColon: true, colon: nameEnd + colon, value: { start: at, end } };
}

/** `OK`, `Not Found` */
function isReason(text: string, first: number, to: number): boolean {
  const line = text.slice(first, trimEndBlanks(text, first, to));
  return (
    /^[A-Z][A-Za-z]*( [A-Z]?[A-Za-z]+)*$/.test(line) &&
    headerOf(line) === null &&
    factAt(text, first, to, true) === null
  );
}

function isKnown(name: string): boolean {
  return name.startsWith(":") || headerOf(name) !== null || /^[a-z]+(-[a-z]+)+$/i.test(name);
}

/** Whether a line isn't the value of the name above it. */
function isOtherLine(text: string, first: number, to: number): boolean {
  const colon = fieldColon(text, first, to);
  return (
    isCommentAt(text, first) ||
    (colon >= 0 && skipBlanks(text, colon + 1, to) !== colon + 1) ||
    colon === trimEndBlanks(text, first, to) - 1 ||
    pseudoLine(text, first, to) !== null ||
    statusLine(text, first, to) !== null ||
    (requestLine(text, first, to)?.version ?? null) !== null ||
    factAt(text, first, to, false) !== null ||
    headingAt(text, first, to)?.isOfPanel === true
  );
}

/** Whether a line begins an exchange outside the copy: a request without the version, a command. */
function isOtherMessage(text: string, first: number, to: number, next: number, isAfterBlank: boolean): boolean {
  const form = requestLine(text, first, to);
  const isRequest =
    form !== null &&
    (isAfterBlank
      ? hasUrlLikeTarget(text, form)
      : hasScheme(text, form.target.start, form.target.end) && isFieldAt(text, next));
  return isRequest || commandAt(text, first, to) !== null;
}

function isPlausible(text: string, { name, value }: Fact, next: number): boolean {
  const given = value.start < value.end ? value : lineBelow(text, next);
  switch (name) {
    case "url":
      return isUrlLike(text, given.start, given.end);
    case "method":
      return /^[A-Z]+$/.test(text.slice(given.start, Math.min(given.end, given.start + 20)));
    case "status":
      return statusIn(text, given) !== null;
    case "ignored":
      return isFactBelow(text, value, next);
    default:
      return false;
  }
}

/** Whether the line below a fact and its value is a fact that begins a copy. */
function isFactBelow(text: string, value: Range, next: number): boolean {
  const { start, end } = value.start < value.end ? lineBelow(text, next) : lineBelowThat(text, lineBelow(text, next));
  const below = factAt(text, start, end, false);
  return below !== null && below.name !== "ignored" && isPlausible(text, below, end);
}

/** Firefox shows the method alone. Below it is the URL, whole or in pieces. */
function isMethodOfFirefox(text: string, first: number, to: number, next: number): boolean {
  if (!isMethod(text, first, to)) {
    return false;
  }
  const { start, end } = lineBelow(text, next);
  if (isUrlAlone(text, start, end)) {
    const below = lineBelowThat(text, { start, end });
    return /^status$/i.test(text.slice(below.start, Math.min(below.end, below.start + 10)));
  }
  return /^scheme$/i.test(text.slice(start, Math.min(end, start + 10)));
}

function isMethod(text: string, first: number, to: number): boolean {
  const end = trimEndBlanks(text, first, to);
  return end - first <= 10 && /^[A-Z]+$/.test(text.slice(first, end));
}

function isUrlAlone(text: string, first: number, to: number): boolean {
  return hasScheme(text, first, to) && !/\s/.test(text.slice(first, trimEndBlanks(text, first, to)));
}

/** A heading above a part of a copy. Above a start line it isn't: that head is read as a message of its own. */
function isHeadingOfPanel(text: string, first: number, to: number, next: number): boolean {
  const heading = headingAt(text, first, to);
  if (heading === null || !heading.isOfPanel || heading.part === "other") {
    return false;
  }
  let { start, end } = lineBelow(text, next);
  if (isOrnament(text, start, end)) {
    ({ start, end } = lineBelowThat(text, { start, end }));
  }
  if (heading.part === "general") {
    const fact = factAt(text, start, end, true);
    return fact !== null && isPlausible(text, fact, end);
  }
  return (
    isFieldOfPanel(text, start, end) || isProvisional(text, start, end) || isNameAboveValue(text, start, end, true)
  );
}

/** A name with its value on the same line. */
function isFieldOfPanel(text: string, first: number, to: number): boolean {
  const name = nameAt(text, first, to);
  return name !== null && (name.hasColon || name.value.start < name.value.end);
}

/** A name alone on its line, and a value on the next one; below a heading also after an empty line. */
function isNameAboveValue(text: string, first: number, to: number, isHeaded: boolean): boolean {
  const name = nameAt(text, first, to);
  const counts = isHeaded ? isKnown : isKnownAlone;
  if (name === null || name.value.start < name.value.end || !counts(text.slice(name.start, name.end))) {
    return false;
  }
  const toValue = isHeaded ? /^\r?\n[ \t>]*(?:\r?\n[ \t>]*)?/ : /^\r?\n[ \t>]*/;
  const [gap = ""] = toValue.exec(text.slice(to, to + 60)) ?? [];
  const { start, end } = lineBelow(text, to + gap.length);
  return (
    gap !== "" &&
    start === to + gap.length &&
    start < end &&
    !isOtherLine(text, start, end) &&
    (isHeaded || (headerOf(text.slice(start, end)) === null && !isSentence(text.slice(start, end))))
  );
}

/** Words that a header's value doesn't have: spaces that aren't after commas or semicolons, or the end of a sentence. */
function isSentence(line: string): boolean {
  return /[^,;\s]\s|[.!?]$/.test(line);
}

/** Words that no browser writes for an origin: `Origin: where the page comes from`. */
function isProse(value: string): boolean {
  return /^[a-z]/i.test(value) && isSentence(value) && !value.includes("://");
}

/** Words such as `Date` may also be prose. */
function isKnownAlone(name: string): boolean {
  return name.startsWith(":") || (headerOf(name) !== null && (name.includes("-") || /^(origin|vary)$/i.test(name)));
}
