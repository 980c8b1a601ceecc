import 'fake-indexeddb/auto'
import { act } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventData } from '#shared/session/event.ts'
import type { Surroundings } from '../../client/browser.ts'
import { DRAFT } from '../../client/handover-fields.ts'
import type { AskedHandoff } from '../../client/handovers.ts'
import { fakeServer } from '../../client/testing/fake-server.ts'
import type { Answer, Trouble } from '../../client/trouble.ts'
import { type Outside, PanelContext } from '../PanelContext.tsx'
import type { PanelStore } from '../panel-store.ts'
import { createWalk } from '../session/walk.ts'
import { makeClientFacts } from '../testing/make-client-facts.ts'
import { makeDesk } from '../testing/make-desk.ts'
import { makeProfile, onTicket } from '../testing/make-profile.ts'
import { makeTicket } from '../testing/make-ticket.ts'
import { type, typeNow } from '../testing/make-walk-screen.tsx'
import HandOverDialog from './HandOverDialog.tsx'

const REFUSED: Trouble = {
  kind: 'refused',
  code: 'conflict',
  message: 'The ticket changed meanwhile.',
}
const WORKED: EventData[] = [
  { type: 'statement_added', kind: 'observation', text: 'The share answers' },
  { type: 'statement_added', kind: 'observation', text: 'The group is missing' },
  { type: 'statement_added', kind: 'action', text: 'Signed in again' },
]

let close: () => void = () => undefined
beforeEach(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }))
afterEach(() => close())

/** The dialog over a session in which this was recorded; `answers` says what becomes of hand-offs. */
async function dialogOver(data: readonly EventData[], ...answers: ('stored' | Trouble)[]) {
  const server = fakeServer()
  const asked: AskedHandoff[] = []
  const ask: Surroundings['client']['ask'] = async (route, request, options) => {
    const { path, method } = route
    if (method === 'POST' && path.endsWith('/handoffs')) {
      asked.push(request as AskedHandoff) // by its path
      const next = answers.shift() ?? 'stored'
      return next === 'stored' ? ({ ok: true, value: {} } as Answer<never>) : no(next)
    }
    if (method === 'POST' && path.endsWith('/events')) {
      return server.client.ask(route, request, options)
    }
    return no({ kind: 'unreachable', message: 'Not here.' })
  }
  const client = { ask, open: server.client.open }
  const { openPanel } = await makeProfile({ client })
  const store = await openPanel()
  await store.see(onTicket(1))
  await store.act(data)
  const kept = () => keptDraft(store)
  await draw(store)
  return { store, asked, kept, server, again: () => draw(store) }
}

const no = (trouble: Trouble) => ({ ok: false as const, trouble })

async function keptDraft(store: PanelStore) {
  const { world, session } = store.getState()
  return (await world?.db.drafts.get([session?.sessionId ?? '', DRAFT]))?.text
}

async function draw(store: PanelStore) {
  close()
  const nothing = () => undefined
  const outside: Outside = {
    ...{ openSettings: nothing, openSession: nothing, openSessions: nothing, openArticle: nothing },
    ...{
      openSteps: nothing,
      openBatch: nothing,
      openFlow: nothing,
      openProposal: nothing,
      openScripts: nothing,
      openTab: nothing,
    },
    ...{ reload: nothing, save: nothing, copy: async () => true },
  }
  const library = { flowOf: nothing, bySlug: nothing, holdWithSubFlows: async () => undefined }
  const walk = createWalk({
    ...{ panel: store, library, newId: () => v7(), openTab: nothing, now: Date.now },
    clientFacts: makeClientFacts(),
  })
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
        <HandOverDialog />
      </PanelContext>,
    ),
  )
  // What was kept is read first; each look lets React draw what came.
  const look = () => act(async () => void (await new Promise((resolve) => setTimeout(resolve, 5))))
  for (let looks = 0; !fieldOf('Why') && looks < 400; looks++) await look()
  expect(fieldOf('Why')).not.toBeNull()
}

const fieldOf = (label: string): HTMLTextAreaElement | null => {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent === label)
  const field = found && document.getElementById(found.htmlFor)
  return field instanceof HTMLTextAreaElement ? field : null
}
const IMPACT = 'Who is affected, and until when does it have to work?'
const WHERE = 'On which device, for which user, in which version?'
const MOVE = 'What would you do first?'

const submit = (times = 1) =>
  act(async () => {
    for (let n = 0; n < times; n++) document.querySelector('form')?.requestSubmit()
    await new Promise((resolve) => setTimeout(resolve, 20))
  })

const words = () => document.body.textContent ?? ''

test('only what the record does not say is asked, and nothing goes without a reason', async () => {
  const { asked } = await dialogOver(WORKED)
  expect(fieldOf('What do you know for certain?')).toBeNull()
  expect(fieldOf('What have you tried, and what came of it?')).toBeNull()
  expect(fieldOf(IMPACT)).not.toBeNull()
  await submit()
  expect(words()).toContain('Say why you hand it over.')
  expect(words()).toContain('say why it goes without')
  expect(asked).toEqual([])
})

