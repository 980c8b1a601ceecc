/**
 * What a turn yields: the model's answer where there is a model, else, and whenever it gives
 * none that may be used, what rules make of the same.
 */

import type { TurnCause } from '#shared/assistant/contract.ts'
import type { Purpose } from '#shared/assistant/tier-route.ts'
import type { StoredEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { readGuidance } from '../guidance/queries.ts'
import { listPublished } from '../script/queries.ts'
import { readStored } from '../session/queries.ts'
import { answerByRules } from './answer-by-rules.ts'
import { askInTiers } from './ask-in-tiers.ts'
import { chooseTier } from './choose-tier.ts'
import { gatherGround } from './gather-ground.ts'
import { hostsOf } from './hosts-of.ts'
import { readModelState } from './model/read-state.ts'
import { openConversation } from './open-conversation.ts'
import { peopleOf } from './people-of.ts'
import { listExchanges } from './queries.ts'
import type { RunningTurn } from './running-turns.ts'
import { makeVeil } from './veil.ts'
import { gateFor, type YieldFor, yieldOf } from './yield-of.ts'

const PURPOSES: Record<TurnCause, Purpose> = {
  open: 'intake',
  message: 'turn',
  recorded: 'recorded',
  explain: 'explain',
}

export async function think(
  deps: Deps,
  turn: RunningTurn,
  ticket: Ticket | null,
): Promise<YieldFor> {
  const { row } = turn
  const { teamId, sessionId, baseVersion } = row
  const state = await readModelState(deps, teamId)
  const isOn = state.budget !== 'off'
  const { ground, at, earlier, scripts, guidance } = await inTeam(deps.db, teamId, async (tx) => {
    const stored = await readStored(tx, teamId, sessionId, 0)
    const events = stored.map(({ stored: text }): StoredEvent => JSON.parse(text))
    const at = (version: number) =>
      foldSession(events.filter(({ seq }) => seq <= version).map(({ event }) => event)).session
    const session = at(baseVersion)
    if (!session) throw new Error(`The turn ${row.id} is about a session without a beginning.`)
    return {
      at,
      ground: await gatherGround(tx, teamId, session, ticket),
      earlier: isOn ? await listExchanges(tx, teamId, sessionId) : [],
      scripts: isOn ? await listPublished(tx, teamId) : [],
      guidance: await readGuidance(tx, teamId),
    }
  })
  const asked = at(baseVersion)
  if (!asked || !isOn) return (tx, session) => answerByRules(tx, row, session, { ground })

  const words = asked.lane.messages.findLast((m) => m.turnId === row.id)?.text ?? ''
  const purpose = PURPOSES[row.cause]
  const choose = (whyNotQuick: readonly string[] = []) =>
    chooseTier({
      ...{ purpose, isDeep: row.isDeep, words, session: asked, ground, earlier, state },
      whyNotQuick,
    })
  const route = choose()
  if (route.use === 'rules') {
    turn.reasons = route.reasons
    const { failure } = route
    return (tx, session) => answerByRules(tx, row, session, { failure, ground })
  }
  const hosts = hostsOf(state.policy, { ...ground, session: asked })
  const veil = makeVeil({
    people: peopleOf(ground.ticket, asked),
    before: earlier.flatMap(({ met }) => met),
    hosts,
    session: asked,
  })
  const conversation = openConversation({
    cause: row.cause,
    words,
    session: asked,
    sessionAt: at,
    version: baseVersion,
    ground,
    earlier,
    veil,
    hidesHosts: hosts !== null,
  })
  const thought = { asked, ground, conversation }
  const gate = gateFor(row.id, thought)
  const { labelOfNote, labelPassage } = conversation
  const answered = await askInTiers(deps, {
    ...{ turn, conversation, choice: route.choice, veil, purpose, asked, chooseAgain: choose },
    ...{ guidance, policy: state.policy },
    closing: `record version ${baseVersion}; state ${asked.stateVersion}; language of the technician's words, English where there are none`,
    within: {
      ...{ deps, teamId, ground, ticket: ground.ticket, labelOfNote, labelPassage },
      hide: veil.hide,
    },
    ticket: asked.ticket?.ref ?? null,
    gate: (result) => gate(result, asked, scripts),
  })
  turn.show({ phase: 'checking' })
  return yieldOf(deps, turn, thought, answered)
}
