import { headerOf } from "../headers/headers";
import { skipBlanks } from "../text/characters";
import { beginsWithPrompt } from "./command-start";
import type { FenceLabel } from "./fence-info";
import { type FieldForm, fieldLine } from "./field-line";
import type { Line, LineKind } from "./line";
import type { ReadLine } from "./read-line";
import { hasUrlLikeTarget, type RequestLineForm, requestLine, urlOnlyRequestLine } from "./request-line";
import { statusLine } from "./status-line";

/**
 * What a fence that isn't labelled `http` holds. `exchange`: HTTP without doubt; it begins with a request or a recorded command. `answer`: HTTP
 * without doubt; it begins with a response. `command`: commands without an answer: HTTP if the next fence has it. `doubtful`: something about
 * CORS that may be HTTP. `other`: anything else.
 */
export type Likeness = "exchange" | "answer" | "command" | "doubtful" | "other";

/** Whether a Markdown text has anything that may make a fence more than `other`: a cheap check before the real work. */
export function showsHttp(text: string): boolean {
  return /\bHTTP\/\d|^[ \t>]*:(?:method|status|authority|path)\b|\baccess-control-|^[ \t>]*origin:|\brequest url\b/im.test(
    text,
  );
}

const START_LINES: ReadonlySet<LineKind> = new Set<LineKind>(["request-line", "status-line", "command"]);

/** The lines of a head below its start line. */
const HEAD_LINES: ReadonlySet<LineKind> = new Set<LineKind>([
  "request-continuation",
  "pseudo-field",
  "field",
  "bare-field",
  "obs-fold",
  "elision",
  "spread",
  "comment",
  "directive",
  "marker",
  "note",
  "console",
]);

/** The lines above the first start line that don't say that the text is something else. */
const LEADING_LINES: ReadonlySet<LineKind> = new Set<LineKind>([
  "blank",
  "separator",
  "comment",
  "directive",
  "block-comment",
  "marker",
  "note",
  "variable",
  "console",
]);

/** The lines below a command that aren't its output. */
const QUIET_LINES: ReadonlySet<LineKind> = new Set<LineKind>([
  "blank",
  "comment",
  "directive",
  "command",
  "command-continuation",
  "console",
]);

/** Says what a fence holds, by its first lines. */
export function likenessOf(text: string, lines: readonly ReadLine[], label: FenceLabel): Likeness {
  return new Recognition(text, lines).likeness(label);
}

class Recognition {
  readonly #text: string;
  readonly #lines: readonly ReadLine[];
  /** The indices of the start lines. */
  readonly #starts: readonly number[];

  constructor(text: string, lines: readonly ReadLine[]) {
    this.#text = text;
    this.#lines = lines;
    this.#starts = lines.flatMap(({ line }, i) => (START_LINES.has(line.kind) ? [i] : []));
  }

  likeness(label: FenceLabel): Likeness {
    const panel = this.#panelKind();
    if (panel !== null) {
      return panel;
    }
    if (this.#starts.length === 0) {
      return label === "plain" && this.#isListOfCorsFields() ? "doubtful" : "other";
    }
    const certain = this.#certainKind();
    const lead = this.#lead(label);
    if (certain !== null && lead === "quiet") {
      return certain;
    }
    const hasOneDoubt = lead === "quiet" || (certain !== null && lead === "words");
    return hasOneDoubt && this.#starts.some((start) => this.#isAboutCors(start)) ? "doubtful" : "other";
  }

