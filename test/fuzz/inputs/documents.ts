import fc from "fast-check";
import type { Settings } from "../../../server/src/analysis";
import { BROWSERS } from "../../../server/src/cors/engines";
import type { EnvironmentDefinition, EnvironmentVariables } from "../../../server/src/http/environment-variables";
import type { Carrier } from "../../../server/src/http/parse";
import { RULES } from "../../../server/src/rules/registry";
import { anyText } from "./texts";

/** A document as JSON. */
export interface DocumentInput {
  readonly text: string;
  readonly carrier: Carrier;
  readonly settings: Omit<Settings, "variables"> & { readonly hasEnvironment: boolean };
}

/** Part of every private value in the environment, and of no other text. */
export const PRIVATE = /zq7w/i;

const VALUES = {
  page: "https://app.example.com",
  hidden: "zq7w-Private",
  HIDDEN: "zq7w-Private",
  hiddenUrl: "https://ZQ7W.example/zq7w path/?zq7w=ä",
  number: "204",
  method: "put",
};

const ENVIRONMENT: EnvironmentVariables = new Map(
  Object.entries(VALUES).map(([name, value]): [string, EnvironmentDefinition[]] => [
    name,
    [{ value, source: ".env", environment: null, isSecret: PRIVATE.test(value), mayOverrideText: false }],
  ]),
);

export function settingsOf({ settings: { hasEnvironment, ...settings } }: Pick<DocumentInput, "settings">): Settings {
  return hasEnvironment ? { ...settings, variables: ENVIRONMENT } : settings;
}

export const anyCarrier: fc.Arbitrary<Carrier> = fc.constantFrom("http", "http", "markdown");

export const anySettings: fc.Arbitrary<DocumentInput["settings"]> = fc.record({
  origin: fc.constantFrom(null, "https://app.example.com", "http://localhost:3000", "null", "nonsense"),
  engines: fc.oneof(fc.constant([]), fc.subarray([...BROWSERS])),
  readCommentedResponses: fc.boolean(),
  hasEnvironment: fc.boolean(),
  rules: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    fc.dictionary(fc.constantFrom(...RULES.map(({ id }) => id)), fc.constantFrom("off", "error", "hint"), {
      maxKeys: 5,
      noNullPrototype: true,
    }),
  ),
});

export const anyDocument: fc.Arbitrary<DocumentInput> = fc.record({
  text: anyText,
  carrier: anyCarrier,
  settings: anySettings,
});
