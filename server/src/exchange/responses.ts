import { type Block, blockOf, type HttpDocument, type Request, type Response } from "../http/tree";
import { isUnknown } from "../text/unknown";

export interface RequestWithResponse {
  readonly request: Request;
  readonly response: Response | null;
}

/**
 * Pairs every request with its response: the one below it in its block. If a block ends with an unanswered request, the response may be in the
 * next block with messages, if that has no request of its own. In Markdown it may be in the next fence, if there is no heading between them.
 */
export function responsesOf(document: HttpDocument, blocks: readonly Block[]): RequestWithResponse[] {
  const pairs: RequestWithResponse[] = [];
  /** The requests since the last response, and the responses after them. */
  let requests: Request[] = [];
  let responses: Response[] = [];
  let previous: Block | null = null;

  const settle = () => {
    const last = requests.length - 1;
    // After several requests and several responses, the text doesn't say which belong together.
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

/** Whether a block can hold the response to a request before it. */
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

/** All blocks of an `.http` file have the same fence number. */
function isInFenceOf(previous: Block | null, block: Block): boolean {
  return block.fence === 0 || (previous?.section === block.section && previous.fence === block.fence);
}

function isInBlock(request: Request | undefined, block: Block): boolean {
  return request !== undefined && blockOf(request) === block;
}

/** The response that a script gets: the last one that isn't interim (1xx). */
function finalOf(responses: readonly Response[]): Response | null {
  return responses.findLast(({ statusValue }) => isUnknown(statusValue) || !statusValue.startsWith("1")) ?? null;
}
