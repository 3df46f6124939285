import assert from "node:assert/strict";
import { analyse, type Settings } from "../../../server/src/analysis";
import type { TrustLevel } from "../../../server/src/exchange/trust";

const GET = "GET https://api.example.com/ HTTP/1.1\nOrigin: https://page.example\n";

function read(text: string, settings: Partial<Settings> = {}) {
  return analyse(text, "http", { origin: null, ...settings });
}

describe("trust", () => {
  const rows: readonly (readonly [what: string, text: string, levels: Readonly<Record<string, TrustLevel>>])[] = [
    [
      "lists go on after a comma, with or without a space, until another setting",
      "# @cors trusted=https://a.example, https://b.example,https://c.example credentials=omit untrusted=https://x.example\n",
      {
        "https://a.example": "trusted",
        "https://b.example": "trusted",
        "https://c.example": "trusted",
        "https://x.example": "untrusted",
        "https://d.example": "unknown",
      },
    ],
    [
      "a comma before a setting ends the list",
      "# @cors trusted=https://a.example, untrusted=https://b.example\n",
      { "https://a.example": "trusted", "https://b.example": "untrusted" },
    ],
    [
      "references have their values; an open one declares nothing",
      "@web = https://web.example\n# @cors trusted={{web}}, {{$dotenv ADMIN}}, https://A.example:443/\n",
      { "https://web.example": "trusted", "https://a.example": "trusted", "https://admin.example": "unknown" },
    ],
    [
      "a scheme or a port is another origin",
      "# @cors trusted=https://a.example\n",
      { "http://a.example": "unknown", "https://a.example:8443": "unknown", "https://sub.a.example": "unknown" },
    ],
    [
      "hosts under .invalid are untrusted unless they are declared",
      "# @cors trusted=https://ours.invalid\n",
      {
        "https://p7f3.invalid": "untrusted",
        "https://a.invalid.:8443": "untrusted",
        "https://ours.invalid": "trusted",
        "https://invalid.example": "unknown",
        "https://notinvalid": "unknown",
      },
    ],
    [
      "an origin in both lists is untrusted, in any order",
      "# @cors untrusted=https://a.example\n# @cors trusted=https://a.example\n",
      { "https://a.example": "untrusted" },
    ],
    ["null is never trusted", "# @cors trusted=null\n", { null: "unknown" }],
    ["null can be untrusted", "# @cors untrusted=null\n", { null: "untrusted" }],
    [
      "below the first request, nothing counts",
      `${GET}\n###\n# @cors trusted=https://a.example\n`,
      { "https://a.example": "unknown" },
    ],
  ];
  for (const [what, text, levels] of rows) {
    it(what, () => {
      const { trust } = read(`${text}${GET}`).judged;
      const actual = Object.fromEntries(Object.keys(levels).map((origin) => [origin, trust.of(origin)]));
      assert.deepEqual(actual, levels);
    });
  }

  it("comes from the project too, and the file overrides it", () => {
    const settings = { trusted: ["https://A.example/", "https://b.example"], untrusted: ["https://c.example"] };
    const { trust } = read(`# @cors trusted=https://c.example untrusted=https://b.example\n${GET}`, settings).judged;
    assert.equal(trust.of("https://a.example"), "trusted");
    assert.equal(trust.of("https://b.example"), "untrusted");
    assert.equal(trust.of("https://c.example"), "trusted");
    assert.deepEqual([...trust.trusted].sort(), ["https://a.example", "https://c.example"]);
  });

  it("changes with the lists, in an analysis that knows the one before", () => {
    const text = (list: string) => `# @cors ${list}\n${GET}\n###\n# @cors trusted=https://a.example\n${GET}`;
    let analysis = read(text("trusted=https://b.example"));
    for (const [list, project] of [
      ["trusted=https://a.example", []],
      ["untrusted=https://a.example", []],
      ["untrusted=https://a.example", ["https://page.example"]],
      ["origin=https://b.example", ["https://a.example"]],
      ["origin=https://b.example", []],
    ] as const) {
      const settings = { origin: null, trusted: project };
      analysis = analyse(text(list), "http", settings, undefined, analysis);
      const fresh = analyse(text(list), "http", settings);
      assert.deepEqual(
        analysis.findings.map(({ message }) => message),
        fresh.findings.map(({ message }) => message),
      );
      for (const origin of ["https://a.example", "https://b.example", "https://page.example"]) {
        assert.equal(analysis.judged.trust.of(origin), fresh.judged.trust.of(origin));
      }
    }
  });
});

describe("an expectation", () => {
  it("is that of the request's own directive, and the last one counts", () => {
    const text = `# @cors expect=blocked\n# @cors expect=allowed credentials=omit\n${GET}\n###\n${GET}\n###\n# @cors expect=preflight\n${GET}`;
    assert.deepEqual(
      read(text).exchanges.map(({ expectation }) => expectation?.value ?? null),
      ["allowed", null, "preflight"],
    );
  });
});
