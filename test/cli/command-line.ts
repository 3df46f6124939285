import { execFileSync, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** The built command-line program. */
export const CLI = process.env["CORS_LENS_CLI"] ?? resolve("server/dist/cli.cjs");

export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string | undefined;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the program as a shell does, without a terminal. */
export function corsLens(args: readonly string[], { cwd, input = "", env = {} }: Surroundings = {}): Outcome {
  return outcomeOf(process.execPath, [CLI, ...args], { cwd, input, env });
}

/** Runs a script of Bash, in which the command `cors-lens` is the program. */
export function inShell(script: string, surroundings: Surroundings = {}): Outcome {
  const command = `set -o pipefail; cors-lens() { '${process.execPath}' '${CLI}' "$@"; }; ${script}`;
  return outcomeOf("bash", ["-c", command], surroundings);
}

function outcomeOf(program: string, args: readonly string[], { cwd, input = "", env = {} }: Surroundings): Outcome {
  const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, COLUMNS: _columns, ...inherited } = process.env;
  const result: SpawnSyncReturns<string> = spawnSync(program, args, {
    encoding: "utf8",
    input,
    env: { ...inherited, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  return { exitCode: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** A temporary folder with files. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "cors-lens-"));

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), content);
    }
  }

  run(args: readonly string[], surroundings: Omit<Surroundings, "cwd"> = {}): Outcome {
    return corsLens(args, { ...surroundings, cwd: this.path });
  }

  shell(script: string, surroundings: Omit<Surroundings, "cwd"> = {}): Outcome {
    return inShell(script, { ...surroundings, cwd: this.path });
  }

  /** Makes a named pipe. */
  pipe(name: string): void {
    execFileSync("mkfifo", [join(this.path, name)]);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Runs a function in a temporary folder, and removes the folder afterwards. */
export function inFolder(files: Readonly<Record<string, string | Uint8Array>>, act: (folder: Folder) => void): void {
  const folder = new Folder(files);
  try {
    act(folder);
  } finally {
    folder.remove();
  }
}

export const ALLOWED = `GET https://api.example.com/data
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`;

export const BLOCKED = `GET https://api.example.com/data
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:8080
`;

export const UNANSWERED_PUT = `PUT https://api.example.com/data HTTP/1.1
Origin: https://app.example.com
Content-Type: application/json
X-B: 1
X-A: 2
`;
