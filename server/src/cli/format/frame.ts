import type { JudgedDocument } from "../../judged/judged-document";
import { withAffordableFixes } from "../../rules/framework/affordable-fixes";
import type { Finding, Severity } from "../../rules/framework/rule";
import { append } from "../../text/append";
import { printable } from "../../text/printable";
import type { Range } from "../../text/range";
import type { CheckedFile } from "./formatter";
import { HiddenParts } from "./hidden";
import type { Color, Paint } from "./paint";
import { placeInFile } from "./places";
import { showLine } from "./shown-line";
import { wrap } from "./wrap";

export const SEVERITY_COLORS: Readonly<Record<Severity, Color>> = {
  error: "red",
  warning: "yellow",
  information: "cyan",
  hint: "green",
};

export interface Look {
  readonly paint: Paint;
  /** Null if the width of the output isn't known. */
  readonly columns: number | null;
}

interface Annotation {
  readonly line: number;
  /** Relative to the line, in code units. */
  readonly range: Range;
  readonly label: string | null;
}

interface SourceLine {
  readonly text: string;
  readonly hidden: readonly Range[];
}

/** The width of a source line if the width of the output isn't known. */
const DEFAULT_COLUMNS = 120;
const MIN_SOURCE_COLUMNS = 20;

/** How much text may be read to find the fixes of a file, in UTF-16 code units: so much, and as often the whole text. */
const LEAST_READ = 10_000_000;
const READINGS = 10;

/** Formats the findings of a file: the message, the location, the source with the range underlined, and the expected text. */
export class FrameWriter {
  readonly #file: CheckedFile;
  readonly #look: Look;
  readonly #hidden: HiddenParts;
  readonly #lines = new Map<number, SourceLine>();
  /** The findings that are shown with a fix if they have one. */
  readonly #fixable: ReadonlySet<Finding>;

  constructor(file: CheckedFile, look: Look) {
    this.#file = file;
    this.#look = look;
    const { document, lines, findings } = file.analysis;
    this.#hidden = new HiddenParts(document, lines);
    this.#fixable = new Set(withAffordableFixes(document, findings, LEAST_READ + READINGS * document.text.length));
  }

  /** How many findings at the end of the file are shown without their fixes, because they are in long messages. */
  get shownWithoutFix(): number {
    return this.#file.analysis.findings.length - this.#fixable.size;
  }

