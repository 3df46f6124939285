import assert from "node:assert/strict";
import { consoleMessageAt, consoleMessagesIn } from "../../../server/src/console-message/console-message";
import type { ConsoleMessage } from "../../../server/src/console-message/message";
import { API, MESSAGES, PAGE } from "./message-table";

const NOTHING_SAID: Omit<ConsoleMessage, "source" | "id" | "check"> = {
  stage: null,
  isWarning: false,
  initiator: null,
  url: null,
  firstUrl: null,
  origin: null,
  redirectUrl: null,
  status: null,
  header: null,
  value: null,
  method: null,
  requestHeader: null,
};

describe("console messages", () => {
  for (const { text, ...said } of MESSAGES) {
    it(`recognise ${text.slice(0, 160)}`, () => {
      const found = consoleMessageAt(text, 0, text.length);
      assert.ok(found !== null, "not recognised");
      assert.deepEqual([found.start, found.end], [0, text.length]);
      assert.deepEqual(found.message, { ...NOTHING_SAID, ...said });
      assert.deepEqual(consoleMessagesIn(text), [found]);
    });
  }
});

describe("copies of a message", () => {
  const CHROME = `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains multiple values 'a, b', but only one is allowed. Have the server send the header with a valid value.`;
  const FIREFOX = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 404.`;
  const SAFARI = `Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: 404`;

  const QUOTES: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => text.replace(/'([^']*)'/g, "‘$1’"),
    (text) => text.replace(/['‘]([^'’]*)['’]/g, "’$1’"),
    (text) => text.replaceAll("‘", "'").replaceAll("’", "'"),
  ];
  const BREAKS: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) =>
      text
        .replaceAll(" has been", "\nhas been")
        .replaceAll(" (Reason", "\r\n(Reason")
        .replaceAll(" Status", "\n  Status"),
    (text) => text.replaceAll(" ", "\u00a0"),
    (text) => text.replaceAll(/ (?=origin|the|not)/g, "\n# "),
  ];
  const PREFIXES = [
    "",
    "  ",
    "[Error] ",
    "[Warning] ",
    "file.js:12 ",
    "VM44:1 ",
    "(index):1 ",
    "main.js:3:15 ",
    "main.3f2a.js:3 ",
    "http://localhost:3000/app.js:12:7 ",
    "index.html:1 Uncaught ",
    "12:30:45.123 ",
    "2026-11-30T12:30:45.123Z ",
    "2026-11-30 12:30:45 ",
    "10:04:05 PM ",
    "❌ ",
    "⚠️ ",
    "▶ ",
    "> ",
    "# ",
    "// ",
    "- ",
    "Error: ",
    "ERROR ",
    "3 ",
    '"',
    "`",
    "Chrome: ",
    '[1130/123045.123456:INFO:CONSOLE(1)] "',
    '[JavaScript Warning: "',
    "[SEVERE] http://localhost:3000/ - ",
  ];

  for (const text of [CHROME, FIREFOX, SAFARI]) {
    const { id, source } = consoleMessageAt(text, 0, text.length)?.message ?? { id: null, source: null };
    it(`are read with every prefix, quote and line break: ${text.slice(0, 30)}…`, () => {
      assert.ok(id !== null);
      for (const prefix of PREFIXES) {
        for (const quote of QUOTES) {
          for (const broken of BREAKS) {
            const copy = prefix + broken(quote(text));
            const found = consoleMessageAt(copy, 0, copy.length);
            assert.deepEqual(
              [found?.start, found?.end, found?.message.id, found?.message.source],
              [prefix.length, copy.length, id, source],
              copy,
            );
            assert.equal(consoleMessagesIn(copy).length, 1, copy);
          }
        }
      }
    });
  }

  it("are found in a text where anything precedes them", () => {
    const found = consoleMessagesIn(`When I log in, I get: ${CHROME}\nand in Firefox “${FIREFOX}”. Help!\n`);
    assert.deepEqual(
      found.map(({ message }) => message.id),
      ["MultipleAllowOriginValues", "CORSMissingAllowOrigin"],
    );
  });
  it("are one with the other lines for the same request", () => {
    const text = `(index):1 ${CHROME}\nmain.js:3 \n        \n        GET ${API} net::ERR_FAILED 502 (Bad Gateway)\n(anonymous) @ main.js:3\n`;
    const [first, ...others] = consoleMessagesIn(text);
    assert.deepEqual([first?.message.method, first?.message.status, others.length], ["GET", 502, 0]);
  });
  it("aren't one with a message about another request", () =>
    assert.equal(consoleMessagesIn(`${FIREFOX}\n${FIREFOX.replace("/users", "/items")}\n`).length, 2));
  it("end at an empty line and at a separator", () => {
    for (const end of ["\n\n", "\n###\n"]) {
      const text = CHROME.replace(" has been", `${end}has been`);
      assert.equal(consoleMessageAt(text, 0, text.length), null);
    }
  });

  for (const text of [
    "Origin: https://app.example.com",
    "Access-Control-Allow-Origin: *",
    "GET https://api.example.com/users HTTP/1.1",
    "Method and Origin are not allowed here",
    "Failed to fetch the list, see below",
    "# The header is not allowed by Access-Control-Allow-Headers.",
    "Load failed",
    "Cross-Origin Request Blocked",
    "",
  ]) {
    it(`aren't ${JSON.stringify(text)}`, () => assert.equal(consoleMessageAt(text, 0, text.length), null));
  }
  it("are `Failed to fetch` only if nothing else is there", () => {
    assert.equal(consoleMessagesIn(" Failed to fetch\n").length, 1);
    assert.equal(consoleMessagesIn("Failed to fetch the list").length, 0);
  });
});
