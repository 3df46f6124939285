import { dirname, isAbsolute, relative, sep } from "node:path";

/** Whether a path is the folder or in it. Both are absolute. */
export function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  // Between drives there is no relative path.
  return inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** A folder and those around it, up to the root; none where it is not within the root. All are absolute. */
export function foldersUpTo(folder: string, root: string): string[] {
  const folders: string[] = [];
  for (let at = folder; isWithin(root, at) && folders.at(-1) !== at; at = dirname(at)) {
    folders.push(at);
  }
  return folders;
}
