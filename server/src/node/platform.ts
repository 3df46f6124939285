import { fileURLToPath } from "node:url";
import type { Platform } from "../platform";
import { environmentFilesFor } from "./environment-files";
import { isWithin } from "./within";

/** What Node gives the server. */
export const NODE_PLATFORM: Platform = {
  async environmentFiles(uri, folders) {
    const file = pathOf(uri);
    const roots = folders.flatMap((folder) => pathOf(folder) ?? []);
    // Of folders within each other, the innermost is the document's.
    const root = roots.filter((one) => file !== null && isWithin(one, file)).sort((a, b) => b.length - a.length)[0];
    return file === null || root === undefined ? { files: [], problems: [] } : environmentFilesFor(file, root);
  },
};

function pathOf(uri: string): string | null {
  try {
    return fileURLToPath(uri);
  } catch {
    // Another scheme, or a host.
    return null;
  }
}
