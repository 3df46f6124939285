import { cp, rm, mkdir, writeFile } from "node:fs/promises";
import { launchChromium } from "../test/editors/chromium.mjs";
import { freePort } from "../test/editors/free-port.mjs";
import { open } from "@vscode/test-web";
// a copy of the extension with a broken server
const ext = "/tmp/brokenext"; await rm(ext, { recursive: true, force: true }); await mkdir(ext);
for (const f of ["package.json", "client/dist", "server/dist", "syntaxes"]) await cp("/work/main/" + f, ext + "/" + f, { recursive: true });
const mode = process.argv[2];
if (mode === "missing") await rm(ext + "/server/dist/browser/main.js"); else await writeFile(ext + "/server/dist/browser/main.js", "throw new Error('broken on purpose')");
const port = await freePort();
await open({ browserType: "none", quality: "stable", commit: "0".repeat(40), testRunnerDataDir: "/work/main/out/vscode-web", extensionDevelopmentPath: ext, folderPath: "/tmp/shots", port });
const b = await launchChromium({ viewport: { width: 1100, height: 640 } }); const p = await b.newPage();
await p.goto(`http://localhost:${port}/`);
await p.locator(".explorer-folders-view .monaco-list-row", { hasText: "mismatch.http" }).dblclick();
await p.locator(".notification-toast").first().waitFor({ timeout: 15000 }).catch(() => console.log("no toast"));
await new Promise(r => setTimeout(r, 1500));
console.log(await p.locator(".notification-toast").allInnerTexts());
await p.screenshot({ path: `/tmp/shotout/fail-${mode}.png` });
// repair and restart
await cp("/work/main/server/dist/browser/main.js", ext + "/server/dist/browser/main.js");
await p.locator(".notification-toast .monaco-text-button", { hasText: "Restart" }).click();
await p.locator(".squiggly-error").first().waitFor({ state: "attached", timeout: 15000 }).then(() => console.log("recovered"), () => console.log("did not recover"));
await p.screenshot({ path: `/tmp/shotout/fail-${mode}2.png` });
await b.close(); process.exit();
