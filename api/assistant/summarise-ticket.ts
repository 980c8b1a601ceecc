/**
 * A ticket in a few sentences, made once per state of the ticket.
 *
 * What was made is kept with the stamp of the ticket it was made of, and answers at once until
 * that changes. Of several who ask in the meantime, in whatever process, one has it made and the
 * others wait. Where a model fails, rules answer, and that is not kept, so that the next who asks
 * gets a better one.
 */
import { createHash } from 'node:crypto'
import { routeTier } from '#shared/assistant/route-tier.ts'
import type { RedactionPolicy } from '#shared/assistant/settings.ts'
import { tellTicket } from '#shared/assistant/tell-ticket.ts'
import { canonicalJson } from '#shared/canonical-json.ts'
import type { ResponseOf } from '#shared/route.ts'
import { gateSummary } from '#shared/ticket/gate-summary.ts'
import { summariseByRules } from '#shared/ticket/summarise-by-rules.ts'
import { type SummariseTicket, TicketSummary } from '#shared/ticket/summary.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { type Guidance, readGuidance } from '../guidance/queries.ts'
import { makeOnce } from '../make-once.ts'
import type { Who } from '../who.ts'
import { hostsOf } from './hosts-of.ts'
import { jsonAnswer } from './model/answer-format.ts'
import { callModel } from './model/call-model.ts'
import { readModelState } from './model/read-state.ts'
import { peopleOn } from './people-of.ts'
import { SUMMARY_PROMPT } from './prompts/summary.ts'
import { claimSummary, keepSummary, releaseSummary, type SummaryKey } from './summary-queries.ts'
import { promptVersionWith, systemBlocks } from './system-blocks.ts'
import { eachText, makeVeil } from './veil.ts'

type Answer = ResponseOf<typeof SummariseTicket>

export const SUMMARY_ANSWER = jsonAnswer(TicketSummary, { version: '2' })
const MOST_TOKENS = 1_500

export function makeSummariser(deps: Deps): (who: Who, ticket: Ticket) => Promise<Answer> {
  const { db } = deps
  const once = makeOnce<Answer>(deps)
  return async (who, ticket) => {
    const { teamId } = who
    const { origin, ticketId } = ticket
    const guidance = await inTeam(db, teamId, (tx) => readGuidance(tx, teamId))
    const stamp = stampOf(ticket, guidance)
    const key: SummaryKey = { teamId, origin, ticketId, stamp }
    const release = () => inTeam(db, teamId, (tx) => releaseSummary(tx, key))
    return once(JSON.stringify(key), {
      claim: (lease) => inTeam(db, teamId, (tx) => claimSummary(tx, key, lease)),
      make: () => make(deps, who, { ticket, guidance, key, release }),
      release,
      giveUp: () => byRules(deps, ticket),
    })
  }
}

const byRules = ({ now }: Pick<Deps, 'now'>, ticket: Ticket): Answer => ({
  summary: summariseByRules(ticket),
  ...{ mode: 'rules', madeAt: now().toISOString(), fromCache: false },
})

/** Of everything that decides the words: the ticket, and what the team says of its ways. */
const stampOf = ({ stamp }: Ticket, { version }: Guidance): string =>
  createHash('sha256')
    .update(canonicalJson(version === 0 ? stamp : { ...stamp, guidance: version }))
    .digest('hex')

interface Given {
  ticket: Ticket
  guidance: Guidance
  key: SummaryKey
  release: () => Promise<unknown>
}

async function make(deps: Deps, who: Who, given: Given): Promise<Answer> {
  const { ticket, key, release } = given
  const { teamId } = who
  const { budget, health, policy } = await readModelState(deps, teamId)
  const route = routeTier({ purpose: 'summary', budget, health })
  const worded =
    route.use === 'model' ? await ask(deps, who, given, route.choice, policy) : undefined
  const own = byRules(deps, ticket)
  if (!worded) {
    // Whatever kept a model from it passes; what rules say of it costs nothing to say again.
    await release()
    return own
  }
  const mode = deps.config.assistant.isDemo ? ('demo' as const) : ('model' as const)
  const made = { ...own, summary: worded, mode }
  await inTeam(deps.db, teamId, (tx) => keepSummary(tx, key, made))
  return made
}

async function ask(
  deps: Deps,
  who: Who,
  { ticket, guidance }: Given,
  choice: Parameters<typeof callModel>[1]['choice'],
  policy: RedactionPolicy,
): Promise<TicketSummary | undefined> {
  const veil = makeVeil({
    people: peopleOn(ticket),
    hosts: hostsOf(policy, { ticket }),
    session: null,
  })
  const places = new Map(ticket.thread.map(({ key }, n) => [key, `T${n + 1}`]))
  const shown = eachText(
    tellTicket(ticket, (key) => places.get(key) ?? ''),
    veil.hide,
  )
  const { origin, ticketId } = ticket
  const answer = await callModel(deps, {
    teamId: who.teamId,
    personId: who.personId,
    purpose: 'summary',
    choice,
    ticket: { origin, ticketId },
    system: systemBlocks(SUMMARY_PROMPT.text, guidance, policy),
    messages: [
      { role: 'user', content: 'Please sum up this ticket.' },
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'ticket', name: 'read_ticket', input: {} }],
      },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'ticket', content: canonicalJson(shown) }],
      },
    ],
    format: SUMMARY_ANSWER,
    promptVersion: promptVersionWith(SUMMARY_PROMPT.version, guidance),
    maxTokens: MOST_TOKENS,
    signal: deps.stopping,
  })
  if (answer.kind !== 'answer') return undefined
  return gateSummary(eachText(answer.value, veil.restore))
}
