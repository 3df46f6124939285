/** 0: nothing at error level; 1: errors; 2: misuse, or an input that cannot be read. */
export type ExitCode = 0 | 1 | 2;
