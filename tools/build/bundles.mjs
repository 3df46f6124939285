import { chmod, readFile, rm } from "node:fs/promises";
import { builtinModules } from "node:module";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

/** The root of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/**
 * @typedef {object} Bundle
 * @property {string} entry
 * @property {string} outfile
 * @property {"node" | "browser"} platform
 * @property {"cjs" | "iife" | "esm"} [format] `cjs` by default; `esm` puts what is imported on demand into other files of
 * the folder, which has no others
 * @property {Record<string, string>} [loads] imports that stay imports, of another bundle
 * @property {boolean} [executable]
 */

/**
 * The bundles: client and server, each for Node and for the browser, the script and style of the panel, and the command line.
 * @type {(Bundle & { name: string })[]}
 */
const BUNDLES = [
  { name: "client for Node", entry: "client/src/node/main.ts", outfile: "client/dist/node/main.js", platform: "node" },
  {
    name: "client for the browser",
    entry: "client/src/browser/main.ts",
    outfile: "client/dist/browser/main.js",
    platform: "browser",
    // A web extension's entry is CommonJS too: VS Code wraps it in a function.
    format: "cjs",
  },
  {
    name: "panel",
    entry: "client/src/webview/main.ts",
    outfile: "client/dist/panel.js",
    platform: "browser",
    format: "iife",
  },
  { name: "server for Node", entry: "server/src/node/main.ts", outfile: "server/dist/node/main.js", platform: "node" },
  {
    name: "server for the browser",
    entry: "server/src/browser/main.ts",
    outfile: "server/dist/browser/main.js",
    platform: "browser",
    format: "iife",
  },
  {
    name: "command line",
    entry: "server/src/cli/main.ts",
    outfile: "server/dist/cli/main.mjs",
    platform: "node",
    format: "esm",
  },
  {
    name: "command",
    entry: "server/src/cli/launcher.ts",
    outfile: "server/dist/cli.cjs",
    platform: "node",
    loads: { "./main": "./cli/main.mjs" },
    executable: true,
  },
];

/**
 * The Node built-ins that a bundle needs, by its esbuild metafile: those left as imports, and those that a package's `browser` field
 * replaces by an empty module, which fails only when it is used.
 */
function nodeBuiltinsIn(metafile) {
  const builtins = new Set(builtinModules);
  const isBuiltin = (path) => path.startsWith("node:") || builtins.has(path);
  const imported = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  const disabled = Object.keys(metafile.inputs).flatMap((input) =>
    input.startsWith("(disabled):") ? [input.slice("(disabled):".length)] : [],
  );
  return [...new Set([...imported, ...disabled].filter(isBuiltin))].sort();
}

/** Fails a browser bundle that needs something of Node; what esbuild cannot resolve at all, it reports itself. */
const withoutNode = {
  name: "without-node",
  setup(build) {
    build.onEnd(({ metafile }) => {
      const modules = metafile === undefined ? [] : nodeBuiltinsIn(metafile);
      return {
        errors: modules.map((path) => ({ text: `"${path}" is a module of Node: no browser has it.` })),
      };
    });
  },
};

/**
 * @param {Record<string, string>} loads paths of other bundles, by what sources call them
 * @returns {esbuild.Plugin}
 */
function importing(loads) {
  return {
    name: "importing",
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path }) =>
        Object.hasOwn(loads, path) ? { path: loads[path], external: true } : undefined,
      );
    },
  };
}

/**
 * esbuild's options for one bundle; building them fails where a browser bundle needs Node.
 * @param {Bundle} bundle
 * @param {{ production: boolean, version: string }} edition
 * @returns {esbuild.BuildOptions & { metafile: true, plugins: esbuild.Plugin[] }}
 */
export function buildOptions({ entry, outfile, platform, format = "cjs", loads = {} }, { production, version }) {
  return {
    absWorkingDir: root,
    ...(format === "esm" ? splitInto(entry, outfile) : { entryPoints: [entry], outfile }),
    bundle: true,
    platform,
    format,
    // The oldest VS Code that is supported runs Node 20 and a Chromium of the same age.
    target: platform === "node" ? "node20" : "es2023",
    // jsonc-parser's other form for Node loads its parts in a way that no bundler follows.
    ...(platform === "node" ? { mainFields: ["module", "main"] } : {}),
    external: ["vscode"],
    loader: { ".http": "text" },
    define: { CORS_LENS_VERSION: JSON.stringify(version) },
    minify: production,
    sourcemap: production ? false : "linked",
    metafile: true,
    legalComments: "none",
    logLevel: "silent",
    plugins: [...(platform === "browser" ? [withoutNode] : []), importing(loads)],
  };
}

/**
 * @param {string} entry
 * @param {string} outfile
 */
function splitInto(entry, outfile) {
  const { dir, name, ext } = parse(outfile);
  return {
    entryPoints: [{ in: entry, out: name }],
    outdir: dir,
    outExtension: { ".js": ext },
    splitting: true,
    chunkNames: "[name]-[hash]",
  };
}

/**
 * Makes every bundle.
 * @returns the metafiles, in the order of the bundles.
 */
export async function buildAll({ production }) {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  return Promise.all(
    BUNDLES.map(async (bundle) => {
      await removeOldChunks(bundle);
      const { metafile } = await esbuild.build(buildOptions(bundle, { production, version }));
      await finish(bundle);
      return metafile;
    }),
  );
}

/**
 * Makes every bundle again whenever a source changes, until the process ends.
 * @param {{ onStart: () => void, onEnd: (name: string, errors: esbuild.Message[]) => Promise<void> }} listeners called for each bundle
 */
export async function watchAll({ onStart, onEnd }) {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const contexts = BUNDLES.map((bundle) => {
    const options = buildOptions(bundle, { production: false, version });
    const report = {
      name: "report",
      setup: (build) => {
        build.onStart(onStart);
        build.onEnd(async ({ errors }) => {
          if (errors.length === 0) {
            await finish(bundle);
          }
          await onEnd(bundle.name, errors);
        });
      },
    };
    return esbuild.context({ ...options, plugins: [...options.plugins, report] });
  });
  for (const context of await Promise.all(contexts)) {
    await context.watch();
  }
}

/**
 * The names of chunks change with their contents.
 * @param {Bundle} bundle
 */
async function removeOldChunks({ outfile, format }) {
  if (format === "esm") {
    await rm(join(root, dirname(outfile)), { recursive: true, force: true });
  }
}

/** @param {Bundle} bundle */
async function finish({ outfile, executable }) {
  if (executable) {
    await chmod(join(root, outfile), 0o755);
  }
}
