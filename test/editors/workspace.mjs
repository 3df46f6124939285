import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/bundles.mjs";

/** A temporary copy of what the suites open: the files of `workspace/`, and the examples in `examples/`. Whoever asked for it removes it. */
export async function makeWorkspace() {
  const folder = await mkdtemp(join(tmpdir(), "cors-lens-workspace-"));
  await cp(join(root, "test", "editors", "workspace"), folder, { recursive: true });
  await cp(join(root, "examples"), join(folder, "examples"), { recursive: true });
  return folder;
}
