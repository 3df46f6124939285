import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ruleSeveritiesSchema } from "../../../server/src/explain/rule-schema";
import { RULES } from "../../../server/src/rules/registry";

describe("the settings in package.json", () => {
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
    contributes: { configuration: { properties: Record<string, Record<string, unknown>> } };
  };
  const { properties } = contributes.configuration;

  it("have an entry for each rule", () => {
    const { type, additionalProperties, properties: rules } = properties["corsLens.rules"] ?? {};
    assert.deepEqual(
      { type, additionalProperties, properties: rules },
      ruleSeveritiesSchema(RULES),
      "run: npm run generate",
    );
  });

  it("stand in an order of their own", () => {
    const orders = Object.values(properties).map(({ order }) => order);
    assert.deepEqual(
      orders,
      orders.map((_, i) => i + 1),
    );
  });
});
