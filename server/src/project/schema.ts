import { BROWSERS } from "../cors/engines";
import { ruleSeveritiesSchema } from "../explain/rule-schema";
import type { Rule } from "../rules/framework/rule";
import { PROJECT_FILE_NAME } from "./file-name";
import type { ProjectSettings } from "./settings";

/** The JSON schema of the project file, with an entry for each rule. */
export function projectFileSchema(rules: readonly Rule[]) {
  const settings: Readonly<Record<keyof ProjectSettings, object>> = {
    origin: {
      type: "string",
      description: "The page's origin for requests without an Origin header, for example https://app.example.com.",
    },
    engines: {
      type: "array",
      items: { enum: [...BROWSERS] },
      uniqueItems: true,
      description:
        "Browsers to check against. Differences in other browsers aren't reported. An empty list means all three.",
    },
    environment: {
      type: "string",
      minLength: 1,
      description: "The environment whose variables are used, such as {{origin}}.",
    },
    rules: {
      ...ruleSeveritiesSchema(rules),
      description: "The severity of each rule. Other rules keep their default severity.",
    },
    readCommentedResponses: { type: "boolean", description: "Read responses in comments. Default: false." },
    readUnlabelledFences: {
      type: "boolean",
      description:
        "Read Markdown fences that aren't labelled http where they surely hold an HTTP exchange. Default: true.",
    },
    trusted: {
      type: "array",
      items: { type: "string" },
      description: "Origins that the server should allow, for example https://app.example.com.",
    },
    untrusted: {
      type: "array",
      items: { type: "string" },
      description: "Origins that the server should not allow. A host under .invalid is untrusted without being listed.",
    },
    ignore: {
      type: "array",
      items: { type: "string" },
      description: "Globs of files and folders to ignore, relative to the folder of this file.",
    },
  };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `CORS Lens project settings (${PROJECT_FILE_NAME})`,
    type: "object",
    additionalProperties: false,
    allowTrailingCommas: true,
    properties: { $schema: { type: "string" }, ...settings },
  };
}
