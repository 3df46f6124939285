import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { isBadPort } from "../../../server/src/cors/bad-port";
import { serveConnection } from "../harness/connection";

/** Servers at the ports that the standard blocks, and at some that it doesn't, as far as this machine allows listening there. */
export class BadPorts {
  readonly ports: readonly number[];
  /** The ports that received a request. */
  readonly asked = new Set<number>();
  readonly #servers: readonly Server[];
  readonly #sockets = new Set<Socket>();

  static async open(): Promise<BadPorts> {
    const wanted = [...new Array(65_536).keys()].filter((port) => port > 0 && isBadPort(port, "fetch"));
    const beside = wanted.map((port) => port + 1).filter((port) => !isBadPort(port, "fetch"));
    const servers = await Promise.all([...new Set([...wanted, ...beside])].map(listen));
    return new BadPorts(servers.flatMap((server) => server ?? []));
  }

  private constructor(servers: readonly Listening[]) {
    this.ports = servers.map(({ port }) => port);
    this.#servers = servers.map(({ server }) => server);
    for (const { server, port } of servers) {
      server.on("connection", (socket) => {
        this.#sockets.add(socket);
        serveConnection(socket, async () => {
          this.asked.add(port);
          const lines = [
            { name: "Access-Control-Allow-Origin", value: " *" },
            { name: "Content-Length", value: " 0" },
          ];
          return { status: 200, lines, body: "" };
        });
      });
    }
  }

  close(): void {
    for (const server of this.#servers) {
      server.close();
    }
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }
}

interface Listening {
  readonly port: number;
  readonly server: Server;
}

/** Null if the port is taken, or reserved for the administrator. */
async function listen(port: number): Promise<Listening | null> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  return once(server, "listening").then(
    () => ({ port, server }),
    () => null,
  );
}
