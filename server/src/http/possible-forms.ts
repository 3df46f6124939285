/** So few texts are looked for without asking first. */
const FEW = 40;
/** Private texts have at least three characters. */
const GRAM = 3;

/**
 * Finds which of many texts may be written in another one, in time that hardly depends on how many they are: those whose rarest three letters
 * or digits are in it. However a text is encoded, its ASCII letters and digits stay together.
 * @returns a function whose result has the order of `forms`.
 */
export function possibleFormsOf(forms: readonly string[]): (text: string) => readonly string[] {
  if (forms.length <= FEW) {
    return () => forms;
  }
  const counts = new Map<string, number>();
  for (const gram of forms.flatMap(gramsOf)) {
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  const byGram = new Map<string, number[]>();
  const always: number[] = [];
  for (const [i, form] of forms.entries()) {
    const [rarest] = gramsOf(form).sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
    if (rarest === undefined) {
      always.push(i);
    } else {
      const others = byGram.get(rarest) ?? [];
      others.push(i);
      byGram.set(rarest, others);
    }
  }
  return (text) => {
    const found = new Set(always);
    for (let at = 0; at + GRAM <= text.length; at++) {
      for (const i of byGram.get(text.slice(at, at + GRAM)) ?? []) {
        found.add(i);
      }
    }
    return [...found].sort((a, b) => a - b).flatMap((i) => forms[i] ?? []);
  };
}

function gramsOf(form: string): string[] {
  const grams = (form.match(/[A-Za-z0-9_]+/g) ?? []).flatMap((word) =>
    Array.from({ length: Math.max(0, word.length - GRAM + 1) }, (_, at) => word.slice(at, at + GRAM)),
  );
  return [...new Set(grams)];
}
