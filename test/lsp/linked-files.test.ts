import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";

const EXCHANGE = `GET https://api.example.com/data HTTP/1.1
Origin: {{origin}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`;

describe("environment and project files that are links", () => {
  let folder: string;
  let client: LspClient;
  beforeEach(function () {
    if (process.platform === "win32") {
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "cors-lens-links-"));
    mkdirSync(join(folder, "workspace"));
    writeFileSync(join(folder, "outside"), "origin=https://other.example\n");
    writeFileSync(join(folder, "outside.json"), '{ "rules": { "allow-origin-mismatch": "off" }, "hunter2": 1 }');
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  const uri = (path: string) => pathToFileURL(join(folder, path)).href;
  const found = async () => {
    client = await LspClient.start(USUAL_CAPABILITIES, undefined, [uri("workspace")]);
    await client.open(uri("workspace/a.http"), EXCHANGE);
    return (await client.published(uri("workspace/a.http"))).map(({ code }) => code);
  };

  it("aren't read outside of the folder, and the log says so", async () => {
    symlinkSync("../outside", join(folder, "workspace/.env"));
    symlinkSync("../outside.json", join(folder, "workspace/.corslens.json"));
    assert.deepEqual(await found(), []);
    const log = client.logged.join("\n");
    assert.match(log, /^\.env: a link leads out of the workspace folder or repository; ignored$/m);
    assert.match(log, /\.corslens\.json: a link leads out of the workspace folder or repository; ignored\.$/m);
    assert.doesNotMatch(log, /hunter2/);
  });

  it("are read if they stay in the folder", async () => {
    writeFileSync(join(folder, "workspace/shared"), "origin=https://other.example\n");
    symlinkSync("shared", join(folder, "workspace/.env"));
    assert.deepEqual(await found(), ["allow-origin-mismatch"]);
  });

  it("don't hang the server if they are pipes or devices", async () => {
    spawnSync("mkfifo", [join(folder, "workspace/.env"), join(folder, "workspace/.corslens.json")]);
    symlinkSync("/dev/zero", join(folder, "workspace/http-client.env.json"));
    symlinkSync("/dev/stdin", join(folder, "workspace/http-client.private.env.json"));
    assert.deepEqual(await found(), []);
    const log = client.logged.join("\n");
    assert.match(log, /^\.env: not a regular file; ignored$/m);
    assert.equal(log.match(/; ignored/g)?.length, 4, log);
  });
});
