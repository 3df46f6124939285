import { type Block, blockOf, type HttpDocument, type Request, type Response } from "../http/tree";
import { isUnknown } from "../text/unknown";

export interface RequestWithResponse {
  readonly request: Request;
  readonly response: Response | null;
}

/**
 * Every request with the response that belongs to it: the one below it in its block; or, where a block ends with an unanswered request,
 * the one in the next block that holds messages, if that block has no request of its own; in Markdown the next fence, with no heading between.
 */
export function responsesOf(document: HttpDocument, blocks: readonly Block[]): RequestWithResponse[] {
  const pairs: RequestWithResponse[] = [];
  /** The requests since the last response, and the responses after them. */
  let requests: Request[] = [];
  let responses: Response[] = [];
  let previous: Block | null = null;

  const settle = () => {
    const last = requests.length - 1;
    // Several requests and then several responses: which belongs to which is not said.
    const response = requests.length > 1 && responses.length > 1 ? null : finalOf(responses);
    for (const [i, request] of requests.entries()) {
      pairs.push({ request, response: i === last ? response : null });
    }
    requests = [];
    responses = [];
  };

  for (const block of blocks) {
    if (!continues(document, block, previous, responses.length > 0)) {
      settle();
    }
    previous = block;
    for (const message of block.messages) {
      if (message.kind === "request") {
        if (responses.length > 0 || !isInBlock(requests.at(-1), block)) {
          settle();
        }
        requests.push(message);
      } else if (message.kind === "response" && requests.length > 0) {
        responses.push(message);
      }
    }
  }
  settle();
  return pairs;
}

/** Whether a block can hold the response to what came before it. */
function continues(document: HttpDocument, block: Block, previous: Block | null, answered: boolean): boolean {
  if (block.messages.length === 0) {
    return true;
  }
  const isAnswer = !answered && block.messages.every((message) => message.kind !== "request");
  return (
    isAnswer &&
    (isInFenceOf(previous, block) || (!document.isAfterHeading(block) && block.messages[0]?.kind === "response"))
  );
}

/** Blocks of an `.http` file are all in the same one. */
function isInFenceOf(previous: Block | null, block: Block): boolean {
  return block.fence === 0 || (previous?.section === block.section && previous.fence === block.fence);
}

function isInBlock(request: Request | undefined, block: Block): boolean {
  return request !== undefined && blockOf(request) === block;
}

/** The response that a script gets: the last one that is not interim (1xx). */
function finalOf(responses: readonly Response[]): Response | null {
  return responses.findLast(({ statusValue }) => isUnknown(statusValue) || !statusValue.startsWith("1")) ?? null;
}
