import assert from "node:assert/strict";
import { ENGINES } from "../../../server/src/cors/engines";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { applyFix, checkHarmless, read, WRITES_TESTS } from "../../support/fixes";
import { subjects } from "../../support/subjects";

/** The actions that should make an exchange allowed. */
const COMPLETING: ReadonlySet<string> = new Set([
  "insertPreflight",
  "writeResponse",
  "completePreflightResponse",
  "completeResponse",
  "allowOrigin",
  "allowCredentials",
]);

describe("every action", () => {
  for (const { name, text, carrier } of subjects()) {
    it(`makes the exchange allowed if it promises so: ${name}`, () => {
      const before = read(text, carrier);
      for (const [index, exchange] of before.exchanges.entries()) {
        for (const { id, fix } of exchangeActions(before.judged, exchange)) {
          const after = read(applyFix(before, fix), carrier);
          if (id === "addOrigin" || id.startsWith("setOrigin")) {
            // The action gives the exchange a page, so that it has a verdict.
            assert.ok(after.exchanges.some(({ origin }) => origin?.value === "https://app.example.com"));
            continue;
          }
          // A preflight for a page that wasn't known gives the request one, too. A command may leave out what its preflight asks for; a request doesn't.
          if (!WRITES_TESTS.has(id) && id !== "rewriteCommand" && exchange.origin !== null) {
            checkHarmless(before, after, fix);
          }
          const ends =
            COMPLETING.has(id) && fix.grade !== "placeholder" && (exchange.response !== null || id === "writeResponse");
          if (!ends) {
            continue;
          }
          // The inserted preflight comes before the request, and must pass.
          const inserted = after.exchanges.length - before.exchanges.length;
          const now = after.exchanges[index + (id === "insertPreflight" ? 0 : inserted)];
          for (const engine of ENGINES) {
            const verdict = now?.verdict[engine];
            const mayStayOpen =
              exchange.verdict[engine] === "undetermined" ||
              now?.judgement[engine].actual?.undetermined.some(({ header }) => header === "Location");
            assert.ok(
              exchange.applicability.applies !== true ||
                verdict === "allowed" ||
                (verdict === "undetermined" && mayStayOpen && id !== "insertPreflight"),
              `${fix.title} ends in ${verdict} (${engine}), line ${now === undefined ? 0 : after.lines.positionAt(after.document.startOf(now.request)).line + 1}`,
            );
          }
        }
      }
    });
  }
});
