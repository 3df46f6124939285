import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { serveConnection, type WireRequest, type WireResponse } from "./connection";
import type { PageResult, PageTask } from "./page/protocol";
import { headerValue, type Play, type PlayRecording } from "./play";
import { BODY, type Origins, SERVERS, type SeenRequest, type ServerName, sentLines } from "./story";

/** A running play. */
interface Running {
  readonly play: Play;
  readonly requests: SeenRequest[];
  /** The page's current call. */
  call: number;
}

/**
 * The servers of one browser. Two ports under two host names are four origins: the page's, and one each that differs from it in the port, in
 * the host, and in both.
 */
export class Servers {
  readonly origins: Origins;
  readonly #servers: readonly Server[];
  readonly #sockets = new Set<Socket>();
  readonly #script: string;
  readonly #running = new Map<number, Running>();
  /** Batches that the page hasn't requested yet. */
  readonly #batches: PageTask[][] = [];
  /** The page's request for tasks while there are none. */
  #pageWaits: ((tasks: PageTask[]) => void) | null = null;
  #onResult: (result: PageResult) => void = () => {};

  /** @param script of the page */
  static async start(script: string): Promise<Servers> {
    const first = await listen();
    const second = await listen();
    return new Servers([...first, ...second], portOf(first), portOf(second), script);
  }

  private constructor(servers: readonly Server[], port: number, otherPort: number, script: string) {
    this.#servers = servers;
    this.#script = script;
    this.origins = {
      own: `http://127.0.0.1:${port}`,
      otherPort: `http://127.0.0.1:${otherPort}`,
      otherHost: `http://localhost:${port}`,
      otherHostAndPort: `http://localhost:${otherPort}`,
    };
    for (const server of servers) {
      server.on("connection", (socket) => {
        this.#sockets.add(socket);
        socket.once("close", () => this.#sockets.delete(socket));
        serveConnection(socket, (request) => this.#respond(request));
      });
    }
  }

  /** Gives plays to the page; resolves when the page has posted the results of all of them. */
  async perform(plays: readonly Play[]): Promise<Map<number, PlayRecording>> {
    const recordings = new Map<number, PlayRecording>();
    for (const play of plays) {
      this.#running.set(play.id, { play, requests: [], call: 0 });
    }
    const done = new Promise<void>((resolve) => {
      this.#onResult = ({ id, outcomes, elapsedMs }) => {
        recordings.set(id, { outcomes, elapsedMs, requests: this.#running.get(id)?.requests ?? [] });
        this.#running.delete(id);
        if (recordings.size === plays.length) {
          resolve();
        }
      };
    });
    this.#give(plays.map(({ id, page, calls }) => ({ id, opaque: page === "opaque", calls })));
    await done;
    return recordings;
  }

  close(): void {
    for (const server of this.#servers) {
      server.close();
    }
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  #give(tasks: PageTask[]): void {
    if (this.#pageWaits === null) {
      this.#batches.push(tasks);
    } else {
      this.#pageWaits(tasks);
      this.#pageWaits = null;
    }
  }

  async #respond(request: WireRequest): Promise<WireResponse> {
    const [, area, id = "", part = ""] = request.target.split("?", 1)[0]?.split("/") ?? [];
    switch (area) {
      case "s":
        return this.#answer(request, Number(id), Number.parseInt(part, 10) || 0);
      case "call": {
        const running = this.#running.get(Number(id));
        if (running !== undefined) {
          running.call = Number(part);
        }
        return json(null);
      }
      case "tasks":
        for (const result of JSON.parse(request.body) as PageResult[]) {
          this.#onResult(result);
        }
        return json(await this.#nextTasks());
      case "":
      case "frame":
        return html(`<!doctype html><title>CORS Lens</title><body><script>${this.#script}</script>`);
      default:
        return { status: 404, lines: [{ name: "Content-Length", value: "0" }], body: "" };
    }
  }

  #nextTasks(): Promise<PageTask[]> {
    const tasks = this.#batches.shift();
    return tasks === undefined
      ? new Promise((resolve) => {
          this.#pageWaits = resolve;
        })
      : Promise.resolve(tasks);
  }

  #answer({ method, target, lines }: WireRequest, id: number, hop: number): WireResponse {
    const running = this.#running.get(id);
    if (running === undefined) {
      throw new Error(`Received an unexpected request for ${target}.`);
    }
    const isPreflight = method === "OPTIONS" && headerValue(lines, "Access-Control-Request-Method") !== undefined;
    const seen: SeenRequest = {
      kind: isPreflight ? "preflight" : "actual",
      server: this.#serverOf(headerValue(lines, "Host") ?? ""),
      hop,
      call: running.call,
      method,
      target,
      lines,
    };
    const response = running.play.answer(seen, running.requests);
    running.requests.push(seen);
    const sent = sentLines(response).map((line) => ({ ...line, value: ` ${line.value}` }));
    const hasBody = sent.at(-1)?.name === "Content-Length" && response.status !== 205;
    return { status: response.status, lines: sent, body: hasBody ? BODY : "" };
  }

  #serverOf(host: string): ServerName {
    const found = SERVERS.find((name) => this.origins[name] === `http://${host}`);
    if (found === undefined) {
      throw new Error(`No server is called ${host}.`);
    }
    return found;
  }
}

/** A port on the loopback interface: IPv4, and IPv6 if the machine has it, because `localhost` may mean either. */
async function listen(): Promise<Server[]> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const twin = createServer();
  twin.listen(portOf([server]), "::1");
  const isListening = await once(twin, "listening").then(
    () => true,
    () => false,
  );
  return isListening ? [server, twin] : [server];
}

function portOf([server]: readonly Server[]): number {
  const address = server?.address();
  if (typeof address !== "object" || address === null) {
    throw new Error("A server that listens has a port.");
  }
  return address.port;
}

function json(value: unknown): WireResponse {
  return ownResponse("application/json", JSON.stringify(value));
}

function html(body: string): WireResponse {
  return ownResponse("text/html; charset=iso-8859-1", body);
}

/** @param body in bytes; our JSON has none above U+007F, because `escaped()` replaces them. */
function ownResponse(type: string, body: string): WireResponse {
  const ascii = escaped(body);
  return {
    status: 200,
    lines: [
      { name: "Content-Type", value: ` ${type}` },
      { name: "Content-Length", value: ` ${ascii.length}` },
      { name: "Cache-Control", value: " no-store" },
    ],
    body: ascii,
  };
}

/** JSON and scripts with everything beyond ASCII escaped. */
function escaped(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
