import { CONSOLE_TITLE } from "../../explain/console/paragraphs";
import {
  ARROW_STATES,
  type Arrow,
  type Decision,
  type Drawing,
  type FieldLine,
  MARKS,
  ROLES,
  verdictsInWords,
} from "../../explain/drawing/drawing";
import { PAGE } from "../../explain/drawing/participants";
import { plainTextOf } from "../../explain/drawing/spans";
import type { Verdict } from "../../judged/judged-exchange";
import { append } from "../../text/append";
import { type Cell, cellsOf, fitted, widthOf } from "./cells";
import type { Color, Paint } from "./paint";
import { VERDICT_COLORS } from "./verdicts";
import { wrap } from "./wrap";

export interface DrawingLook {
  readonly paint: Paint;
  readonly columns: number;
  /** Whether lines and signs are drawn in ASCII. Text from the file isn't changed. */
  readonly ascii: boolean;
}

interface Strokes {
  readonly lane: string;
  readonly line: string;
  readonly from: string;
  readonly into: string;
  readonly right: string;
  readonly left: string;
  readonly dashed: string;
}

const LINES: Strokes = { lane: "│", line: "─", from: "├", into: "┤", right: "▶", left: "◀", dashed: "╌" };
const ASCII_LINES: Strokes = { lane: "|", line: "-", from: "+", into: "+", right: ">", left: "<", dashed: "." };

/** Columns before the lanes, for line numbers. */
const GUTTER = 6;
const PAGE_LANE = GUTTER + 2;
const BROWSER_LANE = PAGE_LANE + 15;
const SERVER_DISTANCE = 11;
/** If fewer columns are left between browser and servers, all servers share a lane. */
const MIN_TEXT = 40;

/** Draws for a terminal: lanes from top to bottom, with line numbers on the left, within the available columns. */
export function drawingText(drawing: Drawing, look: DrawingLook): string {
  return new Sheet(drawing, look).text();
}

class Sheet {
  readonly #drawing: Drawing;
  readonly #look: DrawingLook;
  readonly #strokes: Strokes;
  /** The column of each participant. */
  #lanes: readonly number[];
  readonly #rows: string[] = [];

  constructor(drawing: Drawing, look: DrawingLook) {
    this.#drawing = drawing;
    this.#look = look;
    this.#strokes = look.ascii ? ASCII_LINES : LINES;
    this.#lanes = lanesOf(drawing.participants.length - 2, look.columns);
  }

  text(): string {
    const { title, headline, verdict, participants, steps, remarks } = this.#drawing;
    const { paint, columns } = this.#look;
    this.#rows.push(paint(fitted(title, columns), "bold"));
    for (const line of wrap(`${this.#sign(verdict)} ${headline}`, columns)) {
      this.#rows.push(paint(line, VERDICT_COLORS[verdict], "bold"));
    }
    this.#rows.push("");
    for (const [i, { name }] of participants.entries()) {
      const head = this.#nameOf(i).padEnd(`${ROLES.server} 9`.length);
      this.#rows.push(`  ${paint(head, "dim")}  ${fitted(name, columns - head.length - 4)}`);
    }
    this.#rows.push("", this.#heads());
    for (const step of steps) {
      this.#row(null, "");
      if (step.kind === "arrow") {
        if (step.to === PAGE) {
          // No server takes part in the following steps.
          this.#lanes = this.#lanes.slice(0, 2);
        }
        this.#arrow(step);
      } else {
        this.#decision(step);
      }
    }
    for (const remark of remarks) {
      this.#rows.push("");
      append(this.#rows, wrap(plainTextOf(remark), columns));
    }
    return `${this.#rows.map((row) => row.trimEnd()).join("\n")}\n`;
  }

  /** `Server`, or `Server 1` if there are several. */
  #nameOf(index: number): string {
    const { participants } = this.#drawing;
    const role = participants[index]?.role ?? "server";
    return role === "server" && participants.length > 3 ? `${ROLES.server} ${index - 1}` : ROLES[role];
  }

  #heads(): string {
    let row = "";
    const seen = new Set<number>();
    for (const [i, lane] of this.#lanes.entries()) {
      const name = this.#isShared() && i > 1 ? `${ROLES.server}s` : this.#nameOf(i);
      if (!seen.has(lane)) {
        seen.add(lane);
        const start = Math.min(Math.max(lane - (name.length >> 1), row.length + 1), this.#look.columns - name.length);
        row = row.padEnd(start) + name;
      }
    }
    return this.#look.paint(row, "bold");
  }

