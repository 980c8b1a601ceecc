/**
 * A ticket in a few sentences, made once per state of the ticket.
 *
 * What was made is kept with the stamp of the ticket it was made of, and answers at once until
 * that changes. Whoever asks in the meantime waits for the same making. Where a model fails,
 * rules answer, and that is not kept, so that the next who asks gets a better one.
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
import type { Who } from '../who.ts'
import { hostsOf } from './hosts-of.ts'
import { jsonAnswer } from './model/answer-format.ts'
import { callModel } from './model/call-model.ts'
import { readModelState } from './model/read-state.ts'
import { peopleOn } from './people-of.ts'
import { SUMMARY_PROMPT } from './prompts/summary.ts'
import { keepSummary, readSummary } from './queries.ts'
import { eachText, makeVeil } from './veil.ts'

type Answer = ResponseOf<typeof SummariseTicket>

export const SUMMARY_ANSWER = jsonAnswer(TicketSummary, { version: '2' })
const MOST_TOKENS = 1_500

export function makeSummariser(deps: Deps): (who: Who, ticket: Ticket) => Promise<Answer> {
  const making = new Map<string, Promise<Answer>>()
  return async (who, ticket) => {
    const { teamId } = who
    const key = { teamId, origin: ticket.origin, ticketId: ticket.ticketId }
    const stamp = createHash('sha256').update(canonicalJson(ticket.stamp)).digest('hex')
    const kept = await inTeam(deps.db, teamId, (tx) => readSummary(tx, key))
    if (kept?.stamp === stamp) {
      return { summary: kept.body, mode: kept.mode, madeAt: kept.madeAt, fromCache: true }
    }
    const name = `${teamId} ${ticket.origin} ${ticket.ticketId} ${stamp}`
    const made =
      making.get(name) ?? make(deps, who, ticket, stamp).finally(() => making.delete(name))
    making.set(name, made)
    return made
  }
}

async function make(deps: Deps, who: Who, ticket: Ticket, stamp: string): Promise<Answer> {
  const { teamId } = who
  const { budget, health, policy } = await readModelState(deps, teamId)
  const route = routeTier({ purpose: 'summary', budget, health })
  const worded =
    route.use === 'model' ? await ask(deps, who, ticket, route.choice, policy) : undefined
  const mode = !worded ? 'rules' : deps.config.assistant.isDemo ? 'demo' : 'model'
  const summary = worded ?? summariseByRules(ticket)
  const madeAt = deps.now().toISOString()
  if (worded || route.use === 'rules') {
    const { origin, ticketId } = ticket
    await inTeam(deps.db, teamId, (tx) =>
      keepSummary(tx, { teamId, origin, ticketId, stamp, body: summary, mode, madeAt }),
    )
  }
  return { summary, mode, madeAt, fromCache: false }
}

async function ask(
  deps: Deps,
  who: Who,
  ticket: Ticket,
  choice: Parameters<typeof callModel>[1]['choice'],
  policy: RedactionPolicy,
): Promise<TicketSummary | undefined> {
  const veil = makeVeil({ people: peopleOn(ticket), hosts: hostsOf(policy, { ticket }) })
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
    system: [{ type: 'text', text: SUMMARY_PROMPT.text }],
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
    promptVersion: SUMMARY_PROMPT.version,
    maxTokens: MOST_TOKENS,
    signal: deps.stopping,
  })
  if (answer.kind !== 'answer') return undefined
  return gateSummary(eachText(answer.value, veil.restore))
}
