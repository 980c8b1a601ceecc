/**
 * A flow that is being written, as this browser keeps it until it is saved: a closed tab loses
 * nothing. Kept beside other drafts, under the id of the draft.
 */
import * as z from 'zod/mini'
import { DraftOf } from '#shared/flow/drafts.ts'
import { DraftContent } from '#shared/flow/edit/draft-content.ts'
import type { LocalStore } from '../../../client/local-store.ts'

const FIELD = 'flow'

const Kept = z.object({ basedOn: z.int(), of: z.nullable(DraftOf), content: DraftContent })
export type KeptDraft = z.infer<typeof Kept>

type Drafts = Pick<LocalStore, 'drafts'>

export async function readKept(db: Drafts, draftId: string): Promise<KeptDraft | undefined> {
  const row = await db.drafts.get([draftId, FIELD])
  return row && readRow(row.text)
}

export async function listKept(db: Drafts): Promise<{ id: string; kept: KeptDraft }[]> {
  const rows = await db.drafts.toArray()
  return rows.flatMap(({ sessionId: id, field, text }) => {
    const kept = field === FIELD ? readRow(text) : undefined
    return kept ? [{ id, kept }] : []
  })
}

export const keep = (db: Drafts, draftId: string, kept: KeptDraft, at: string): Promise<void> =>
  db.drafts.put({
    ...{ sessionId: draftId, field: FIELD, text: JSON.stringify(kept) },
    ...{ from: String(kept.basedOn), at },
  })

export const forget = (db: Drafts, draftId: string): Promise<void> =>
  db.drafts.delete([draftId, FIELD])

function readRow(text: string): KeptDraft | undefined {
  try {
    return Kept.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
