import type { Fix } from "../edits/edit";
import type { Finding } from "../rules/framework/rule";
import type { JudgedDocument } from "../verdict/judged-document";

/** A finding's fixes, the best one first. If the rule throws while it makes them, the finding has none. */
export function fixesOf({ fixes }: Finding, judged: JudgedDocument): readonly Fix[] {
  try {
    return fixes(judged);
  } catch {
    return [];
  }
}
