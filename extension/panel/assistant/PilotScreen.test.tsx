import 'fake-indexeddb/auto'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EventData } from '#shared/session/event.ts'
import { maskText } from '../mask.ts'
import { type Outside, PanelContext } from '../PanelContext.tsx'
import { createWalk } from '../session/walk.ts'
import { makeClientFacts } from '../testing/make-client-facts.ts'
import { makeDesk } from '../testing/make-desk.ts'
import { makeProfile, onTicket } from '../testing/make-profile.ts'
import { type } from '../testing/make-walk-screen.tsx'
import { Work } from '../Work.tsx'

const CAUSES: EventData[] = [
  {
    ...{ type: 'hypothesis_raised', key: 'dns', cause: 'The resolver hangs' },
    ...{ likelihood: 'likely', for: [], against: [] },
  },
  {
    ...{ type: 'hypothesis_raised', key: 'link', cause: 'The line is down' },
    ...{ likelihood: 'possible', for: [], against: [] },
  },
]
const CHECK: EventData = {
  ...{ type: 'check_proposed', title: 'Ask the resolver', how: '`nslookup intranet`' },
  ...{ minutes: 1, safety: 'reads' },
  outcomes: [
    { result: 'No answer', pointsTo: ['dns'] },
    { result: 'An answer', pointsTo: ['link'] },
  ],
}
const SLOW: EventData = {
  ...{ type: 'check_proposed', title: 'Look at the lamps', how: 'Walk to the cabinet.' },
  ...{ minutes: 20, safety: 'reads', outcomes: [] },
}
const QUESTION: EventData = {
  ...{ type: 'question_asked', text: 'Was anything changed?', why: 'The usual cause' },
  choices: ['Yes', 'No'],
}
const fix = (title: string): EventData => ({
  ...{ type: 'fix_proposed', title, hypothesis: 'dns', confidence: 73, evidence: [] },
  ...{ wouldConfirm: 'Names resolve', safety: 'disrupts', scriptTemplate: null },
  steps: ['Restart it: `Restart-Service DNS`', 'Ask again'],
})

// What comes when it is first needed is here before the tests, none of which waits for loading.
await import('./PilotScreen.tsx')
await import('../../ui/Markdown.tsx')
await maskText('')

let copied: string[]
let close: () => void = () => undefined
beforeEach(() => {
  copied = []
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
})
afterEach(() => close())

/** FlowPilot on a ticket, without a network, on what is recorded. */
async function pilotOn(...data: EventData[]) {
  const { openPanel } = await makeProfile()
  const store = await openPanel()
  await store.see(onTicket(1))
  const library = store.getState().world?.library
  if (!library) throw new Error('Nobody is signed in')
  const nothing = () => undefined
  const outside: Outside = {
    ...{
      openSettings: nothing,
      openSession: nothing,
      openSessions: nothing,
      openArticle: nothing,
      openSteps: nothing,
      openBatch: nothing,
      openFlow: nothing,
      openProposal: nothing,
      openScripts: nothing,
      openTab: nothing,
    },
    ...{ reload: nothing, save: nothing },
    copy: async (text) => copied.push(text) > 0,
  }
  const walk = createWalk({
    ...{ panel: store, library, newId: () => v7(), openTab: nothing },
    clientFacts: makeClientFacts(),
    now: Date.now,
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
        <Work />
      </PanelContext>,
    ),
  )
  await act(async () => {
    await store.act(data)
    store.look('pilot')
  })
  const shows = (text: string) =>
    vi.waitFor(async () => {
      await act(async () => undefined)
      expect(box.textContent).toContain(text)
    })
  await shows('Facts')
  const session = () => {
    const now = store.getState().session?.getState().session
    if (!now) throw new Error('There is no session')
    return now
  }
  return { box, store, shows, session }
}

