import { type DataTransferFile, type Uri, workspace } from "vscode";

/** The largest HAR that the editor reads, in bytes. The command line reads any. */
export const MAX_HAR_BYTES = 50_000_000;

/** A HAR that may be read. */
export interface HarFile {
  /** Without its folder. */
  readonly name: string;
  /** Undefined if it was dropped from elsewhere, without its place. */
  readonly uri: Uri | undefined;
  /** In bytes. */
  readonly size: number;
  readonly text: () => Promise<string>;
}

export function isHarName(path: string): boolean {
  return /\.har$/i.test(path);
}

/**
 * The file at a place. A text that is only in an editor counts.
 * @throws an error of the file system.
 */
export async function harFileAt(uri: Uri): Promise<HarFile> {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const open = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (open !== undefined && (open.isDirty || open.isUntitled)) {
    const text = open.getText();
    return { name, uri, size: text.length, text: async () => text };
  }
  const { size } = await workspace.fs.stat(uri);
  return { name, uri, size, text: async () => decoded(await workspace.fs.readFile(uri)) };
}

/** A file that was dropped into an editor. */
export async function droppedHarFile(file: DataTransferFile): Promise<HarFile> {
  if (file.uri !== undefined) {
    return harFileAt(file.uri);
  }
  const bytes = await file.data();
  return { name: file.name, uri: undefined, size: bytes.length, text: async () => decoded(bytes) };
}

/** Shells of Windows write UTF-16. Without a byte order mark, a file is in UTF-8. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  return new TextDecoder(
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8",
  ).decode(bytes);
}
