/** Begins a draft in this browser and opens it. Kept at once: what is neither saved nor kept is not there. */
import { v7 } from 'uuid'
import type { DraftOf } from '#shared/flow/drafts.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import { keep } from './kept-drafts.ts'

export async function beginDraft(
  db: Pick<LocalStore, 'drafts'>,
  content: FlowContent,
  of: DraftOf | null = null,
): Promise<void> {
  const id = v7()
  await keep(db, id, { basedOn: 0, of, content, saved: null }, new Date().toISOString())
  location.hash = `draft/${id}`
}

/** Eight signs of chance: an id within one flow. */
export const newId = (): string => crypto.randomUUID().slice(0, 8)
