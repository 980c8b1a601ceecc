/**
 * What is being written on a page, as this browser keeps it until it is saved: a closed tab loses
 * nothing. One for each kind of thing; kept beside other drafts, under the id of the thing.
 */
import { v7 } from 'uuid'
import type * as z from 'zod/mini'
import type { LocalStore } from '../client/local-store.ts'

type Drafts = Pick<LocalStore, 'drafts'>

/**
 * What this browser keeps and the server has not, as far as that is known: until it has told, what
 * it never had; while it cannot be asked, all of it. Nothing that is kept is out of sight.
 */
export function pickOnlyHere<Kept extends { basedOn: number }>(
  rows: readonly { id: string; kept: Kept }[] | undefined,
  { data, isError }: { data: unknown; isError: boolean },
  isThere: (id: string) => boolean,
): { id: string; kept: Kept }[] {
  const isTold = data !== undefined || isError
  return (rows ?? []).filter(({ id, kept }) => !isThere(id) && (isTold || kept.basedOn === 0))
}

/** What is kept no longer reads as such is as if it were not there. */
export function keepDrafts<Kept extends { basedOn: number }>(
  field: string,
  schema: z.ZodMiniType<Kept>,
) {
  const readRow = (text: string): Kept | undefined => {
    try {
      return schema.safeParse(JSON.parse(text)).data
    } catch {
      return undefined
    }
  }
  const keep = (db: Drafts, id: string, kept: Kept, at: string): Promise<void> =>
    db.drafts.put({
      ...{ sessionId: id, field, text: JSON.stringify(kept) },
      ...{ from: String(kept.basedOn), at },
    })
  return {
    keep,
    /**
     * Keeps what is written under a new id, which is the answer; what is typed until then goes
     * along. Under the old one it is forgotten last, by whoever asked: a tab that closes in between
     * leaves one of both, never none.
     */
    async keepAnew<Written>(
      db: Drafts,
      read: () => Written,
      make: (written: Written) => Kept,
      at: () => string,
    ): Promise<string> {
      const id = v7()
      let taken: Written
      do {
        taken = read()
        await keep(db, id, make(taken), at())
      } while (read() !== taken)
      return id
    },
    async readKept(db: Drafts, id: string): Promise<Kept | undefined> {
      const row = await db.drafts.get([id, field])
      return row && readRow(row.text)
    },
    async listKept(db: Drafts): Promise<{ id: string; kept: Kept }[]> {
      const rows = await db.drafts.toArray()
      return rows.flatMap((row) => {
        const kept = row.field === field ? readRow(row.text) : undefined
        return kept ? [{ id: row.sessionId, kept }] : []
      })
    },
    forget: (db: Drafts, id: string): Promise<void> => db.drafts.delete([id, field]),
  }
}
