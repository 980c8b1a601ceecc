import 'fake-indexeddb/auto'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Flow, FlowContent } from '#shared/flow/flow.ts'
import { fetchLater } from '../../ui/later.tsx'
import { type Outside, PanelContext } from '../PanelContext.tsx'
import { makeDesk } from '../testing/make-desk.ts'
import { makeProfile, onTicket } from '../testing/make-profile.ts'
import { WalkScreen } from './WalkScreen.tsx'
import { createWalk, type Walk } from './walk.ts'

const FLOW: Flow = {
  id: v7(),
  version: 'f'.repeat(64),
  publishedAt: '2026-06-01T00:00:00Z',
  isBuiltIn: true,
  content: FlowContent.parse({
    slug: 'share',
    name: 'Share not accessible',
    kind: 'troubleshooting',
    summary: 'A share cannot be opened',
    category: 'Files',
    words: ['ticket'],
    variables: [
      { name: 'server', label: 'File server', keep: 'client' },
      { name: 'drive', label: 'Drive letter', keep: 'session' },
    ],
    start: 'check',
    nodes: [
      {
        id: 'check',
        kind: 'check',
        title: 'Is {server} there?',
        body: 'It is the one behind {drive}.',
        commands: [
          {
            text: 'Test-NetConnection {server}',
            safety: 'reads',
            where: 'on the PC, towards {server}',
            expect: 'RemoteAddress of {server}',
          },
          { text: 'Restart-Service LanmanServer', safety: 'disrupts' },
        ],
        choices: [
          {
            ...{ id: 'yes', label: 'Yes', shownBy: ['path_open'] },
            says: { kind: 'test', text: '{server} answers.' },
          },
          { id: 'no', label: 'No', shownBy: ['path_closed'] },
        ],
      },
      {
        id: 'net',
        kind: 'sub_flow',
        title: 'Network',
        flow: 'network',
        choices: [{ id: 'yes', label: 'It works' }],
      },
      { id: 'end', kind: 'end', title: 'It works', ending: 'resolved' },
    ],
    edges: [
      { id: 'a', from: 'check', choice: 'yes', to: 'end' },
      { id: 'b', from: 'check', choice: 'no', to: 'end' },
    ],
  }),
}

const SUB_FLOW: Flow = {
  ...FLOW,
  id: v7(),
  version: 'e'.repeat(64),
  content: FlowContent.parse({
    ...FLOW.content,
    slug: 'network',
    isSubFlow: true,
    variables: [{ name: 'dc', label: 'Domain controller', keep: 'client' }],
    start: 'end',
    nodes: [{ id: 'end', kind: 'end', title: 'It works', ending: 'returns', returns: 'yes' }],
    edges: [],
  }),
}
const LISTED = [FLOW, SUB_FLOW].map(({ content, ...flow }) => ({ ...content, ...flow }))
const HELD = new Map([FLOW, SUB_FLOW].map((flow) => [flow.version, flow]))

let copied: string[]
let close: () => void

// As the panel does once it is drawn.
await fetchLater()
beforeEach(() => {
  copied = []
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
})
afterEach(() => close())

/** The walk screen on a ticket, with the flow entered. */
async function walkScreen({ facts = [] }: { facts?: { name: string; value: string }[] } = {}) {
  const { openPanel } = await makeProfile()
  const store = await openPanel()
  await store.see(onTicket(1))
  const library = store.getState().world?.library
  if (!library) throw new Error('Nobody is signed in')
  library.setState({ isLoaded: true, held: HELD, list: LISTED })
  const nothing = () => undefined
  const outside: Outside = {
    openSettings: nothing,
    openSession: nothing,
    openSessions: nothing,
    openArticle: nothing,
    openScripts: nothing,
    openTab: nothing,
    reload: nothing,
    save: nothing,
    copy: async (text) => copied.push(text) > 0,
  }
  const walk = createWalk({
    panel: store,
    library,
    newId: () => v7(),
    openTab: nothing,
    clientFacts: async () => facts,
    mask: async (text) => ({ text, summary: '' }),
  })
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  close = () => {
    act(() => root.unmount())
    box.remove()
  }
  await act(async () =>
    root.render(
      <PanelContext value={{ store, walk, desk: makeDesk(store, walk), outside }}>
        <WalkScreen />
      </PanelContext>,
    ),
  )
  await act(async () => void (await walk.start(FLOW.version)))
  const session = () => store.getState().session?.getState().session
  return { box, store, walk, session }
}

