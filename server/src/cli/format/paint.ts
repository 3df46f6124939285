const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;

export type Color = keyof typeof CODES;

/** Colours a text, or returns it unchanged. */
export type Paint = (text: string, ...colors: readonly Color[]) => string;

export function createPaint(colors: boolean): Paint {
  return colors
    ? (text, ...names) => (text === "" ? "" : `\u001b[${names.map((name) => CODES[name]).join(";")}m${text}\u001b[0m`)
    : (text) => text;
}
