/**
 * An attached file's bytes: from this browser where they are, else from the server.
 *
 * What comes is held against the hash that the record names, so that nothing is ever shown as
 * evidence that is not what was attached. What stands in the way is a sentence.
 */
import type { Attachment } from '#shared/attachment/attachment.ts'
import { ReadAttachment } from '#shared/attachment/contract.ts'
import type { Client } from '../client.ts'
import type { LocalStore } from './local-store.ts'

/** As much as the largest file takes on a slow line. */
export const FILE_PATIENCE_MS = 300_000

export async function readFile(
  { db, client }: { db: LocalStore | undefined; client: Pick<Client, 'open'> },
  sessionId: string,
  file: Attachment,
): Promise<Blob | string> {
  const here = await db?.files.get(file.id).catch(() => undefined)
  if (here) return new Blob([here.bytes], { type: file.mediaType })
  const asked = { sessionId, attachmentId: file.id }
  const signal = AbortSignal.timeout(FILE_PATIENCE_MS)
  const answer = await client.open(ReadAttachment, asked, {}, signal)
  if (!answer.ok) return answer.trouble.message
  try {
    const bytes = await answer.value.arrayBuffer()
    if ((await hashOf(bytes)) !== file.sha256) {
      return 'This is not the file that was attached: its bytes were changed on the server. Tell your admin.'
    }
    return new Blob([bytes], { type: file.mediaType })
  } catch {
    return 'The file did not arrive whole. Open it again.'
  }
}

export async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
