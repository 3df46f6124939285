/** The standard streams of the process: the only way in which a command reads and prints. */
export interface Terminal {
  /** Writes text to standard output, without what a CI system would read as a command. */
  readonly write: (text: string) => void;
  /** Writes to standard output, unchanged. */
  readonly writeBytes: (bytes: Uint8Array) => void;
  /** Writes a line to standard error, after the program's name. Control characters become visible. */
  readonly complain: (line: string) => void;
  /** Writes text to standard error, without what a CI system would read as a command. */
  readonly writeError: (text: string) => void;
  /** The chunks of standard input. */
  readonly stdin: AsyncIterable<Uint8Array>;
  /** The width of standard output; null if it isn't a terminal and `COLUMNS` isn't set. */
  readonly columns: number | null;
  /** Whether to print colours to standard output. */
  readonly colors: boolean;
  /** The width of standard error; null if it isn't a terminal. */
  readonly errorColumns: number | null;
}
