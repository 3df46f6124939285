import type { Analysis } from "../analysis";
import { listItems } from "../exchange/list-items";
import { exchangeAt, messageAt } from "../explain/locate";
import type { Line } from "../http/line";
import { type Field, type HttpDocument, type Message, statusLineRange } from "../http/tree";
import { type Range, touches } from "../text/range";
import { blockExtent, exchangeExtent, lineIndexAt, messageExtent, requestLineRange } from "./extents";
import { variableAt } from "./variables";

/**
 * The ranges around an offset, each inside the next: a word, a value, a field, the head or the body, the message, the exchange, the block, the
 * whole document.
 */
export function selectionRangesAt(analysis: Analysis, offset: number): Range[] {
  const { document, judged } = analysis;
  const message = messageAt(judged, offset);
  const exchange = exchangeAt(judged, offset);
  const variable = variableAt(document, offset);
  // A block's separator is before its start.
  const below = document.blocks.findIndex((block) => document.startOf(block) > offset);
  const blocks = below < 0 ? document.blocks.slice(-1) : document.blocks.slice(Math.max(0, below - 1), below + 1);
  const candidates: Range[] = [
    ...(variable === null ? [] : [variable.at, variable.at.reach]),
    ...(message === null ? [] : partsOf(document, message, messageExtent(analysis, message))),
    ...(exchange === null ? [] : [exchangeExtent(analysis, exchange)]),
    ...blocks.flatMap((block) => blockExtent(analysis, block) ?? []),
    ...lineOf(analysis, offset),
    { start: 0, end: document.text.length },
  ];
  return nested(candidates.filter((range) => range.start < range.end && touches(range, offset)));
}

/** The content of the line, for places outside messages and in bodies. */
function lineOf(analysis: Analysis, offset: number): Range[] {
  const line: Line | undefined = analysis.document.lines[lineIndexAt(analysis, offset)];
  return line === undefined ? [] : [{ start: line.content, end: line.end }];
}

function partsOf(document: HttpDocument, message: Message, extent: Range): Range[] {
  const parts: Range[] = [
    ...startLineParts(message),
    ...message.fields.flatMap(fieldParts),
    { start: 0, end: message.headEnd },
    ...(message.body === null ? [] : [{ start: message.body.start, end: extent.end - document.startOf(message) }]),
  ];
  return [...parts.map((range) => document.rangeOf({ anchor: message, range })), extent];
}

function startLineParts(message: Message): Range[] {
  switch (message.kind) {
    case "request":
      return [
        message.method ?? message.target,
        message.target,
        message.version ?? message.target,
        requestLineRange(message),
      ];
    case "response":
      return [
        message.version ?? message.status,
        message.status,
        message.reason ?? message.status,
        statusLineRange(message),
      ];
    case "fragment":
      return [];
  }
}

function fieldParts(field: Field): Range[] {
  return [field.name, ...listItems(field).map(({ range }) => range), field.value, field.line];
}

/** Starting with the smallest range, those that contain the previous one. */
function nested(ranges: readonly Range[]): Range[] {
  const chain: Range[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.end - a.start - (b.end - b.start))) {
    const last = chain.at(-1);
    const isSame = last?.start === start && last.end === end;
    if (last === undefined || (start <= last.start && last.end <= end && !isSame)) {
      chain.push({ start, end });
    }
  }
  return chain;
}
