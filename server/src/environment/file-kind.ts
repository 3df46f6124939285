/**
 * The files that define environments. `json`: `http-client.env.json` of JetBrains and Visual Studio, which is shared, or a private one: that of
 * JetBrains that isn't shared, and that of Visual Studio for one user. `dotenv`: for one environment, or for all if `environment` is null.
 */
export type EnvironmentFileKind =
  | { readonly format: "json"; readonly isPrivate: boolean }
  | { readonly format: "dotenv"; readonly environment: string | null };

const JSON_FILES: ReadonlyMap<string, EnvironmentFileKind> = new Map([
  ["http-client.env.json", { format: "json", isPrivate: false }],
  ["http-client.private.env.json", { format: "json", isPrivate: true }],
  ["http-client.env.json.user", { format: "json", isPrivate: true }],
]);

/** @param name without folders.
 * @returns null if the file doesn't define environments.
 */
export function environmentFileKind(name: string): EnvironmentFileKind | null {
  const json = JSON_FILES.get(name);
  if (json !== undefined) {
    return json;
  }
  if (name === ".env") {
    return { format: "dotenv", environment: null };
  }
  const environment = name.startsWith(".env.") ? name.slice(5) : name.endsWith(".env") ? name.slice(0, -4) : "";
  return environment === "" || TEMPLATES.test(environment) ? null : { format: "dotenv", environment };
}

/** Templates and backups: tools don't read variables from them. */
const TEMPLATES =
  /^\.?(example|sample|template|dist|defaults?|schema|vault|keys|me|bak|swp)$|\.(example|sample|template|dist|bak)$/i;

/** For clients that watch these files. */
export const ENVIRONMENT_FILE_GLOBS: readonly string[] = [
  "**/http-client.{env.json,private.env.json,env.json.user}",
  "**/{.env,.env.*,*.env}",
];
