import { dirname, isAbsolute, relative, sep } from "node:path";

/** Whether a path is the folder or inside it. Both are absolute. */
export function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  // Between Windows drives, the path stays absolute.
  return inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** A folder and the folders above it, up to the root; none if it isn't inside the root. All are absolute. */
export function foldersUpTo(folder: string, root: string): string[] {
  const folders: string[] = [];
  for (let at = folder; isWithin(root, at) && folders.at(-1) !== at; at = dirname(at)) {
    folders.push(at);
  }
  return folders;
}
