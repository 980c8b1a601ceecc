/** The SQL of previews: who makes one, what was made, and that old ones do not pile up. */
import { sql } from 'kysely'
import type { Preview } from '#shared/note/contract.ts'
import type { NoteKind } from '#shared/session/event.ts'
import { asJson, type Tx } from '../db.ts'
import type { Claim } from '../make-once.ts'

export interface PreviewKey {
  teamId: string
  sessionId: string
  noteKind: NoteKind
  stateVersion: number
  madeWith: string
}

/**
 * What is there, or the right to make it: of two who ask at once one makes it, and one whose
 * maker has died is made by the next.
 */
export async function claimPreview(
  tx: Tx,
  key: PreviewKey,
  { now, leaseUntil, isAnew }: { now: Date; leaseUntil: Date; isAnew: boolean },
): Promise<Claim<Preview>> {
  const mine = await tx
    .insertInto('preview')
    .values({ ...key, preview: null, leaseUntil, madeAt: now })
    .onConflict((oc) =>
      oc
        .columns(['teamId', 'sessionId', 'noteKind', 'stateVersion', 'madeWith'])
        .doUpdateSet({ leaseUntil })
        .where((eb) =>
          eb.and([
            ...(isAnew ? [] : [eb('preview.preview', 'is', null)]),
            eb.or([
              eb('preview.leaseUntil', 'is', null),
              eb('preview.leaseUntil', '<', now.toISOString()),
            ]),
          ]),
        ),
    )
    .returning('sessionId')
    .executeTakeFirst()
  return mine ? { is: 'mine' } : lookAtPreview(tx, key)
}

/** What is there, for one who must not make it now. */
export async function lookAtPreview(
  tx: Tx,
  key: PreviewKey,
): Promise<Exclude<Claim<Preview>, { is: 'mine' }>> {
  const row = await tx.selectFrom('preview').select('preview').where(isKey(key)).executeTakeFirst()
  return row?.preview ? { is: 'ready', kept: row.preview } : { is: 'being made' }
}

/** Keeps what was made. `keep` others of the kind stay; older ones go. */
export async function keepPreview(tx: Tx, key: PreviewKey, preview: Preview, keep: number) {
  await tx
    .updateTable('preview')
    .set({ preview: asJson<Preview | null>(preview), leaseUntil: null })
    .where(isKey(key))
    .execute()
  await sql`
    delete from preview where team_id = ${key.teamId} and session_id = ${key.sessionId}
      and note_kind = ${key.noteKind} and state_version not in (
        select distinct state_version from preview
        where team_id = ${key.teamId} and session_id = ${key.sessionId}
          and note_kind = ${key.noteKind}
        order by state_version desc limit ${keep})`.execute(tx)
}

/** Gives the right to make it back, so that the next who asks may try. */
export const releasePreview = (tx: Tx, key: PreviewKey) =>
  tx.updateTable('preview').set({ leaseUntil: null }).where(isKey(key)).execute()

const isKey = ({ teamId, sessionId, noteKind, stateVersion, madeWith }: PreviewKey) =>
  sql<boolean>`team_id = ${teamId} and session_id = ${sessionId} and note_kind = ${noteKind}
    and state_version = ${stateVersion} and made_with = ${madeWith}`
