/**
 * The documents that are sent to the server: by language, and also by name, because another extension may give `.http` and `.rest` files another
 * language. Notebook cells with language `http` are included.
 */
export const DOCUMENT_SELECTOR: ({ readonly language: string } | { readonly pattern: string })[] = [
  { language: "http" },
  { pattern: "**/*.{http,rest}" },
  { language: "markdown" },
  { language: "mdx" },
];
