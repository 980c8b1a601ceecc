/**
 * Puts the built-in script templates into the database: owned by the service account, published
 * and readable by every team. Doing it again changes nothing; one whose content has changed gets
 * a new revision, and what was made from the old one stays as it was made.
 */
import { isDeepStrictEqual } from 'node:util'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import { ScriptContent } from '#shared/script/script.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { lockSeeding } from '../flow/queries.ts'
import { changeScript, insertScript, readScript } from './queries.ts'

export interface ScriptToSeed {
  id: string
  content: unknown
}

/** How many templates are new or changed. */
export async function seedScripts(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  scripts: readonly ScriptToSeed[],
): Promise<number> {
  const checked = scripts.map(({ id, content }) => ({ id, content: ScriptContent.parse(content) }))
  return inTeam(db, BUILT_IN_TEAM, async (tx) => {
    await lockSeeding(tx)
    let changed = 0
    for (const { id, content } of checked) {
      const known = await readScript(tx, BUILT_IN_TEAM, id)
      const isSame = known && isDeepStrictEqual(ScriptContent.parse(known.content), content)
      if (isSame && known.state === 'published') continue
      const made = { teamId: BUILT_IN_TEAM, id, state: 'published' as const, content, at: now() }
      if (known) await changeScript(tx, { ...made, savedBy: BUILT_IN_TEAM })
      else await insertScript(tx, { ...made, authorId: BUILT_IN_TEAM, from: null })
      changed += 1
    }
    return changed
  })
}
