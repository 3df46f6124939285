import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { BROWSERS } from "../../../server/src/cors/engines";
import { ruleSeveritiesSchema } from "../../../server/src/explain/rule-schema";
import { projectFileSchema } from "../../../server/src/project/schema";
import { NO_PROJECT_SETTINGS } from "../../../server/src/project/settings";
import { RULES } from "../../../server/src/rules/registry";

describe("the settings in package.json", () => {
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
    contributes: {
      configuration: readonly { title: string; order: number; properties: Record<string, Record<string, unknown>> }[];
    };
  };
  const groups = contributes.configuration;
  const properties = Object.assign({}, ...groups.map((group) => group.properties)) as (typeof groups)[0]["properties"];

  it("have an entry for each rule", () => {
    const { type, additionalProperties, properties: rules } = properties["corsLens.rules"] ?? {};
    assert.deepEqual(
      { type, additionalProperties, properties: rules },
      ruleSeveritiesSchema(RULES),
      "run: npm run generate",
    );
  });

  it("are those of a project's file, except those that only a project has", () => {
    const own = Object.keys(properties).map((name) => name.replace("corsLens.", ""));
    // Which files count and which origins a server should allow belongs to a project, not to a user.
    const ofProject = ["ignore", "trusted", "untrusted"];
    const project = Object.keys(NO_PROJECT_SETTINGS).filter((name) => !ofProject.includes(name));
    assert.deepEqual(
      project.filter((name) => !own.includes(name)),
      [],
    );
  });

  it("name every value of a list that is checked for all of them by default", () =>
    assert.deepEqual(properties["corsLens.engines"]?.["default"], BROWSERS));

  it("have their own order", () => {
    const orders = Object.values(properties).map(({ order }) => order);
    assert.deepEqual(
      orders,
      orders.map((_, i) => i + 1),
    );
    assert.deepEqual(
      groups.map(({ order }) => order),
      groups.map((_, i) => i + 1),
    );
  });
});

describe("the schema of a project's file", () => {
  it("equals that of the rules", () =>
    assert.deepEqual(
      JSON.parse(readFileSync("schemas/corslens.schema.json", "utf8")),
      projectFileSchema(RULES),
      "run: npm run generate",
    ));
});
