/**
 * A value that the text leaves open: an undefined `{{variable}}`, a `<placeholder>`, an elided line. A value that is present but unknown is
 * neither absent (`null`) nor any particular value. No finding may be based on it.
 */
export class Unknown {
  /**
   * @param text the text as typed, or `null` if nothing was typed (an elided line).
   * @param isFixed whether the text stands for the same value everywhere.
   */
  constructor(
    readonly text: string | null,
    readonly isFixed = true,
  ) {}

  /**
   * Whether two unknowns stand for the same value, because both name the same variable or placeholder. An ellipsis doesn't name anything, and
   * dynamic variables (`{{$guid}}`) differ at each use.
   */
  isSameAs(other: Unknown): boolean {
    return (
      this.isFixed &&
      other.isFixed &&
      this.text !== null &&
      this.text === other.text &&
      !/\.\.\.|…|\{\{\s*\$(?!(dotenv|shared|processEnv|env)\b)/.test(this.text)
    );
  }
}

/** A byte sequence, isomorphically decoded (one code unit per byte, U+0000 to U+00FF), or unknown. Only a host may have further characters. */
export type Value = string | Unknown;

/** Whether two values are the same, as far as the text says. */
export function isSameValue(a: Value | null, b: Value | null): boolean {
  return isUnknown(a) ? isUnknown(b) && a.isSameAs(b) : a === b;
}

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}
