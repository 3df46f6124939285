/** What a command may know of its surroundings, and the only way by which it speaks. */
export interface Terminal {
  /** Writes to standard output, as it is. */
  readonly write: (text: string) => void;
  /** Writes one line to standard error, behind the name of the program. */
  readonly complain: (line: string) => void;
  /** Writes to standard error, as it is. */
  readonly writeError: (text: string) => void;
  readonly readStdin: () => Promise<Uint8Array>;
  /** How wide standard output is, in columns; null where it is no terminal and nothing else says. */
  readonly columns: number | null;
  /** Whether standard output takes colours. */
  readonly colors: boolean;
  /** How wide standard error is where a person watches it; null where nobody does. */
  readonly errorColumns: number | null;
}
