import { isAbsolute, relative, sep } from "node:path";

/** Whether a path is the folder or in it. Both are absolute. */
export function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  // Between drives there is no relative path.
  return inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}
