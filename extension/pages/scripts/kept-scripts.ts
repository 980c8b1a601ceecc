/**
 * A template that is being written, as this browser keeps it until it is saved: a closed tab
 * loses nothing. Kept beside other drafts, under the id of the template.
 */
import * as z from 'zod/mini'
import { ScriptParameter } from '#shared/script/script.ts'
import type { LocalStore } from '../../client/local-store.ts'

const FIELD = 'script'

/** As it is typed: what it must say is checked when it is saved. */
const Typed = z.object({
  name: z.string(),
  summary: z.string(),
  words: z.array(z.string()),
  shell: z.enum(['powershell', 'cmd', 'bash']),
  safety: z.enum(['reads', 'changes', 'disrupts']),
  changes: z.optional(z.string()),
  where: z.optional(z.string()),
  text: z.string(),
  parameters: z.array(
    z.object({
      ...ScriptParameter.shape,
      name: z.string(),
      label: z.string(),
      choices: z.array(z.string()),
      example: z.optional(z.string()),
      help: z.optional(z.string()),
      standard: z.optional(z.string()),
    }),
  ),
})
export type TypedScript = z.infer<typeof Typed>

const Kept = z.object({ basedOn: z.int(), content: Typed })
export type KeptScript = z.infer<typeof Kept>

type Drafts = Pick<LocalStore, 'drafts'>

export async function readKept(db: Drafts, scriptId: string): Promise<KeptScript | undefined> {
  const row = await db.drafts.get([scriptId, FIELD])
  return row && readRow(row.text)
}

export async function listKept(db: Drafts): Promise<{ id: string; kept: KeptScript }[]> {
  const rows = await db.drafts.toArray()
  return rows.flatMap(({ sessionId: id, field, text }) => {
    const kept = field === FIELD ? readRow(text) : undefined
    return kept ? [{ id, kept }] : []
  })
}

export const keep = (db: Drafts, scriptId: string, kept: KeptScript, at: string): Promise<void> =>
  db.drafts.put({
    ...{ sessionId: scriptId, field: FIELD, text: JSON.stringify(kept) },
    ...{ from: String(kept.basedOn), at },
  })

export const forget = (db: Drafts, scriptId: string): Promise<void> =>
  db.drafts.delete([scriptId, FIELD])

function readRow(text: string): KeptScript | undefined {
  try {
    return Kept.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
