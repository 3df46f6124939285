import { headerNamed } from "../headers/headers";
import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
import { skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { isUnknown, Unknown, type Value } from "../text/unknown";

import { mayLackLinesBelow, requestsOfCommand } from "./command-messages";
import { directivesOf } from "./definition-line";
import type { Draft } from "./draft";
import { bareField, fieldLine } from "./field-line";
import type { Line, LineKind } from "./line";
import type { PanelDraft } from "./panel";
import { panelMessages } from "./panel-messages";
import { statusIn } from "./panel-words";
import { absoluteTarget, hostOfUrl, isPseudo, type PseudoFields, pseudoFieldsOf, schemeOfUrl } from "./pseudo-fields";
import { requestLine, urlOnlyRequestLine, versionAtEnd } from "./request-line";
import { bareStatusLine, statusLine } from "./status-line";
import type { BareField, Directive, Field, Fragment, Message, Part, Request, Response, Section } from "./tree";
import { resolvedReferences, resolveValue } from "./value";
import type { Variables } from "./variables";

/** The parts that all messages have. */
export type MessageBase = Omit<Fragment, "kind">;

/** The parts of a request's start line, as ranges of the section. */
interface RequestStart {
  /** Null if none is typed, which means GET; undefined if the text leaves it open. */
  readonly method: Range | null | undefined;
  readonly target: Range;
  readonly version: Range | null;
  readonly wholeTarget: string;
  /** The target with the scheme and host given next to it; null if the text leaves it open. */
  readonly url: string | null;
}

interface ResponseStart {
  readonly version: Range | null;
  readonly status: Range;
  readonly reason: Range | null;
}

/** Lines that belong to a head. Asides below the last of them don't. */
const HEAD_KINDS: ReadonlySet<LineKind> = new Set<LineKind>([
  "request-line",
  "request-continuation",
  "status-line",
  "pseudo-field",
  "command",
  "command-continuation",
  "field",
  "bare-field",
  "skipped",
  "obs-fold",
  "spread",
]);

/** Builds messages from their lines. */
export class MessageReader {
  readonly #text: string;
  readonly #lines: readonly Line[];
  readonly #variables: Variables;
  readonly #section: Section;
  readonly #start: number;
  /** Several messages may belong to one command. */
  readonly #urls = new Map<Draft, readonly string[]>();
  readonly #lackingLines = new Map<string, boolean>();

  /**
   * @param section the section of the messages.
   * @param start offset of the section in the document whose variables these are.
   */
  constructor(text: string, lines: readonly Line[], section: Section, variables: Variables, start: number) {
    this.#text = text;
    this.#lines = lines;
    this.#variables = variables;
    this.#section = section;
    this.#start = start;
  }

  /** Several for a command that sends several requests, none for one without a URL. */
  messages(draft: Draft, block: number): readonly Message[] {
    const head = this.#lines.slice(draft.first, draft.headEnd);
    const first = head[0] as Line;
    const base = this.#base(draft, head, block);
    switch (draft.kind) {
      case "request":
        return draft.writing === "command"
          ? requestsOfCommand(this.#text, head, { ...base, directives: this.#directivesOf(draft) }, (typed) =>
              resolveValue(typed, this.#variables, this.#start + first.start, true),
            )
          : [this.#request(base, head, draft)];
      case "response":
        return [this.#response(base, head, first)];
      case "fragment":
        return [{ ...base, kind: "fragment" }];
    }
  }

  panel({ record, entries, directives }: PanelDraft, block: number): Message[] {
    return panelMessages(entries, {
      text: this.#text,
      lines: this.#lines,
      section: this.#section,
      block,
      record,
      directives: directives.flatMap((line) => this.directives(line)),
      resolve: (typed, at) => resolveValue(typed, this.#variables, this.#start + at),
    });
  }

  #base(draft: Draft, head: readonly Line[], block: number): MessageBase {
    const first = head[0] as Line;
    const last = this.#lines[draft.end - 1] as Line;
    const start = first.content;
    const bodyFirst = draft.headEnd < draft.end ? this.#lines[draft.headEnd] : undefined;
    const bodyStart = bodyFirst === undefined ? -1 : bodyFirst.kind === "blank" ? bodyFirst.next : bodyFirst.start;
    const isMarked = first.content > first.start && this.#text[first.start] !== BYTE_ORDER_MARK;
    let headEnd = first.end;
    // After a line that isn't a field, the rest of the head may not have been read.
    let elided = bodyFirst?.kind === "junk" || draft.hasFieldsBelow || this.#mayLackLines(draft);
    for (const { kind, end } of head) {
      // Browsers skip a line without a colon in a response.
      elided ||= kind === "elision" || kind === "spread" || (kind === "bare-field" && draft.kind !== "response");
      headEnd = HEAD_KINDS.has(kind) ? end : headEnd;
    }
    return {
      section: this.#section,
      offset: start,
      length: last.next - start,
      fields: this.#fields(head, start),
      bareFields: this.#bareFields(head, start),
      elided,
      headEnd: headEnd - start,
      body: bodyStart < 0 || bodyStart >= last.next ? null : { start: bodyStart - start, end: last.next - start },
      prefix: isMarked ? this.#text.slice(first.start, first.content) : "",
      writable: draft.writing === "lines",
      block,
      record: draft.record,
    };
  }

  #mayLackLines({ kind, writing, command }: Draft): boolean {
    if (kind !== "response" || command === null) {
      return false;
    }
    const key = `${command.first} ${writing}`;
    const known = this.#lackingLines.get(key);
    const lines = known === undefined ? this.#lines.slice(command.first, command.headEnd) : [];
    const mayLack = known ?? mayLackLinesBelow(this.#text, lines, writing === "transcript");
    this.#lackingLines.set(key, mayLack);
    return mayLack;
  }

  #request(base: MessageBase, head: readonly Line[], draft: Draft): Request {
    const first = head.find(({ kind }) => kind === "request-line") ?? (head[0] as Line);
    const { method, target, version, wholeTarget, url } = isPseudo(this.#text, first)
      ? this.#pseudoStart(head, first)
      : this.#requestStart(base, head, first, draft);
    return {
      kind: "request",
      section: base.section,
      offset: base.offset,
      length: base.length,
      method: this.#partOrNull(method, base.offset),
      methodValue: this.#methodValue(method, first),
      target: this.#part(target, base.offset),
      wholeTarget,
      targetValue: url === null ? new Unknown(null) : this.#resolve(url, first),
      version: this.#partOrNull(version, base.offset),
      fields: base.fields,
      bareFields: base.bareFields,
      elided: base.elided,
      headEnd: base.headEnd,
      body: base.body,
      directives: this.#directivesOf(draft),
      followsRedirects: false,
      call: null,
      prefix: base.prefix,
      writable: base.writable,
      block: base.block,
      record: base.record,
    };
  }

  /** The method that is sent for an editor's own words for kinds of requests. */
  #methodValue(method: Range | null | undefined, line: Line): Value {
    if (method === undefined) {
      return new Unknown(null);
    }
    const typed = method === null ? "GET" : this.#slice(method);
    switch (typed) {
      case "SSE":
      case "EVENTSOURCE":
        return "GET";
      case "GRAPHQL":
        // A `POST` whose Content-Type the editor adds, so the text doesn't show what forces a preflight.
        return new Unknown(typed);
      default:
        return this.#resolve(typed, line);
    }
  }

  #requestStart(base: MessageBase, head: readonly Line[], first: Line, draft: Draft): RequestStart {
    const form = requestLine(this.#text, first.content, first.end) ??
      urlOnlyRequestLine(this.#text, first.content, first.end) ?? {
        method: null,
        target: { start: first.content, end: first.end },
        version: null,
      };
    const { more, version } = this.#continuation(head);
    const wholeTarget = this.#slice(form.target) + more;
    return {
      method: form.method,
      target: form.target,
      version: form.version ?? version,
      wholeTarget,
      url: this.#sentTo(draft, base, this.#besides(pseudoFieldsOf(this.#text, head), wholeTarget)),
    };
  }

  #pseudoStart(head: readonly Line[], first: Line): RequestStart {
    const pseudo = pseudoFieldsOf(this.#text, head);
    const path = pseudo.get("path");
    const target = path ?? pseudo.get("authority") ?? { start: first.end, end: first.end };
    const url = path === undefined ? null : this.#besides(pseudo, this.#slice(path));
    return {
      method: pseudo.get("method"),
      target,
      version: null,
      wholeTarget: url ?? this.#slice(target),
      url,
    };
  }

  /** The parts of the target on further lines, and the version at their end. */
  #continuation(head: readonly Line[]): { readonly more: string; readonly version: Range | null } {
    let more = "";
    let version: Range | null = null;
    for (const line of head) {
      if (line.kind === "request-continuation") {
        const typed = this.#text.slice(line.content, line.end);
        version = versionAtEnd(this.#text, line.end - typed.trimStart().length, line.end);
        more += typed.slice(0, version === null ? typed.length : version.start - line.content).trim();
      }
    }
    return { more, version };
  }

  #besides(pseudo: PseudoFields, path: string): string {
    const part = (range: Range | undefined) => (range === undefined ? null : this.#slice(range));
    return absoluteTarget(part(pseudo.get("scheme")), part(pseudo.get("authority")), path);
  }

  /** The target of a request in a transcript, with the scheme of the URL in the command or in the redirect before it. */
  #sentTo(draft: Draft, base: MessageBase, target: string): string {
    if (draft.writing !== "transcript") {
      return target;
    }
    const field = base.fields.find(({ name }) => headerNamed(name.text) === "Host")?.value.text.toLowerCase();
    const urls = draft.command === null ? [draft.redirectedTo ?? ""] : this.#urlsOf(draft.command, base.block);
    const url = urls.find((candidate) => field === undefined || hostOfUrl(candidate) === field) ?? "";
    const host = hostOfUrl(url);
    return host === null ? target : absoluteTarget(schemeOfUrl(url), host, target);
  }

  #urlsOf(command: Draft, block: number): readonly string[] {
    const urls =
      this.#urls.get(command) ??
      this.messages(command, block).flatMap((message) =>
        message.kind === "request" && !isUnknown(message.targetValue) ? [message.targetValue] : [],
      );
    this.#urls.set(command, urls);
    return urls;
  }

  #response(base: MessageBase, head: readonly Line[], first: Line): Response {
    const { version, status, reason } = this.#responseStart(head, first);
    // `200 OK` without any field is a note about what happened, not a head.
    const isNote = version === null && base.fields.length === 0;
    const statusPart = this.#part(status, base.offset);
    return {
      kind: "response",
      section: base.section,
      offset: base.offset,
      length: base.length,
      version: this.#partOrNull(version, base.offset),
      status: statusPart,
      statusValue: this.#statusValue(statusPart, first),
      reason: this.#partOrNull(reason, base.offset),
      fields: base.fields,
      bareFields: base.bareFields,
      elided: base.elided || isNote,
      headEnd: base.headEnd,
      body: base.body,
      prefix: base.prefix,
      writable: base.writable,
      block: base.block,
      record: base.record,
    };
  }

  #responseStart(head: readonly Line[], first: Line): ResponseStart {
    if (first.kind === "field") {
      return {
        version: null,
        status: this.#statusField(head) ?? { start: first.content, end: first.content },
        reason: null,
      };
    }
    if (isPseudo(this.#text, first)) {
      const status = pseudoFieldsOf(this.#text, head).get("status") ?? { start: first.end, end: first.end };
      return { version: null, status, reason: null };
    }
    return (
      statusLine(this.#text, first.content, first.end) ??
      bareStatusLine(this.#text, first.content, first.end) ?? {
        version: null,
        status: { start: first.content, end: first.end },
        reason: null,
      }
    );
  }

  /** The value of a `status` field, which some tools write for `:status`. */
  #statusField(head: readonly Line[]): Range | null {
    for (const { kind, content, end } of head) {
      const form = kind === "field" ? fieldLine(this.#text, content, end) : null;
      if (form !== null && this.#slice(form.name).toLowerCase() === "status") {
        return statusIn(this.#text, form.value);
      }
    }
    return null;
  }

  #statusValue({ text }: Part, line: Line): Value {
    return text === "" || /^\dxx$/i.test(text) ? new Unknown(text) : this.#resolve(text, line);
  }

  #fields(head: readonly Line[], start: number): Field[] {
    const fields: Field[] = [];
    for (let i = 0; i < head.length; i++) {
      const line = head[i] as Line;
      if (line.kind !== "field") {
        continue;
      }
      const first = i + 1;
      while (head[i + 1]?.kind === "obs-fold") {
        i++;
      }
      const field = this.#field(line, head.slice(first, i + 1), start);
      if (field !== null) {
        fields.push(field);
      }
    }
    return fields;
  }

  #bareFields(head: readonly Line[], start: number): readonly BareField[] {
    let found: BareField[] | null = null;
    for (const { kind, content, end } of head) {
      const form = kind === "bare-field" ? bareField(this.#text, skipBlanks(this.#text, content, end), end) : null;
      if (form !== null) {
        found ??= [];
        found.push({ name: this.#part(form.name, start), value: this.#part(form.value, start) });
      }
    }
    return found ?? NO_BARE_FIELDS;
  }

  #field(line: Line, folds: readonly Line[], start: number): Field | null {
    const form = fieldLine(this.#text, line.content, line.end);
    if (form === null) {
      return null;
    }
    const last = folds.at(-1);
    const end = last === undefined ? form.value.end : trimEndBlanks(this.#text, last.content, last.end);
    const isBelow = form.value.start === form.value.end && folds[0] !== undefined;
    const valueStart = isBelow ? Math.min(folds[0]?.content ?? end, end) : form.value.start;
    const value = this.#part({ start: valueStart, end }, start);
    return {
      name: this.#part(form.name, start),
      colon: form.colon - start,
      value,
      resolved: this.#resolve(last === undefined ? value.text : this.#unfolded(form.value, folds), line),
      line: { start: line.content - start, end: (last ?? line).end - start },
    };
  }

  /** RFC 9112 section 5.2: a fold is replaced by a space. */
  #unfolded(value: Range, folds: readonly Line[]): string {
    return [this.#slice(value), ...folds.map(({ content, end }) => this.#text.slice(content, end).trim())]
      .join(" ")
      .trim();
  }

  #directivesOf(draft: Draft): Directive[] {
    return draft.directives.flatMap((line) => this.directives(line));
  }

  directives(line: Line): Directive[] {
    return directivesOf(this.#text, line.content, line.end).map(({ key, value }) => ({
      section: this.#section,
      offset: line.content,
      key: this.#part(key, line.content),
      value: this.#part(value, line.content),
      references: resolvedReferences(this.#slice(value), this.#variables, this.#start + line.content),
    }));
  }

  #resolve(typed: string, { start }: Line): Value {
    return resolveValue(typed, this.#variables, this.#start + start);
  }

  #slice(range: Range): string {
    return this.#text.slice(range.start, range.end);
  }

  #part({ start, end }: Range, origin: number): Part {
    return { start: start - origin, end: end - origin, text: this.#text.slice(start, end) };
  }

  #partOrNull(range: Range | null | undefined, origin: number): Part | null {
    return range === null || range === undefined ? null : this.#part(range, origin);
  }
}

const NO_BARE_FIELDS: BareField[] = [];
