import { normalizeMethod } from "../cors/method";
import { type Block, fieldsNamed, type HttpDocument, type Message, type Request } from "../http/tree";
import { isUnknown } from "../text/unknown";
import { type CorsDirective, corsDirective } from "./cors-directive";
import { pageOriginOf } from "./page-origin";
import { chainsOf, mayRedirect, type PairedRequest, type RedirectChain } from "./redirects";
import { type RequestWithResponse, responsesOf } from "./responses";
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
}

/** What a request depends on besides its own run. */
export interface Surroundings {
  readonly fileDirectives: readonly CorsDirective[];
  readonly originSetting: string | null;
}

export function surroundingsOf({ topDirectives }: HttpDocument, originSetting: string | null): Surroundings {
  return { fileDirectives: topDirectives.flatMap((directive) => corsDirective(directive) ?? []), originSetting };
}

/** A run with everything that it was made from. */
interface KnownRun extends BlockRun {
  /** Whether each block is below a heading. */
  readonly headings: readonly boolean[];
  readonly surroundings: Surroundings;
  /** Whether a redirect may lead from its end to the next block. */
  readonly goesOn: boolean;
}

/** The last run that began at a block. After an edit most runs are the same. */
const known = new WeakMap<Block, KnownRun>();

/** The runs of a document, in order. Together they have all its blocks. */
export function blockRunsOf(document: HttpDocument, surroundings: Surroundings): readonly BlockRun[] {
  const { blocks } = document;
  const runs: BlockRun[] = [];
  let start = 0;
  while (start < blocks.length) {
    const first = blocks[start] as Block;
    let run = known.get(first);
    if (run === undefined || !isStillTrue(run, document, start, surroundings)) {
      run = runFrom(document, start, surroundings);
      known.set(first, run);
    }
    runs.push(run);
    start += run.blocks.length;
  }
  return runs;
}

function isStillTrue(run: KnownRun, document: HttpDocument, start: number, surroundings: Surroundings): boolean {
  const { blocks } = document;
  const end = start + run.blocks.length;
  return (
    end <= blocks.length &&
    run.blocks.every((block, i) => block === blocks[start + i] && document.isAfterHeading(block) === run.headings[i]) &&
    (end === blocks.length || (!run.goesOn && hasRequest(blocks[end]))) &&
    haveSameSurroundings(run.surroundings, surroundings)
  );
}

function haveSameSurroundings(a: Surroundings, b: Surroundings): boolean {
  return (
    a === b ||
    (a.originSetting === b.originSetting &&
      a.fileDirectives.length === b.fileDirectives.length &&
      a.fileDirectives.every((directive, i) => directive === b.fileDirectives[i]))
  );
}

/** Goes on as long as the next block has no request, or a redirect may lead to it. */
function runFrom(document: HttpDocument, start: number, surroundings: Surroundings): KnownRun {
  const { blocks } = document;
  const all: PairedRequest[] = [];
  let end = start;
  let goesOn = false;
  do {
    const first = end;
    do {
      end++;
    } while (end < blocks.length && !hasRequest(blocks[end]));
    for (const pair of responsesOf(document, blocks.slice(first, end))) {
      const paired = pairedRequest(pair, surroundings);
      all.push(paired);
      // A preflight between a redirect and the next request doesn't end the fetch.
      goesOn = paired.kind === "actual" ? mayRedirect(paired) : goesOn;
    }
  } while (goesOn && end < blocks.length);
  const own = blocks.slice(start, end);
  return {
    blocks: own,
    requests: chained(document, own, all),
    alone: aloneIn(own, all),
    goesOn,
    headings: own.map((block) => document.isAfterHeading(block)),
    surroundings,
  };
}

function hasRequest(block: Block | undefined): boolean {
  return block?.messages.some(({ kind }) => kind === "request") ?? false;
}

function pairedRequest(
  { request, response }: RequestWithResponse,
  { fileDirectives, originSetting }: Surroundings,
): PairedRequest {
  const directives = request.directives.flatMap((directive) => corsDirective(directive) ?? []);
  const origin = pageOriginOf(request, directives, fileDirectives, originSetting);
  const kind = origin !== null && isPreflight(request) ? "preflight" : "actual";
  return { kind, request, response, target: targetOf(request), origin, directives };
}

function chained(document: HttpDocument, blocks: readonly Block[], all: readonly PairedRequest[]): ChainedRequest[] {
  const chains = chainsOf(document, blocks, all);
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
