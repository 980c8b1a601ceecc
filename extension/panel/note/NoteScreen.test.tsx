import 'fake-indexeddb/auto'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hasMark } from '#shared/note/mark.ts'
import type { RoundingStep } from '#shared/note/round-time.ts'
import type { EventData, TimeEntryAsked } from '#shared/session/event.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { ticketKeyOf } from '../../client/ticket-key.ts'
import { readWhatWaits } from '../../client/what-waits.ts'
import { type Outside, PanelContext } from '../PanelContext.tsx'
import { createWalk } from '../session/walk.ts'
import { makeClientFacts } from '../testing/make-client-facts.ts'
import { makeDesk } from '../testing/make-desk.ts'
import { makeProfile, onTicket, ref } from '../testing/make-profile.ts'
import { makeTicket } from '../testing/make-ticket.ts'
import { fill, type } from '../testing/make-walk-screen.tsx'
import NoteScreen from './NoteScreen.tsx'

const TICKET = makeTicket({
  summary: 'The share cannot be opened',
  wantsAuthorisation: true,
})
const SEEN: EventData[] = [
  { type: 'statement_added', kind: 'report', text: 'Since 8:00 one user cannot open the share' },
  {
    ...{ type: 'statement_added', kind: 'next_step', text: 'Call the user' },
    ...{ owner: 'Ada', due: '2026-06-12' },
  },
]

// What comes when it is first needed is here before the tests, none of which waits for loading.
await Promise.all([
  import('#shared/note/contract.ts'),
  import('#shared/session/contract.ts'),
  import('#shared/ticket/contract.ts'),
])

let close: () => void = () => undefined
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  Object.assign(Element.prototype, { scrollIntoView: () => undefined }) // jsdom draws nothing
})
afterEach(() => close())

/** A stretch of one's own that has just ended. */
const worked = (minutes: number): EventData => {
  const now = Date.now()
  const from = new Date(now - minutes * 60_000).toISOString()
  return { type: 'worked', from, to: new Date(now).toISOString() }
}

/** The note of a session on a ticket, without a network: what is posted waits on disk. */
const noteOn = (...data: EventData[]) => noteOnTicket(TICKET, ...data)

async function noteOnTicket(ticket: Ticket, ...data: EventData[]) {
  const { openPanel } = await makeProfile()
  const store = await openPanel()
  const { world } = store.getState()
  if (!world) throw new Error('Nobody is signed in')
  // As the server told it when there was a network.
  await world.db.tickets.put({ key: ticketKeyOf(ticket), ticket })
  await store.see(onTicket(1))
  const nothing = () => undefined
  const outside: Outside = {
    ...{ openSettings: nothing, openSession: nothing, openSessions: nothing },
    ...{
      openArticle: nothing,
      openSteps: nothing,
      openBatch: nothing,
      openFlow: nothing,
      openProposal: nothing,
      openScripts: nothing,
      openTab: nothing,
    },
    ...{ reload: nothing, save: nothing, copy: async () => true },
  }
  const walk = createWalk({
    ...{ panel: store, library: world.library, newId: () => v7(), openTab: nothing },
    clientFacts: makeClientFacts(),
    now: Date.now,
  })
  await store.act(data)
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  close = () => {
    act(() => root.unmount())
    box.remove()
    close = () => undefined
  }
  await act(async () =>
    root.render(
      <PanelContext value={{ store, walk, desk: makeDesk(store, walk), outside }}>
        <NoteScreen />
      </PanelContext>,
    ),
  )
  const until = (passes: () => void | Promise<void>) =>
    vi.waitFor(
      async () => {
        await act(async () => undefined)
        await passes()
      },
      { timeout: 10_000 },
    )
  const button = (name: string) =>
    [...box.querySelectorAll('button')].find((one) => one.textContent?.startsWith(name))
  await until(() => expect(button('Edit')).toBeDefined())
  const press = async (name: string) => {
    await until(() => expect(button(name)).toBeDefined())
    await act(async () => button(name)?.click())
  }
  return {
    ...{ box, button, until, press },
    /** A radio or a box, by its words. */
    async tick(words: string) {
      const choice = [...box.querySelectorAll('label')].find((one) =>
        one.textContent?.startsWith(words),
      )
      if (!choice) throw new Error(`There is no ${words}`)
      await act(async () => choice.click())
    },
    /** The text as edited, with the checks at its end. */
    async addLine(line: string) {
      if (!box.querySelector('textarea')) await press('Edit')
      const area = box.querySelector('textarea')
      await type(area, `${area?.value}\n${line}`)
    },
    /** As after an insertion whose text nobody has saved yet. */
    async insertShown() {
      const shown = box.querySelector('section[aria-label="The text as it will be written"]')
      const lines = [...(shown?.children ?? [])].map((line) => line.textContent ?? '')
      const text = lines.filter((line) => !hasMark(line)).join('\n')
      const data = { type: 'note_inserted', noteKind: 'working', ticket: ref(1), text } as const
      await act(async () => void (await store.act([{ ...data, sha256: 'a'.repeat(64) }])))
    },
    checks: () => box.querySelector('section[aria-label="Checks"]')?.textContent ?? '',
    posts: () => world.db.posts.toArray(),
    /** A clock that takes its time to stop. */
    holdClock() {
      const { promise, resolve } = Promise.withResolvers<void>()
      vi.spyOn(world.clock, 'stop').mockReturnValueOnce(promise)
      return resolve
    },
    /** As the server told it when there was a network. */
    roundUpTo: (step: RoundingStep) =>
      world.db.lists.put({ name: 'note checks', roundUpTo: step, at: new Date().toISOString() }),
    /** As when the server has answered the waiting post, which had this time with it. */
    async refuse(time: TimeEntryAsked, message: string) {
      const [row] = await world.db.posts.toArray()
      if (!row) throw new Error('Nothing waits')
      const refusal = { code: 'conflict' as const, message }
      await world.db.posts.put({
        ...{ ...row, state: 'refused', refusal, request: { ...row.request, time } },
      })
      await act(async () => world.posts.load())
    },
    texts: async () => (await readWhatWaits(world.db)).texts,
  }
}

