/**
 * Removes bytes that no row names: of files taken back, and what a crash has left.
 *
 * Bytes are put away before the row that names them is written, so the youngest are left alone.
 * Old ones may be attached again at this very moment: each is looked at once more under the lock
 * under which rows are written, and whoever writes one looks after that whether its bytes are there.
 * A row without its bytes stays: they may come back from a backup, or be sent again.
 */
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { holdRoom, isNamed, listHashes } from './queries.ts'

const LEAVE_MS = 24 * 3_600_000

export async function tidyFiles(
  { db, files, now }: Pick<Deps, 'db' | 'files' | 'now'>,
  teamId: string,
): Promise<void> {
  const before = now().getTime() - LEAVE_MS
  const old: string[] = []
  for await (const { name, writtenAt } of files.list(teamId)) {
    if (writtenAt.getTime() < before) old.push(name)
  }
  if (old.length === 0) return
  const named = await inTeam(db, teamId, (tx) => listHashes(tx, teamId))
  for (const name of old) {
    if (named.has(name)) continue
    await inTeam(db, teamId, async (tx) => {
      await holdRoom(tx, teamId)
      if (!(await isNamed(tx, teamId, name))) await files.delete(teamId, name)
    })
  }
}
