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
