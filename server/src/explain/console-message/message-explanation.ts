import { analyse, DEFAULT_SETTINGS } from "../../analysis";
import type { ConsoleMessage } from "../../console-message/message";
import { reportedExchange } from "../../edits/write-reported-exchange";
import type { Privacy } from "../../http/privacy";
import { append } from "../../text/append";
import { draw } from "../drawing/draw";
import type { Drawing, Step } from "../drawing/drawing";
import { shownDrawing } from "../drawing/shown";
import type { Paragraph } from "../fitting";
import { explainMessage } from "./explain-message";
import { messageTitle } from "./message-title";

/** Everything about a console message in a document, without what its privacy hides. */
export interface MessageExplanation {
  /** One line of plain text. */
  readonly title: string;
  /** The whole explanation in Markdown, with the title. */
  readonly markdown: string;
  /** The exchange that the message reports; null if it says nothing about one. Its lines aren't those of the document. */
  readonly drawing: Drawing | null;
}

export function messageExplanation(message: ConsoleMessage, privacy: Privacy): MessageExplanation {
  return {
    title: privacy.shown(messageTitle(message)),
    markdown: privacy.shown(explainMessage(message)),
    drawing: message.check === null ? null : drawingOf(message, privacy),
  };
}

/** The explanation for a hover: paragraphs on one line each, and the links below them. */
export interface MessageHover {
  readonly paragraphs: readonly Paragraph[];
  /** Markdown; undefined if there are none. */
  readonly links: string | undefined;
}

export function messageHover(message: ConsoleMessage): MessageHover {
  const [title = "", meaning = "", ...others] = explainMessage(message).split("\n\n");
  const [ending] = /(?: (?:· )?\[[^\]]*\]\([^)]*\))+$/.exec(meaning) ?? [];
  const rest: string[] = [];
  for (const block of others) {
    if (isList(block)) {
      const [first = "", ...more] = itemsOf(block);
      const heading = rest.pop();
      rest.push(`${heading} ${first}`);
      // An item is true without the heading, too.
      append(rest, rest.length === 1 ? more : []);
    } else {
      rest.push(block);
    }
  }
  const own = ending === undefined ? meaning : meaning.slice(0, -ending.length);
  return {
    paragraphs: [{ text: title, isKept: true }, ...[own, ...rest].map((text) => ({ text }))],
    links: ending?.trim(),
  };
}

/** Whether a block of Markdown is a list. */
export function isList(block: string): boolean {
  return block.startsWith("- ");
}

export function itemsOf(list: string): string[] {
  return list.split("\n").map((line) => line.replace(/^- /, ""));
}

function drawingOf(message: ConsoleMessage, privacy: Privacy): Drawing | null {
  const analysis = analyse(reportedExchange(message), "http", DEFAULT_SETTINGS);
  const { exchanges } = analysis;
  const shown = exchanges.find(({ verdict }) => Object.values(verdict).includes("blocked")) ?? exchanges.at(-1) ?? null;
  return shown === null ? null : shownDrawing(withoutLines(draw(analysis, shown)), privacy);
}

function withoutLines(drawing: Drawing): Drawing {
  const step = (one: Step): Step =>
    one.kind === "arrow"
      ? { ...one, line: null, fields: one.fields.map((field) => ({ ...field, line: null })) }
      : { ...one, line: null };
  return { ...drawing, steps: drawing.steps.map(step) };
}
