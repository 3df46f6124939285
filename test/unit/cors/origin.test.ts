import { strict as assert } from "node:assert";
import {
  isPossibleSerializedOrigin,
  isSameOrigin,
  parseSerializedOrigin,
  serializedOriginOf,
} from "../../../server/src/cors/origin";

describe("serialisation of a URL's origin", () => {
  const rows: readonly (readonly [string, string | null])[] = [
    ["https://app.example.com/a?b#c", "https://app.example.com"],
    ["HTTPS://User@APP.Example.com:443/", "https://app.example.com"],
    ["http://localhost:80", "http://localhost"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["ws://a.test:80", "ws://a.test"],
    ["wss://a.test:444", "wss://a.test:444"],
    ["http://0x7f.1/", "http://127.0.0.1"],
    ["http://[0:0::1]:8080/", "http://[::1]:8080"],
    ["https://élève.test", "https://xn--lve-6lad.test"],
    ["https://example.com.", "https://example.com."],
    ["data:text/plain,a", "null"],
    ["file:///a", "null"],
    ["localhost:8080/a", "null"],
    ["/relative", null],
    ["https://", null],
    ["", null],
  ];
  for (const [url, expected] of rows) {
    it(url, () => {
      assert.equal(serializedOriginOf(url), expected);
    });
  }
});

describe("same origin", () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ["https://a.test/x", "https://a.test", true],
    ["https://a.test:443", "HTTPS://A.test/y", true],
    ["https://a.test", "http://a.test", false],
    ["https://a.test", "https://b.a.test", false],
    ["http://localhost:3000", "http://localhost:8080", false],
    ["http://localhost", "http://127.0.0.1", false],
    ["null", "null", false],
    ["data:,a", "data:,a", false],
    ["", "", false],
  ];
  for (const [a, b, expected] of rows) {
    it(`${a} and ${b}`, () => {
      assert.equal(isSameOrigin(a, b), expected);
    });
  }
});

describe("serialized-origin", () => {
  const matching: readonly (readonly [string, string, string, string | null])[] = [
    ["https://app.example.com", "https", "app.example.com", null],
    ["http://localhost:3000", "http", "localhost", "3000"],
    ["http://127.0.0.1:80", "http", "127.0.0.1", "80"],
    ["http://[::1]:8080", "http", "[::1]", "8080"],
    ["http://[2001:db8:0:1:2:3:4:5]", "http", "[2001:db8:0:1:2:3:4:5]", null],
    ["http://[1:2:3::4:5:6]", "http", "[1:2:3::4:5:6]", null],
    ["chrome-extension://abcdef", "chrome-extension", "abcdef", null],
    ["https://xn--lve-6lad.test", "https", "xn--lve-6lad.test", null],
  ];
  for (const [text, scheme, host, port] of matching) {
    it(`matches ${text}`, () => {
      assert.deepEqual(parseSerializedOrigin(text), { scheme, host, port });
    });
  }
  const others = [
    "null",
    "*",
    "",
    "example.com",
    "https://",
    "https://a.test/",
    "https://a.test/path",
    "https://a.test:",
    "https://a.test:123456",
    "https://a.test:b:80",
    "ht_tps://a.test",
    "https://A.test",
    "HTTPS://a.test",
    "https://*.a.test",
    "https://-a.test",
    "https://a-.test",
    "https://a..test",
    "https://a.test.",
    "https://a_b.test",
    "https://user@a.test",
    "https://a.test, https://b.test",
    " https://a.test",
    "http://[::1",
    "http://[::1]8080",
    "http://[1::2::3]",
    "http://[01::]",
    "http://[1:2:3:4:5:6:7]",
    "http://[1:2:3:4:5:6:7::]",
    "http://[:1::2]",
  ];
  for (const text of others) {
    it(`does not match ${JSON.stringify(text)}`, () => {
      assert.equal(parseSerializedOrigin(text), null);
    });
  }
});

describe("possible serialised origins", () => {
  const possible = [
    "null",
    "https://a.test",
    "http://localhost:3000",
    "https://a_b.test",
    "https://a.test.",
    "capacitor://localhost",
    "file://",
  ];
  for (const text of possible) {
    it(`has ${text}`, () => {
      assert.equal(isPossibleSerializedOrigin(text), true);
    });
  }
  const impossible = [
    "",
    "*",
    "Null",
    "a.test",
    "data:a",
    "Xa://b",
    "https://a.test/",
    "https://a.test:443",
    "https://A.test",
    "https://a.test, https://b.test",
    "https://a.test https://b.test",
    "https://*.a.test",
    "moz-extension://a, moz-extension://b",
    '"https://a.test"',
  ];
  for (const text of impossible) {
    it(`has not ${JSON.stringify(text)}`, () => {
      assert.equal(isPossibleSerializedOrigin(text), false);
    });
  }
});
