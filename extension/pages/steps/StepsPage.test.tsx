import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Person } from '#shared/person/person.ts'
import type { Route } from '#shared/route.ts'
import {
  DeleteLibraryStep,
  type LibraryStep,
  ListLibrarySteps,
  ReadLibraryStep,
  SaveLibraryStep,
} from '#shared/step-library/contract.ts'
import { ADA, showOnPage } from '../testing/show-on-page.tsx'
import { StepsPage } from './StepsPage.tsx'

const FLOW = { flowId: v7(), flowName: 'New employee', node: 'licence' }

const stepNamed = (title: string, more: Partial<LibraryStep> = {}): LibraryStep => ({
  ...{ id: v7(), visibility: 'team', revision: 1, isFlowSynced: false, source: null },
  content: {
    title,
    body: 'Look **twice**.',
    links: [],
    commands: [],
    asks: [],
    variables: [],
    safety: 'reads',
  },
  ...{ isBuiltIn: false, authorId: v7(), authorName: 'Sam Ode' },
  ...{ savedAt: '2026-11-01T08:00:00.000Z', stars: null, reviews: 0, ...more },
})

const OWN = stepNamed('Own', { authorId: ADA.id, authorName: ADA.name })
const FOREIGN = stepNamed('Foreign')
const SYNCED = stepNamed('Synced', { ...{ isFlowSynced: true, source: FLOW }, authorId: ADA.id })

let steps: LibraryStep[]
let saved: object[]
let shown: Awaited<ReturnType<typeof showOnPage>>
beforeEach(() => {
  steps = [OWN, FOREIGN, SYNCED]
  saved = []
})
afterEach(() => {
  shown.close()
  location.hash = ''
})

const NOT_THERE = {
  ok: false,
  trouble: { kind: 'refused', code: 'notFound', message: 'There is no such step.' },
}
const ask = async (route: Route, asked: { q?: string; stepId?: string; basedOn?: number }) => {
  const wanted = steps.find(({ id }) => id === asked.stepId)
  switch (route) {
    case ListLibrarySteps: {
      const found = steps.filter(({ content }) => content.title.includes(asked.q ?? ''))
      return { ok: true, value: { steps: found, isMore: false } }
    }
    case ReadLibraryStep:
      return wanted ? { ok: true, value: { step: wanted, reviews: [] } } : NOT_THERE
    case SaveLibraryStep:
      saved.push(asked)
      return wanted || !asked.basedOn ? { ok: true, value: OWN } : NOT_THERE
    case DeleteLibraryStep:
      steps = steps.filter((one) => one !== wanted)
      return { ok: true, value: {} }
    default:
      throw new Error(`Not played: ${route.path}`)
  }
}

const until = (passes: () => void) =>
  vi.waitFor(
    async () => {
      await act(async () => undefined)
      passes()
    },
    { timeout: 10_000 },
  )
async function open(person: Person, id = '') {
  location.hash = id
  shown = await showOnPage(<StepsPage />, ask, person)
  await until(() => expect(shown.box.querySelector('main, article, ul > li')).not.toBeNull())
}
const cardOf = (title: string) =>
  [...shown.box.querySelectorAll('li')].find(
    (card) => card.querySelector('h2')?.textContent === title,
  )
const actsOn = (title: string) =>
  [...(cardOf(title)?.querySelectorAll('button') ?? [])].map((one) => one.ariaLabel)
const press = (label: string) =>
  act(async () => document.querySelector<HTMLElement>(`button[aria-label="${label}"]`)?.click())

const KEEP = (title: string) => `Save “${title}” as a step of your own`
const CHANGE = (title: string) => [`Change “${title}”`, `Take “${title}” away`]

test.each([
  ['an engineer', {}, [...CHANGE('Own'), KEEP('Own')], [KEEP('Foreign')]],
  [
    'a lead',
    { isLead: true },
    [...CHANGE('Own'), KEEP('Own')],
    [...CHANGE('Foreign'), KEEP('Foreign')],
  ],
  ['a viewer', { role: 'viewer' as const }, [], []],
])('%s is offered what they may do with a step', async (_, more, own, foreign) => {
  await open({ ...ADA, ...more })
  expect(actsOn('Own')).toEqual(own)
  expect(actsOn('Foreign')).toEqual(foreign)
  // What a flow has is changed in the flow alone, whoever wrote it.
  expect(actsOn('Synced')).toEqual(own.length > 0 ? [KEEP('Synced')] : [])
})

