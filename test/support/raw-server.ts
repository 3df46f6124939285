import { type ChildProcess, spawn } from "node:child_process";

/** A message as it arrives. */
export interface RawMessage {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** The language server as a process, spoken to in bytes, so that a test can send what no client would. */
export class RawServer {
  readonly #process: ChildProcess;
  #bytes = Buffer.alloc(0);
  #waiting: (() => void)[] = [];
  #nextId = 1;
  readonly received: RawMessage[] = [];
  stderr = "";
  /** The exit code. */
  readonly exited: Promise<number | null>;

  constructor(command: readonly string[] = ["server/dist/cli.cjs", "lsp", "--stdio"]) {
    this.#process = spawn(process.execPath, command, { stdio: ["pipe", "pipe", "pipe"] });
    this.exited = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.stdout?.on("data", (chunk: Buffer) => this.#receive(chunk));
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    // A server that has ended doesn't take what is still written.
    this.#process.stdin?.on("error", () => {});
  }

  #receive(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (;;) {
      const end = this.#bytes.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/.exec(this.#bytes.subarray(0, end).toString())?.[1]);
      if (end < 0 || this.#bytes.length < end + 4 + length) {
        break;
      }
      this.received.push(JSON.parse(this.#bytes.subarray(end + 4, end + 4 + length).toString()) as RawMessage);
      this.#bytes = this.#bytes.subarray(end + 4 + length);
    }
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) {
      wake();
    }
  }

  bytes(text: string): void {
    this.#process.stdin?.write(text);
  }

  /** Closes the server's input, as a client that ends does. */
  close(): void {
    this.#process.stdin?.end();
  }

  send(message: unknown): void {
    const body = typeof message === "string" ? message : JSON.stringify(message);
    this.bytes(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  notify(method: string, params?: unknown): void {
    this.send({ jsonrpc: "2.0", method, params });
  }

  async request(method: string, params?: unknown): Promise<RawMessage> {
    const id = this.#nextId++;
    this.send({ jsonrpc: "2.0", id, method, params });
    return this.first((message) => message.id === id && message.method === undefined);
  }

  /** The first message that fits, received already or later. Rejects if the server ends before. */
  async first(fits: (message: RawMessage) => boolean): Promise<RawMessage> {
    let code: number | null | undefined;
    void this.exited.then((exit) => {
      code = exit;
      for (const wake of this.#waiting) {
        wake();
      }
    });
    for (;;) {
      const found = this.received.find(fits);
      if (found !== undefined) {
        return found;
      }
      if (code !== undefined) {
        throw new Error(`The server has ended with ${code}: ${this.stderr}`);
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  get logged(): string[] {
    return this.received
      .filter(({ method }) => method === "window/logMessage")
      .map(({ params }) => (params as { message: string }).message);
  }

  async initialize(capabilities: unknown = {}, more: object = {}): Promise<void> {
    await this.request("initialize", { processId: process.pid, rootUri: null, capabilities, ...more });
    this.notify("initialized", {});
  }

  /** Ends the server as the protocol says. */
  async stop(): Promise<number | null> {
    await this.request("shutdown");
    this.notify("exit");
    return this.exited;
  }
}
