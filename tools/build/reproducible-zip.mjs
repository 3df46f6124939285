const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_CENTRAL_DIRECTORY = 0x06054b50;
/** Version 2.0 of the format, on Unix for the mode. */
const VERSION = 20;
const MADE_BY = (3 << 8) | VERSION;
const UTF8_NAME = 0x0800;
const REGULAR_FILE = 0o100644;

/**
 * Writes a zip archive again, so that the same files make the same bytes: sorted by path, with one time and one mode, and without fields that
 * depend on the machine. The files stay compressed as they are.
 * @param {Buffer} archive
 * @param {Date} time rounded down to two seconds; from 1980 on
 * @returns {Buffer}
 */
export function reproducibleZip(archive, time) {
  const entries = [...entriesOf(archive)].sort((a, b) => Buffer.compare(a.path, b.path));
  const body = [];
  const directory = [];
  let offset = 0;
  for (const entry of entries) {
    const local = Buffer.concat([localHeader(entry, time), entry.path, entry.data]);
    body.push(local);
    directory.push(Buffer.concat([centralHeader(entry, time, offset), entry.path]));
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...body, central, endOfDirectory(entries.length, central.length, offset)]);
}

/**
 * @typedef {object} Entry
 * @property {Buffer} path
 * @property {number} method
 * @property {number} crc
 * @property {number} size of the file
 * @property {Buffer} data compressed
 */

/**
 * @param {Buffer} archive
 * @returns {Generator<Entry>}
 */
function* entriesOf(archive) {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== END_OF_CENTRAL_DIRECTORY) {
    throw new Error("expected a zip archive without a comment");
  }
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = archive.readUInt16LE(at + 28);
    const header = archive.readUInt32LE(at + 42);
    const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    yield {
      path: archive.subarray(at + 46, at + 46 + nameLength),
      method: archive.readUInt16LE(at + 10),
      crc: archive.readUInt32LE(at + 16),
      size: archive.readUInt32LE(at + 24),
      data: archive.subarray(start, start + archive.readUInt32LE(at + 20)),
    };
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

/** The fields that both headers have, from the needed version to the length of the path. */
function sharedFields({ path, method, crc, size, data }, time) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(UTF8_NAME, 2);
  fields.writeUInt16LE(method, 4);
  // In UTC: the format has no time zone.
  fields.writeUInt16LE((time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1), 6);
  fields.writeUInt16LE(((time.getUTCFullYear() - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate(), 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(path.length, 22);
  return fields;
}

function localHeader(entry, time) {
  return Buffer.concat([uint32(LOCAL_HEADER), sharedFields(entry, time)]);
}

function centralHeader(entry, time, offset) {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(REGULAR_FILE * 2 ** 16, 6);
  rest.writeUInt32LE(offset, 10);
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(MADE_BY);
  return Buffer.concat([uint32(CENTRAL_HEADER), madeBy, sharedFields(entry, time), rest]);
}

function endOfDirectory(count, size, offset) {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_OF_CENTRAL_DIRECTORY, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
