import type { Connection } from "vscode-languageserver";
import { environmentsOf } from "../environment/environment";
import { environmentNames, environmentVariables, variablesOfEnvironments } from "../environment/environment-variables";
import type { EnvironmentVariables } from "../http/environment-variables";
import type { Platform } from "../platform";
import { PerDocument } from "./per-document";
import type { EditorSettings } from "./settings";
import type { WorkspaceFiles } from "./workspace-files";

/** The environments of a document. */
export interface DocumentEnvironments {
  readonly names: readonly string[];
  /** The chosen one, which may not be among the names; null if none is chosen. */
  readonly chosen: string | null;
  /** The names of the variables that an environment defines. */
  readonly defined: ReadonlySet<string>;
  /** What the variables mean with the chosen environment. */
  readonly variables: EnvironmentVariables;
}

/**
 * The environments and variables that documents take from files and settings. They are read again when the client reports a changed file or, if
 * the client doesn't watch files, after each change of the document.
 */
export class EnvironmentStore {
  readonly #connection: Connection;
  readonly #platform: Platform;
  readonly #files: WorkspaceFiles;
  readonly #entries = new PerDocument<Promise<DocumentEnvironments>>();
  readonly #logged = new Set<string>();

  constructor(connection: Connection, platform: Platform, files: WorkspaceFiles) {
    this.#connection = connection;
    this.#platform = platform;
    this.#files = files;
    files.onDidChange(() => {
      this.#entries.clear();
      this.#logged.clear();
    });
  }

  /** @param version of the document. */
  of(uri: string, version: number, settings: EditorSettings): Promise<DocumentEnvironments> {
    return this.#entries.of(uri, [this.#files.cacheKey(version), settings], () => this.#read(uri, settings));
  }

  forget(uri: string): void {
    this.#entries.forget(uri);
  }

  async #read(uri: string, { environment, environmentSettings }: EditorSettings): Promise<DocumentEnvironments> {
    const found = await this.#platform.environmentFiles?.(uri, this.#files.folders);
    const environments = environmentsOf(found?.files ?? [], environmentSettings);
    for (const problem of [...(found?.problems ?? []), ...environments.problems]) {
      this.#warn(problem);
    }
    const names = environmentNames(environments);
    if (environment !== null && !names.includes(environment)) {
      const known = names.length === 0 ? "No environments are defined." : `Expected one of ${names.join(", ")}.`;
      this.#warn(`No file or setting defines the environment ${environment}. ${known}`);
    }
    return {
      names,
      chosen: environment,
      defined: variablesOfEnvironments(environments),
      variables: environmentVariables(environments, environment),
    };
  }

  #warn(message: string): void {
    if (!this.#logged.has(message)) {
      this.#logged.add(message);
      this.#connection.console.warn(message);
    }
  }
}
