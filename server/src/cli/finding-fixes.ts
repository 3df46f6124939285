import type { Fix } from "../edits/edit";
import type { Finding } from "../rules/framework/rule";

/** A finding's fixes, the best one first. A rule is not trusted: where it fails to make them, there are none. */
export function fixesOf({ fixes }: Finding): readonly Fix[] {
  try {
    return fixes();
  } catch {
    return [];
  }
}
