import type { EnvironmentFile } from "./environment/environment";

/** What the place that the server runs in lends to it. A web worker has nothing to lend. */
export interface Platform {
  /**
   * The texts of the environment files that a document may use, none of them outside of the folders. Never rejects.
   * @param uri the document's.
   * @param folders URIs.
   */
  readonly environmentFiles?: (
    uri: string,
    folders: readonly string[],
  ) => Promise<{ readonly files: readonly EnvironmentFile[]; readonly problems: readonly string[] }>;

  /**
   * The project file that is nearest to a document, within the folders; null where there is none. Never rejects.
   * @param uri the document's.
   * @param folders URIs.
   */
  readonly projectFile?: (uri: string, folders: readonly string[]) => Promise<PlatformProjectFile | null>;
}

export interface PlatformProjectFile {
  readonly uri: string;
  /** Null where it cannot be read. */
  readonly text: string | null;
  /** Why it cannot be read. */
  readonly problem: string | null;
  /** The document's path, relative to the folder of the file, with `/` between its segments. */
  readonly document: string;
}
