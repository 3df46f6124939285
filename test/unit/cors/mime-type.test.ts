import { strict as assert } from "node:assert";
import { mimeTypeEssence } from "../../../server/src/cors/mime-type";

describe("MIME type", () => {
  const rows: readonly (readonly [string, string | null])[] = [
    // 1. and 2. Whitespace at both ends.
    ["\r\n\t text/plain \t\r\n", "text/plain"],
    [" ", null],
    ["", null],
    // 3. to 5. The type.
    ["textplain", null],
    ["/plain", null],
    ["text /plain", null],
    // 6. to 9. The subtype.
    ["text/", null],
    ["text/;a", null],
    ["text/ plain", null],
    ["text/pl ain", null],
    ["text/plain \t;a=b", "text/plain"],
    ["text/plain;a;b/c", "text/plain"],
    ["text/plain\u000b", null],
    // 10. In lower case.
    ["Text/PLAIN", "text/plain"],
  ];
  for (const [input, expected] of rows) {
    it(JSON.stringify(input), () => {
      assert.equal(mimeTypeEssence(input), expected);
    });
  }
});