test('what is written all the same is this sentence; the next one stops the note again', async () => {
  const { press, addLine, until, checks, button, posts } = await noteOn(...SEEN)
  await addLine('The vendor agreed to refund it.')
  await until(() => expect(checks()).toContain('Nothing in the record says this'))
  await press('Write it all the same')
  await until(() => expect(checks()).not.toContain('Nothing in the record says this'))
  expect(button('Post')?.getAttribute('aria-disabled')).toBeNull()

  await addLine('The vendor sends a new disk.')
  await until(() => expect(checks()).toContain('Nothing in the record says this'))
  expect(button('Post')?.getAttribute('aria-disabled')).toBe('true')
  await press('Write it all the same')
  await until(() => expect(button('Post')?.getAttribute('aria-disabled')).toBeNull())
  await press('Post')
  await until(async () => {
    expect((await posts()).map(({ request }) => request.overridden)).toEqual([['N01']])
  })
})

test('a text that was put into the editor is posted by a second act only', async () => {
  const { box, press, until, button, posts, insertShown } = await noteOn(...SEEN)
  await insertShown()
  await press('Post')
  await until(() => expect(box.textContent).toContain('A second copy?'))
  expect(box.textContent).toContain('writing it once more makes a second copy')
  await press('Leave it')
  await until(() => expect(button('Post all the same')).toBeUndefined())
  expect(await posts()).toEqual([])
  await press('Post')
  await press('Post all the same')
  await until(async () => {
    expect((await posts()).map(({ request }) => request.isAgain)).toEqual([true])
  })
})

test('what was passed over and taken out again is not told with the note', async () => {
  const { box, press, addLine, until, checks, button, posts } = await noteOn(...SEEN)
  await addLine('The vendor agreed to refund it.')
  await press('Write it all the same')
  await press('Done editing')
  await press('Back to the record’s text')
  await until(() => expect(checks()).not.toContain('Stops the note'))
  expect(box.textContent).not.toContain('The vendor agreed')
  await until(() => expect(button('Post')?.getAttribute('aria-disabled')).toBeNull())
  await press('Post')
  await until(async () => {
    expect((await posts()).map(({ request }) => request.overridden)).toEqual([[]])
  })
})

test('one click ends editing: it leaves the field as it goes down, and begins nothing anew', async () => {
  const { box, press, button } = await noteOn(...SEEN)
  await press('Edit')
  const area = box.querySelector('textarea')
  await act(async () => area?.focus())
  const done = button('Done editing')
  await act(async () => area?.blur())
  await act(async () => done?.click())
  expect(box.querySelector('textarea')).toBeNull()
})

