/** The build replaces it with the version in package.json. */
declare const CORS_LENS_VERSION: string | undefined;

export const VERSION: string = typeof CORS_LENS_VERSION === "string" ? CORS_LENS_VERSION : "0.0.0-development";
