import { spawnSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MissingToolError } from "../machine/missing-tool.mjs";

/** A moving picture: frames with the time that each is shown, so that its pace doesn't depend on that of the machine. */
export class Film {
  #frames = [];

  /**
   * @param {import("playwright-core").Page} page
   * @param {{ x: number, y: number, width: number, height: number }} clip
   * @param {string} folder where the frames are kept until the film is made
   */
  constructor(page, clip, folder) {
    this.page = page;
    this.clip = clip;
    this.folder = folder;
  }

  /** Takes a frame that is shown for this many milliseconds. */
  async frame(milliseconds) {
    const path = join(this.folder, `${String(this.#frames.length).padStart(4, "0")}.png`);
    await this.page.screenshot({ path, clip: this.clip });
    this.#frames.push({ path, milliseconds });
  }

  get seconds() {
    return this.#frames.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  }

  /** Writes all frames as a GIF that loops. */
  async write(path) {
    const list = join(this.folder, "frames.txt");
    const entries = this.#frames.map((one) => `file '${one.path}'\nduration ${one.milliseconds / 1000}\n`);
    await writeFile(list, entries.join(""));
    // One palette for all frames, and no dithering: text stays sharp, and what doesn't move stays the same.
    const filter = "split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=none:diff_mode=rectangle";
    // The list says how long each frame is shown, except for the last one.
    const last = String(Math.round(this.#frames.at(-1).milliseconds / 10));
    const output = ["-vf", filter, "-fps_mode", "vfr", "-loop", "0", "-final_delay", last, path];
    ffmpeg(["-f", "concat", "-safe", "0", "-i", list, ...output]);
  }
}

/** An empty folder for frames. */
export async function frameFolder(path) {
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  return path;
}

/** @throws MissingToolError if there is no ffmpeg: it is checked before any picture is taken. */
export function requireFfmpeg() {
  if (spawnSync("ffmpeg", ["-version"]).error !== undefined) {
    throw new MissingToolError("no ffmpeg", "apt-get install ffmpeg");
  }
}

function ffmpeg(args) {
  const { status, stderr } = spawnSync("ffmpeg", ["-y", "-loglevel", "error", ...args], { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`ffmpeg failed: ${stderr}`);
  }
}