test('one that is taken away goes from the list at once, after a question', async () => {
  await open(ADA)
  await press('Take “Own” away')
  expect(document.body.textContent).toContain('Flows and work that hold it keep it.')
  expect(cardOf('Own')).toBeDefined()
  const sure = [...document.querySelectorAll('button')].find((b) => b.textContent === 'Take away')
  await act(async () => sure?.click())
  await until(() => expect(cardOf('Own')).toBeUndefined())
  expect(cardOf('Foreign')).toBeDefined()
})

test('one’s own of a flow’s step begins with what that says, and is of no flow', async () => {
  await open(ADA)
  await press(KEEP('Synced'))
  const title = () => document.querySelector<HTMLInputElement>('[role="dialog"] input')
  await until(() => expect(title()?.value).toBe('Synced'))
  expect(document.querySelector('[role="dialog"]')?.textContent).not.toContain(FLOW.flowName)
})

test('the list, a search and the step itself say of which flow it is, as that is called today', async () => {
  const told = () => [
    cardOf('Synced')?.textContent?.includes(`From “${steps[2]?.source?.flowName}”`),
    cardOf('Synced')?.textContent?.includes('From flow'),
    cardOf('Own')?.textContent?.includes('From'),
  ]
  await open(ADA)
  expect(told()).toEqual([true, true, false])
  const search = shown.box.querySelector<HTMLInputElement>('input[type="search"]')
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(search, 'Sync')
    search?.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await until(() => expect(cardOf('Own')).toBeUndefined())
  expect(told().slice(0, 2)).toEqual([true, true])
  shown.close()
  for (const flowName of [FLOW.flowName, 'Somebody new']) {
    steps = [OWN, FOREIGN, { ...SYNCED, source: { ...FLOW, flowName } }]
    await open(ADA, SYNCED.id)
    expect(shown.box.textContent).toContain('From flow')
    expect(shown.box.textContent).toContain(`It is part of the flow ${flowName}, is changed there`)
    shown.close()
  }
  await open(ADA)
})

describe('while a step is being changed a colleague takes it away:', () => {
  const dialog = () => document.querySelector('[role="dialog"]')
  const pressIn = (words: string) =>
    act(async () => {
      const within = dialog() ?? shown.box
      const buttons = [...within.querySelectorAll('button')]
      buttons.find(({ textContent }) => textContent?.includes(words))?.click()
    })
  const title = () => dialog()?.querySelector<HTMLInputElement>('input[name="title"]')
  const write = async () => {
    await press('Change “Own”')
    await until(() => expect(title()?.value).toBe('Own'))
    await act(async () => {
      const field = title()
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'Mine')
      field?.dispatchEvent(new Event('input', { bubbles: true }))
    })
    steps = [FOREIGN]
    // Back at the tab: all is read again.
    await act(async () => void window.dispatchEvent(new Event('visibilitychange')))
    await until(() => expect(dialog()?.textContent).toContain('taken this step away meanwhile'))
  }

  test.each([
    ['the library', ''],
    ['its own page', OWN.id],
  ])(
    'what is written stays where it stands, in %s, and is saved as a new one',
    async (_, address) => {
      await open(ADA, address)
      await write()
      expect(cardOf('Own')).toBeUndefined()
      expect(title()?.value).toBe('Mine')
      await pressIn('Go on as a new step')
      await pressIn('Save the step')
      await until(() => expect(dialog()).toBeNull())
      expect(saved).toMatchObject([
        { basedOn: 0, visibility: 'author', content: { title: 'Mine' } },
      ])
      expect(saved[0]).not.toMatchObject({ stepId: OWN.id })
    },
  )

  test('and is found again in the list of what is not saved', async () => {
    await open(ADA)
    await write()
    await press('Close')
    await until(() => expect(dialog()).toBeNull())
    const unsaved = () => shown.box.querySelector('ul[aria-label="Not saved yet"]')
    await until(() => expect(unsaved()?.textContent).toBe('MineChanges not saved'))
    await pressIn('MineChanges not saved')
    await until(() => expect(dialog()?.textContent).toContain('taken this step away meanwhile'))
    await pressIn('Discard')
    await until(() => expect(unsaved()).toBeNull())
  })
})
