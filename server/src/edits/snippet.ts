/** What an LSP snippet writes where snippets cannot be: each field as its default text. */
export function plainText(snippet: string): string {
  return snippet.replace(
    /\\([\\$}])|\$\{\d+:((?:\\[\\$}]|[^}\\])*)\}|\$\d+/g,
    (_, escaped?: string, field?: string) => escaped ?? field?.replace(/\\([\\$}])/g, "$1") ?? "",
  );
}
