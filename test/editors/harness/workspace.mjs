import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../../tools/build/bundles.mjs";

/** Makes a temporary copy of the files that the suites open: those in `workspace/`, and the examples. The caller removes it. */
export async function makeWorkspace() {
  const folder = await mkdtemp(join(tmpdir(), "cors-lens-workspace-"));
  await cp(join(root, "test", "editors", "workspace"), folder, { recursive: true });
  await cp(join(root, "examples"), join(folder, "examples"), { recursive: true });
  return folder;
}
