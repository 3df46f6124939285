/** Reads the lines of a command one by one. */
export interface CommandReader {
  /** Whether the text so far ends inside a quotation, where no other command can start. */
  readonly isInQuotes: boolean;
  /** Where the words end before the end of a line, such as at a pipe; -1 if they don't. */
  readonly tail: number;
  /** Reads a line. Returns whether the command may continue on the next one. */
  line(from: number, to: number): boolean;
  /**
   * Whether the next line continues the command, if that is possible.
   * @param first offset of its first character; `to` if it is blank.
   */
  continuesAt(first: number, to: number): boolean;
}