test('what belongs in the record goes there first, line by line; the rest travels with the hand-off', async () => {
  const { store, asked } = await dialogOver([])
  await type(fieldOf('Why'), 'I have no rights there')
  await type(fieldOf('What do you know for certain?'), 'The share answers\nThe group is missing\n')
  await type(fieldOf('What have you tried, and what came of it?'), 'Signed in again: no change')
  await type(fieldOf(IMPACT), 'One user, by noon')
  await type(fieldOf(WHERE), 'ADL-NB-1, Windows 11')
  await type(fieldOf(MOVE), 'Add the group')
  await type(fieldOf('Why it goes without'), 'The client is not known')
  await submit()
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(1)
  const said = store
    .getState()
    .session?.getState()
    .session?.statements.map(({ text }) => text)
  expect(said).toEqual(['The share answers', 'The group is missing', 'Signed in again: no change'])
  expect(asked[0]).toMatchObject({
    ...{ intent: 'escalate', reason: 'I have no rights there', toId: null },
    words: {
      ...{ impact: 'One user, by noon', environment: 'ADL-NB-1, Windows 11' },
      firstMove: 'Add the group',
    },
    overridden: { lacking: ['client'], reason: 'The client is not known' },
  })
})

test('what was typed in the last moment before it is confirmed is no more lacking', async () => {
  const { asked } = await dialogOver([])
  await type(fieldOf('Why'), 'I have no rights there')
  await type(document.querySelector<HTMLInputElement>('form input[maxlength]'), 'Harbour Dental')
  await type(fieldOf('What have you tried, and what came of it?'), 'Signed in again: no change')
  await type(fieldOf(IMPACT), 'One user, by noon')
  await type(fieldOf(WHERE), 'ADL-NB-1, Windows 11')
  await type(fieldOf(MOVE), 'Add the group')
  const facts = fieldOf('What do you know for certain?')
  await act(async () => {
    // Drawn in the field, and not looked at behind the keyboard yet.
    flushSync(() => void typeNow(facts, 'The share answers\nThe group is missing'))
    document.querySelector('form')?.requestSubmit()
  })
  await expect.poll(() => asked.length).toBe(1)
  expect(asked[0]?.overridden).toBeUndefined()
})

test('whom it stops stands there already where the record says it, beside the words it rests on', async () => {
  const said = 'Only this user is reported to be affected.'
  const { asked } = await dialogOver([
    ...WORKED,
    { type: 'statement_added', kind: 'report', text: said },
  ])
  const impact = fieldOf('Who is affected, and until when does it have to work?')
  expect(impact?.value).toBe(said)
  expect(document.body.textContent).toContain(`From the record: “${said}”`)
  await type(impact, 'Two users, until noon')
  await type(fieldOf('Why'), 'I have no rights there')
  await type(fieldOf('Why it goes without'), 'In a hurry')
  await submit()
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(1)
  expect(asked[0]?.words.impact).toBe('Two users, until noon')
  expect(asked[0]?.overridden?.lacking).not.toContain('impact')
})

test('two quick confirmations are one hand-off, and the dialog is gone', async () => {
  const { store, asked } = await dialogOver(WORKED)
  await type(fieldOf('Why'), 'I have no rights there')
  await type(fieldOf('Why it goes without'), 'In a hurry')
  store.ask('handOver')
  await submit(2)
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(1)
  expect(store.getState().asked).toBeNull()
  expect(asked).toHaveLength(1)
})

test('refused, it says why, and everything that was typed is there again', async () => {
  const { store, kept, again } = await dialogOver(WORKED, REFUSED)
  await type(fieldOf('Why'), 'I have no rights there')
  await type(fieldOf('Why it goes without'), 'In a hurry')
  await submit()
  const { session, world } = store.getState()
  const state = () => world?.handovers.getState().acts.get(session?.sessionId ?? '')?.state
  await expect.poll(state, { timeout: 10_000 }).toBe('refused')
  expect(await kept()).toContain('I have no rights there')
  expect(session?.getState().session?.status).toBe('active')
  await again()
  expect(words()).toContain('The ticket changed meanwhile.')
  expect(fieldOf('Why')?.value).toBe('I have no rights there')
  expect(fieldOf('Why it goes without')?.value).toBe('In a hurry')
})

test('whoever joined since the panel opened has the note sent too: the server looks once more', async () => {
  const { store, asked, again } = await dialogOver(WORKED)
  store.setState({ psa: { siteOrigin: 'https://na.myconnectwise.net', member: null } })
  await again()
  await type(fieldOf('Why'), 'I have no rights there')
  await type(fieldOf('Why it goes without'), 'In a hurry')
  await submit()
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(1)
  expect(asked[0]?.note).toMatchObject({ ticket: { origin: 'https://na.myconnectwise.net' } })
})

test('a secret among the words is masked before it is kept or sent', async () => {
  const { asked, kept } = await dialogOver(WORKED)
  await type(fieldOf('Why'), 'net use Z: \\\\FS02\\Budget /user:corp\\padler Sommer2026!x fails')
  await type(fieldOf('Why it goes without'), 'In a hurry')
  await expect.poll(kept, { timeout: 10_000 }).toContain('fails')
  expect(await kept()).not.toContain('Sommer2026!x')
  await submit()
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(1)
  expect(JSON.stringify(asked)).not.toContain('Sommer2026!x')
})

test('on what it happens stands there already where the ticket says it', async () => {
  const { store, asked, again } = await dialogOver(WORKED)
  const contact = { name: 'Petra Adler', email: null, phone: null }
  const configurations = [{ id: 1, name: 'ADL-NB-1', type: 'Notebook', os: 'Windows 11' }]
  store.getState().ticket?.setState({ ticket: makeTicket({ configurations, contact }) })
  await again()
  expect(fieldOf(WHERE)?.value).toBe('ADL-NB-1 (Notebook, Windows 11); user Petra Adler')
  await type(fieldOf('Why'), 'I have no rights there')
  await type(fieldOf('Why it goes without'), 'In a hurry')
  await submit()
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(1)
  expect(asked[0]?.words.environment).toContain('ADL-NB-1')
  expect(asked[0]?.overridden?.lacking).not.toContain('environment')
})