  frame(finding: Finding): string {
    const { paint, columns } = this.#look;
    const { document } = this.#file.analysis;
    const { severity, rule, message, expected, related } = finding;
    const color = SEVERITY_COLORS[severity];
    const range = document.rangeOf(finding.place);
    const primary = this.#annotation(range, null);
    const annotations = [
      primary,
      ...related.map(({ message: label, place }) => this.#annotation(document.rangeOf(place), label)),
    ];
    const gutter = String(annotations.reduce((most, { line }) => Math.max(most, this.#numberOf(line)), 0)).length;
    const bar = `${" ".repeat(gutter)} ${paint("|", "blue")}`;
    const note = (label: string, text: string) =>
      `${" ".repeat(gutter)} ${paint("=", "blue")} ${paint(`${label}:`, "bold")} ${printable(text)}`;

    const [first = "", ...more] = wrap(`${severity}[${rule}]: ${printable(message)}`, columns);
    const title = first.slice(0, severity.length + rule.length + 2);
    const { analysis, har } = this.#file;
    const fix = this.#fixable.has(finding) ? firstFix(finding, analysis.judged, har === null) : null;
    return [
      paint(title, color, "bold") + paint(first.slice(title.length), "bold"),
      ...more.map((line) => paint(line, "bold")),
      `${" ".repeat(gutter)}${paint("-->", "blue")} ${this.#location(range)}`,
      bar,
      ...this.#excerpt(annotations, primary, gutter, bar, color),
      ...(expected === null && fix === null ? [] : [bar]),
      ...(expected === null ? [] : [note("help", expected)]),
      ...(fix === null ? [] : [note("fix", fix)]),
      "",
    ].join("\n");
  }

  #location(range: Range): string {
    const { line, column } = placeInFile(this.#file, range).start;
    return `${printable(this.#file.path)}:${line + 1}:${column + 1}`;
  }

  /** The number in the file, 1-based, of a line of the text. */
  #numberOf(line: number): number {
    const { lines } = this.#file.analysis;
    const start = lines.offsetAt({ line, character: 0 });
    const end = lines.offsetAt({ line: line + 1, character: 0 });
    return placeInFile(this.#file, { start, end }).start.line + 1;
  }

  #annotation(range: Range, label: string | null): Annotation {
    const { lines } = this.#file.analysis;
    const { line, character } = lines.positionAt(range.start);
    return { line, range: { start: character, end: character + range.end - range.start }, label };
  }

  /**
   * The annotated lines, in the order of the text. A line is shown once, unless it is too long to show all its annotations.
   */
  #excerpt(
    annotations: readonly Annotation[],
    primary: Annotation,
    gutter: number,
    bar: string,
    color: Color,
  ): string[] {
    const { paint, columns } = this.#look;
    const available = Math.max(MIN_SOURCE_COLUMNS, (columns ?? DEFAULT_COLUMNS) - gutter - "  | ".length);
    const rows: string[] = [];
    let previous: number | null = null;
    let previousIsWhole = false;
    for (const annotation of annotations.toSorted((a, b) => a.line - b.line || a.range.start - b.range.start)) {
      const { line, range, label } = annotation;
      const { text, hidden } = this.#source(line);
      const shown = showLine(text, range, available, hidden);
      if (previous !== null && line > previous + 1) {
        rows.push(paint("...", "blue"));
      }
      if (line !== previous || !previousIsWhole) {
        const number = paint(`${String(this.#numberOf(line)).padStart(gutter)} |`, "blue");
        rows.push(`${number} ${shown.text}`.trimEnd());
      }
      previous = line;
      previousIsWhole = !shown.cut;
      const isPrimary = annotation === primary;
      const mark = (isPrimary ? "^" : "-").repeat(shown.width);
      const room = available - shown.indent - shown.width - 1;
      const words = label === null ? "" : printable(label);
      const paintMark = (words: string) => (isPrimary ? paint(words, color, "bold") : paint(words, "blue"));
      const beside = words !== "" && words.length <= room ? ` ${words}` : "";
      rows.push(`${bar} ${" ".repeat(shown.indent)}${paintMark(mark + beside)}`);
      if (words !== "" && beside === "") {
        append(
          rows,
          wrap(words, available).map((row) => `${bar} ${paintMark(row)}`),
        );
      }
    }
    return rows;
  }

  /** Cached, because a long line can have many findings. */
  #source(line: number): SourceLine {
    const known = this.#lines.get(line);
    if (known !== undefined) {
      return known;
    }
    const { document, lines } = this.#file.analysis;
    const start = lines.offsetAt({ line, character: 0 });
    const text = withoutTerminator(document.text.slice(start, lines.offsetAt({ line: line + 1, character: 0 })));
    const source = { text, hidden: this.#hidden.in(line, text) };
    this.#lines.set(line, source);
    return source;
  }
}

function withoutTerminator(line: string): string {
  const end = line.endsWith("\n") ? line.length - 1 : line.length;
  return line.slice(0, line.charAt(end - 1) === "\r" ? end - 1 : end);
}

/** The title of the best fix, and whether `--fix` applies it to such a file. If the rule throws while it makes them, the finding has none. */
function firstFix({ fixes }: Finding, judged: JudgedDocument, isApplied: boolean): string | null {
  try {
    const [fix] = fixes(judged);
    return fix === undefined ? null : fix.title + (fix.grade === "safe" && isApplied ? " (--fix applies it)" : "");
  } catch {
    return null;
  }
}
