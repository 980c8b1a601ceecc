/**
 * The chain of hashes by which a record can be shown to be untouched.
 *
 * Each stored event's hash covers its number, its content and the hash before it, so that
 * changing, dropping, adding or reordering one breaks every later hash. The digest is handed
 * in: Node's and the browser's are different calls to the same function.
 */
import { canonicalJson } from '../canonical-json.ts'
import type { SessionEvent, StoredEvent } from './event.ts'

/** Hex SHA-256 of a UTF-8 text. */
export type Digest = (text: string) => string | Promise<string>

/** What stands before the first event. */
export const FIRST_HASH = '0'.repeat(64)

/** The text whose SHA-256 is the hash of an event. */
export const linkText = (
  before: string,
  link: { seq: number; receivedAt: string; event: SessionEvent },
): string =>
  `${before}\n${canonicalJson({ seq: link.seq, receivedAt: link.receivedAt, event: link.event })}`

/** The number of the first event that does not fit the chain; none when it is whole. */
export async function findBrokenLink(
  stored: readonly StoredEvent[],
  digest: Digest,
): Promise<number | undefined> {
  let before = FIRST_HASH
  for (const [i, link] of stored.entries()) {
    if (link.seq !== i + 1 || link.hash !== (await digest(linkText(before, link)))) return i + 1
    before = link.hash
  }
  return undefined
}
