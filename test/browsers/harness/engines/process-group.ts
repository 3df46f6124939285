import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { MissingToolError } from "../../../../tools/machine/missing-tool.mjs";

/** Running groups: they end with this process, however it ends. */
const running = new Set<ProcessGroup>();

process.on("exit", () => {
  for (const group of running) {
    group.kill();
  }
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => process.exit(1));
}

/** A command in its own process group, so that the processes that it starts end with it. */
export class ProcessGroup {
  readonly #child: ChildProcess;
  #output = "";
  /** Rejects if the command ends before `kill()`. */
  readonly ended: Promise<never>;

  constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(command, args, {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    const keep = (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString("utf8")).slice(-4000);
    };
    this.#child.stdout?.on("data", keep);
    this.#child.stderr?.on("data", keep);
    running.add(this);
    this.ended = new Promise((_, reject) => {
      this.#child.once("error", reject);
      this.#child.once("exit", (code, signal) => {
        if (running.has(this)) {
          reject(new Error(`${command} ended with ${code ?? signal}:\n${this.#output}`));
        }
      });
    });
    // The rejection matters only to code that awaits it.
    this.ended.catch(() => {});
  }

  kill(): void {
    running.delete(this);
    const { pid } = this.#child;
    if (pid === undefined) {
      return;
    }
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // All of them have already ended.
    }
  }
}

/** The path of a command, or an error that says how to install it. */
export function requireCommand(names: readonly string[], remedy: string): string {
  for (const name of names) {
    for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
      const path = join(folder, name);
      if (isExecutable(path)) {
        return path;
      }
    }
  }
  throw new MissingToolError(`no ${names[0]}`, remedy);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
