/**
 * The documents that the server is told of: by language, and by name too, because `.http` and `.rest` files belong to other languages where
 * another extension claims them. Cells of notebooks are documents of language `http` as well.
 */
export const DOCUMENT_SELECTOR: ({ readonly language: string } | { readonly pattern: string })[] = [
  { language: "http" },
  { pattern: "**/*.{http,rest}" },
  { language: "markdown" },
  { language: "mdx" },
];
