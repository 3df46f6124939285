import { strict as assert } from "node:assert";
import { ENGINES, type Engine } from "../../../server/src/cors/engines";
import {
  asParsed,
  asReceived,
  ignoresWhitespaceBeforeColon,
  responseAsParsed,
  responseAsReceived,
} from "../../../server/src/cors/received-headers";
import { headers, response } from "./messages";

describe("response headers as an engine uses them", () => {
  const ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  const namesIn = (engine: Engine, ...lines: string[]) =>
    asReceived(headers(...lines), engine).headers.map(({ name }) => name);

  it("loses headers without a value in Firefox", () => {
    for (const engine of ENGINES) {
      assert.deepEqual(namesIn(engine, "A:", "B: 1", "B:"), engine === "firefox" ? ["B"] : ["A", "B", "B"], engine);
    }
  });
  it("keeps its other properties", () => {
    assert.equal(asReceived(headers("A:", "..."), "firefox").complete, false);
    assert.equal(asReceived(headers("A:"), "firefox").complete, true);
  });
  it("keeps some headers that are the only one of their name", () => {
    const alone = ["access-control-allow-origin:", "Content-Length:"];
    assert.equal(namesIn("firefox", ...alone).length, 2);
    assert.deepEqual(namesIn("firefox", "Content-Length:", "content-length:"), []);
    assert.deepEqual(namesIn("firefox", "access-control-allow-origin:", `${ALLOW_ORIGIN}: *`), [ALLOW_ORIGIN]);
  });
  it("keeps an empty Location, alone and repeated", () => {
    assert.deepEqual(namesIn("firefox", "LOCATION:"), ["LOCATION"]);
    assert.deepEqual(namesIn("firefox", "Location:", "location:"), ["Location", "location"]);
  });
  it("keeps a second line of Access-Control-Allow-Origin only if written exactly like this", () => {
    assert.equal(namesIn("firefox", `${ALLOW_ORIGIN}:`, `${ALLOW_ORIGIN}: *`).length, 2);
    assert.equal(namesIn("firefox", `${ALLOW_ORIGIN}: *`, `${ALLOW_ORIGIN}:`).length, 2);
    assert.deepEqual(namesIn("firefox", `${ALLOW_ORIGIN}:`, "access-control-allow-origin: *"), [
      "access-control-allow-origin",
    ]);
  });
});

describe("response headers as an engine reads them", () => {
  const namesIn = (engine: Engine, ...lines: string[]) =>
    asParsed(headers(...lines), engine).headers.map(({ name }) => name);

  it("are the same list if their names are names", () => {
    const list = headers("A: 1", "B:", "...");
    for (const engine of ENGINES) {
      assert.equal(asParsed(list, engine), list);
    }
  });
  it("lose a line with whitespace before its colon in Firefox and WebKit", () => {
    for (const engine of ENGINES) {
      const isIgnored = engine === "firefox" || engine === "webkit";
      assert.equal(ignoresWhitespaceBeforeColon(engine), isIgnored, engine);
      for (const whitespace of [" ", "\t", " \t "]) {
        const expected = isIgnored ? ["A"] : ["A", "B"];
        assert.deepEqual(namesIn(engine, "A: 1", `B${whitespace}: 1`), expected, engine);
      }
    }
  });
  it("lose a line with NUL in its name", () => {
    for (const engine of ENGINES) {
      assert.deepEqual(namesIn(engine, "A\0: 1", "\0: 1", "B: \0"), ["B"], engine);
    }
  });
  it("keep the other properties of the list, and the values", () => {
    assert.deepEqual(asParsed(headers("A : {{x}}", "..."), "chromium"), headers("A: {{x}}", "..."));
  });
  it("are those of the response, used or not", () => {
    const shown = response(200, "A : 1", "B:");
    assert.deepEqual(responseAsParsed(shown, "firefox"), response(200, "B:"));
    assert.deepEqual(responseAsParsed(shown, "chromium"), response(200, "A: 1", "B:"));
  });
});

describe("a response as an engine uses it", () => {
  it("has no empty headers in Firefox", () => {
    const shown = response(204, "Access-Control-Allow-Methods:", "A: 1");
    assert.equal(responseAsReceived(shown, "chromium"), shown);
    assert.deepEqual(responseAsReceived(shown, "firefox"), response(204, "A: 1"));
  });
  it("has no line with whitespace before its colon in WebKit", () => {
    assert.deepEqual(responseAsReceived(response(204, "A : 1", "B: 1"), "webkit"), response(204, "B: 1"));
  });
});
