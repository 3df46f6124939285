/**
 * 0: no findings with severity error; 1: at least one, or no exchange with `--fail-on-empty`; 2: wrong usage, a mistake in the project file, input that can't be read or checked, a file that
 * isn't fixed, or output that can't be written.
 */
export type ExitCode = 0 | 1 | 2;
