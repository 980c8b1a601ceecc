/** Makes the bound's plans out of what the product was seen to send. */
import type { Hono } from 'hono'
import type { Env } from '#api/answer.ts'
import { recordStatements, type Statement } from '#api/testing/record-statements.ts'
import type { SessionEvent } from '#shared/session/event.ts'
import type { Plan, Slot } from './bare-api.ts'
import type { Person, Place } from './place.ts'

export interface Seen {
  plan: Plan
  /** How many statements the product sent, begin and commit included. */
  count: number
}

/** One that reads: everything can go at once, since nothing needs the answer of another. */
export async function planReading(place: Place, path: string): Promise<Seen> {
  const { statements } = await recordStatements(() => ask(place.app, place.people[0], path))
  const isEnding = (one: Statement) => /^(begin|commit|select set_config)/i.test(one.text.trim())
  const answerAt = statements.findLastIndex((one) => !isEnding(one))
  return { plan: { first: statements, answerAt }, count: statements.length }
}

/** One that appends: the row is held first, and what is written follows from it. */
export async function planAppending(
  place: Place,
  session: { id: string; version: number },
  makeEvents: () => SessionEvent[],
): Promise<Seen> {
  const path = `/api/sessions/${session.id}/events`
  const append = (after: number, events: SessionEvent[]) =>
    ask(place.app, place.people[0], path, { after, events })
  const before = makeEvents()
  await append(session.version, before) // the first one reads the whole record
  const after = session.version + before.length
  const events = makeEvents()
  const { result, statements } = await recordStatements(() => append(after, events))
  const { version, hash } = JSON.parse(result)
  if (version !== after + events.length) throw new Error(`The append was refused: ${result}`)

  const slotOf = (value: unknown): Slot | undefined => {
    if (value === session.id) return 'session'
    if (value === after) return 'after'
    if (value === version) return 'version'
    if (value === hash) return 'hash'
    if (Array.isArray(value) && value[0] === events[0]?.id) return 'ids'
    if (typeof value !== 'string') return undefined
    if (value.startsWith('[{"seq"')) return 'events'
    return value.startsWith('{"about"') ? 'news' : undefined
  }
  const marked = statements.map(({ text, values }) => ({
    text,
    values: values.map((value) => {
      const slot = slotOf(value)
      if (slot) return { slot }
      return value === 'rf_news' ? 'bench_unheard' : value
    }),
  }))
  const writesAt = marked.findIndex((one) => holds(one, 'events'))
  const first = marked.slice(0, writesAt)
  return {
    plan: {
      first,
      // Whatever stands around the writing, such as the commit, goes with it.
      afterwards: marked.slice(writesAt),
      answerAt: first.findIndex((one) => /for update/i.test(one.text)),
    },
    count: marked.length,
  }
}

const holds = ({ values }: Statement, slot: Slot) =>
  values.some(
    (value) =>
      typeof value === 'object' && value !== null && 'slot' in value && value.slot === slot,
  )

async function ask(app: Hono<Env>, person: Person, path: string, body?: object): Promise<string> {
  const answer = await app.request(path, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${person.token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}
