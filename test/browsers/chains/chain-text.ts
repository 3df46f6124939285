import type { Random } from "../generate/random";
import { headerValue } from "../harness/play";
import {
  BODY,
  type HeaderLine,
  type Origins,
  type RawResponse,
  type Recording,
  type SeenRequest,
  type Story,
  sentLines,
} from "../harness/story";
import { anyStyle, type Style } from "../text/style";
import { type Written, write } from "../text/write";

/** A chain as text: the requests that the browser sent, and their responses. */
export function chainText(
  story: Story,
  recording: Recording,
  origins: Origins,
  random: Random,
): { text: string; style: Style } {
  const { requests } = recording;
  const own = story.page === "opaque" ? "null" : origins.own;
  const sent = requests.map((request) => headerValue(request.lines, "Origin"));
  // A request to the page's own origin may have no `Origin`: then the file gives the page's origin.
  const inFields = sent.every((origin) => origin !== undefined) && random.chance(0.7);
  const any = anyStyle(random);
  const style: Style = {
    ...any,
    // A block that starts with a response must not have its own request.
    separator: any.separateResponses ? "###" : any.separator,
    origin: inFields ? "field" : "directive of the file",
    // A path doesn't say which of two schemes a host is requested with.
    target:
      requests.some(({ server }) => server === "own") && story.page === "tuple"
        ? "absolute"
        : random.pick(["absolute", "host"]),
  };
  // A preflight has the mode of the request that it serves.
  const saidAt = Math.max(
    0,
    requests.findIndex(({ kind }) => kind === "actual"),
  );
  const written = requests.map(
    (request, index): Written => ({
      method: request.method,
      url: origins[request.server] + request.target,
      origin: inFields ? (sent[index] ?? own) : own,
      credentials: index === saidAt ? saidMode(story, random) : null,
      lines: [
        ...(inFields || sent[index] === undefined ? [] : [{ name: "Origin", value: sent[index] }]),
        ...shownLines(request, story, style),
      ],
      body: request.kind === "actual" && request.method === story.call.method ? story.call.body : null,
      response: responseOf(story.hops[request.hop]?.[request.kind]),
    }),
  );
  return { text: write(written, style, random), style };
}

/** `omit` is assumed if the text doesn't give a mode. */
function saidMode({ call }: Story, random: Random): Written["credentials"] {
  return call.credentials === "omit" && random.chance(0.5) ? null : call.credentials;
}

/** Everything that was sent, or only what the page and the CORS protocol set. */
function shownLines({ lines }: SeenRequest, { call }: Story, { captured }: Style): HeaderLine[] {
  return lines.filter(
    ({ name, value }) =>
      !/^(?:origin|host)$/i.test(name) &&
      (captured ||
        /^access-control-request-/i.test(name) ||
        call.headers.some((header) => header.name.toLowerCase() === name.toLowerCase() && header.value === value)),
  );
}

function responseOf(response: RawResponse | undefined): Written["response"] {
  if (response === undefined) {
    return null;
  }
  const lines = sentLines(response);
  const hasBody = headerValue(lines, "Content-Length") === String(BODY.length);
  return { status: response.status, lines, body: hasBody ? BODY : "" };
}
