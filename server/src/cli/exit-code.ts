/** 0: no findings with severity error; 1: at least one; 2: wrong usage, or input that can't be read. */
export type ExitCode = 0 | 1 | 2;
