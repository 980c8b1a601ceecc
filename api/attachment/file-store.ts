/**
 * Where the bytes of attachments lie: in a folder of this server, or in an object store that
 * speaks S3's language.
 *
 * Bytes lie under their team and their own SHA-256, so that putting them again is harmless and
 * nothing is ever overwritten by something else. Which of them still count is known by the
 * database alone (`tidy-files.ts`).
 */

export interface FileStore {
  /** Kept whole or not at all. */
  put(teamId: string, sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** None where they are not, whatever the database says. */
  read(teamId: string, sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  has(teamId: string, sha256: string): Promise<boolean>
  /** What lies there of a team, whole or not, with the time it was last written. */
  list(teamId: string): AsyncIterable<StoredFile>
  delete(teamId: string, name: string): Promise<void>
}

export interface StoredFile {
  /** The SHA-256, or a name of the store's own for what never became whole. */
  name: string
  writtenAt: Date
}
