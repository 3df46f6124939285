/** The file that holds a project's settings, for editors and the command line alike. */
export const PROJECT_FILE_NAME = ".corslens.json";

/** For a client that watches it. */
export const PROJECT_FILE_GLOBS: readonly string[] = [`**/${PROJECT_FILE_NAME}`];
