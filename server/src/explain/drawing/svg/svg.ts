import { CONSOLE_TITLE } from "../../console/paragraphs";
import {
  ARROW_STATES,
  type Arrow,
  type Decision,
  type Drawing,
  type FieldLine,
  MARKS,
  type Participant,
  ROLES,
} from "../drawing";
import { escapeXml } from "../escape";
import { plainTextOf, spansOf } from "../spans";
import { SVG_STYLE } from "./style";
import { type TextLine, textLines } from "./text-lines";

/** In pixels. */
const PAGE_X = 101;
const BROWSER_X = 296;
const SERVER_X = 732;
const SERVER_DISTANCE = 196;
const HEAD_WIDTH = 178;
const SERVER_HEAD_WIDTH = 188;
const HEAD_HEIGHT = 44;
const MARGIN = 12;
const TEXT_WIDTH = SERVER_X - BROWSER_X - 28;
const CARD_X = 140;
const CARD_WIDTH = SERVER_X - 24 - CARD_X;
const LINE_HEIGHT = 17;
const SIZE = 12;
const SMALL = 11;
/** Spaces that don't collapse. */
const GAP = "\u00a0\u00a0\u00a0\u00a0";
const HANGING = 15;

/** The drawing as a standalone SVG file, for a browser or a README. */
export function drawingSvgFile(drawing: Drawing): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new Picture(drawing).svg(true)}\n`;
}

/** The drawing for a page that already has `SVG_STYLE`, the title and the verdict. */
export function drawingSvg(drawing: Drawing): string {
  return new Picture(drawing).svg(false);
}

/** Draws from top to bottom. */
class Picture {
  readonly #drawing: Drawing;
  readonly #parts: string[] = [];
  #y = MARGIN;

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
  }

  svg(isAlone: boolean): string {
    const { title, headline, verdict, reason, participants, steps } = this.#drawing;
    const width =
      participants.length < 3 ? SERVER_X : this.#x(participants.length - 1) + SERVER_HEAD_WIDTH / 2 + MARGIN;
    if (isAlone) {
      this.#head(title, headline, verdict, width);
    }
    const top = this.#y;
    this.#y += HEAD_HEIGHT + 10;
    for (const step of steps) {
      if (step.kind === "arrow") {
        this.#arrow(step);
      } else {
        this.#decision(step);
      }
    }
    const bottom = this.#y;
    const height = bottom + MARGIN;
    const lanes = participants.map(
      (_, i) =>
        `<line class="lifeline" x1="${this.#x(i)}" x2="${this.#x(i)}" y1="${top + HEAD_HEIGHT}" y2="${bottom}"/>`,
    );
    return [
      `<svg class="cors-lens" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="cors-lens-title cors-lens-description" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
      `<title id="cors-lens-title">${escapeXml(`${title}: ${headline}`)}</title>`,
      `<desc id="cors-lens-description">${escapeXml(plainTextOf(reason))}</desc>`,
      ...(isAlone ? [`<style>${SVG_STYLE}</style>`] : []),
      `<rect class="paper" width="${width}" height="${height}" rx="6"/>`,
      ...lanes,
      ...participants.map((participant, i) => this.#participant(participant, this.#x(i), top)),
      ...this.#parts,
      "</svg>",
    ].join("\n");
  }

  /** The x position of a participant's lane. */
  #x(index: number): number {
    return index === 0 ? PAGE_X : index === 1 ? BROWSER_X : SERVER_X + (index - 2) * SERVER_DISTANCE;
  }

  #head(title: string, headline: string, verdict: Decision["verdict"], width: number): void {
    const [first = [], ...more] = textLines([{ style: "code", text: title }], width - 2 * MARGIN, 16);
    this.#text([first], MARGIN, "title", 20);
    if (more.length > 0) {
      this.#text(more, MARGIN, "", LINE_HEIGHT);
    }
    this.#y += 6;
    this.#sign(verdict, MARGIN + 8);
    this.#text([[{ text: headline, className: "" }]], MARGIN + 24, `heading ${verdict}`, 18);
    this.#y += 12;
  }

  #participant({ role, name }: Participant, x: number, y: number): string {
    const width = role === "server" ? SERVER_HEAD_WIDTH : HEAD_WIDTH;
    const style = role === "browser" ? "text" : "code";
    const [line = [], ...more] = textLines([{ style, text: name }], width - 12, SMALL);
    const shown = `${line
      .map(({ text }) => text)
      .join("")
      .trimEnd()}${more.length > 0 ? "…" : ""}`;
    return [
      `<g><rect class="box" x="${x - width / 2}" y="${y}" width="${width}" height="${HEAD_HEIGHT}" rx="5"/>`,
      `<text class="heading" text-anchor="middle" x="${x}" y="${y + 18}">${ROLES[role]}</text>`,
      `<text class="small ${style}" text-anchor="middle" x="${x}" y="${y + 35}">${escapeXml(shown)}</text></g>`,
    ].join("");
  }

  #arrow({ from, to, label, state, fields, line, notes }: Arrow): void {
    this.#parts.push(`<g class="${state}"${lineData(line)}>`);
    const left = this.#x(Math.min(from, to));
    const isShort = Math.max(from, to) === 1;
    const width = isShort ? BROWSER_X - PAGE_X - 20 : TEXT_WIDTH;
    const x = left + 14;
    this.#y += 8;
    for (const note of notes) {
      this.#text(textLines(spansOf(note), width, SIZE), x, "muted");
      this.#y += 3;
    }
    const remark = [ARROW_STATES[state], line === null ? null : `line ${line}`]
      .filter((one) => one !== null)
      .join(", ");
    const labelLines = textLines(
      [{ style: isShort ? "strong" : "code", text: label }],
      width - (isShort ? 0 : 60),
      SIZE,
    );
    if (!isShort && remark !== "") {
      this.#parts.push(
        `<text class="small muted" text-anchor="end" x="${SERVER_X - 14}" y="${this.#y + 12}">${escapeXml(remark)}</text>`,
      );
    }
    this.#text(labelLines, x, "label");
    this.#arrowLine(this.#x(from), this.#x(to), state);
    this.#y += 8;
    for (const field of fields) {
      this.#field(field, x, width);
    }
    this.#y += 4;
    this.#parts.push("</g>");
  }

  #arrowLine(from: number, to: number, state: Arrow["state"]): void {
    const y = this.#y + (state === "never-sent" ? 5 : 2);
    const direction = to > from ? 1 : -1;
    if (state === "never-sent") {
      const end = Math.min(to, SERVER_X) - 48;
      this.#parts.push(`<path class="arrow" d="M${from} ${y}H${end}"/>`);
      this.#parts.push(`<path class="cross" d="M${end - 5} ${y - 5}l10 10m0 -10l-10 10"/>`);
      return;
    }
    const tip = to - direction;
    this.#parts.push(
      `<path class="arrow" d="M${from} ${y}H${tip - direction * 6}"/><path class="tip" d="M${tip} ${y}l${-direction * 9} -4.5v9z"/>`,
    );
  }

  #field({ text, line, verdict, isMissing }: FieldLine, x: number, width: number): void {
    const mark = verdict === null ? "" : `${MARKS[verdict].sign} `;
    const [first = [], ...more] = textLines([{ style: "code", text: `${mark}${text}` }], width, SIZE);
    const className = `${verdict ?? ""}${isMissing ? " strong" : ""}`;
    this.#parts.push(`<g${lineData(line)}>`);
    this.#text([first], x, className);
    this.#text(more, x + HANGING, className);
    this.#parts.push("</g>");
  }

  #decision({ heading, verdict, verdicts, words, expected, step, console, line }: Decision): void {
    this.#y += 6;
    const at = this.#parts.length;
    const top = this.#y;
    const x = CARD_X + 14;
    const width = CARD_WIDTH - 28;
    this.#y += 8;
    this.#sign(verdict, x + 8);
    this.#text(textLines([{ style: "strong", text: heading }], width - 24, 13), x + 24, `heading ${verdict}`, 18);
    if (verdicts.length > 0) {
      const by = verdicts.map((one, i) => ({
        className: one.verdict,
        text: `${i === 0 ? "" : GAP}${one.browser} ${MARKS[one.verdict].sign} ${MARKS[one.verdict].word}`,
      }));
      this.#text([by], x + 24, "small");
    }
    for (const paragraph of words) {
      this.#y += 2;
      this.#text(textLines(spansOf(paragraph), width, SIZE), x, "");
    }
    for (const text of expected) {
      this.#y += 2;
      const spans = [{ style: "text", text: "Should be: " } as const, { style: "code", text } as const];
      this.#text(textLines(spans, width, SIZE), x, "");
    }
    if (step !== null) {
      this.#y += 2;
      this.#text(textLines(spansOf(`Decided by ${step}.`), width, SMALL), x, "small muted");
    }
    if (console.length > 0) {
      this.#y += 4;
      this.#text([[{ text: `${CONSOLE_TITLE}:`, className: "" }]], x, "small muted");
      for (const item of console) {
        this.#text(textLines(spansOf(item), width - 10, SMALL), x + 10, "small", 15);
        this.#y += 3;
      }
    }
    this.#y += 8;
    this.#parts.splice(
      at,
      0,
      `<g${lineData(line)}><rect class="card ${verdict}" x="${CARD_X}" y="${top}" width="${CARD_WIDTH}" height="${this.#y - top}" rx="5"/>`,
    );
    this.#parts.push("</g>");
    this.#y += 6;
  }

  #sign(verdict: Decision["verdict"], x: number): void {
    const y = this.#y + 9;
    this.#parts.push(
      `<circle class="sign ${verdict}" cx="${x}" cy="${y}" r="8"/><text class="on-sign small" text-anchor="middle" x="${x}" y="${y + 4}">${MARKS[verdict].sign}</text>`,
    );
  }

  #text(lines: readonly TextLine[], x: number, className: string, lineHeight = LINE_HEIGHT): void {
    for (const line of lines) {
      this.#y += lineHeight;
      const pieces = line.map(({ text, className: own }) =>
        own === "" ? escapeXml(text) : `<tspan class="${own}">${escapeXml(text)}</tspan>`,
      );
      const styled = className.trim() === "" ? "" : ` class="${className.trim()}"`;
      this.#parts.push(`<text${styled} x="${x}" y="${this.#y - 5}">${pieces.join("")}</text>`);
    }
  }
}

function lineData(line: number | null): string {
  return line === null ? "" : ` data-line="${line}"`;
}
