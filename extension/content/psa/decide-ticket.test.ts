import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Sighting } from '#shared/ticket/ticket-ref.ts'
import { Sighting as SightingSchema } from '#shared/ticket/ticket-ref.ts'
import { decideTicket, type Look, type Memory, PATIENCE_MS } from './decide-ticket.ts'
import type { AddressReading } from './read-address.ts'
import type { PageReading } from './read-page.ts'

const fragment = (ticketId: number): AddressReading => ({
  kind: 'ticket',
  ticketId,
  readFrom: 'fragment',
  isProvisional: false,
})
const query = (ticketId: number): AddressReading => ({
  kind: 'ticket',
  ticketId,
  readFrom: 'query',
  isProvisional: true,
})
const board: AddressReading = { kind: 'none', why: 'board', isDecided: true }
const silent: AddressReading = { kind: 'none', why: 'other screen', isDecided: false }
const unreadable: AddressReading = { kind: 'unreadable' }

const showing = (...ticketIds: number[]): PageReading => ({
  labels: ticketIds.map((ticketId) => ({ ticketId, recordType: 'service', summary: 'Printer' })),
  screensShown: 1,
  noteEditor: 'closed',
})
const nothing = showing()
const timeSheet: PageReading = { ...nothing, otherScreen: 'time sheet' }

describe('the answer at the first look, and after two seconds of the same', () => {
  test.each<[string, AddressReading, PageReading, string, string]>([
    ['fragment and header agree', fragment(7), showing(7), '#7 by fragment', '#7 by fragment'],
    ['the header has not appeared', fragment(7), nothing, '#7 by fragment', '#7 by fragment'],
    ['the header still names another', fragment(7), showing(8), '#7 by fragment', 'uncertain 7, 8'],
    ['two tickets are in view', fragment(7), showing(7, 8), '#7 by fragment', 'uncertain 7, 7, 8'],
    ['a time sheet is in view', fragment(7), timeSheet, '#7 by fragment', 'uncertain 7'],
    ['a board, nothing in the header', board, nothing, 'none: board', 'none: board'],
    ['a board, yet the header names a ticket', board, showing(8), 'none: board', 'uncertain -, 8'],
    ['query confirmed by the header', query(7), showing(7), '#7 by query', '#7 by query'],
    ['query alone', query(7), nothing, 'uncertain 7', 'uncertain 7'],
    ['query against the header', query(7), showing(8), 'uncertain 7, 8', 'uncertain 7, 8'],
    ['unreadable, header there', unreadable, showing(8), '#8 by label', '#8 by label'],
    ['unreadable, no header', unreadable, nothing, 'uncertain -', 'uncertain -'],
    ['a silent address, header there', silent, showing(8), '#8 by label', '#8 by label'],
    ['a silent address, no header', silent, nothing, 'none: other screen', 'none: other screen'],
    ['a silent address, two headers', silent, showing(8, 9), 'uncertain 8, 9', 'uncertain 8, 9'],
    ['a silent address, a time sheet', silent, timeSheet, 'none: time sheet', 'none: time sheet'],
    ['a ticket not saved yet', { kind: 'new' }, nothing, 'new', 'new'],
    ['not saved yet, old header', { kind: 'new' }, showing(8), 'new', 'uncertain -, 8'],
    ['a time entry', { kind: 'time' }, { ...nothing, timeTicketId: 7 }, 'time 7', 'time 7'],
    ['a time entry, no number', { kind: 'time' }, nothing, 'time -', 'time -'],
  ])('%s', (_, address, page, atOnce, later) => {
    const [first, last] = watch(
      [
        { address, page },
        { address, page },
      ],
      PATIENCE_MS,
    )
    expect(inWords(first)).toBe(atOnce)
    expect(inWords(last)).toBe(later)
  })

  test('"uncertain" says why and what to do', () => {
    const look = { address: fragment(7), page: showing(8) }
    expect(watch([look, look], PATIENCE_MS).at(-1)).toMatchObject({
      why: 'The address says ticket #7, the header says ticket #8. Open the ticket again so that both agree.',
    })
  })
})