test('a time entry that says what the one before said is told so, and that it overlaps it', async () => {
  const { tick, press, until, checks, posts } = await noteOn(...SEEN)
  await tick('Time entry with it')
  await until(() => expect(checks()).not.toContain('Stops the note'))
  await press('Post')
  await until(async () => expect(await posts()).toHaveLength(1))
  await tick('Time')
  await until(() => {
    expect(checks()).toContain('word for word the one before')
    expect(checks()).toContain('overlaps your entry on #1')
  })
})

test('time is rounded up as the team says, told before it is posted, and offered once', async () => {
  const { box, tick, until, press, posts, roundUpTo, button } = await noteOn(...SEEN, worked(7))
  const minutes = () => box.querySelector<HTMLInputElement>('input[type="number"]')
  await roundUpTo(15)
  await tick('Time entry with it')
  await until(() => expect(minutes()?.value).toBe('15'))
  expect(box.textContent).toContain('7 min worked, rounded up to 15 (your team’s setting).')
  await type(minutes(), '8')
  expect(minutes()?.value).toBe('8')
  expect(box.textContent).toContain('7 min worked. The minutes stay as you left them.')
  await tick('Resolution')
  await until(() => expect(minutes()).toBeNull())
  await tick('Working')
  await until(() => expect(minutes()?.value, 'what was left is not rounded').toBe('8'))
  await type(minutes(), '15')
  await until(() => expect(button('Post')?.getAttribute('aria-disabled')).not.toBe('true'))
  await press('Post')
  await until(async () => expect(await posts()).toHaveLength(1))
  await tick('Time')
  await until(() => expect(box.textContent).toContain('and 15 entered already: nothing is left.'))
})

test('while the minutes of a time entry are looked up, its box is ticked and Post waits for them', async () => {
  const { box, tick, until, press, posts, holdClock } = await noteOn(...SEEN, worked(7))
  const letGo = holdClock()
  await tick('Time entry with it')
  const ticked = [...box.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')].filter(
    (one) => one.checked,
  )
  expect(ticked).toHaveLength(1)
  await until(() => expect(box.textContent).toContain('The minutes are being looked up.'))
  await press('Post')
  letGo()
  await until(() => expect(box.querySelector('input[type="number"]')).not.toBeNull())
  expect(box.textContent).not.toContain('The minutes are being looked up.')
  expect(await posts()).toEqual([])
  await press('Post')
  await until(async () => expect(await posts()).toMatchObject([{ request: { time: {} } }]))
})

test('minutes are typed over digit by digit; what is no time is told and never taken', async () => {
  const { box, button, tick, until, press, posts } = await noteOn(...SEEN)
  await tick('Time entry with it')
  const minutes = () => box.querySelector<HTMLInputElement>('input[type="number"]')
  await until(() => expect(minutes()).not.toBeNull())
  expect(box.textContent, 'who reads it, whatever the note is').toContain(
    'Your team reads it on the time sheet; it can be printed on the invoice.',
  )
  await type(minutes(), '25')
  await type(minutes(), '')
  expect(minutes()?.value, 'a field can be emptied').toBe('')
  expect(minutes()?.getAttribute('aria-invalid')).toBe('true')
  await act(
    async () => void minutes()?.dispatchEvent(new FocusEvent('focusout', { bubbles: true })),
  )
  expect(minutes()?.value, 'what would be written stands there').toBe('25')
  for (const typed of ['', '3', '30']) await type(minutes(), typed)
  expect(minutes()?.getAttribute('aria-invalid')).not.toBe('true')
  await until(() => expect(button('Post')?.getAttribute('aria-disabled')).not.toBe('true'))
  await press('Post')
  await until(async () => expect(await posts()).toHaveLength(1))
  const written = (await posts()).map(({ request: { time } }) =>
    time ? (Date.parse(time.to) - Date.parse(time.from)) / 60_000 : 0,
  )
  expect(written).toEqual([30])
})

test('a change nobody agreed to is told where the client wants a yes, and who agreed is recorded', async () => {
  const change: EventData = {
    ...{ type: 'statement_added', kind: 'action', text: 'Added the user to the group' },
  }
  const { box, press, until, checks } = await noteOn(...SEEN, change)
  await until(() => expect(checks()).toContain('nobody is named who agreed'))
  await press('Record who agreed')
  await fill(
    box.querySelector<HTMLInputElement>('form input'),
    'The office manager agreed by phone',
  )
  await until(() => expect(box.textContent).toContain('The office manager agreed by phone.'))
  expect(checks()).not.toContain('nobody is named who agreed')
})

