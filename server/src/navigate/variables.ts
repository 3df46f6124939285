import { variableLine } from "../http/definition-line";
import { referencesIn } from "../http/references";
import type { HttpDocument } from "../http/tree";
import { append } from "../text/append";
import { memo } from "../text/memo";
import { type Range, touches } from "../text/range";

/** An occurrence of a file variable's name; the range covers only the name. */
export interface VariableName extends Range {
  readonly name: string;
  readonly role: "definition" | "use";
  /** The range in which a cursor selects it, including the braces. */
  readonly reach: Range;
  /** The value of a definition. */
  readonly value: Range | null;
}

/** Every `@name = value` and every `{{name}}`, in document order. */
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
    append(names, usesIn(text, content, end));
  }
  return names;
});

/** The occurrence of a variable at an offset, and all its occurrences; null if there is none. */
export function variableAt(
  document: HttpDocument,
  offset: number,
): { readonly at: VariableName; readonly all: readonly VariableName[] } | null {
  const names = variableNames(document);
  const at = names.find(({ reach }) => touches(reach, offset));
  return at === undefined ? null : { at, all: names.filter(({ name }) => name === at.name) };
}

/** `{{name}}`, and `{{%name}}`, which encodes the value for a URL. */
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
