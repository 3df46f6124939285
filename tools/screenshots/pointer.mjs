/** Frames in which the pointer travels, and how long each is shown. */
const STEPS = 7;
const STEP_MS = 50;
/** CSS pixels for each frame of a fast way: more than half a line. */
const FAST = 18;

/** Draws the pointer that a headless browser doesn't draw. */
export async function showPointer(page) {
  await page.evaluate(() => {
    const pointer = document.createElement("div");
    pointer.id = "pointer";
    pointer.style.cssText =
      "position: fixed; left: 0; top: 0; z-index: 2147483647; pointer-events: none; width: 22px; height: 22px";
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 22 22");
    const ring = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    ring.setAttribute("cx", "4");
    ring.setAttribute("cy", "3");
    ring.setAttribute("r", "14");
    ring.setAttribute("fill", "rgba(255, 200, 0, .55)");
    ring.style.display = "none";
    const arrow = document.createElementNS("http://www.w3.org/2000/svg", "path");
    arrow.setAttribute("d", "M4 2 V17 L8 13.5 L10.5 19.5 L13 18.5 L10.5 12.5 H16 Z");
    arrow.setAttribute("fill", "#fff");
    arrow.setAttribute("stroke", "#000");
    svg.style.overflow = "visible";
    svg.append(ring, arrow);
    pointer.append(svg);
    document.body.append(pointer);
    const follow = ({ clientX, clientY }) => {
      pointer.style.transform = `translate(${clientX - 4}px, ${clientY - 2}px)`;
    };
    addEventListener("mousemove", follow, true);
    addEventListener("mousedown", () => (ring.style.display = ""), true);
    addEventListener("mouseup", () => (ring.style.display = "none"), true);
  });
}

/** A pointer whose way can be seen in a film. */
export class Pointer {
  /** @param {import("./film.mjs").Film} film */
  constructor(film, at) {
    this.film = film;
    this.at = at;
  }

  async moveTo(goal) {
    // Slow at both ends.
    await this.#travel(goal, STEPS, (part) => (1 - Math.cos(Math.PI * part)) / 2);
  }

  /** Leaves a line of text at once: where the pointer rests, the editor opens another hover. */
  async leaveDown(distance) {
    await this.#travel({ x: this.at.x, y: this.at.y + distance }, Math.ceil(distance / FAST), (part) => part);
  }

  async #travel({ x, y }, steps, placeAt) {
    const from = this.at;
    for (let step = 1; step <= steps; step++) {
      const part = placeAt(step / steps);
      await this.film.page.mouse.move(from.x + (x - from.x) * part, from.y + (y - from.y) * part);
      await this.film.frame(STEP_MS);
    }
    this.at = { x, y };
  }

  async click() {
    await this.film.page.mouse.down();
    await this.film.frame(200);
    await this.film.page.mouse.up();
  }
}
