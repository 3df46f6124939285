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
  /** Whether a redirect may lead from its end to the next block. */
  readonly goesOn: boolean;
  /** Whether each block is below a heading. */
  readonly headings: readonly boolean[];
  readonly surroundings: Surroundings;
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
 * @param previous the runs of another document. Those that are still true are shared.
 */
export function blockRunsOf(
  document: HttpDocument,
  surroundings: Surroundings,
  previous: readonly BlockRun[] = [],
): readonly BlockRun[] {
  const { blocks } = document;
  const known = new KnownRuns(previous);
  const runs: BlockRun[] = [];
  let start = 0;
  while (start < blocks.length) {
    const before = known.beginningAt(blocks[start] as Block);
    const run =
      before !== undefined && isStillTrue(before, document, start, surroundings)
        ? before
        : runFrom(document, start, surroundings);
    runs.push(run);
    start += run.blocks.length;
  }
  return runs;
}

/** Finds runs by their first block. Callers mostly ask for them in order. */
class KnownRuns {
  readonly #runs: readonly BlockRun[];
  #byFirst: ReadonlyMap<Block | undefined, number> | null = null;
  #next = 0;

  constructor(runs: readonly BlockRun[]) {
    this.#runs = runs;
  }

  beginningAt(block: Block): BlockRun | undefined {
    if (this.#runs[this.#next]?.blocks[0] !== block) {
      this.#byFirst ??= new Map(this.#runs.map(({ blocks }, i) => [blocks[0], i]));
      this.#next = this.#byFirst.get(block) ?? this.#runs.length;
    }
    return this.#runs[this.#next++];
  }
}

function isStillTrue(run: BlockRun, document: HttpDocument, start: number, surroundings: Surroundings): boolean {
  const { blocks } = document;
  const end = start + run.blocks.length;
  for (let i = start; i < end; i++) {
    const block = run.blocks[i - start] as Block;
    if (block !== blocks[i] || document.isAfterHeading(block) !== run.headings[i - start]) {
      return false;
    }
  }
  return (
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

/** Extends the run while the next block has no request, or a redirect may lead to it. */
function runFrom(document: HttpDocument, start: number, surroundings: Surroundings): BlockRun {
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