/** Types a value as a person would, and presses Enter in its form. */
async function fill(field: HTMLInputElement | undefined, value: string) {
  await act(async () => {
    if (!field) throw new Error('There is no such field')
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await act(async () => {
    field?.form?.requestSubmit()
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
}

async function press(key: string, on: EventTarget = document.body) {
  await act(async () => {
    on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
}

test('a digit answers, and the record holds the sentence with its value', async () => {
  const { walk, session, box } = await walkScreen()
  await act(async () => void (await walk.setVariable('server', 'FS02', 'client')))
  expect(box.textContent).toContain('Is FS02 there?')
  await press('1')
  expect(session()?.statements.map((s) => s.text)).toEqual(['FS02 answers.'])
  expect(box.textContent).toContain('It works')
})

test('nothing is copied while a value is missing', async () => {
  const { store, session } = await walkScreen()
  await press('c')
  expect(copied).toEqual([])
  expect(store.getState().refusal).toMatch(/value is missing/)
  expect(session()?.commands).toEqual([])
})

test('c copies the first command; c and a digit another one, which answers nothing', async () => {
  const { walk, session, box } = await walkScreen()
  await act(async () => void (await walk.setVariable('server', 'FS02', 'client')))
  await press('c')
  expect(copied).toEqual(['Test-NetConnection FS02'])
  expect(session()?.commands).toMatchObject([{ where: 'on the PC, towards FS02' }])
  expect(box.textContent).toContain('Look for: RemoteAddress of FS02')
  await press('c')
  await press('2')
  expect(session()?.steps.toArray()).toEqual([])
})

test('what disrupts is copied only after a yes', async () => {
  const { walk, box } = await walkScreen()
  await act(async () => void (await walk.setVariable('server', 'FS02', 'client')))
  await press('c')
  await press('2')
  expect(copied).toEqual(['Test-NetConnection FS02'])
  expect(box.querySelector('[role="alertdialog"]')).not.toBeNull()
  await press('Escape')
  expect(box.querySelector('[role="alertdialog"]')).toBeNull()
  await press('c')
  await press('2')
  await press('Enter')
  expect(copied).toContain('Restart-Service LanmanServer')
})

test('no key fires while somebody types', async () => {
  const { session, box } = await walkScreen()
  const field = box.querySelector('input')
  expect(field).not.toBeNull()
  for (const key of ['1', '2', 'x', 'b', 'p']) await press(key, field ?? document.body)
  expect(session()?.steps.toArray()).toEqual([])
  expect(session()?.status).toBe('active')
})

test('the first missing value is ready to be typed; Escape leaves it, Enter goes to the next', async () => {
  const { box, session } = await walkScreen()
  const fields = () => [...box.querySelectorAll('input')]
  expect(document.activeElement).toBe(fields()[0])
  await press('Escape', fields()[0])
  expect(document.activeElement).toBe(document.body)
  await fill(fields()[0], 'FS02')
  expect(session()?.variables.server?.value).toBe('FS02')
  expect(document.activeElement).toBe(fields()[0])
})

test('what is kept for the client is filled in for the sub-flows too', async () => {
  const { session } = await walkScreen({ facts: [{ name: 'dc', value: 'DC01' }] })
  expect(session()?.variables.dc).toMatchObject({ value: 'DC01', source: 'client' })
})

test('did not help is told and one stays where one is', async () => {
  const { session, box } = await walkScreen()
  await press('x')
  const field = box.querySelector('textarea')
  expect(field).not.toBeNull()
  await press('Enter', field ?? document.body)
  expect(session()?.statements.toArray()).toMatchObject([{ kind: 'dead_end' }])
  expect(session()?.position?.nodeId).toBe('check')
})

/** Kept as output of the step, and read. */
async function keepOutput(walk: Walk, text: string) {
  await act(async () => {
    await walk.keepOutput(text)
    await import('#shared/parse/read-output.ts')
  })
  await act(async () => undefined)
}

const CLOSED = 'ComputerName     : FS02\nRemotePort       : 445\nTcpTestSucceeded : False'

test('kept output is read; y keeps what it says with its line, and the answer it speaks for is shown', async () => {
  const { walk, session, box } = await walkScreen()
  await act(async () => void (await walk.setVariable('server', 'FS02', 'client')))
  await keepOutput(walk, CLOSED)
  expect(box.textContent).toContain('Read from Test-NetConnection')
  expect(box.textContent).toContain('Port 445 of FS02 does not answer.')
  const pointed = [...box.querySelectorAll('button')].filter((one) =>
    one.textContent?.includes('The output speaks for this'),
  )
  expect(pointed.map((one) => one.textContent)).toEqual(['2NoThe output speaks for this'])
  expect(session()?.statements.toArray()).toEqual([])

  await press('y')
  const [statement] = session()?.statements.toArray() ?? []
  expect(statement).toMatchObject({
    ...{ kind: 'test', text: 'Port 445 of FS02 does not answer.' },
    source: { kind: 'step_result', quote: 'TcpTestSucceeded : False', isFound: true },
  })
  expect(statement?.source?.ref).toBe(session()?.outputs[0]?.id)
  expect(box.textContent).toContain('Kept')
  await press('y')
  expect(session()?.statements.length).toBe(1)
})

test('output that no tool prints is kept, and nothing is said of it', async () => {
  const { walk, box, session } = await walkScreen()
  await keepOutput(walk, 'It works again, says the user.')
  expect(session()?.outputs.length).toBe(1)
  expect(box.textContent).not.toContain('Read from')
  expect(box.textContent).not.toContain('speaks for this')
})
