import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

/** The parts of a request and a response that a policy touches. Express comes without types. */
interface Asked {
  get(name: string): string | undefined;
}
interface Answer {
  set(name: string, value: string): void;
  vary(name: string): void;
}

/** How a server answers to the `Origin` of a request, as people write it by hand. */
export type Policy = (request: Asked, response: Answer) => void;

/** The policy that allows the origins for which a check returns true, with credentials, and sends `Vary: Origin`. */
export function checkedBy(allows: (origin: string) => boolean): Policy {
  return (request, response) => {
    response.vary("Origin");
    const origin = request.get("Origin");
    if (origin !== undefined && allows(origin)) {
      grant(response, origin);
    }
  };
}

export function grant(response: Answer, origin: string): void {
  response.set("Access-Control-Allow-Origin", origin);
  response.set("Access-Control-Allow-Credentials", "true");
}

/** Starts an Express server on the loopback interface. It answers every GET request as the policy says. */
export async function startServer(policy: Policy): Promise<{ port: number; stop: () => Promise<void> }> {
  const express = createRequire(import.meta.url)("express");
  const app = express().disable("x-powered-by").disable("etag");
  app.get("/{*path}", (request: Asked, response: Answer & { json(body: unknown): void }) => {
    policy(request, response);
    response.json({ balance: 100 });
  });
  const server: Server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
