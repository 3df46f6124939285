/**
 * The files that hold environments. `json`: `http-client.env.json` of JetBrains and Visual Studio, which anybody may read; `private`: the one of
 * JetBrains that is not shared, and that of Visual Studio for one user; `dotenv`: for one environment, or for all where `environment` is null.
 */
export type EnvironmentFileKind =
  | { readonly format: "json"; readonly isPrivate: boolean }
  | { readonly format: "dotenv"; readonly environment: string | null };

const JSON_FILES: ReadonlyMap<string, EnvironmentFileKind> = new Map([
  ["http-client.env.json", { format: "json", isPrivate: false }],
  ["http-client.private.env.json", { format: "json", isPrivate: true }],
  ["http-client.env.json.user", { format: "json", isPrivate: true }],
]);

/** What a file is by its name, without a folder; null where it holds no environment. */
export function environmentFileKind(name: string): EnvironmentFileKind | null {
  const json = JSON_FILES.get(name);
  if (json !== undefined) {
    return json;
  }
  if (name === ".env") {
    return { format: "dotenv", environment: null };
  }
  const environment = name.startsWith(".env.") ? name.slice(5) : name.endsWith(".env") ? name.slice(0, -4) : "";
  return environment === "" || MODELS.test(environment) ? null : { format: "dotenv", environment };
}

/** Files that show which variables there are, and that nothing is sent with. */
const MODELS =
  /^\.?(example|sample|template|dist|defaults?|schema|vault|keys|me|bak|swp)$|\.(example|sample|template|dist|bak)$/i;

/** The glob patterns of these files, for a client that watches them. */
export const ENVIRONMENT_FILE_GLOBS: readonly string[] = [
  "**/http-client.{env.json,private.env.json,env.json.user}",
  "**/{.env,.env.*,*.env}",
];
