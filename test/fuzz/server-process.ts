import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  type Message,
  type ResponseMessage,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { CLIENT_CAPABILITIES } from "../support/answers";

export type Answer = Pick<ResponseMessage, "result" | "error">;

/** Node's arguments for a process that answers a message from its parent with the size of its heap. */
const MEASURED = [
  "--expose-gc",
  "--import",
  `data:text/javascript,${encodeURIComponent("process.on('message', () => { gc(); process.send(process.memoryUsage().heapUsed); }); process.channel.unref();")}`,
];

/** A language server in its own process. It gets messages as they are, right or wrong. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #writer: StreamMessageWriter;
  readonly #pending = new Map<number, (answer: Answer) => void>();
  /** Its log messages of type "error". */
  readonly errors: string[] = [];
  #lastId = 0;
  #ending: string | null = null;
  #onEnd: () => void = () => {};
  readonly #ended: Promise<never> = new Promise((_, reject) => {
    this.#onEnd = () => reject(new Error(this.#ending ?? ""));
  });

  private constructor() {
    this.#child = spawn(process.execPath, [...MEASURED, "server/dist/cli.cjs", "lsp", "--stdio"], {
      stdio: ["pipe", "pipe", "inherit", "ipc"],
    });
    const { stdin, stdout } = this.#child;
    if (stdin === null || stdout === null) {
      throw new Error("The server has no stdio.");
    }
    this.#writer = new StreamMessageWriter(stdin);
    new StreamMessageReader(stdout).listen((message) => this.#receive(message));
    this.#child.once("exit", (code, signal) => {
      this.#ending = `The server ended with ${code ?? signal}.`;
      this.#onEnd();
    });
    // Those who wait for an answer hear of it.
    this.#ended.catch(() => {});
    stdin.on("error", () => {
      // The end of the process is reported on exit.
    });
  }

  static async start(): Promise<ServerProcess> {
    const server = new ServerProcess();
    const { answer } = server.request("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: CLIENT_CAPABILITIES,
    });
    await answer;
    server.notify("initialized", {});
    return server;
  }

  /** The memory that it needs, in MB, without what the garbage collector can free. */
  async memory(): Promise<number> {
    this.#child.send("measure");
    const [bytes] = await once(this.#child, "message");
    return bytes / 1_000_000;
  }

  get isRunning(): boolean {
    return this.#ending === null;
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  /** The answer is rejected if the server ends before. */
  request(method: string, params: unknown): { readonly id: number; readonly answer: Promise<Answer> } {
    const id = ++this.#lastId;
    const answer = new Promise<Answer>((resolve) => this.#pending.set(id, resolve));
    this.#send({ id, method, params });
    return { id, answer: Promise.race([answer, this.#ended]) };
  }

  async stop(): Promise<number | null> {
    const exited = once(this.#child, "exit");
    await this.request("shutdown", null).answer;
    this.notify("exit", null);
    const [code] = await exited;
    return code;
  }

  #send(message: object): void {
    void this.#writer.write({ jsonrpc: "2.0", ...message } as Message);
  }

  #receive(message: Message): void {
    const { id, method, params, result, error } = message as {
      readonly id?: number;
      readonly method?: string;
      readonly params?: { readonly type: number; readonly message: string };
    } & Answer;
    if (method === undefined) {
      this.#pending.get(id ?? -1)?.({ result, error } as Answer);
      this.#pending.delete(id ?? -1);
    } else if (id !== undefined) {
      this.#send({ id, result: null });
    } else if (method === "window/logMessage" && params?.type === 1) {
      this.errors.push(params.message);
    }
  }
}
