import assert from "node:assert/strict";
import { blockOf, type HttpDocument, type Message, type Part } from "../../server/src/http/tree";
import type { Range } from "../../server/src/text/range";

/** Asserts the invariants of every tree: no text is lost, and all ranges are inside the document, nested and in order. */
export function assertSound(document: HttpDocument): void {
  let at = 0;
  for (const { start, content, end, next } of document.lines) {
    assert.equal(start, at, "lines follow each other");
    assert.ok(start <= content && content <= end && end <= next, "a line's parts are in order");
    at = next;
  }
  assert.equal(at, document.text.length, "the lines joined are the text");
  assert.ok(document.foreign === null || document.blocks.length === 0, "a foreign document has no blocks");
  for (const { section, offset, opening, labelling } of document.unreadFences) {
    const open = document.rangeOf({ anchor: { section, offset }, range: opening });
    const label = document.rangeOf({ anchor: { section, offset }, range: labelling.range });
    assert.match(document.text.slice(open.start, open.end), /^(?:`{3}|~{3})/, "an unread fence begins with its mark");
    assert.ok(open.start + 3 <= label.start && label.end <= open.end, "its label is in its first line");
  }
  let said = 0;
  for (const entry of document.consoleEntries) {
    const start = document.startOf(entry);
    assert.ok(said <= start && start + entry.length <= document.text.length, "console messages are in order");
    said = start + entry.length;
  }
  let before = 0;
  for (const [index, block] of document.blocks.entries()) {
    assert.equal(document.indexOf(block), index);
    assert.ok(before <= document.startOf(block), "blocks are in order");
    before = document.startOf(block);
    for (const [i, message] of block.messages.entries()) {
      const start = document.startOf(message);
      assert.equal(blockOf(message), block);
      const above = block.messages[i - 1];
      const isOneCommand = above?.kind === "request" && !above.writable && above.offset === message.offset;
      // The lines of two messages in one copy of a browser's panel may alternate.
      const isOneCopy = above !== undefined && above.record !== null && above.record === message.record;
      assert.ok(
        before <= start || isOneCommand || isOneCopy,
        "messages are in order and do not overlap, except those of one command or copy",
      );
      before = Math.max(before, start + message.length);
      assertMessage(document, message);
    }
  }
  assert.ok(before <= document.text.length, "blocks and messages end in the text");
}

function assertMessage(document: HttpDocument, message: Message): void {
  const inside = ({ start, end }: Range, what: string) =>
    assert.ok(0 <= start && start <= end && end <= message.length, `${what} is in the message`);
  const says = (part: Part, what: string) => {
    inside(part, what);
    if (message.writable) {
      const range = document.rangeOf({ anchor: message, range: part });
      assert.equal(document.text.slice(range.start, range.end), part.text, `${what} is as typed`);
    }
  };
  inside({ start: 0, end: message.headEnd }, "the head");
  if (message.body !== null) {
    inside(message.body, "the body");
  }
  if (message.kind === "request") {
    says(message.target, "the target");
    for (const part of [message.method, message.version]) {
      if (part !== null) {
        says(part, "method or version");
      }
    }
  }
  if (message.kind === "response") {
    says(message.status, "the status");
    for (const part of [message.version, message.reason]) {
      if (part !== null) {
        says(part, "version or reason");
      }
    }
  }
  let at = 0;
  for (const { name, colon, value, line } of message.fields) {
    says(name, "a field's name");
    says(value, "a field's value");
    assert.ok(at <= line.start, "fields are in order");
    assert.ok(line.start <= name.start && name.end <= line.end, "a name is in its line");
    assert.ok(line.start <= value.start && value.end <= line.end, "a value is in its line");
    if (message.writable) {
      assert.ok(name.end <= colon && colon < value.start && line.end <= message.headEnd, "name, colon, value");
      at = line.end;
    } else {
      // Two fields that one option implies have the same range.
      at = line.start;
    }
  }
}