async function press(key: string, on: EventTarget = document.body) {
  await act(async () => {
    on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
}

async function write(box: HTMLElement, words: string) {
  const field = box.querySelector<HTMLTextAreaElement>('form textarea')
  await act(async () => {
    if (!field) throw new Error('There is nowhere to write')
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, words)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await press('Enter', field ?? document.body)
  await act(async () => void (await new Promise((resolve) => setTimeout(resolve, 0))))
}

const titles = (box: HTMLElement) => [...box.querySelectorAll('h2')].map((h) => h.textContent)

describe('the lane', () => {
  test('asks for one thing: the question first, by its digit; then the best check', async () => {
    const { box, shows, session } = await pilotOn(...CAUSES, SLOW, CHECK, QUESTION)
    expect(titles(box)).toEqual(
      expect.arrayContaining(['Was anything changed?', 'Ask the resolver']),
    )
    await press('2')
    expect(session().lane.questions).toMatchObject([{ state: 'answered', answer: 'No' }])
    expect(session().lane.checks.every(({ state }) => state === 'open')).toBe(true)
    await press('1')
    await shows('Look at the lamps')
    expect(session().lane.checks).toMatchObject([
      { title: 'Look at the lamps', state: 'open' },
      { title: 'Ask the resolver', state: 'done', outcome: 0 },
    ])
    expect(session().statements.at(-1)?.text).toBe('Ask the resolver: No answer')
  })

  test('stands in one order: the check, the fix, and Resolve at the end', async () => {
    const { box } = await pilotOn(...CAUSES, CHECK, fix('Restart the resolver'))
    const heading = (title: string) =>
      [...box.querySelectorAll('h2')].find((h) => h.textContent === title)
    const resolve = [...box.querySelectorAll('button')].find((b) => /Resolve/.test(b.textContent))
    const lane = [heading('Ask the resolver'), heading('Restart the resolver'), resolve]
    for (const [n, one] of lane.entries()) {
      const next = lane[n + 1]
      if (!one) throw new Error(`Part ${n} of the lane is not there`)
      if (!next) continue
      const isBefore = one.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING
      expect(isBefore, `part ${n}`).toBeTruthy()
    }
  })

  test('a result moves the bars, in number and word', async () => {
    const { box, shows } = await pilotOn(...CAUSES, CHECK)
    const before = box.textContent?.match(/The resolver hangs[a-z ]+, (\d+) %/)?.[1]
    await press('1')
    await shows('very likely')
    const after = box.textContent?.match(/The resolver hangs[a-z ]+, (\d+) %/)?.[1]
    expect(Number(after)).toBeGreaterThan(Number(before))
  })

  test('another result is told in words; not possible with its reason; skipped leaves nothing', async () => {
    const { box, session } = await pilotOn(CHECK, SLOW, { ...CHECK, title: 'Ask another' })
    await press('d')
    await write(box, 'It answers after ten seconds')
    expect(session().statements.at(-1)?.text).toMatch(/It answers after ten seconds$/)
    await press('n')
    await write(box, 'No rights on the server')
    expect(session().statements.at(-1)).toMatchObject({ kind: 'dead_end' })
    await press('k')
    expect(
      session()
        .lane.checks.map(({ state }) => state)
        .toSorted(),
    ).toEqual([...['done', 'dropped', 'not_possible']])
    expect([...session().statements]).toHaveLength(2)
  })

  test('no key fires while somebody types to FlowPilot', async () => {
    const { box, session } = await pilotOn(...CAUSES, CHECK)
    const field = box.querySelector('textarea')
    for (const key of ['1', 'k', 'n', 'y']) await press(key, field ?? document.body)
    expect(session().lane.checks).toMatchObject([{ state: 'open' }])
  })
})

describe('facts', () => {
  const READ: EventData = {
    ...{ type: 'statement_added', kind: 'observation', text: 'Only Graz is affected.' },
    source: { kind: 'ticket', quote: 'nobody in Graz can work', isFound: true },
  }

  test('one is added by hand, changed and withdrawn; each raises the version', async () => {
    const { box, session } = await pilotOn()
    const versions = [session().stateVersion]
    await press('o')
    await write(box, 'All offices are affected')
    versions.push(session().stateVersion)
    const button = (name: string) => box.querySelector<HTMLElement>(`[aria-label="${name}"]`)
    await act(async () => button('Change fact 1')?.click())
    await write(box, 'Two offices are affected')
    expect([...session().statements]).toMatchObject([{ text: 'Two offices are affected' }])
    versions.push(session().stateVersion)
    await act(async () => button('Withdraw fact 1')?.click())
    expect([...session().statements]).toEqual([])
    versions.push(session().stateVersion)
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
  })

  test('what was read stands with its quote', async () => {
    const { box } = await pilotOn(READ)
    expect(box.textContent).toContain('Only Graz is affected.')
    expect(box.querySelector('[title="nobody in Graz can work"]')).not.toBeNull()
  })
})

describe('the fix', () => {
  test('a newer one takes its place; the older one stays in the history', async () => {
    const { box, shows, session, store } = await pilotOn(...CAUSES, fix('Restart the resolver'))
    await act(async () => void (await store.act([fix('Restart the server')])))
    await shows('One earlier fix')
    expect(titles(box)).toContain('Restart the server')
    expect(titles(box)).not.toContain('Restart the resolver')
    expect(session().lane.fixes[0]?.supersededAt).not.toBeNull()
  })

  test.each([
    ['1', 'one_off'],
    ['2', 'draft_template'],
    ['3', 'build_template'],
    ['4', 'dismissed'],
  ] as const)('%s decides %s', async (key, decision) => {
    const { session } = await pilotOn(fix('Restart the resolver'))
    await press(key)
    expect(session().lane.fixes).toMatchObject([{ decision }])
  })

  test('how it went is told with a sentence', async () => {
    const { box, shows, session } = await pilotOn(...CAUSES, CHECK, fix('Restart the resolver'))
    await press('1')
    await press('1')
    await shows('How did it go?')
    await press('1')
    await write(box, 'Names resolve again')
    expect(session().lane.fixes).toMatchObject([
      { tried: { outcome: 'worked', text: 'Names resolve again' } },
    ])
  })

  test('what disrupts is copied only after a yes', async () => {
    const { box } = await pilotOn(fix('Restart the resolver'))
    await press('c')
    expect(copied).toEqual([])
    expect(box.querySelector('[role="alertdialog"]')).not.toBeNull()
    await press('Enter')
    expect(copied).toEqual(['Restart-Service DNS'])
  })

  test('dismissing one that is off the table already is said to be a conflict', async () => {
    const { store, session } = await pilotOn(fix('Restart the resolver'))
    const fixId = session().lane.fixes[0]?.id ?? ''
    await press('4')
    const { stateVersion } = session()
    await act(async () => {
      await store.act([{ type: 'fix_decided', fixId, decision: 'dismissed' }])
    })
    expect(store.getState().refusal).toMatch(/no longer on the table/)
    expect(session().stateVersion).toBe(stateVersion)
  })

  test('without one there is neither a card nor a gap', async () => {
    const { box } = await pilotOn(CHECK)
    expect(box.textContent).not.toContain('Suggested fix')
    const sections = [
      ...(box.querySelector('#facts-title')?.closest('section')?.parentElement?.children ?? []),
    ]
    expect(sections.filter((section) => section.textContent === '')).toEqual([])
  })
})

test('words without a network wait, and are said to', async () => {
  const { box, shows } = await pilotOn(CHECK)
  await press('a')
  expect(document.activeElement?.tagName).toBe('TEXTAREA')
  const field = box.querySelector<HTMLTextAreaElement>('textarea')
  await type(field, 'Why?')
  await press('Enter', field ?? document.body)
  await shows('Waits to be sent')
  await shows('Take back')
})

test('words that are sent twice in one breath are said once', async () => {
  const { box, shows } = await pilotOn(CHECK)
  await press('a')
  const field = box.querySelector<HTMLTextAreaElement>('textarea')
  await type(field, 'Why?')
  await act(async () => {
    for (let times = 0; times < 2; times++) {
      const enter = { key: 'Enter', bubbles: true, cancelable: true }
      field?.dispatchEvent(new KeyboardEvent('keydown', enter))
    }
  })
  await shows('Waits to be sent')
  expect(box.textContent?.match(/Why\?/g)).toHaveLength(1)
})
