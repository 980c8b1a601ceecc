/** The walk screen on a ticket, drawn with a flow entered, and the hands of whoever works at it. */
import 'fake-indexeddb/auto'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { v7 } from 'uuid'
import type { ClientFact } from '#shared/client-fact/contract.ts'
import { type Flow, FlowContent } from '#shared/flow/flow.ts'
import { ticketKeyOf } from '../../client/ticket-key.ts'
import { fetchLater } from '../../ui/later.tsx'
import { type Outside, PanelContext } from '../PanelContext.tsx'
import type { PanelStore } from '../panel-store.ts'
import { WalkScreen } from '../session/WalkScreen.tsx'
import { createWalk } from '../session/walk.ts'
import { makeDesk } from './make-desk.ts'
import { makeProfile, onTicket, ref } from './make-profile.ts'
import { makeTicket } from './make-ticket.ts'

export const GUIDE = 'https://learn.microsoft.com/windows-server/storage/file-server'

export const FLOW: Flow = {
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
        links: [{ title: 'Ports of a share', url: GUIDE, grade: 'read' }],
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
const CLIENT = { id: 7, identifier: 'ADLER', name: 'Adler & Partner' }
const LISTED = [FLOW, SUB_FLOW].map(({ content, ...flow }) => ({
  ...{ ...content, ...flow },
  ...{ tags: content.tags ?? [], folder: [], authorId: v7(), forkOf: null },
}))
const HELD = new Map([FLOW, SUB_FLOW].map((flow) => [flow.version, flow]))

type Field = HTMLInputElement | HTMLTextAreaElement

/** The walk screen on a ticket, with the flow entered. */
export async function makeWalkScreen({
  facts = [],
  flow = FLOW,
}: {
  /** What this browser keeps of the client; the ticket names one then. */
  facts?: readonly ClientFact[]
  /** The one that is entered. */
  flow?: Flow
} = {}) {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  // As the panel does once it is drawn.
  await fetchLater()
  const { openPanel } = await makeProfile()
  const first = await drawPanel(await openPanel(), facts, flow)
  await act(async () => void (await first.walk.start(flow.version)))
  return {
    ...first,
    /** Closes the panel and opens it anew over the same storage. */
    async openAgain() {
      first.close()
      return drawPanel(await openPanel(), facts, flow)
    },
  }
}

async function drawPanel(store: PanelStore, facts: readonly ClientFact[], flow: Flow) {
  const copied: string[] = []
  const opened: string[] = []
  const { world } = store.getState()
  if (!world) throw new Error('Nobody is signed in')
  if (facts.length > 0) {
    await world.db.tickets.put({
      key: ticketKeyOf(ref(1)),
      ticket: makeTicket({ company: CLIENT }),
    })
    await world.db.clientFacts.put({ client: CLIENT.name, facts: [...facts] })
    await world.facts.load(CLIENT.name)
  }
  await store.see(onTicket(1))
  const { library } = world
  library.setState({ isLoaded: true, held: new Map(HELD).set(flow.version, flow), list: LISTED })
  const nothing = () => undefined
  const outside: Outside = {
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
    reload: nothing,
    save: nothing,
    copy: async (text) => copied.push(text) > 0,
  }
  const walk = createWalk({
    panel: store,
    library,
    newId: () => v7(),
    openTab: (url) => void opened.push(url),
    clientFacts: {
      atHand: () => world.facts.getState().facts,
      teller: () => (name, value) => world.facts.told(CLIENT.name, { name, value, ticket: '#1' }),
    },
    now: Date.now,
  })
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  const close = () => {
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
  const session = () => store.getState().session?.getState().session
  return { box, store, walk, session, copied, opened, close, facts: world.facts }
}

/** What somebody types stands in the field. */
export async function type(field: Field | null | undefined, value: string) {
  await act(async () => typeNow(field, value))
}

/** The same within an act of its own. */
export function typeNow(field: Field | null | undefined, value: string): void {
  if (!field) throw new Error('There is no such field')
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Types a value as a person would, and presses Enter in its form. */
export async function fill(field: Field | null | undefined, value: string) {
  await type(field, value)
  await act(async () => {
    field?.form?.requestSubmit()
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
}

export async function press(key: string, on: EventTarget = document.body) {
  await act(async () => {
    on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
}
