import { append } from "../../../text/append";
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
import { spansOf } from "../spans";
import { type Lanes, lanesFor, MARGIN } from "./lanes";
import { type TextLine, textLines, type Words } from "./text-lines";

/** A drawing in which everything has its place. In pixels; `className` has classes of `SVG_STYLE`. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly items: readonly Item[];
}

export type Item = Text | Box | Circle | Path | Group;

export interface Text {
  readonly kind: "text";
  readonly className: string;
  readonly anchor: "start" | "middle";
  /** Of the anchor. */
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  /** Font size. */
  readonly size: number;
  readonly line: TextLine;
}

export interface Box {
  readonly kind: "box";
  readonly className: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Circle {
  readonly kind: "circle";
  readonly className: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface Path {
  readonly kind: "path";
  readonly className: string;
  readonly d: string;
}

/** Items that belong together, to a line of the document if `line` isn't null. */
export interface Group {
  readonly kind: "group";
  readonly className: string;
  readonly line: number | null;
  readonly items: readonly Item[];
}

export interface LayoutOptions {
  /** Null for a width of its own. */
  readonly width: number | null;
  /** Whether the drawing also says what is written around it on a page: the title, the verdict and the console messages. */
  readonly isAlone: boolean;
}

export function layoutOf(drawing: Drawing, { width, isAlone }: LayoutOptions): Layout {
  return new Placing(lanesFor(drawing.participants, width), isAlone).place(drawing);
}

const SIZE = 12;
const HEADING = 13;
const TITLE = 16;
const LINE_HEIGHT = 17;
/** Before the second line of a header. */
const HANGING = 15;
const CARD_PADDING = 14;
const SIGN_WIDTH = 24;
/** Lines of a participant's name. */
const MOST_NAME_LINES = 5;
/** Between texts on a line. Doesn't collapse. */
const GAP = "\u00a0\u00a0";

/** Places a drawing from top to bottom. */
class Placing {
  readonly #lanes: Lanes;
  readonly #isAlone: boolean;
  #items: Item[] = [];
  #y = MARGIN;

  constructor(lanes: Lanes, isAlone: boolean) {
    this.#lanes = lanes;
    this.#isAlone = isAlone;
  }

  place({ title, headline, verdict, participants, steps }: Drawing): Layout {
    const { lanes, width } = this.#lanes;
    if (this.#isAlone) {
      this.#title(title, headline, verdict);
    }
    const heads = this.#heads(participants);
    const top = this.#y;
    this.#y += 10;
    for (const step of steps) {
      if (step.kind === "arrow") {
        this.#arrow(step, participants);
      } else {
        this.#decision(step);
      }
    }
    const bottom = this.#y;
    const height = bottom + MARGIN;
    const lifelines = [...new Set(lanes.map(({ x }) => x))].map(
      (x): Path => ({ kind: "path", className: "lifeline", d: `M${x} ${top}V${bottom}` }),
    );
    const paper: Box = { kind: "box", className: "paper", x: 0, y: 0, width, height };
    return { width, height, items: [paper, ...lifelines, ...heads, ...this.#items] };
  }

  #title(title: string, headline: string, verdict: Decision["verdict"]): void {
    const width = this.#lanes.width - 2 * MARGIN;
    this.#text(textLines([{ style: "code", text: title }], width, TITLE), MARGIN, "title", TITLE, 22);
    this.#y += 6;
    this.#sign(verdict, MARGIN + 8);
    const lines = textLines([{ style: "strong", text: headline }], width - SIGN_WIDTH, HEADING);
    this.#text(lines, MARGIN + SIGN_WIDTH, `heading ${verdict}`, HEADING, 18);
    this.#y += 12;
  }

  /** The boxes at the top of the lanes, all of the same height. */
  #heads(participants: readonly Participant[]): Item[] {
    const { lanes, sharesServerLane } = this.#lanes;
    const servers = participants.filter(({ role }) => role === "server").length;
    const shown = sharesServerLane ? participants.slice(0, 3) : participants;
    const heads = shown.map(({ role, name }, i) => {
      const { x = 0, headWidth = 0 } = lanes[i] ?? {};
      const isShared = sharesServerLane && role === "server";
      return {
        x,
        headWidth,
        heading: isShared ? `${servers} servers` : ROLES[role],
        names: isShared
          ? []
          : shortened(textLines([{ style: role === "browser" ? "text" : "code", text: name }], headWidth - 10, SIZE)),
      };
    });
    const top = this.#y;
    const height = 28 + heads.reduce((most, { names }) => Math.max(most, names.length), 0) * 15;
    this.#y += height;
    return heads.map(({ x, headWidth, heading, names }): Group => {
      const text = (line: TextLine, y: number, className: string, size: number): Text => ({
        kind: "text",
        anchor: "middle",
        className,
        x,
        y,
        size,
        line,
      });
      return group("", null, [
        { kind: "box", className: "box", x: x - headWidth / 2, y: top, width: headWidth, height },
        ...textLines([{ style: "strong", text: heading }], headWidth, HEADING).map((line) =>
          text(line, top + 18, "heading", HEADING),
        ),
        ...names.map((line, i) => text(line, top + 35 + i * 15, "", SIZE)),
      ]);
    });
  }

  #arrow({ from, to, label, state, fields, line, notes }: Arrow, participants: readonly Participant[]): void {
    const { lanes, text, isNarrow, sharesServerLane } = this.#lanes;
    const [start = 0, end = 0] = [lanes[from]?.x, lanes[to]?.x];
    const isShort = Math.max(from, to) === 1;
    const { x, width } = isShort ? { x: Math.min(start, end) + 8, width: Math.abs(end - start) - 12 } : text;
    const server = participants[to]?.role === "server" ? participants[to].name : null;
    const isAddressed = sharesServerLane && server !== null && !label.includes(server);
    const remark = [ARROW_STATES[state], line === null || isShort ? null : `line ${line}`]
      .filter((one) => one !== null)
      .join(", ")
      .replaceAll(" ", "\u00a0");
    this.#group(state, line, () => {
      this.#y += 8;
      this.#onPaper(!isShort && isNarrow, () => {
        for (const note of notes) {
          this.#text(textLines(spansOf(note), width, SIZE), x, "muted");
          this.#y += 3;
        }
        const words: Words[] = [
          { style: isShort ? "strong" : "code", text: label },
          ...(isAddressed ? [{ style: "text", text: `${GAP} to ${server}`, className: "remark" } as const] : []),
          ...(remark === "" ? [] : [{ style: "text", text: `${GAP} ${remark}`, className: "remark" } as const]),
        ];
        this.#text(textLines(words, width, SIZE, isShort ? 0 : HANGING), x, "label", SIZE, LINE_HEIGHT, HANGING);
      });
      this.#arrowLine(start, end, state);
      this.#y += 8;
      this.#onPaper(isNarrow, () => {
        for (const field of fields) {
          this.#field(field, x, width);
        }
      });
      this.#y += 4;
    });
  }

  #arrowLine(from: number, to: number, state: Arrow["state"]): void {
    const { lanes, isNarrow } = this.#lanes;
    // Away from the texts that cross the lanes.
    this.#y += isNarrow ? 5 : 0;
    const y = this.#y + (state === "never-sent" ? 5 : 2);
    const direction = to > from ? 1 : -1;
    if (state === "never-sent") {
      const end = Math.min(to, lanes[2]?.x ?? to) - 48;
      this.#items.push({ kind: "path", className: "arrow", d: `M${from} ${y}H${end}` });
      this.#items.push({ kind: "path", className: "cross", d: `M${end - 5} ${y - 5}l10 10m0 -10l-10 10` });
      return;
    }
    const tip = to - direction;
    this.#items.push({ kind: "path", className: "arrow", d: `M${from} ${y}H${tip - direction * 6}` });
    this.#items.push({ kind: "path", className: "tip", d: `M${tip} ${y}l${-direction * 9} -4.5v9z` });
  }

  #field({ text, line, verdict, isMissing }: FieldLine, x: number, width: number): void {
    const mark = verdict === null ? "" : `${MARKS[verdict].sign} `;
    const lines = textLines([{ style: "code", text: `${mark}${text}` }], width, SIZE, HANGING);
    this.#group("", line, () => {
      this.#text(lines, x, `${verdict ?? ""}${isMissing ? " strong" : ""}`, SIZE, LINE_HEIGHT, HANGING);
    });
  }

  #decision({ heading, verdict, verdicts, words, expected, step, console, line }: Decision): void {
    const { card } = this.#lanes;
    const x = card.x + CARD_PADDING;
    const width = card.width - 2 * CARD_PADDING;
    const paragraph = (text: readonly Words[], className = "", indent = 0) => {
      this.#y += 2;
      this.#text(textLines(text, width - indent, SIZE), x + indent, className);
    };
    this.#y += 6;
    const top = this.#y;
    const inside = this.#collected(() => {
      this.#y += 8;
      this.#sign(verdict, x + 8);
      const lines = textLines([{ style: "strong", text: heading }], width - SIGN_WIDTH, HEADING);
      this.#text(lines, x + SIGN_WIDTH, `heading ${verdict}`, HEADING, 18);
      if (verdicts.length > 0) {
        const by = verdicts.map((one, i): Words => {
          const { sign, word } = MARKS[one.verdict];
          const said = `${one.browser} ${sign} ${word}`.replaceAll(" ", "\u00a0");
          return { style: "text", className: one.verdict, text: `${said}${i < verdicts.length - 1 ? `${GAP} ` : ""}` };
        });
        this.#text(textLines(by, width - SIGN_WIDTH, SIZE), x + SIGN_WIDTH, "");
      }
      for (const text of words) {
        paragraph(spansOf(text));
      }
      for (const text of expected) {
        paragraph([
          { style: "text", text: "Should be: " },
          { style: "code", text },
        ]);
      }
      if (step !== null) {
        paragraph(spansOf(`Decided by ${step}.`), "muted");
      }
      if (this.#isAlone && console.length > 0) {
        this.#y += 2;
        paragraph([{ style: "text", text: `${CONSOLE_TITLE}:` }], "muted");
        for (const item of console) {
          paragraph(spansOf(item), "", 10);
        }
      }
      this.#y += 8;
    });
    const box: Box = {
      kind: "box",
      className: `card ${verdict}`,
      x: card.x,
      y: top,
      width: card.width,
      height: this.#y - top,
    };
    this.#items.push(group("", line, [box, ...inside]));
    this.#y += 6;
  }

  #sign(verdict: Decision["verdict"], x: number): void {
    const y = this.#y + 9;
    const [line] = textLines([{ style: "text", text: MARKS[verdict].sign }], SIZE, SIZE);
    this.#items.push({ kind: "circle", className: `sign ${verdict}`, x, y, radius: 8 });
    if (line !== undefined) {
      this.#items.push({ kind: "text", anchor: "middle", className: "on-sign", x, y: y + 4, size: SIZE, line });
    }
  }

  #text(
    lines: readonly TextLine[],
    x: number,
    className: string,
    size = SIZE,
    lineHeight = LINE_HEIGHT,
    hanging = 0,
  ): void {
    for (const [i, line] of lines.entries()) {
      this.#y += lineHeight;
      const at = x + (i === 0 ? 0 : hanging);
      this.#items.push({ kind: "text", anchor: "start", className, x: at, y: this.#y - 5, size, line });
    }
  }

  #group(className: string, line: number | null, place: () => void): void {
    this.#items.push(group(className, line, this.#collected(place)));
  }

  /** Hides the lanes below texts that cross them. */
  #onPaper(crosses: boolean, place: () => void): void {
    const top = this.#y;
    const items = this.#collected(place);
    if (crosses && items.length > 0) {
      const { x } = this.#lanes.text;
      const right = textsIn(items).reduce((most, text) => Math.max(most, text.x + text.line.width), 0);
      this.#items.push({ kind: "box", className: "paper", x, y: top, width: right - x + 4, height: this.#y - top });
    }
    append(this.#items, items);
  }

  #collected(place: () => void): Item[] {
    const outside = this.#items;
    this.#items = [];
    place();
    const inside = this.#items;
    this.#items = outside;
    return inside;
  }
}

function group(className: string, line: number | null, items: readonly Item[]): Group {
  return { kind: "group", className, line, items };
}

/** The texts, also those in groups. */
function textsIn(items: readonly Item[]): Text[] {
  return items.flatMap((item) => (item.kind === "group" ? textsIn(item.items) : item.kind === "text" ? [item] : []));
}

/** The first lines of a name, the last of them with a mark if there are more. */
function shortened(lines: readonly TextLine[]): readonly TextLine[] {
  const last = lines[MOST_NAME_LINES - 1];
  if (last === undefined || lines.length === MOST_NAME_LINES) {
    return lines;
  }
  const [piece] = last.pieces;
  const cut = { className: piece?.className ?? "", text: `${piece?.text.slice(0, -2) ?? ""}…` };
  return [...lines.slice(0, MOST_NAME_LINES - 1), { ...last, pieces: [cut] }];
}
