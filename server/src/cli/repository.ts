import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { isWithin } from "../node/within";

/**
 * How far up files that concern others are looked for: to the repository's root, else to the current folder, else no further.
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
