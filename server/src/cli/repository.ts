import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { isWithin } from "../node/within";

/**
 * The topmost folder in which project and environment files are looked up: the repository's root, else the current folder,
 * else the folder itself.
 * @param folder absolute.
 */
export function rootOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) {
      return at;
    }
    if (at === dirname(at)) {
      break;
    }
  }
  return isWithin(process.cwd(), folder) ? process.cwd() : folder;
}
