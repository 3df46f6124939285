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
}
