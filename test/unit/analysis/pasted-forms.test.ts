import assert from "node:assert/strict";
import fc from "fast-check";
import { analyse } from "../../../server/src/analysis";
import { fileReportOf } from "../../../server/src/cli/format/report-model";
import { SHOWN_FORMS, type ShownExchange, shownExchange } from "../../fuzz/inputs/pasted";
import { differences } from "../../support/pasted";

/** They give the path and the host, and so leave the scheme open. */
const WITHOUT_SCHEME = ["Firefox, raw", "a transcript"];

describe("forms of tools", () => {
  for (const [name, lines] of Object.entries(SHOWN_FORMS)) {
    if (name === "Chrome, without the response") {
      continue;
    }
    it(`${name}: every exchange reads as its messages`, () => {
      fc.assert(
        fc.property(
          shownExchange.filter(({ responseFields }) => responseFields.length > 0),
          (exchange: ShownExchange) => {
            const messages = (SHOWN_FORMS["messages"] ?? (() => []))(exchange).join("\n");
            const [expected] = fileReportOf("", analyse(messages, "http", { origin: null })).exchanges;
            assert.ok(expected !== undefined);
            const { kind, request, response, credentials, verdict } = expected;
            const open = WITHOUT_SCHEME.includes(name);
            const found = differences({
              name: "copy.http",
              text: lines(exchange).join("\n"),
              expected: {
                exchanges: [
                  {
                    kind,
                    method: request.method,
                    origin: request.origin,
                    status: response?.status ?? null,
                    ...(open ? {} : { url: request.url, credentials, verdict: verdict.fetch }),
                  },
                ],
              },
            });
            assert.equal(found.length, 0, `${found.join("\n")}\n\n${lines(exchange).join("\n")}`);
          },
        ),
        { seed: 20_261_130, numRuns: 200 },
      );
    });
  }
});