test('what the record lacks is asked beside the note, kept while it is said, and gone once it is recorded', async () => {
  const [report] = SEEN
  const { box, press, until, checks, button, texts } = await noteOn(...(report ? [report] : []))
  await until(() => expect(checks()).toContain('nobody is said to do anything next'))
  await press('Add the next step')
  const [text, who, due] = box.querySelectorAll<HTMLInputElement>('form input')
  await type(text, 'Call the user')
  await type(who, 'Ada')
  await until(async () => expect(await texts()).toBe(1))
  await type(due, '2026-06-12')
  await press('Add to the record')
  await until(() => expect(box.textContent).toContain('Next: Call the user - Ada, by 2026-06-12.'))
  expect(button('Add to the record')).toBeUndefined()
  expect(checks()).not.toContain('nobody is said to do anything next')
  await until(async () => expect(await texts()).toBe(0))
})

test('a next step of several lines gets its name and day, and stays in one field', async () => {
  const [report] = SEEN
  const said = {
    type: 'statement_added',
    kind: 'next_step',
    text: 'Call the user,\nthen the vendor',
  }
  const { box, press, until, checks } = await noteOn(...(report ? [report] : []), said as EventData)
  await until(() => expect(checks()).toMatch(/[Ww]ho/))
  await press('Say who and by when')
  const [text, who, due] = box.querySelectorAll<HTMLInputElement>('form input')
  expect([who?.value, due?.value]).toEqual(['', ''])
  expect(text?.value.replace(/\s+/g, ' ')).toContain('then the vendor')
  await type(who, 'Ada')
  await type(due, '2026-06-12')
  await press('Add to the record')
  await until(() => expect(box.textContent).toMatch(/then the vendor - Ada, by 2026-06-12/))
})

test('a note that the server refused keeps the time that was to go with it', async () => {
  const time = { from: '2026-06-10T13:00:00Z', to: '2026-06-10T13:40:00Z', text: 'Read the logs.' }
  const { box, press, until, posts, refuse } = await noteOn(...SEEN)
  await press('Post')
  await until(async () => expect(await posts()).toHaveLength(1))
  await refuse(time, 'The ticket has changed meanwhile.')
  await until(() => expect(box.textContent).toContain('The ticket has changed meanwhile.'))
  await press('Look again and confirm')
  await until(async () => expect(await posts()).toEqual([]))
  await until(() => {
    const fields = [...box.querySelectorAll<HTMLInputElement>('input, textarea')]
    expect(fields.map(({ value }) => value)).toContain('Read the logs.')
  })
})

describe('a mail to the contact', () => {
  const contact = { name: 'Petra Adler', email: 'petra@adler.example', phone: null }

  test('goes only when it is asked for and said yes to once more', async () => {
    const { box, press, tick, until, posts } = await noteOnTicket(makeTicket({ contact }), ...SEEN)
    await tick('Client update')
    await until(() => expect(box.textContent).toContain('Nobody is mailed unless you say so.'))
    await tick('Mail this note')
    await until(() => expect(box.textContent).toContain('Mail it to Petra Adler (petra@adler'))
    await press('No')
    expect(box.textContent).toContain('Nobody is mailed unless you say so.')
    await tick('Mail this note')
    await press('Yes, mail it')
    await until(() => expect(box.textContent).toContain('Petra Adler gets it by mail'))
    await press('Post')
    await until(async () => expect(await posts()).toHaveLength(1))
    expect((await posts())[0]?.request).toMatchObject({
      ...{ noteKind: 'client_update', mailContact: true },
      flags: { discussion: true, internal: false, resolution: false },
    })
  })

  test('is not offered where the ticket has no contact', async () => {
    const { box, tick, until } = await noteOnTicket(makeTicket(), ...SEEN)
    await tick('Client update')
    await until(() => expect(box.textContent).toContain('The ticket has no contact'))
    await tick('Mail this note')
    expect(box.textContent).not.toContain('Mail it to')
  })

  test('asked for on one kind of note does not go with another', async () => {
    const { box, press, tick, until, posts } = await noteOnTicket(makeTicket({ contact }), ...SEEN)
    await tick('Client update')
    await until(() => expect(box.textContent).toContain('Mail this note'))
    await tick('Mail this note')
    await press('Yes, mail it')
    await tick('Working')
    await until(() => expect(box.textContent).not.toContain('Mail this note'))
    await press('Post')
    await until(async () => expect(await posts()).toHaveLength(1))
    expect((await posts())[0]?.request).toMatchObject({ noteKind: 'working', mailContact: false })
  })
})
