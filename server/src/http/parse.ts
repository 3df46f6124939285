import { linesOf } from "../text/lines";
import type { Range } from "../text/range";
import { Unknown, type Value } from "../text/unknown";
import { directiveLine, fieldLine, requestLine, statusLine, urlOnlyRequestLine } from "./grammar";
import type { Line } from "./line";
import { FenceReader, mayHoldHttpFence } from "./markdown";
import { NOTHING_OUTSIDE, type OutsideVariables } from "./outside";
import { Scanner } from "./scanner";
import type { Block, Directive, Field, Fragment, HttpDocument, Message, Part, Request, Response } from "./tree";
import { resolveValue } from "./value";
import { DefinitionReader } from "./variable-definitions";
import { Variables } from "./variables";

/** How a document carries HTTP: as the whole text, or in the fences of a Markdown text. */
export type Carrier = "http" | "markdown";

/**
 * Reads a text. Total: whatever the text, it gives a tree whose lines joined are the text.
 * @param outside the variables that are defined elsewhere.
 */
export function parse(text: string, carrier: Carrier, outside: OutsideVariables = NOTHING_OUTSIDE): HttpDocument {
  const builder = new Builder(text);
  if (carrier === "http") {
    const scanner = new Scanner(text);
    const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    for (const line of linesOf(text)) {
      builder.add(scanner.next({ ...line, content: line.start === 0 ? Math.min(bom, line.end) : line.start }));
    }
  } else if (mayHoldHttpFence(text)) {
    addFences(text, builder);
  } else {
    for (const line of linesOf(text)) {
      builder.add({ ...line, kind: "prose", content: line.start });
    }
  }
  return builder.finish(outside);
}

function addFences(text: string, builder: Builder): void {
  const scanner = new Scanner(text);
  const reader = new FenceReader(text);
  for (const line of linesOf(text)) {
    const markdown = reader.next(line);
    switch (markdown.kind) {
      case "content":
        builder.add(scanner.next({ ...line, content: markdown.content }));
        break;
      case "open":
        scanner.reset();
        builder.add({ ...line, kind: "fence", content: line.start });
        builder.openFence(line.next);
        break;
      case "close":
        builder.add({ ...line, kind: "fence", content: line.start });
        builder.closeFence();
        break;
      case "prose":
        builder.closeFence();
        builder.add({ ...line, kind: "prose", content: line.start });
        if (markdown.heading) {
          builder.heading();
        }
    }
  }
}

/** The lines of one message while they are collected; it becomes a `Message` once the file's variables are known. */
interface Draft {
  readonly kind: Message["kind"];
  readonly lines: Line[];
  /** How many of the lines are the head. */
  headLines: number;
  readonly directives: Line[];
}

interface BlockDraft {
  readonly start: number;
  readonly title: string;
  readonly fence: number;
  readonly afterHeading: boolean;
  readonly messages: Draft[];
}

/** Collects classified lines into messages and blocks. */
class Builder {
  readonly #text: string;
  readonly #lines: Line[] = [];
  readonly #blocks: BlockDraft[] = [];
  readonly #definitions: DefinitionReader;
  #block: BlockDraft | null = null;
  #message: Draft | null = null;
  #inBody = false;
  /** Directives that wait for the request below them. */
  #directives: Line[] = [];
  readonly #topDirectives: Line[] = [];
  #sawMessage = false;
  #fence = 0;
  #afterHeading = false;

  constructor(text: string) {
    this.#text = text;
    this.#definitions = new DefinitionReader(text);
  }

  openFence(start: number): void {
    this.#fence++;
    this.#openBlock(start, "");
  }

  closeFence(): void {
    this.#block = null;
    this.#message = null;
    this.#directives = [];
  }

  heading(): void {
    this.#afterHeading = true;
  }

