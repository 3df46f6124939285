import { BROWSERS } from "../cors/engines";
import { ruleSeveritiesSchema } from "../explain/rule-schema";
import type { Rule } from "../rules/framework/rule";
import { PROJECT_FILE_NAME } from "./file-name";
import type { ProjectSettings } from "./settings";

/** The JSON schema of a project's file: made from the rules, so that it knows each of them. */
export function projectFileSchema(rules: readonly Rule[]) {
  const settings: Readonly<Record<keyof ProjectSettings, object>> = {
    origin: {
      type: "string",
      description: "The page's origin for requests that have no Origin field, such as https://app.example.com.",
    },
    engines: {
      type: "array",
      items: { enum: [...BROWSERS] },
      uniqueItems: true,
      description: "The browsers that matter. Where the list is empty, all three count.",
    },
    environment: {
      type: "string",
      minLength: 1,
      description: "The environment that variables such as {{origin}} are taken from.",
    },
    rules: { ...ruleSeveritiesSchema(rules), description: "How severe the findings of rules are." },
    readCommentedResponses: { type: "boolean", description: "Whether responses in comments are read." },
    ignore: {
      type: "array",
      items: { type: "string" },
      description: "Globs of files and folders that are not looked at, relative to the folder of this file.",
    },
  };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Settings of CORS Lens for a project: ${PROJECT_FILE_NAME}`,
    type: "object",
    additionalProperties: false,
    allowTrailingCommas: true,
    properties: { $schema: { type: "string" }, ...settings },
  };
}
