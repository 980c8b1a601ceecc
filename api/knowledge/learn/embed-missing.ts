/**
 * Gives a team's passages the vectors they have not got, some at a time. True when none is
 * missing; false when the embedder or the budget did not let it be, so that it is tried again.
 *
 * Only passages without names are sent. What a passage says to those of its own client is about
 * the same thing, so it gets the same vector and never leaves the house.
 */
import { hasMeaning } from '#db/migrate.ts'
import { inTeam } from '../../db.ts'
import type { Deps } from '../../deps.ts'
import { type EmbedDeps, embedTexts } from '../embed.ts'
import { keepVector, listToEmbed } from './queries.ts'

/** Their tokens fit into one call, however long they are. */
const AT_ONCE = 40

export async function embedMissing(
  deps: EmbedDeps & Pick<Deps, 'database'>,
  teamId: string,
): Promise<boolean> {
  const { embedder, db } = deps
  if (!embedder || !(await hasMeaning(deps.database.owner))) return true
  const by = { model: embedder.indexModel, dims: embedder.dims }
  let before: string | undefined
  for (;;) {
    const chunks = await inTeam(db, teamId, (tx) => listToEmbed(tx, teamId, by, AT_ONCE))
    const [first] = chunks
    if (!first) return true
    // What was learned anew at this moment comes round again, but nothing for ever.
    const isStuck = `${first.id} ${first.sourceVersion}` === before
    before = `${first.id} ${first.sourceVersion}`
    if (isStuck) return false
    const texts = chunks.map(({ title, header, body }) => [title, header, body].join('\n'))
    const vectors = await embedTexts(deps, teamId, texts, 'document')
    if (!vectors) return false
    await inTeam(db, teamId, async (tx) => {
      for (const [i, chunk] of chunks.entries()) {
        const vector = vectors[i]
        if (vector) await keepVector(tx, teamId, chunk, by, vector)
      }
    })
  }
}
