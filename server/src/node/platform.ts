import { fileURLToPath, pathToFileURL } from "node:url";
import type { Platform } from "../platform";
import { environmentFilesFor } from "./environment-files";
import { pathInProject, projectFileFor } from "./project-file";
import { isWithin } from "./within";
import { workspaceDocuments } from "./workspace-documents";

export const NODE_PLATFORM: Platform = {
  async environmentFiles(uri, folders) {
    const place = placeOf(uri, folders);
    return place === null ? { files: [], problems: [] } : environmentFilesFor(place.file, place.root);
  },

  async projectFile(uri, folders) {
    const place = placeOf(uri, folders);
    const found = place === null ? null : projectFileFor(place.file, place.root);
    if (place === null || found === null) {
      return null;
    }
    const { path, text, problem } = found;
    return { uri: pathToFileURL(path).href, text, problem, document: pathInProject(path, place.file) };
  },

  documentsIn(folder) {
    const path = pathOf(folder);
    return path === null ? [] : workspaceDocuments(path);
  },
};

/** The path of a document and the open folder that it is in; null if it isn't in any. */
function placeOf(uri: string, folders: readonly string[]): { readonly file: string; readonly root: string } | null {
  const file = pathOf(uri);
  const roots = folders.flatMap((folder) => pathOf(folder) ?? []);
  // The innermost folder, if open folders are nested.
  const root = roots.filter((one) => file !== null && isWithin(one, file)).sort((a, b) => b.length - a.length)[0];
  return file === null || root === undefined ? null : { file, root };
}

function pathOf(uri: string): string | null {
  try {
    return fileURLToPath(uri);
  } catch {
    // Another scheme, or a host.
    return null;
  }
}
