import assert from "node:assert/strict";
import { isInternalHost } from "../../../server/src/rules/shared/internal-host";

const INTERNAL = [
  ...["10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.0.1", "169.254.169.254", "100.64.0.1", "100.127.0.1"],
  ...["[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[febf::1]", "[::ffff:192.168.0.1]"],
  ...["intranet", "intranet.", "db-1", "printer.local", "a.b.internal", "nas.lan", "router.home.arpa", "wiki.corp"],
];

const OTHER = [
  ...["localhost", "app.localhost", "127.0.0.1", "0.0.0.0", "[::1]", "[::]"],
  ...[
    "9.255.255.255",
    "11.0.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "192.169.0.1",
    "169.253.0.1",
    "100.63.0.1",
    "100.128.0.1",
  ],
  ...["[2001:db8::1]", "[fec0::1]", "[2001:fd00::1]", "[::ffff:8.8.8.8]"],
  ...["example.com", "local.example.com", "corp.example.com", "api.test", "api.example", "api.invalid"],
];

describe("an internal host", () => {
  for (const host of INTERNAL) {
    it(`is ${host}`, () => {
      assert.ok(isInternalHost(new URL(`http://${host}/`).hostname));
    });
  }
  for (const host of OTHER) {
    it(`isn't ${host}`, () => {
      assert.ok(!isInternalHost(new URL(`http://${host}/`).hostname));
    });
  }
});
