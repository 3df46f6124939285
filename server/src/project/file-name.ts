/** The file with a project's settings, for editors and the command line. */
export const PROJECT_FILE_NAME = ".corslens.json";

/** For clients that watch it. */
export const PROJECT_FILE_GLOBS: readonly string[] = [`**/${PROJECT_FILE_NAME}`];
