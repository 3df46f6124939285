import type { Socket } from "node:net";
import type { HeaderLine } from "./story";

/** A request as received, isomorphically decoded. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly lines: readonly HeaderLine[];
  readonly body: string;
}

/** A response, which is sent as it is. */
export interface WireResponse {
  readonly status: number;
  readonly lines: readonly HeaderLine[];
  readonly body: string;
}

const END_OF_HEAD = "\r\n\r\n";

/**
 * Reads HTTP/1.1 requests from a connection, one after another, and writes the responses. Every byte of a header line is sent as it is, which
 * `node:http` wouldn't do.
 */
export function serveConnection(socket: Socket, respond: (request: WireRequest) => Promise<WireResponse>): void {
  let buffered = "";
  let busy = false;
  socket.setEncoding("latin1");
  socket.setNoDelay(true);
  // A browser that exits closes its connections.
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: string) => {
    buffered += chunk;
    void serveNext();
  });

  async function serveNext(): Promise<void> {
    const parsed = busy ? null : readRequest(buffered);
    if (parsed === null) {
      return;
    }
    busy = true;
    buffered = buffered.slice(parsed.length);
    const response = await respond(parsed.request);
    socket.write(bytesOf(response, parsed.request.method), "latin1");
    busy = false;
    await serveNext();
  }
}

function readRequest(bytes: string): { request: WireRequest; length: number } | null {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end < 0) {
    return null;
  }
  const [requestLine = "", ...rest] = bytes.slice(0, end).split("\r\n");
  const lines = rest.map((line) => {
    const colon = line.indexOf(":");
    return { name: line.slice(0, colon), value: trimBlanks(line.slice(colon + 1)) };
  });
  const bodyLength = Number(lines.find(({ name }) => name.toLowerCase() === "content-length")?.value ?? 0);
  const length = end + END_OF_HEAD.length + bodyLength;
  if (bytes.length < length) {
    return null;
  }
  const [method = "", target = ""] = requestLine.split(" ");
  return { request: { method, target, lines, body: bytes.slice(end + END_OF_HEAD.length, length) }, length };
}

/** Removes spaces and tabs at both ends, which aren't part of a value; other whitespace is. */
function trimBlanks(value: string): string {
  return value.replace(/^[\t ]+/, "").replace(/[\t ]+$/, "");
}

function bytesOf({ status, lines, body }: WireResponse, method: string): string {
  const head = [
    `HTTP/1.1 ${status} Answer`,
    ...lines.map(({ name, value, isBare }) => (isBare ? name : `${name}:${value}`)),
  ].join("\r\n");
  return head + END_OF_HEAD + (method === "HEAD" ? "" : body);
}
