/** An LSP snippet as plain text: each field becomes its default text. */
export function plainText(snippet: string): string {
  return snippet.replace(
    /\\([\\$}])|\$\{\d+:((?:\\[\\$}]|[^}\\])*)\}|\$\d+/g,
    (_, escaped?: string, field?: string) => escaped ?? field?.replace(/\\([\\$}])/g, "$1") ?? "",
  );
}
