/** The description that a flow is to be made from, as this browser keeps it until it is made. */
import * as z from 'zod/mini'
import { redact } from '#shared/redact/redact.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import { keepDrafts } from '../../keep-drafts.ts'

const Kept = z.object({ basedOn: z.int(), text: z.string() })

/** One at a time: there is one place to write it in. */
const DESCRIPTION = 'new'

const { readKept, keep, forget } = keepDrafts('flow description', Kept)

export const readDescription = async (db: LocalStore): Promise<string | undefined> =>
  (await readKept(db, DESCRIPTION))?.text

/**
 * Keeps the newest words, and forgets blank ones. What is typed while it writes waits for one more
 * writing, not for one each: a tab that closes then has next to nothing left to write.
 */
export function makeKeeper(db: LocalStore): (text: string) => Promise<void> {
  let next: string | undefined
  let isBusy = false
  return async (text) => {
    next = text
    if (isBusy) return
    isBusy = true
    try {
      while (next !== undefined) {
        const words: string = next
        next = undefined
        if (words.trim() === '') await forget(db, DESCRIPTION)
        else await keep(db, DESCRIPTION, keptOf(words), new Date().toISOString())
      }
    } finally {
      isBusy = false
    }
  }
}

/** A pasted runbook may hold what must not lie about in a browser. */
const keptOf = (words: string) => ({ basedOn: 0, text: redact(words).text })
