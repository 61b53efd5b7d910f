import { crc32, inflateRawSync } from "node:zlib";
import { refusal } from "./refuse";

/** Reading zip files with a bound on what they unpack to (format: PKWARE APPNOTE 6.3). */

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
const MAX_ENTRIES = 10_000;
const IS_ENCRYPTED = 0x1;
const STORED = 0;
const DEFLATED = 8;

export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  /** Unpacks it; never to more than `size`. @throws AppError invalid: corrupt */
  read: () => Uint8Array;
}

/**
 * The entries of a zip file, from its central directory; nothing is unpacked yet.
 *
 * @throws AppError invalid: corrupt, encrypted, unpacks_too_large
 */
export function zipEntries(bytes: Uint8Array, unzippedBytes: number): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readDirectory(bytes, view, unzippedBytes);
  } catch (error) {
    if (error instanceof RangeError) throw refusal("corrupt");
    throw error;
  }
}

function readDirectory(
  bytes: Uint8Array,
  view: DataView,
  unzippedBytes: number,
): Map<string, ZipEntry> {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) throw refusal("unpacks_too_large");
  const entries = new Map<string, ZipEntry>();
  let total = 0;
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw refusal("corrupt");
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const checksum = view.getUint32(at + 16, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    const header = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (flags & IS_ENCRYPTED) throw refusal("encrypted");
    total += size;
    if (total > unzippedBytes) throw refusal("unpacks_too_large");
    entries.set(name, {
      name,
      size,
      read: () => unpack(bytes, view, { header, packed, size, method, checksum }),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_SIZE - MAX_COMMENT);
  for (let at = view.byteLength - END_SIZE; at >= first; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  throw refusal("corrupt");
}

interface Packed {
  header: number;
  packed: number;
  size: number;
  method: number;
  checksum: number;
}

function unpack(bytes: Uint8Array, view: DataView, entry: Packed): Uint8Array {
  const { header, packed, size, method, checksum } = entry;
  try {
    if (view.getUint32(header, true) !== LOCAL_HEADER) throw refusal("corrupt");
    const start =
      header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const data = bytes.subarray(start, start + packed);
    const content = method === DEFLATED ? inflate(data, size) : data;
    const isKnown = method === STORED || method === DEFLATED;
    if (!isKnown || content.length !== size || crc32(content) !== checksum) {
      throw refusal("corrupt");
    }
    return content;
  } catch (error) {
    if (error instanceof Error && error.name === "AppError") throw error;
    // zlib and DataView throw errors of many kinds; all say that the file does not hold together,
    // or that it unpacks to more than its directory admits.
    throw refusal("corrupt");
  }
}

function inflate(data: Uint8Array, size: number): Uint8Array {
  return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
}