  #openBlock(start: number, title: string): BlockDraft {
    this.#block = { start, title, fence: this.#fence, afterHeading: this.#afterHeading, messages: [] };
    this.#blocks.push(this.#block);
    this.#afterHeading = false;
    this.#message = null;
    this.#directives = [];
    return this.#block;
  }

  add(line: Line): void {
    this.#lines.push(line);
    this.#definitions.add(line);
    switch (line.kind) {
      case "fence":
        return;
      case "separator": {
        this.#openBlock(line.next, this.#text.slice(line.content, line.end).replace(/^#+/, "").trim());
        return;
      }
      case "request-line":
        this.#openMessage("request", line);
        return;
      case "status-line":
        this.#openMessage("response", line);
        return;
      case "field":
        if (this.#message === null || this.#inBody) {
          this.#openMessage("fragment", line);
          return;
        }
        break;
      case "directive":
        if (this.#message?.kind === "request" && !this.#inBody) {
          this.#message.directives.push(line);
        } else {
          this.#directives.push(line);
        }
        if (!this.#sawMessage) {
          this.#topDirectives.push(line);
        }
        break;
      case "blank":
        if (this.#message?.kind === "fragment") {
          this.#message = null;
        }
        break;
    }
    this.#continue(line);
  }

  #openMessage(kind: Message["kind"], line: Line): void {
    const directives = kind === "request" ? this.#directives : [];
    const block = this.#block ?? this.#openBlock(line.start, "");
    this.#message = { kind, lines: [line], headLines: 1, directives };
    this.#inBody = false;
    this.#directives = [];
    this.#sawMessage = true;
    block.messages.push(this.#message);
  }

  #continue(line: Line): void {
    const message = this.#message;
    if (message === null) {
      return;
    }
    message.lines.push(line);
    this.#inBody ||= BODY_KINDS.has(line.kind);
    if (!this.#inBody) {
      message.headLines = message.lines.length;
    }
  }

  finish(outside: OutsideVariables): HttpDocument {
    const variables = new Variables(this.#text, this.#definitions, outside);
    const reader = new MessageReader(this.#text, variables);
    return {
      text: this.#text,
      lines: this.#lines,
      variables,
      topDirectives: this.#topDirectives.flatMap((line) => reader.directive(line)),
      blocks: this.#blocks.map(
        ({ messages, ...block }, index): Block => ({
          ...block,
          index,
          messages: messages.map((draft) => reader.message(draft, index)),
        }),
      ),
    };
  }
}

/** The kinds that end a head: a blank line, or a line that no head holds. */
const BODY_KINDS: ReadonlySet<Line["kind"]> = new Set<Line["kind"]>([
  "blank",
  "body",
  "junk",
  "file",
  "script",
  "response-reference",
]);

/** Makes messages from their lines. */
class MessageReader {
  readonly #text: string;
  readonly #variables: Variables;

  constructor(text: string, variables: Variables) {
    this.#text = text;
    this.#variables = variables;
  }

  message(draft: Draft, block: number): Message {
    const first = draft.lines[0] as Line;
    const last = draft.lines[draft.lines.length - 1] as Line;
    const start = first.content;
    const head = draft.lines.slice(0, draft.headLines);
    const headLast = this.#lastOfHead(head);
    const bodyFirst = draft.lines[draft.headLines];
    const bodyStart = bodyFirst === undefined ? -1 : bodyFirst.kind === "blank" ? bodyFirst.next : bodyFirst.start;
    const base = {
      start,
      length: last.next - start,
      fields: this.#fields(head, start),
      // Below a line that is no field, the rest of the head may have gone unread.
      elided: bodyFirst?.kind === "junk" || head.some((line) => line.kind === "elision" || line.kind === "spread"),
      headEnd: headLast.end - start,
      body: bodyStart < 0 || bodyStart >= last.next ? null : { start: bodyStart - start, end: last.next - start },
      prefix:
        first.content > first.start && this.#text.charCodeAt(first.start) !== 0xfeff
          ? this.#text.slice(first.start, first.content)
          : "",
      block,
    };
    switch (draft.kind) {
      case "request":
        return this.#request(base, head, draft.directives);
      case "response":
        return this.#response(base, first);
      case "fragment":
        return { ...base, kind: "fragment" };
    }
  }

