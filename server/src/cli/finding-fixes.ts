import type { Fix } from "../edits/edit";
import type { JudgedDocument } from "../judged/judged-document";
import type { Finding } from "../rules/framework/rule";

/** A finding's fixes, the best one first. If the rule throws while it makes them, the finding has none. */
export function fixesOf({ fixes }: Finding, judged: JudgedDocument): readonly Fix[] {
  try {
    return fixes(judged);
  } catch {
    return [];
  }
}
