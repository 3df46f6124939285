import type { Announced } from "../http/panel-words";
import type { Block, HttpDocument } from "../http/tree";
import type { RequestWithResponse } from "./hops";
import { isAnsweredBy, responsesAbove, responsesOf } from "./responses";

/** Consecutive blocks whose messages pair among themselves. */
export interface PairedBlocks {
  /** Index after the last block. */
  readonly end: number;
  /** Whether headings show each response above its request. */
  readonly isResponseFirst: boolean;
}

/**
 * The blocks from `start` on that pair among themselves, if those above pair without them. They begin with a request and end before the next
 * one; or they are consecutive blocks with headings, and the first one is a response. They depend on no block above, and of those below only on
 * the next one.
 */
export function pairedFrom(document: HttpDocument, start: number): PairedBlocks {
  const { blocks } = document;
  const isResponseFirst = beginsResponseFirst(document, start, start);
  let end = start;
  do {
    end++;
  } while (
    end < blocks.length &&
    (isResponseFirst
      ? continuesHeaded(document, end)
      : !hasRequest(blocks[end] as Block) && !beginsResponseFirst(document, end, start))
  );
  return { end, isResponseFirst };
}

/** The requests of these blocks, each with its response. */
export function pairsFrom(
  document: HttpDocument,
  start: number,
  { end, isResponseFirst }: PairedBlocks,
): readonly RequestWithResponse[] {
  const blocks = document.blocks.slice(start, end);
  return isResponseFirst ? responsesAbove(blocks) : responsesOf(document, blocks);
}

/** Whether consecutive blocks with headings begin at an index with a response that answers no request above it, from `start` on. */
function beginsResponseFirst(document: HttpDocument, index: number, start: number): boolean {
  const { blocks } = document;
  const block = blocks[index];
  if (block === undefined || block.messages.length === 0 || headedKind(block) !== "response") {
    return false;
  }
  const isFirst = index === start || document.isAfterHeading(block) || !isHeaded(blocks[index - 1] as Block);
  let above = index - 1;
  while (above >= start && blocks[above]?.messages.length === 0) {
    above--;
  }
  return (
    isFirst && (above < start || !isAnsweredBy(document, blocks[above] as Block, block, blocks[index - 1] as Block))
  );
}

function continuesHeaded(document: HttpDocument, index: number): boolean {
  const block = document.blocks[index] as Block;
  return isHeaded(block) && !document.isAfterHeading(block);
}

export function isHeaded(block: Block): boolean {
  return headedKind(block) !== null;
}

/** What the heading of a block announces, if the block holds nothing else; null otherwise. */
function headedKind({ announces, messages }: Block): Announced | null {
  return messages.every(({ kind, record }) => kind === announces && record === null) ? announces : null;
}

export function hasRequest({ messages }: Block): boolean {
  return messages.some(({ kind }) => kind === "request");
}
