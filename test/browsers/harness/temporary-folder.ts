import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Folders in use: they are removed with this process, however it ends. */
const folders = new Set<string>();

/** Processes that have ended may still write for a moment. */
const PATIENTLY = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 } as const;

process.on("exit", () => {
  for (const folder of folders) {
    rmSync(folder, PATIENTLY);
  }
});

/** Creates a folder, for example for a browser's profile. */
export async function makeTemporaryFolder(purpose: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `cors-lens-${purpose}-`));
  folders.add(folder);
  return folder;
}

export async function removeTemporaryFolder(folder: string): Promise<void> {
  await rm(folder, PATIENTLY);
  folders.delete(folder);
}
