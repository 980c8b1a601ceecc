/**
 * Puts the built-in flows into the database: owned by the service account, readable by every
 * team. Doing it again changes nothing; a flow whose content has changed gets a new version,
 * and sessions that run on the old one go on with it.
 */
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import { FlowContent, isChecklist } from '#shared/flow/flow.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { putStepsOfFlow } from '../step-library/put-steps-of-flow.ts'
import { flowsWithSteps } from '../step-library/queries.ts'
import { makeVersion } from './make-version.ts'
import { listPublished, lockSeeding, publishFlow } from './queries.ts'

export interface FlowToSeed {
  id: string
  content: unknown
}

/** How many flows are new or changed. */
export async function seedFlows(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  flows: readonly FlowToSeed[],
): Promise<number> {
  const checked = await Promise.all(
    flows.map(async ({ id, content }) => ({
      id,
      ...(await makeVersion(FlowContent.parse(content))),
    })),
  )
  const built = { teamId: BUILT_IN_TEAM, authorId: BUILT_IN_TEAM, at: now() }
  const asBuiltIn = (flow: (typeof checked)[number]) => ({ ...flow, ...built })
  return inTeam(db, BUILT_IN_TEAM, async (tx) => {
    await lockSeeding(tx)
    const known = new Map(
      (await listPublished(tx, BUILT_IN_TEAM)).map((flow) => [flow.id, flow.version]),
    )
    const changed = checked.filter((flow) => known.get(flow.id) !== flow.version)
    for (const flow of changed) await publishFlow(tx, asBuiltIn(flow))
    // Also those that a start put there before there was a library.
    const inLibrary = await flowsWithSteps(tx, BUILT_IN_TEAM)
    const toPut = checked.filter(
      (flow) => isChecklist(flow.content) && (changed.includes(flow) || !inLibrary.has(flow.id)),
    )
    for (const flow of toPut) await putStepsOfFlow(tx, asBuiltIn(flow))
    return changed.length
  })
}
