import { normalizeMethod } from "../cors/method";
import { type Block, fieldsNamed, type HttpDocument, type Message, type Request } from "../http/tree";
import { isUnknown } from "../text/unknown";
import { type CorsDirective, corsDirective } from "./cors-directive";
import { mayRedirect, type RequestWithResponse } from "./hops";
import { isWithoutOrigin, pageOriginOf } from "./page-origin";
import { type PairedBlocks, pairedFrom, pairsFrom } from "./pairing";
import { chainsOf, type PairedRequest, type RedirectChain } from "./redirects";
import { targetOf } from "./target";

/** A request with its response, and the fetch that it is part of. */
export interface ChainedRequest {
  readonly paired: PairedRequest;
  readonly chain: RedirectChain;
}

/** Consecutive blocks that pair and redirect among themselves. Other blocks don't affect which response or redirect belongs to which request. */
export interface BlockRun {
  readonly blocks: readonly Block[];
  readonly requests: readonly ChainedRequest[];
  /** The messages that belong to no request. */
  readonly alone: readonly Message[];
  /** Whether a redirect may lead from its end to the next block. */
  readonly goesOn: boolean;
  /** Whether each block is below a heading. */
  readonly headings: readonly boolean[];
  /** The parts that pair among themselves. Their ends are relative to the first block. */
  readonly parts: readonly PairedBlocks[];
}

/** What a request depends on besides its own run. */
export interface Surroundings {
  readonly fileDirectives: readonly CorsDirective[];
  readonly originSetting: string | null;
}

export function surroundingsOf({ topDirectives }: HttpDocument, originSetting: string | null): Surroundings {
  return { fileDirectives: topDirectives.flatMap((directive) => corsDirective(directive) ?? []), originSetting };
}

/**
 * The runs of a document, in order. Together they have all its blocks.
 * @param previous the runs of another document with the same surroundings. Those that are still true are shared.
 */
export function blockRunsOf(
  document: HttpDocument,
  surroundings: Surroundings,
  previous: readonly BlockRun[] = [],
): readonly BlockRun[] {
  const { blocks } = document;
  const known = new Map(previous.map((run) => [run.blocks[0], run]));
  const runs: BlockRun[] = [];
  let start = 0;
  while (start < blocks.length) {
    const before = known.get(blocks[start]);
    const isKnown = before !== undefined && isStillTrue(before, document, start);
    const run = isKnown ? before : runFrom(document, start, surroundings);
    runs.push(run);
    start += run.blocks.length;
  }
  return runs;
}

function isStillTrue(run: BlockRun, document: HttpDocument, start: number): boolean {
  const { blocks } = document;
  const end = start + run.blocks.length;
  return (
    run.blocks.every((block, i) => block === blocks[start + i] && document.isAfterHeading(block) === run.headings[i]) &&
    (end === blocks.length || !run.goesOn) &&
    hasSameParts(run, document, start)
  );
}

/** Whether the blocks below a run leave its parts as they were. */
function hasSameParts({ parts }: BlockRun, document: HttpDocument, start: number): boolean {
  let from = start;
  return parts.every(({ end, isResponseFirst }) => {
    const now = pairedFrom(document, from);
    from = now.end;
    return now.end === start + end && now.isResponseFirst === isResponseFirst;
  });
}

/** Extends the run while the next block pairs with its own, or a redirect may lead to it. */
function runFrom(document: HttpDocument, start: number, surroundings: Surroundings): BlockRun {
  const { blocks } = document;
  const all: PairedRequest[] = [];
  const parts: PairedBlocks[] = [];
  let end = start;
  let goesOn = false;
  do {
    const part = pairedFrom(document, end);
    const pairs = pairsFrom(document, end, part);
    end = part.end;
    parts.push({ ...part, end: end - start });
    for (const pair of pairs) {
      const paired = pairedRequest(pair, surroundings);
      all.push(paired);
      // A preflight between a redirect and the next request doesn't end the fetch.
      goesOn = paired.kind === "actual" ? paired.response !== null && mayRedirect(paired.response) : goesOn;
    }
  } while (goesOn && end < blocks.length);
  const own = blocks.slice(start, end);
  return {
    blocks: own,
    requests: chained(document, all),
    alone: aloneIn(own, all),
    goesOn,
    headings: own.map((block) => document.isAfterHeading(block)),
    parts,
  };
}

function pairedRequest(
  { request, response, isHop, isContested }: RequestWithResponse,
  { fileDirectives, originSetting }: Surroundings,
): PairedRequest {
  const directives = request.directives.flatMap((directive) => corsDirective(directive) ?? []);
  const origin = pageOriginOf(request, directives, fileDirectives, originSetting);
  const kind = origin !== null && isPreflight(request) ? "preflight" : "actual";
  return {
    kind,
    request,
    response,
    isHop,
    isContested,
    target: targetOf(request, origin?.value ?? null),
    origin,
    isWithoutOrigin: isWithoutOrigin(request, directives, fileDirectives),
    directives,
  };
}

function chained(document: HttpDocument, all: readonly PairedRequest[]): ChainedRequest[] {
  const chains = chainsOf(document, all);
  return all.flatMap((paired) => {
    const chain = chains.get(paired);
    return chain === undefined ? [] : { paired, chain };
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