  /** What a copy of a browser's panel shows; null if the text isn't one without doubt. */
  #panelKind(): "exchange" | "answer" | "doubtful" | null {
    const events = this.#lines.flatMap(({ panelEvents }) => panelEvents ?? []).filter((event) => event !== "exchange");
    if (!events.some(({ role }) => role === "field")) {
      return null;
    }
    const start = this.#lines.findIndex(({ panelEvents }) => panelEvents !== null);
    const isBelowText = this.#lines.slice(0, start).some(({ line: { kind } }) => !LEADING_LINES.has(kind));
    return isBelowText ? "doubtful" : events.some(({ side }) => side === "request") ? "exchange" : "answer";
  }

  /** What the text is without doubt if it begins with a start line; null if that leaves it open. */
  #certainKind(): "exchange" | "answer" | "command" | null {
    for (const [i, start] of this.#starts.entries()) {
      const kind = this.#kindAt(start);
      if (kind === "command" || (kind === "request-line" && this.#hasOnlyTarget(start))) {
        // An answer below it leaves no doubt.
        continue;
      }
      if (!this.#showsVersion(start)) {
        return null;
      }
      if (this.#hasField(start)) {
        return i === 0 && kind === "status-line" ? "answer" : "exchange";
      }
      if (!this.#isOnlyHead(start, i + 1)) {
        return null;
      }
    }
    return this.#isOnlyCommands() ? "command" : null;
  }

  /** Whether the text ends with commands, without the output of the last one. */
  #isOnlyCommands(): boolean {
    return (
      this.#starts.every((start) => this.#kindAt(start) === "command") &&
      this.#lines.slice(this.#starts.at(-1)).every(({ line: { kind } }) => QUIET_LINES.has(kind))
    );
  }

  /** Whether there are only a start line, fields and blank lines up to the next one. */
  #isOnlyHead(start: number, next: number): boolean {
    const end = this.#starts[next];
    return (
      end !== undefined &&
      this.#lines.slice(start + 1, end).every(({ line: { kind } }) => kind === "blank" || HEAD_LINES.has(kind))
    );
  }

  /** Whether a request line has a target but no version. */
  #hasOnlyTarget(index: number): boolean {
    const { content, end } = (this.#lines[index] as ReadLine).line;
    const form = this.#showsVersion(index) ? null : this.#requestLine(content, end);
    return form !== null && hasUrlLikeTarget(this.#text, form);
  }

  #requestLine(from: number, to: number): RequestLineForm | null {
    return requestLine(this.#text, from, to) ?? urlOnlyRequestLine(this.#text, from, to);
  }

  #kindAt(index: number): LineKind | undefined {
    return this.#lines[index]?.line.kind;
  }

  /** Whether a start line has a version, or two pseudo-header fields take its place. */
  #showsVersion(index: number): boolean {
    const { line, isRecorded } = this.#lines[index] as ReadLine;
    const { content, end } = line;
    const text = this.#text;
    return (
      isRecorded ||
      statusLine(text, content, end) !== null ||
      (this.#requestLine(content, end)?.version ?? null) !== null ||
      text[skipBlanks(text, content, end)] === ":"
    );
  }

  #hasField(start: number): boolean {
    return this.#headOf(start).some(({ line: { kind } }) => kind === "field" || kind === "pseudo-field");
  }

  #headOf(start: number): readonly ReadLine[] {
    let end = start + 1;
    while (HEAD_LINES.has(this.#kindAt(end) ?? "blank")) {
      end++;
    }
    return this.#lines.slice(start + 1, end);
  }

  /**
   * The lines above the first start line. `quiet`: comments, up to two headings, or lines of a shell, which leave no doubt. `words`: text. `other`:
   * another language.
   */
  #lead(label: FenceLabel): "quiet" | "words" | "other" {
    let headings = 0;
    let isShell = label === "shell" && this.#kindAt(this.#starts[0] as number) === "command";
    let lead: "quiet" | "words" = "quiet";
    for (const { line } of this.#lines.slice(0, this.#starts[0])) {
      const { kind, content, end } = line;
      const text = this.#text.slice(content, Math.min(end, content + MAX_LEAD_LINE)).trim();
      isShell ||= kind === "prose" && beginsWithPrompt(text, 0, text.length);
      if (isShell || LEADING_LINES.has(kind)) {
        continue;
      }
      if (kind !== "prose" || !HEADING.test(text) || ++headings > 2) {
        lead = "words";
      }
      if (kind === "prose" && CODE.test(text)) {
        return "other";
      }
    }
    return lead;
  }

  /** Whether a message without certainty is at least about CORS, so that someone would miss its findings. */
  #isAboutCors(start: number): boolean {
    const { kind, content, end } = (this.#lines[start] as ReadLine).line;
    if (kind === "command") {
      return false;
    }
    const form = kind === "request-line" ? this.#requestLine(content, end) : null;
    if (form !== null && !hasUrlLikeTarget(this.#text, form)) {
      return false;
    }
    return this.#headOf(start).some(({ line }) => this.#isCorsField(line));
  }

  #isCorsField(line: Line): boolean {
    const form = this.#fieldIn(line);
    const name = form === null ? "" : this.#text.slice(form.name.start, form.name.end);
    const value = form === null ? "" : this.#text.slice(form.value.start, form.value.end);
    return (
      headerOf(name)?.cors === "protocol" &&
      (!/^origin$/i.test(name) || /^(?:[a-z][a-z\d+.-]*:\/\/|null$)/i.test(value))
    );
  }

  #fieldIn({ kind, content, end }: Line): FieldForm | null {
    return kind === "field" ? fieldLine(this.#text, content, end) : null;
  }

  /**
   * Whether the text has only fields, as they are in a message, and one of the CORS protocol's own, `Access-Control-…`. Settings of servers look
   * similar: they nest their names, quote their values, or end their lines with a comma.
   */
  #isListOfCorsFields(): boolean {
    const indents = new Set<number>();
    let isCors = false;
    for (const { line } of this.#lines) {
      const { kind, content } = line;
      const form = this.#fieldIn(line);
      if (form !== null) {
        const value = this.#text.slice(form.value.start, form.value.end);
        if (value === "" || /^["']|[,;{]$/.test(value)) {
          return false;
        }
        indents.add(form.name.start - content);
        isCors ||= this.#isCorsField(line) && form.name.end - form.name.start > "Origin".length;
      } else if (!LEADING_LINES.has(kind) && kind !== "elision") {
        return false;
      }
    }
    return isCors && indents.size === 1;
  }
}

/** Longer than any heading. */
const MAX_LEAD_LINE = 200;

/** A few words without the punctuation of a program: `1. Preflight request`. */
const HEADING = /^[\p{L}\p{N}(][\p{L}\p{N} ,.:'’()/→–-]{0,59}$/u;

/** Punctuation of programs and of other markup. */
const CODE = /[{}=;<>`~$[\]|\\]/;
