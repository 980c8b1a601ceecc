/** What is wrong with a flow before it stands in the library, alone and with the flows around it. */
import { checkSubFlows, type KnownFlows } from '#shared/flow/check-sub-flows.ts'
import { checkDraft } from '#shared/flow/edit/check-draft.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { flowsEnteredAt } from '#shared/flow/flow-map.ts'
import type { RefusalBody } from '#shared/route.ts'
import type { Tx } from '../db.ts'
import { readThatEnter } from './draft-queries.ts'
import { readNewestBySlugs } from './queries.ts'

type Problems = NonNullable<RefusalBody['problems']>

export async function checkAmong(tx: Tx, teamId: string, draft: FlowContent): Promise<Problems> {
  const around = await readThatEnter(tx, teamId, draft.slug)
  const known = await readKnown(
    tx,
    teamId,
    draft,
    around.map(({ content }) => content),
  )
  return [
    ...checkDraft(draft, known).map(({ at, message }) => ({ at, message })),
    ...around.flatMap(({ content }) =>
      [...checkSubFlows(content, known)]
        .filter(({ at }) =>
          content.nodes.some((n) => n.id === at && flowsEnteredAt(n).includes(draft.slug)),
        )
        .map(({ message }) => ({ at: 'flow', message: `In “${content.name}”: ${message}` })),
    ),
  ]
}

/** Every flow that can be entered from here, as it would be with this draft published. */
async function readKnown(
  tx: Tx,
  teamId: string,
  draft: FlowContent,
  around: readonly FlowContent[],
): Promise<KnownFlows> {
  const flows = new Map([[draft.slug, draft]])
  let looked = [draft, ...around]
  while (looked.length > 0) {
    const missing = new Set(looked.flatMap(slugsIn).filter((slug) => !flows.has(slug)))
    const rows = missing.size > 0 ? await readNewestBySlugs(tx, teamId, [...missing]) : []
    for (const { slug, content } of rows) flows.set(slug, content)
    looked = rows.map(({ content }) => content)
  }
  return { subFlow: (slug) => flows.get(slug) }
}

const slugsIn = (flow: FlowContent): string[] =>
  flow.nodes.flatMap(flowsEnteredAt).filter((slug) => slug !== '')
