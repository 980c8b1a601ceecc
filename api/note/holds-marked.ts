/**
 * Whether a text that waits holds what must not go out: a secret, or words that were marked since
 * it was asked for. Asked before it is written and before it is tried again.
 */
import { maskIn } from '#shared/session/mask-session.ts'
import type { Tx } from '../db.ts'
import { readFolded } from '../session/read-folded.ts'
import type { WriteRow } from './queries.ts'

export async function holdsMarked(
  tx: Tx,
  { teamId, sessionId }: Pick<WriteRow, 'teamId' | 'sessionId'>,
  texts: readonly string[],
): Promise<boolean> {
  const mask = maskIn((await readFolded(tx, teamId, sessionId))?.session)
  return texts.some((text) => mask(text) !== text)
}
