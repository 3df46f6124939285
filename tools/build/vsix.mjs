import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { createVSIX } from "@vscode/vsce";
import { buildAll, root } from "./bundles.mjs";
import { reproducibleZip } from "./reproducible-zip.mjs";

/**
 * Builds the extension as it is published and packs it into `cors-lens-VERSION.vsix` in the root of the repository. The same commit gives the
 * same bytes, whatever the folder, the umask and the time zone.
 * @returns the path of the package.
 */
export async function packageExtension() {
  const { name, version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const metafiles = await buildAll({ production: true });
  await writeNotices(metafiles);
  const packagePath = join(root, `${name}-${version}.vsix`);
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
    skipLicense: false,
  });
  await writeFile(packagePath, reproducibleZip(await readFile(packagePath), await timeOfSource()));
  return packagePath;
}

/** The time of the commit, or `SOURCE_DATE_EPOCH` (seconds, see https://reproducible-builds.org/docs/source-date-epoch/). */
async function timeOfSource() {
  const { SOURCE_DATE_EPOCH: given } = process.env;
  const seconds =
    given ?? (await promisify(execFile)("git", ["log", "-1", "--format=%ct"], { cwd: root })).stdout.trim();
  if (!/^\d+$/.test(seconds)) {
    throw new Error(`SOURCE_DATE_EPOCH must be a number of seconds, not ${seconds}`);
  }
  return new Date(Number(seconds) * 1000);
}

/** Collects the licences of all packages that went into the bundles: they ask for it. */
async function writeNotices(metafiles) {
  const folders = new Set(
    metafiles
      .flatMap(({ inputs }) => Object.keys(inputs))
      .flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const notices = await Promise.all([...folders].sort().map(noticeOf));
  const file = join(root, "dist", "third-party-notices.txt");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `The bundles of CORS Lens contain these packages.\n\n${[...new Set(notices)].join("\n")}`);
}

const LICENCE_FILES = ["LICENSE", "LICENSE.md", "LICENSE.txt", "License.txt", "LICENCE", "LICENCE.md"];

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
  for (const file of LICENCE_FILES) {
    const text = await readFile(join(root, folder, file), "utf8").catch(() => undefined);
    if (text !== undefined) {
      return `${name} ${version} (${license})\n\n${text.trim()}\n\n${"-".repeat(80)}\n`;
    }
  }
  return `${name} ${version} (${license})\n\n${"-".repeat(80)}\n`;
}
