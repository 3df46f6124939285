/** The families of rules: their folders, in the order of the documentation, with their titles. */
export const FAMILIES = {
  "allow-origin": "Access-Control-Allow-Origin",
  credentials: "Credentials",
  "allow-lists": "Allowed methods and headers",
  preflight: "Preflights",
  redirect: "Redirects",
  "exposed-headers": "Exposed headers",
  caching: "Caching and Vary",
  security: "Security",
  request: "Requests and Origin",
  fields: "Misplaced and misspelt headers",
  comments: "Comments",
  fences: "Fences in Markdown",
} as const;

export type Family = keyof typeof FAMILIES;
