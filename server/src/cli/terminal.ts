/** The standard streams of the process: the only way in which a command reads and prints. */
export interface Terminal {
  /** Writes to standard output, unchanged. */
  readonly write: (text: string) => void;
  /** Writes a line to standard error, after the program's name. */
  readonly complain: (line: string) => void;
  /** Writes to standard error, unchanged. */
  readonly writeError: (text: string) => void;
  readonly readStdin: () => Promise<Uint8Array>;
  /** The width of standard output; null if it isn't a terminal and `COLUMNS` isn't set. */
  readonly columns: number | null;
  /** Whether to print colours to standard output. */
  readonly colors: boolean;
  /** The width of standard error; null if it isn't a terminal. */
  readonly errorColumns: number | null;
}