  /** The head ends with its last line that says something: asides below the fields do not belong to it. */
  #lastOfHead(head: readonly Line[]): Line {
    for (let i = head.length - 1; i > 0; i--) {
      const line = head[i] as Line;
      if (HEAD_KINDS.has(line.kind)) {
        return line;
      }
    }
    return head[0] as Line;
  }

  #request(base: Omit<Fragment, "kind">, head: readonly Line[], directives: readonly Line[]): Request {
    const first = head[0] as Line;
    const form = requestLine(this.#text, first.content, first.end) ??
      urlOnlyRequestLine(this.#text, first.content, first.end) ?? {
        method: null,
        target: { start: first.content, end: first.end },
        version: null,
      };
    const method = form.method === null ? null : this.#part(form.method, base.start);
    const target = this.#part(form.target, base.start);
    const continuation = head
      .filter((line) => line.kind === "request-continuation")
      .map((line) => this.#text.slice(line.content, line.end).trim())
      .filter((more) => !/^HTTP\/\d/i.test(more))
      .join("");
    return {
      ...base,
      kind: "request",
      method,
      methodValue: method === null ? "GET" : this.#resolve(method.text, first),
      target,
      wholeTarget: target.text + continuation,
      targetValue: this.#resolve(target.text + continuation, first),
      version: form.version === null ? null : this.#part(form.version, base.start),
      directives: directives.flatMap((line) => this.directive(line)),
    };
  }

  #response(base: Omit<Fragment, "kind">, first: Line): Response {
    const whole = { start: first.content, end: first.end };
    const form = statusLine(this.#text, first.content, first.end) ?? { version: whole, status: whole, reason: whole };
    const status = this.#part(form.status, base.start);
    return {
      ...base,
      kind: "response",
      version: this.#part(form.version, base.start),
      status,
      statusValue: /^\dxx$/i.test(status.text) ? new Unknown(status.text) : this.#resolve(status.text, first),
      reason: this.#part(form.reason, base.start),
    };
  }

  #fields(head: readonly Line[], start: number): Field[] {
    const fields: Field[] = [];
    for (let i = 0; i < head.length; i++) {
      const line = head[i] as Line;
      if (line.kind !== "field") {
        continue;
      }
      let last = line;
      while (head[i + 1]?.kind === "obs-fold") {
        last = head[++i] as Line;
      }
      const field = this.#field(line, last, start);
      if (field !== null) {
        fields.push(field);
      }
    }
    return fields;
  }

  #field(line: Line, last: Line, start: number): Field | null {
    const form = fieldLine(this.#text, line.content, line.end);
    if (form === null) {
      return null;
    }
    const end = last === line ? form.value.end : last.end - trailingBlanks(this.#text.slice(last.content, last.end));
    const value = this.#part({ start: form.value.start, end }, start);
    // RFC 9112 section 5.2: a fold is replaced by a space.
    const unfolded =
      last === line
        ? value.text
        : value.text
            .split(/[\r\n]+/)
            .map((piece) => piece.trim())
            .join(" ")
            .trim();
    return {
      name: this.#part(form.name, start),
      colon: form.colon - start,
      value,
      resolved: this.#resolve(unfolded, line),
      line: { start: line.content - start, end: last.end - start },
    };
  }

  directive(line: Line): Directive[] {
    const form = directiveLine(this.#text, line.content, line.end);
    return form === null
      ? []
      : [{ start: line.content, key: this.#part(form.key, line.content), value: this.#part(form.value, line.content) }];
  }

  #resolve(typed: string, { start }: Line): Value {
    return resolveValue(typed, this.#variables, start);
  }

  #part({ start, end }: Range, origin: number): Part {
    return { start: start - origin, end: end - origin, text: this.#text.slice(start, end) };
  }
}

const HEAD_KINDS: ReadonlySet<Line["kind"]> = new Set<Line["kind"]>([
  "request-line",
  "request-continuation",
  "status-line",
  "field",
  "obs-fold",
  "spread",
]);

function trailingBlanks(text: string): number {
  let count = 0;
  while (count < text.length && (text[text.length - 1 - count] === " " || text[text.length - 1 - count] === "\t")) {
    count++;
  }
  return count;
}
