import { normalizeMethod } from "../cors/method";
import { type Block, fieldsNamed, type HttpDocument, type Message, type Request } from "../http/tree";
import { isUnknown } from "../text/unknown";
import { type CorsDirective, corsDirective } from "./cors-directive";
import { pageOriginOf } from "./page-origin";
import { type Candidate, type Chain, chainsOf, mayRedirect } from "./redirects";
import { type RequestWithResponse, responsesOf } from "./responses";
import { targetOf } from "./target";

/** A request with its response, and the fetch that it belongs to. */
export interface Member {
  readonly candidate: Candidate;
  readonly chain: Chain;
}

/** Blocks that pair and redirect among themselves: nothing outside of them decides which response is whose, or which request follows which. */
export interface Segment {
  readonly blocks: readonly Block[];
  readonly members: readonly Member[];
  /** The messages that belong to no request. */
  readonly alone: readonly Message[];
  /** Whether a redirect may lead on from the end, where the document ends. */
  readonly goesOn: boolean;
}

/** What decides about a request beside its own segment. */
export interface Surroundings {
  readonly fileDirectives: readonly CorsDirective[];
  readonly variables: HttpDocument["variables"];
  readonly originSetting: string | null;
}

export function surroundingsOf({ topDirectives, variables }: HttpDocument, originSetting: string | null): Surroundings {
  const fileDirectives = topDirectives.flatMap((directive) => corsDirective(directive) ?? []);
  return { fileDirectives, variables, originSetting };
}

/** Segments of a document: those that were there before, at its beginning and at its end, and those in between. */
export interface Segmented {
  readonly segments: readonly Segment[];
  readonly added: readonly Segment[];
  readonly removed: readonly Segment[];
}

/**
 * The segments of a document, in order.
 * @param before those of another one in the same surroundings, which may have blocks of this one.
 */
export function segmentsOf(
  blocks: readonly Block[],
  surroundings: Surroundings,
  before: Pick<Segmented, "segments"> & { readonly blocks: readonly Block[] } = { blocks: [], segments: [] },
): Segmented {
  const most = Math.min(blocks.length, before.blocks.length);
  let prefix = 0;
  while (prefix < most && blocks[prefix] === before.blocks[prefix]) {
    prefix++;
  }
  let suffix = 0;
  while (suffix < most - prefix && blocks.at(-1 - suffix) === before.blocks.at(-1 - suffix)) {
    suffix++;
  }
  // A segment ends where the next block has a request.
  const isKept = (segment: Segment) => {
    const end = endOf(segment);
    return end < prefix || (end === prefix && !segment.goesOn && (end === blocks.length || hasRequest(blocks[end])));
  };
  const kept = firstAt(before.segments, 0, (segment) => !isKept(segment));
  const isBehind = ({ blocks: [first] }: Segment) =>
    first !== undefined && first.index >= blocks.length - suffix && blocks[first.index] === first;
  const behind = firstAt(before.segments, kept, isBehind);
  const added: Segment[] = [];
  let next = kept === 0 ? 0 : endOf(before.segments[kept - 1] as Segment);
  let rest = before.segments.length;
  while (next < blocks.length) {
    const at = firstAt(before.segments, behind, ({ blocks: [first] }) => (first?.index ?? 0) >= next);
    if (before.segments[at]?.blocks[0] === blocks[next]) {
      rest = at;
      break;
    }
    const segment = segmentFrom(blocks, next, surroundings);
    added.push(segment);
    next += segment.blocks.length;
  }
  return {
    segments: before.segments.slice(0, kept).concat(added, before.segments.slice(rest)),
    added,
    removed: before.segments.slice(kept, rest),
  };
}

/** The index of the block behind a segment. */
function endOf({ blocks }: Segment): number {
  return (blocks.at(-1)?.index ?? -1) + 1;
}

/** The index of the first segment, at or behind `from`, for which something holds that holds for all behind it. */
function firstAt(segments: readonly Segment[], from: number, holds: (segment: Segment) => boolean): number {
  let low = from;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(segments[middle] as Segment)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** The segment that begins at a block: passages as long as a redirect may lead from one to the next. */
function segmentFrom(blocks: readonly Block[], start: number, surroundings: Surroundings): Segment {
  const candidates: Candidate[] = [];
  const pairs: RequestWithResponse[] = [];
  let end = start;
  let goesOn = false;
  do {
    const first = end;
    do {
      end++;
    } while (end < blocks.length && !hasRequest(blocks[end]));
    for (const pair of responsesOf(blocks.slice(first, end))) {
      const candidate = candidateOf(pair, surroundings);
      pairs.push(pair);
      candidates.push(candidate);
      // A preflight leaves it as it is.
      goesOn = candidate.kind === "actual" ? mayRedirect(candidate) : goesOn;
    }
  } while (goesOn && end < blocks.length);
  const own = blocks.slice(start, end);
  return { blocks: own, members: membersOf(own, candidates), alone: aloneIn(own, pairs), goesOn };
}

function hasRequest(block: Block | undefined): boolean {
  return block?.messages.some(({ kind }) => kind === "request") ?? false;
}

function candidateOf(
  { request, response }: RequestWithResponse,
  { fileDirectives, variables, originSetting }: Surroundings,
): Candidate {
  const directives = request.directives.flatMap((directive) => corsDirective(directive) ?? []);
  const origin = pageOriginOf(request, directives, fileDirectives, variables, originSetting);
  const kind = origin !== null && isPreflight(request) ? "preflight" : "actual";
  return { kind, request, response, target: targetOf(request), origin, directives };
}

function membersOf(blocks: readonly Block[], candidates: readonly Candidate[]): Member[] {
  const chains = chainsOf(blocks, candidates);
  return candidates.flatMap((candidate) => {
    const chain = chains.get(candidate);
    return chain === undefined ? [] : { candidate, chain };
  });
}

function aloneIn(blocks: readonly Block[], pairs: readonly RequestWithResponse[]): Message[] {
  const paired = new Set<Message | null>(pairs.flatMap(({ request, response }) => [request, response]));
  return blocks.flatMap(({ messages }) => messages.filter((message) => !paired.has(message)));
}

/** A preflight is an `OPTIONS` request with an origin and `Access-Control-Request-Method`, which no script can set. */
function isPreflight(request: Request): boolean {
  return (
    !isUnknown(request.methodValue) &&
    normalizeMethod(request.methodValue) === "OPTIONS" &&
    fieldsNamed(request, "Access-Control-Request-Method").length > 0
  );
}
