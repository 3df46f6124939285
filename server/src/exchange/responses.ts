import { type Block, blockOf, type HttpDocument, isSameCommand, type Request, type Response } from "../http/tree";
import { append } from "../text/append";
import { isUnknown } from "../text/unknown";
import { answersOfCommand, hopsOf, type RequestWithResponse } from "./hops";
import { opensWebSocket } from "./websocket";

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
    const answers = answersTo(requests, responses);
    for (const [i, request] of requests.entries()) {
      append(pairs, hopsOf(request, answers === null ? null : (answers[i] ?? [])));
    }
    requests = [];
    responses = [];
  };

  for (const block of blocks) {
    if (!continues(document, block, previous, responses.length > 0)) {
      settle();
    }
    previous = block;
    const answers = answersInRecords(block);
    for (const message of block.messages) {
      const { record } = message;
      if (record === "unclear" || (record !== null && answers.has(record))) {
        settle();
        if (message.kind === "request") {
          pairs.push({
            request: message,
            response: record === "unclear" ? null : (answers.get(record) ?? null),
            isHop: false,
            isContested: false,
          });
        }
      } else if (message.kind === "request") {
        if (responses.length > 0 || !isInBlock(requests.at(-1), block)) {
          settle();
        }
        requests.push(message);
      } else if (message.kind === "response" && requests.length > 0 && (record === null || responses.length === 0)) {
        // A copy of another response isn't a second answer.
        responses.push(message);
      }
    }
  }
  settle();
  return pairs;
}

/**
 * Pairs each request with the response above it, in blocks with headings whose first one is a response. Where two requests or two responses follow
 * each other, the half between them is missing. Then the text doesn't say to which request a response below belongs, up to two responses
 * in succession.
 */
export function responsesAbove(blocks: readonly Block[]): RequestWithResponse[] {
  const pairs: RequestWithResponse[] = [];
  let previous: Block | null = null;
  let isResponseFirst = true;
  for (const block of blocks) {
    if (block.announces === "detail") {
      continue;
    }
    if (previous?.announces === block.announces) {
      isResponseFirst = block.announces === "response";
    }
    const requests = block.messages.filter((message) => message.kind === "request");
    const responses = isResponseFirst
      ? (previous?.messages.filter((message) => message.kind === "response") ?? [])
      : [];
    const answers = requests.length === 1 || responses.length > 1 ? answersTo(requests, responses) : [];
    append(
      pairs,
      requests.flatMap((request, i) => hopsOf(request, answers === null ? null : (answers[i] ?? []))),
    );
    previous = block;
  }
  return pairs;
}

/** Whether a block has the response to the last request of the nearest block above with messages. */
export function isAnsweredBy(document: HttpDocument, above: Block, block: Block, previous: Block): boolean {
  const last = above.messages.at(-1);
  const record = last?.record ?? null;
  return (
    last?.kind === "request" &&
    record !== "unclear" &&
    !(record !== null && answersInRecords(above).has(record)) &&
    continues(document, block, previous, false)
  );
}

/** The responses of the copies from a browser's tools that also have the request, by the number of the copy. */
function answersInRecords({ messages }: Block): ReadonlyMap<number, Response> {
  const requests = new Set(messages.flatMap(({ kind, record }) => (kind === "request" ? [record] : [])));
  return new Map(
    messages.flatMap((message) =>
      message.kind === "response" &&
      message.record !== null &&
      message.record !== "unclear" &&
      requests.has(message.record)
        ? [[message.record, message]]
        : [],
    ),
  );
}

/** Whether a block can hold the response to a request before it. */
function continues(document: HttpDocument, block: Block, previous: Block | null, answered: boolean): boolean {
  if (block.messages.length === 0) {
    return true;
  }
  const isAnswer = !answered && block.messages.every((message) => message.kind !== "request");
  return (
    isAnswer &&
    (isInFenceOf(previous, block) ||
      (!document.isAfterHeading(block) && block.announces !== "request" && block.messages[0]?.kind === "response"))
  );
}

/** All blocks of an `.http` file have the same fence number. */
function isInFenceOf(previous: Block | null, block: Block): boolean {
  return block.fence === 0 || (previous?.section === block.section && previous.fence === block.fence);
}

function isInBlock(request: Request | undefined, block: Block): boolean {
  return request !== undefined && blockOf(request) === block;
}

/**
 * The response to each of the requests that are above them, with the redirects that a command has followed before it; null if the text doesn't
 * say which responses and requests belong together.
 */
function answersTo(
  requests: readonly Request[],
  responses: readonly Response[],
): readonly (readonly Response[])[] | null {
  const final = responses.filter(isFinal);
  const [first] = requests;
  if (first === undefined || requests.every((request) => isSameCommand(first, request))) {
    return answersOfCommand(requests, final);
  }
  return final.length > 1 ? null : requests.map((_, i) => (i === requests.length - 1 ? final : []));
}

/** Whether a response is the last one to its request: it isn't interim (1xx), nor a proxy's answer that it has connected the client with the server. */
function isFinal(response: Response): boolean {
  const { statusValue, reason } = response;
  return (
    (isUnknown(statusValue) || !statusValue.startsWith("1") || opensWebSocket(response)) &&
    !/^(connection|tunnel) established$/i.test(reason?.text ?? "")
  );
}
