/** 0: no findings with severity error; 1: at least one; 2: wrong usage, input that can't be read, or a mistake in the project file. */
export type ExitCode = 0 | 1 | 2;
