import { referencesIn } from "../http/references";
import type { HttpDocument } from "../http/tree";
import type { Edit, Fix } from "./edit";

/**
 * Keeps variables' references in a fix. Instead of a value from a private file, it writes the reference. A fix that removes a reference says so in
 * its title and isn't `safe`. Empty if the fix would write a part or a form of a private value, which no reference replaces.
 */
export function withReferencesKept(document: HttpDocument, fix: Fix): Fix[] {
  const { privacy } = document;
  const edits = fix.edits.flatMap((edit) => {
    const newText = privacy.written(edit.newText);
    return newText === null ? [] : { ...edit, newText };
  });
  if (edits.length < fix.edits.length) {
    return [];
  }
  const lost = new Set(edits.flatMap((edit) => lostReferences(document, edit)));
  const title = privacy.shown(fix.title);
  return [
    lost.size === 0
      ? { ...fix, title, edits }
      : {
          title: `${title} (drops ${[...lost].join(", ")})`,
          grade: fix.grade === "safe" ? "suggestion" : fix.grade,
          edits,
        },
  ];
}

/** The references that an edit removes. */
function lostReferences(document: HttpDocument, edit: Edit): string[] {
  const { start, end } = document.rangeOf(edit);
  const kept = new Set(Array.from(referencesIn(edit.newText), ({ name }) => name));
  return Array.from(referencesIn(document.text, start, end), ({ name }) => name)
    .filter((name) => !kept.has(name))
    .map((name) => `{{${name}}}`);
}
