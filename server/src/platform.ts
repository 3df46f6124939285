import type { EnvironmentFile } from "./environment/environment";

/** What the server can do on a platform. In a web worker it can't read files. */
export interface Platform {
  /**
   * Reads the environment files that a document may use, only inside the folders. Never rejects.
   * @param uri of the document.
   * @param folders URIs.
   */
  readonly environmentFiles?: (
    uri: string,
    folders: readonly string[],
  ) => Promise<{ readonly files: readonly EnvironmentFile[]; readonly problems: readonly string[] }>;

  /**
   * Reads the nearest project file of a document, only inside the folders; null if there is none. Never rejects.
   * @param uri of the document.
   * @param folders URIs.
   */
  readonly projectFile?: (uri: string, folders: readonly string[]) => Promise<PlatformProjectFile | null>;

  /**
   * Searches a folder for the documents that the command line checks in it. A folder is read when the search comes to it. Each step gives a document, the
   * reason why a folder can't be read, or null. Never throws.
   * @param folder a URI.
   */
  readonly documentsIn?: (folder: string) => Iterable<PlatformDocument | PlatformProblem | null>;
}

/** A document that isn't open. */
export interface PlatformDocument {
  readonly uri: string;
  /** Another one after the file has changed. */
  readonly stamp: string;
  /** Reads the file, if it really is in the folder and has at most a megabyte. Never throws. */
  readonly read: () => { readonly text: string } | PlatformProblem;
}

export interface PlatformProblem {
  /** The end of a line for the user. */
  readonly problem: string;
}

export interface PlatformProjectFile {
  readonly uri: string;
  /** Null if it can't be read. */
  readonly text: string | null;
  /** Why it can't be read; null if it can. */
  readonly problem: string | null;
  /** The document's path relative to the folder of the project file, with `/` as separator. */
  readonly document: string;
}
