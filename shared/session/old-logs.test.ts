/**
 * Logs as they were stored once must fold to the same session for ever: the meaning of a
 * stored event never changes. A log is added here when a kind of event is; none is edited.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { EventData, SessionEvent } from './event.ts'
import { foldSession } from './fold-session.ts'

const folder = new URL('./testing/old-logs/', import.meta.url)
const logs = readdirSync(folder).map((name) => ({
  name,
  ...(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as {
    events: unknown[]
    session: object
  }),
}))

describe.each(logs)('$name', ({ events, session }) => {
  test('is still read', () => {
    for (const event of events) expect(SessionEvent.parse(event)).toEqual(event)
  })

  test('still tells the same session', () => {
    const folded = foldSession(events.map((event) => SessionEvent.parse(event)))
    expect(folded.refused).toEqual([])
    // What later kinds of events brought to a session may stand beside it.
    expect(JSON.parse(JSON.stringify(folded.session))).toMatchObject(session)
  })
})

test('every kind of event stands in some log', () => {
  const seen = new Set(
    logs.flatMap((log) => log.events.map((event) => SessionEvent.parse(event).data.type)),
  )
  const known = EventData.def.options.flatMap((option) => option.def.shape.type.def.values)
  expect(known.filter((type) => !seen.has(type))).toEqual([])
})
