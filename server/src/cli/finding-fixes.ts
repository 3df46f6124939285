import type { Fix } from "../edits/edit";
import type { Finding } from "../rules/framework/rule";
import type { JudgedDocument } from "../verdict/judged-document";

/** A finding's fixes, the best one first. A rule is not trusted: where it fails to make them, there are none. */
export function fixesOf({ fixes }: Finding, judged: JudgedDocument): readonly Fix[] {
  try {
    return fixes(judged);
  } catch {
    return [];
  }
}
