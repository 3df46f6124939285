import { Pointer } from "./pointer.mjs";

/** The film at the top of the README: a wrong port is typed, the hover says why browsers block, and the light bulb's fix allows the page again. */
export const DEMO = { name: "demo", document: "prices.http", theme: "dark", width: 760, height: 450 };

const RIGHT_PORT = "3000";
const WRONG_PORT = "8080";

/** Starts with a right port, and the cursor after it. */
export async function prepareDemo(stage) {
  await stage.goTo(7, 999);
  for (const _ of WRONG_PORT) {
    await stage.page.keyboard.press("Backspace");
  }
  await stage.page.keyboard.type(RIGHT_PORT);
  await stage.page.keyboard.press("Escape");
  await stage.waitForLens("CORS: allowed");
  await stage.waitForStill();
}

/**
 * @param {import("./stage.mjs").Stage} stage
 * @param {import("./film.mjs").Film} film
 */
export async function playDemo(stage, film) {
  const { page } = stage;
  const pointer = new Pointer(film, { x: 620, y: 330 });
  await page.mouse.move(pointer.at.x, pointer.at.y);
  await film.frame(1000);
  for (const _ of RIGHT_PORT) {
    await page.keyboard.press("Backspace");
    await film.frame(90);
  }
  for (const digit of WRONG_PORT) {
    await page.keyboard.type(digit);
    await film.frame(140);
  }
  await stage.waitForLens("blocked: port differs");
  const squiggle = await stage.squiggle();
  await stage.waitForStill();
  await film.frame(1300);
  await pointer.moveTo(squiggle);
  await stage.waitForHover();
  await stage.waitForStill();
  await film.frame(2400);
  await page.keyboard.press("Escape");
  await stage.waitForNoHover();
  await pointer.leaveDown(54);
  await pointer.moveTo(await stage.place(".lightBulbWidget"));
  await film.frame(200);
  await pointer.click();
  await stage.waitFor(".action-widget .monaco-list-row");
  await stage.waitForStill();
  await film.frame(900);
  await pointer.moveTo(await stage.place(".action-widget .monaco-list-row.action"));
  await film.frame(500);
  await pointer.click();
  await stage.waitForLens("CORS: allowed");
  await stage.waitForStill();
  await film.frame(2500);
}
