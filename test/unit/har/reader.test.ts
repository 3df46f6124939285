import assert from "node:assert/strict";
import { at, fields, har, readHar } from "./hars";

const ENTRY = {
  startedDateTime: at(0),
  request: { method: "GET", url: "https://api.example.com/", headers: fields({ Origin: "https://app.example.com" }) },
  response: { status: 200, headers: [], content: { text: '{"a":"\\u00e9\\""}' } },
};

describe("the HAR reader", () => {
  it("reads the same whatever the chunks", () => {
    const text = har("Firefox", [ENTRY, { ...ENTRY, comment: '\\ \u0000 \u2028 😀 " ü' }]);
    const whole = readHar(text);
    assert.equal(whole.entries.length, 2);
    assert.equal(whole.error, null);
    for (const length of [1, 2, 3, 7, 64]) {
      assert.deepEqual(readHar(text, length), whole, String(length));
    }
  });

  it("gives the places of names and values as an editor counts them", () => {
    const text =
      '\ufeff{"log":{"entries":[\r\n\r{"comment":"😀","request":{"url":"https:\\/\\/a.example\\/","method":"GET","headers":\n[{"name":"Origin","value":"x"}]}}]}}';
    const [entry] = readHar(text).entries;
    assert.deepEqual(entry?.spot, { line: 2, column: 0 });
    assert.deepEqual(entry?.request.url?.spot, { line: 2, column: 34 });
    assert.equal(entry?.request.url?.text, "https://a.example/");
    assert.deepEqual(entry?.request.fields[0]?.value.spot, { line: 3, column: 27 });
  });

  for (const [what, text, place, reason] of [
    ["nothing", "", "1:1", /empty/],
    ["an archive", "PK\u0003\u0004", "1:1", /not JSON/],
    ["another JSON file", '{"name": "x"}', "1:1", /not a HAR/],
    ["a list", "[]", "1:1", /not a HAR/],
    ["a text that ends early", har("x", [ENTRY]).slice(0, -40), "29:20", /ends too early/],
    ["a wrong word", '{"log":{"entries":[\n nul]}}', "2:2", /not JSON/],
    ["a line break in a string", '{"log":{"entries":["a\nb"]}}', "1:22", /line break/],
    ["two documents", '{"log":{"entries":[]}}\n{}', "2:1", /more text/],
    ["endless nesting", "[".repeat(100_000), "1:1001", /too deeply/],
  ] as const) {
    it(`says where ${what} is wrong, and why`, () => {
      const { error } = readHar(text, 5);
      assert.match(error?.reason ?? "", reason);
      if (what !== "a text that ends early") {
        assert.equal(`${(error?.line ?? -1) + 1}:${(error?.column ?? -1) + 1}`, place);
      }
    });
  }

  it("reads the entries before a mistake", () => {
    const text = har("x", [ENTRY, ENTRY]);
    const log = readHar(`${text.slice(0, -10)}%`);
    assert.equal(log.entries.length, 2);
    assert.match(log.error?.reason ?? "", /not JSON/);
  });

  it("takes commas before a closing bracket, unknown escapes and repeated names", () => {
    const log = readHar(
      '{"log":{"entries":[{"request":{"url":"https://x/","url":"https:\\/\\/\\y/","headers":[],}},]}}',
    );
    assert.equal(log.entries[0]?.request.url?.text, "https://y/");
    assert.equal(log.error, null);
  });

  it("ignores values of a wrong type", () => {
    for (const odd of [null, 1, "x", [], {}, [[]], true]) {
      const text = JSON.stringify({
        log: {
          creator: odd,
          entries: [
            odd,
            { request: odd, response: odd, startedDateTime: odd, _initiator: odd, _resourceType: odd },
            ENTRY,
          ],
        },
      });
      assert.deepEqual(
        readHar(text).entries.map(({ index }) => index),
        [2],
        text,
      );
    }
  });

  it("keeps no body and only the beginning of a long value", () => {
    const long = "x".repeat(200_000);
    const entry = {
      ...ENTRY,
      request: { ...ENTRY.request, headers: fields({ "X-Long": long }), postData: { text: long } },
      response: { status: 200, content: { text: long } },
    };
    const kept = JSON.stringify(readHar(har("x", [entry])).entries);
    assert.ok(kept.length < 100_000, String(kept.length));
    assert.match(kept, /"isCut":true/);
  });
});
