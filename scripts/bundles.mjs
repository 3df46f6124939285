export * from "../tools/build/bundles.mjs";