  #isShared(): boolean {
    return this.#lanes.length > 3 && this.#lanes[2] === this.#lanes[3];
  }

  #arrow({ from, to, label, state, fields, line, notes }: Arrow): void {
    const { paint } = this.#look;
    for (const note of notes) {
      for (const text of wrap(plainTextOf(note), this.#room())) {
        this.#row(null, text, "dim");
      }
    }
    const remark = ARROW_STATES[state];
    const server = Math.max(from, to);
    const where = this.#isShared() && server > 1 ? ` [${this.#nameOf(server)}]` : "";
    const start = this.#laneOf(Math.min(from, to));
    const end = this.#laneOf(server);
    const isRight = to > from;
    const { lane, line: solid, dashed, right, left, from: out, into } = this.#strokes;
    const stroke = state === "sent" ? solid : dashed;
    const room = end - start - 5;
    const said = fitted(`${label}${where}${remark === null ? "" : ` (${remark})`}`, room);
    const rest = Math.max(0, room - widthOf(cellsOf(said)));
    // The arrow of a message that is never sent ends halfway.
    const sent = state === "never-sent" ? Math.min(2, rest) : rest;
    const run = stroke.repeat(sent);
    const stop = state === "never-sent" ? `${this.#sign("blocked")}${" ".repeat(rest - sent)}` : right;
    const color: Color | null = state === "never-sent" ? "red" : state === "not-shown" ? "dim" : null;
    const styled = (text: string) => (color === null ? text : paint(text, color));
    const name = color === null ? paint(said, "bold") : paint(said, color, "bold");
    const drawn = isRight
      ? `${out}${styled(stroke)} ${name} ${styled(`${run}${stop}`)}`
      : `${lane}${styled(`${left}${run}`)} ${name} ${styled(stroke)}`;
    this.#line(line, start, drawn, end, isRight ? null : into);
    for (const field of fields) {
      this.#field(field);
    }
  }

  #field({ text, line, verdict }: FieldLine): void {
    const sign = verdict === null ? "" : `${this.#sign(verdict)} `;
    const [first = "", ...more] = broken(`${sign}${text}`, this.#room());
    const color = verdict === null ? undefined : VERDICT_COLORS[verdict];
    this.#row(line, first, color);
    for (const piece of more) {
      this.#row(null, `  ${piece}`, color);
    }
  }

  #decision({ heading, verdict, verdicts, words, expected, step, console, line }: Decision): void {
    const color = VERDICT_COLORS[verdict];
    const [first = "", ...more] = wrap(`${heading}${inParentheses(verdictsInWords(verdicts))}`, this.#room());
    this.#row(line, first, color, this.#look.paint(this.#sign(verdict), color, "bold"));
    for (const text of more) {
      this.#row(null, text, color);
    }
    for (const text of words) {
      this.#paragraph(plainTextOf(text));
    }
    for (const text of expected) {
      for (const piece of broken(`Should be: ${text}`, this.#room())) {
        this.#row(null, piece, "green");
      }
    }
    if (step !== null) {
      this.#paragraph(`Decided by ${plainTextOf(step)}.`, "dim");
    }
    if (console.length > 0) {
      this.#paragraph(`${CONSOLE_TITLE}:`, "dim");
      for (const item of console) {
        this.#paragraph(plainTextOf(item));
      }
    }
  }

  #paragraph(text: string, color?: Color): void {
    for (const line of wrap(text, this.#room()).flatMap((one) => broken(one, this.#room()))) {
      this.#row(null, line, color);
    }
  }

  /** The columns for text next to the browser's lane. */
  #room(): number {
    return (this.#lanes[2] ?? this.#look.columns) - BROWSER_LANE - 3;
  }

  /** Adds a row with text next to the browser's lane. */
  #row(line: number | null, text: string, color?: Color, sign = this.#strokes.lane): void {
    const styled = color === undefined ? text : this.#look.paint(text, color);
    const end = this.#lanes[2] ?? this.#look.columns;
    const pad = " ".repeat(Math.max(0, end - BROWSER_LANE - 2 - widthOf(cellsOf(text))));
    this.#line(line, BROWSER_LANE, `${sign} ${styled}${pad}`, end, null);
  }

  /**
   * Adds a row: the lanes, and a drawing from one lane to another.
   * @param closing the character in the lane in which the drawing ends; null for that of a lane.
   */
  #line(line: number | null, start: number, drawn: string, end: number, closing: string | null): void {
    const { lane } = this.#strokes;
    const lanes = [...new Set(this.#lanes)];
    const gutter = this.#look.paint((line === null ? "" : String(line)).padStart(GUTTER - 1), "dim");
    let row = gutter;
    let at = GUTTER - 1;
    for (const column of lanes) {
      if (column > start && column < end) {
        continue;
      }
      if (column < start || column > end) {
        row += " ".repeat(column - at) + lane;
        at = column + 1;
      } else if (column === start) {
        row += " ".repeat(column - at) + drawn;
        at = end;
      } else {
        row += closing ?? lane;
        at = end + 1;
      }
    }
    this.#rows.push(row);
  }

  #laneOf(index: number): number {
    return this.#lanes[index] ?? BROWSER_LANE;
  }

  #sign(verdict: Verdict): string {
    return this.#look.ascii ? MARKS[verdict].ascii : MARKS[verdict].sign;
  }
}

/** The columns of page, browser and servers. Each server has its own lane if that leaves enough room for text. */
function lanesOf(servers: number, columns: number): number[] {
  const last = columns - 4;
  const first = last - (servers - 1) * SERVER_DISTANCE;
  const isShared = first - BROWSER_LANE < MIN_TEXT;
  return [
    PAGE_LANE,
    BROWSER_LANE,
    ...Array.from({ length: servers }, (_, i) => (isShared ? last : first + i * SERVER_DISTANCE)),
  ];
}

function inParentheses(text: string): string {
  return text === "" ? "" : ` (${text})`;
}

/** Breaks a text into pieces of at most `columns`, after a space or a comma if possible. All but the first are two columns shorter. */
function broken(text: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece: Cell[] = [];
  let used = 0;
  let room = columns;
  for (const cell of cellsOf(text)) {
    if (used + cell.width > room) {
      const at = piece.findLastIndex((one) => one.text === " " || one.text === ",") + 1;
      const end = at > piece.length / 3 ? at : piece.length;
      pieces.push(textOf(piece.slice(0, end)));
      piece = piece.slice(end);
      used = widthOf(piece);
      room = columns - 2;
    }
    piece.push(cell);
    used += cell.width;
  }
  return [...pieces, textOf(piece)];
}

function textOf(cells: readonly Cell[]): string {
  return cells.map(({ text }) => text).join("");
}
