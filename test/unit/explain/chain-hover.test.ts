import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { hoverAt } from "../../../server/src/explain/hover";

const ORIGIN = "https://app.example";
const TEXT = `GET https://api.example/a
Origin: ${ORIGIN}

HTTP/1.1 302 Found
Location: https://api.example/b

HTTP/1.1 200 OK
Access-Control-Allow-Origin: ${ORIGIN}
Vary: Origin
`;

describe("the hovers of a redirect chain", () => {
  const analysis = analyse(TEXT, "http", { origin: null });
  const hover = (at: string) => hoverAt(analysis, TEXT.indexOf(at) + 1)?.markdown ?? "";

  for (const at of ["GET", "HTTP/1.1 200", "Access-Control-Allow-Origin"]) {
    it(`names the line of a fault that is elsewhere, and doesn't correct it there: ${at}`, () => {
      assert.match(hover(at), /\*\* Line 4: This redirect has no/);
      assert.doesNotMatch(hover(at), /Add: /);
    });
  }

  it("corrects a fault in its place", () => {
    assert.match(hover("HTTP/1.1 302"), /\*\* This redirect has no/);
    assert.match(hover("HTTP/1.1 302"), /\n\nAdd: `Access-Control-Allow-Origin: https:\/\/app\.example`\n/);
  });
});
