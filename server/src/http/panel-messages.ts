import { Unknown, type Value } from "../text/unknown";
import { type Line, lineIndexAt } from "./line";
import type { FactRole, PanelEntry, PanelValue } from "./panel";
import { absoluteTarget } from "./pseudo-fields";
import { requestLine } from "./request-line";
import { statusLine } from "./status-line";
import type { Directive, Field, Part, Request, Response, Section } from "./tree";

/** Where the messages of a copy are. */
export interface PanelContext {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly section: Section;
  readonly block: number;
  readonly record: number;
  readonly directives: readonly Directive[];
  /** The value of a text that is typed at an offset. */
  readonly resolve: (typed: string, at: number) => Value;
}

/** The request and the response in a copy of a browser's panel, as far as it has pieces of them. Their pieces may alternate. */
export function panelMessages(entries: readonly PanelEntry[], context: PanelContext): (Request | Response)[] {
  const piecesOf = (side: string) =>
    new Pieces(
      entries.filter((entry) => entry.side === side),
      context,
    );
  return [requestOf(piecesOf("request"), context), responseOf(piecesOf("response"))]
    .filter((message) => message !== null)
    .sort((a, b) => a.offset - b.offset);
}

function requestOf(pieces: Pieces, { text, directives }: PanelContext): Request | null {
  const raw = pieces.of("request-line");
  const line = raw === null ? null : requestLine(text, raw.start, raw.end);
  const url = pieces.of("url") ?? line?.target ?? null;
  const path = pieces.pseudo(":path") ?? pieces.of("path");
  const [scheme, host] = [
    pieces.pseudo(":scheme") ?? pieces.of("scheme"),
    pieces.pseudo(":authority") ?? pieces.of("host"),
  ];
  const target = url ?? path ?? host;
  if (pieces.isEmpty || (target === null && pieces.fields.length === 0)) {
    return null;
  }
  const typed = (value: PanelValue | null) => (value === null ? null : pieces.textOf(value));
  const whole = typed(url) ?? (path === null ? null : absoluteTarget(typed(scheme), typed(host), pieces.textOf(path)));
  const method = line?.method ?? pieces.pseudo(":method") ?? pieces.of("method");
  const shown = target ?? { start: pieces.offset, end: pieces.offset };
  return {
    ...pieces.base,
    kind: "request",
    method: method === null ? null : pieces.part(method),
    methodValue: method === null ? new Unknown(null) : pieces.resolve(method),
    target: pieces.part(shown),
    wholeTarget: whole ?? pieces.textOf(shown),
    targetValue: whole === null ? new Unknown(null) : pieces.resolve({ ...shown, text: whole }),
    version: line === null || line.version === null ? null : pieces.part(line.version),
    directives,
    followsRedirects: false,
    call: null,
  };
}

function responseOf(pieces: Pieces): Response | null {
  if (pieces.isEmpty) {
    return null;
  }
  const raw = pieces.of("status-line");
  const line = raw === null ? null : pieces.statusLineOf(raw);
  const status = line?.status ?? pieces.pseudo(":status") ?? pieces.of("status") ?? pieces.field("status");
  return {
    ...pieces.base,
    kind: "response",
    version: line === null || line.version === null ? null : pieces.part(line.version),
    status: status === null ? { start: 0, end: 0, text: "" } : pieces.part(status),
    statusValue: status === null ? new Unknown(null) : pieces.resolve(status),
    reason: line === null ? null : pieces.part(line.reason),
  };
}

/** The pieces of one message. */
class Pieces {
  readonly offset: number;
  readonly fields: readonly Field[];
  readonly isEmpty: boolean;
  readonly #entries: readonly PanelEntry[];
  readonly #values = new Map<string, PanelValue>();
  readonly #context: PanelContext;

  constructor(entries: readonly PanelEntry[], context: PanelContext) {
    this.#entries = entries;
    this.#context = context;
    this.isEmpty = entries.every(({ role }) => role === "elision");
    this.offset = entries.reduce((least, { line }) => Math.min(least, line.start), Number.POSITIVE_INFINITY);
    const fields: Field[] = [];
    for (const entry of entries) {
      if (entry.role === "field") {
        const name = this.textOf(entry.name);
        this.#values.set(name.toLowerCase(), entry.value);
        if (!name.startsWith(":")) {
          fields.push(this.#field(entry));
        }
      }
    }
    this.fields = fields;
  }

  #field({ name, colon, value, line }: Extract<PanelEntry, { readonly role: "field" }>): Field {
    return {
      name: this.part(name),
      colon: colon - this.offset,
      value: this.part(value),
      resolved: this.resolve(value),
      line: { start: line.start - this.offset, end: line.end - this.offset },
    };
  }

  /** What all messages have. A head without a field isn't shown at all. */
  get base() {
    const { lines, section, block, record, text } = this.#context;
    const { offset, fields } = this;
    const first = lines[lineIndexAt(lines, offset)] as Line;
    const headEnd = this.#entries.reduce((most, { line }) => Math.max(most, line.end), offset);
    const next = lines[lineIndexAt(lines, headEnd)]?.next ?? headEnd;
    return {
      section,
      offset,
      length: next - offset,
      fields,
      bareFields: [],
      elided: fields.length === 0 || this.#entries.some(({ role }) => role === "elision"),
      headEnd: headEnd - offset,
      body: null,
      prefix: text.slice(first.start, first.content),
      writable: false,
      block,
      record,
    };
  }

  of(role: FactRole | "request-line" | "status-line"): PanelValue | null {
    const found = this.#entries.find((entry) => entry.role === role);
    return found !== undefined && "value" in found ? found.value : null;
  }

  /** The value of a pseudo-header field. */
  pseudo(name: string): PanelValue | null {
    return this.#values.get(name) ?? null;
  }

  /** The value of a field that HTTP/2 tools once wrote for `:status`. */
  field(name: string): PanelValue | null {
    const value = this.#values.get(name);
    return value !== undefined && /^[1-9]\d\d\b/.test(this.textOf(value))
      ? { start: value.start, end: value.start + 3 }
      : null;
  }

  statusLineOf({ start, end }: PanelValue) {
    return statusLine(this.#context.text, start, end);
  }

  textOf(value: PanelValue): string {
    return value.text ?? this.#context.text.slice(value.start, value.end);
  }

  part(value: PanelValue): Part {
    return { start: value.start - this.offset, end: value.end - this.offset, text: this.textOf(value) };
  }

  resolve(value: PanelValue): Value {
    return this.#context.resolve(this.textOf(value), value.start);
  }
}