test('a header that arrives late ends the doubt', () => {
  const looks = [showing(8), showing(8), nothing, showing(7)].map((page) => ({
    address: fragment(7),
    page,
  }))
  expect(watch(looks, PATIENCE_MS).map(inWords)).toEqual([
    '#7 by fragment',
    'uncertain 7, 8',
    '#7 by fragment',
    '#7 by fragment',
  ])
})

test('each navigation gets two seconds of its own', () => {
  const looks = [7, 8, 9].map((id) => ({ address: fragment(id), page: showing(6) }))
  expect(watch(looks, PATIENCE_MS - 1).map(inWords)).toEqual([
    '#7 by fragment',
    '#8 by fragment',
    '#9 by fragment',
  ])
})

describe('whatever address and page say', () => {
  const ids = fc.integer({ min: 1, max: 4 })
  const address = fc.oneof(
    fc.record({
      kind: fc.constant('ticket' as const),
      ticketId: ids,
      readFrom: fc.constantFrom('path' as const, 'fragment' as const, 'query' as const),
      isProvisional: fc.boolean(),
    }),
    fc.constantFrom<AddressReading>(board, silent, unreadable, { kind: 'new' }, { kind: 'time' }),
  )
  const page = fc
    .tuple(fc.uniqueArray(ids, { maxLength: 3 }), fc.boolean())
    .map(([shown, isSheet]) => (isSheet ? timeSheet : showing(...shown)))
  const steps = fc.array(fc.tuple(fc.record({ address, page }), fc.nat(3_000)), { minLength: 1 })

  test('the answer is a sighting that can be sent', () => {
    fc.assert(
      fc.property(steps, (all) => {
        for (const { sighting } of play(all)) {
          expect(SightingSchema.safeParse(sighting).success).toBe(true)
        }
      }),
    )
  })

  test('a settled ticket is one the header names, alone', () => {
    fc.assert(
      fc.property(steps, (all) => {
        for (const { look, sighting, isSettled } of play(all)) {
          if (sighting.state !== 'ticket' || !isSettled) continue
          expect(look.page.labels.map(({ ticketId }) => ticketId)).toEqual([sighting.ref.ticketId])
        }
      }),
    )
  })

  test('no ticket is named that neither address nor header names', () => {
    fc.assert(
      fc.property(steps, (all) => {
        for (const { look, sighting } of play(all)) {
          if (sighting.state !== 'ticket') continue
          const named = look.page.labels.map(({ ticketId }) => ticketId)
          if (look.address.kind === 'ticket') named.push(look.address.ticketId)
          expect(named).toContain(sighting.ref.ticketId)
        }
      }),
    )
  })

  test('no disagreement outlives two seconds unsaid', () => {
    fc.assert(
      fc.property(address, page, (said, shown) => {
        const looks = [
          { address: said, page: shown },
          { address: said, page: shown },
        ]
        const last = watch(looks, PATIENCE_MS).at(-1)
        if (last?.state !== 'ticket' || said.kind !== 'ticket') return
        expect(shown.labels.every(({ ticketId }) => ticketId === said.ticketId)).toBe(true)
      }),
    )
  })
})

type Shown = Pick<Look, 'address' | 'page'>

/** Looks again and again, `everyMs`. */
function watch(looks: Shown[], everyMs: number): Sighting[] {
  return play(looks.map((look) => [look, everyMs] as const)).map(({ sighting }) => sighting)
}

function play(steps: (readonly [Shown, number])[]) {
  let memory: Memory = {}
  let nowMs = Date.parse('2026-03-02T10:00:00Z')
  return steps.map(([shown, waitMs]) => {
    const look = { ...shown, site: { origin: 'https://na.myconnectwise.net' }, nowMs }
    const decision = decideTicket(look, memory)
    memory = decision.memory
    nowMs += waitMs
    return { look, ...decision }
  })
}

function inWords(sighting: Sighting | undefined): string {
  if (!sighting) return 'nothing'
  switch (sighting.state) {
    case 'ticket':
      return `#${sighting.ref.ticketId} by ${sighting.ref.readFrom}`
    case 'none':
      return `none: ${sighting.why}`
    case 'uncertain':
      return `uncertain ${sighting.candidates.map((one) => one.ticketId ?? '-').join(', ')}`
    case 'time':
      return `time ${sighting.ticketId ?? '-'}`
    case 'new':
      return 'new'
  }
}
