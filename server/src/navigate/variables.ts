import { variableLine } from "../http/definition-line";
import { referencesIn } from "../http/references";
import type { HttpDocument } from "../http/tree";
import { memo } from "../text/memo";
import { type Range, touches } from "../text/range";

/** A place where a file variable is named; the range is that of the name alone. */
export interface VariableName extends Range {
  readonly name: string;
  readonly role: "definition" | "use";
  /** Where a cursor means it: the braces too. */
  readonly reach: Range;
  /** The value of a definition. */
  readonly value: Range | null;
}

/** Every `@name = value` and every `{{name}}`, in the order of the text. */
export const variableNames = memo(({ text, lines }: HttpDocument): readonly VariableName[] => {
  const names: VariableName[] = [];
  for (const { kind, content, end } of lines) {
    if (kind === "prose" || kind === "fence" || kind === "foreign") {
      continue;
    }
    const definition = kind === "variable" ? variableLine(text, content, end) : null;
    if (definition !== null) {
      const { name, value } = definition;
      names.push({
        ...name,
        name: text.slice(name.start, name.end),
        role: "definition",
        reach: { start: name.start - 1, end: name.end },
        value,
      });
    }
    names.push(...usesIn(text, content, end));
  }
  return names;
});

/** The places of the variable that is named at an offset, and the one there; null where none is. */
export function variableAt(
  document: HttpDocument,
  offset: number,
): { readonly at: VariableName; readonly all: readonly VariableName[] } | null {
  const names = variableNames(document);
  const at = names.find(({ reach }) => touches(reach, offset));
  return at === undefined ? null : { at, all: names.filter(({ name }) => name === at.name) };
}

/** `{{name}}`, and `{{%name}}`, which is the same with its value encoded for a URL. */
function usesIn(text: string, from: number, to: number): VariableName[] {
  return Array.from(referencesIn(text, from, to)).flatMap(({ start, end }) => {
    const inner = text.slice(start + 2, end - 2).trimEnd();
    const name = inner.trimStart().replace(/^%\s*/, "");
    const nameEnd = start + 2 + inner.length;
    return name === ""
      ? []
      : [{ start: nameEnd - name.length, end: nameEnd, name, role: "use", reach: { start, end }, value: null }];
  });
}
