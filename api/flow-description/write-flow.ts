/**
 * A description becomes a draft of a flow: drawn by the model where one may be asked, else by rule.
 *
 * Secrets are taken out before anything leaves, people and what else the team wants hidden go as
 * tokens and come back. Whatever a model, its vendor or the network does, there is an answer, and
 * it says why where it is not the model's.
 */
import { hostsNamedIn } from '#shared/assistant/find-hosts.ts'
import { routeTier } from '#shared/assistant/route-tier.ts'
import { tellFailure } from '#shared/assistant/tell-failure.ts'
import { buildFlow, prepareText } from '#shared/flow/build/build-flow.ts'
import type { WriteFlow, WrittenFlow } from '#shared/flow/build/contract.ts'
import type { Repair } from '#shared/flow/build/line-words.ts'
import { mapBuilt } from '#shared/flow/build/map-built.ts'
import type { NewId } from '#shared/flow/edit/begin-flow.ts'
import type { ResponseOf } from '#shared/route.ts'
import { readModelState } from '../assistant/model/read-state.ts'
import { promptVersionWith, systemBlocks } from '../assistant/system-blocks.ts'
import { eachText, makeVeil } from '../assistant/veil.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { readGuidance } from '../guidance/queries.ts'
import type { Who } from '../who.ts'
import { drawFlow } from './draw-flow.ts'
import { FLOW_PROMPT } from './prompt.ts'

export interface Description {
  descriptionId: string
  text: string
}

export async function writeFlow(
  deps: Deps,
  who: Who,
  asked: Description,
  signal: AbortSignal,
): Promise<ResponseOf<typeof WriteFlow>> {
  const newId = makeIds(deps)
  try {
    return await writeByModel(deps, who, asked, signal, newId)
  } catch (error) {
    const { descriptionId } = asked
    deps.log.error({ err: error, descriptionId }, 'a flow could not be written')
    return byRules(asked.text, newId, tellFailure('bad_request'))
  }
}

async function writeByModel(
  deps: Deps,
  who: Who,
  { descriptionId, text }: Description,
  signal: AbortSignal,
  newId: NewId,
): Promise<WrittenFlow> {
  const { teamId } = who
  const { state, message, budget, health, policy } = await readModelState(deps, teamId)
  const route = routeTier({ purpose: 'flow', budget, health })
  if (route.use === 'rules') {
    const isDown = state === 'on' || state === 'demo'
    return byRules(text, newId, isDown ? tellFailure(route.failure ?? 'network') : message)
  }
  const guidance = await inTeam(deps.db, teamId, (tx) => readGuidance(tx, teamId))
  const repairs: Repair[] = []
  const read = prepareText(text, repairs)
  const hosts = policy === 'keep_hosts' ? null : hostsNamedIn([read])
  const veil = makeVeil({ people: [], hosts, session: null })
  const drawn = await drawFlow(deps, {
    ...{ who, descriptionId, choice: route.choice, signal },
    description: veil.hide(read),
    system: systemBlocks(FLOW_PROMPT.text, guidance, policy),
    promptVersion: promptVersionWith(FLOW_PROMPT.version, guidance),
  })
  if (!drawn.built) return byRules(text, newId, drawn.message)
  const mapped = mapBuilt(eachText(drawn.built, veil.restore), newId)
  return {
    mode: state === 'demo' ? 'demo' : 'model',
    content: mapped.flow,
    repairs: [...repairs, ...mapped.repairs.map((told) => ({ line: null, message: told }))],
    message: drawn.message,
  }
}

function byRules(text: string, newId: NewId, message: string): WrittenFlow {
  const { flow, repairs } = buildFlow(text, newId)
  return { mode: 'rules', content: flow, repairs, message }
}

/** Short ones, of the end of ours, where chance is. */
function makeIds({ newId }: Pick<Deps, 'newId'>): NewId {
  const given = new Set<string>()
  return () => {
    for (;;) {
      const id = newId().slice(-8)
      if (given.has(id)) continue
      given.add(id)
      return id
    }
  }
}
