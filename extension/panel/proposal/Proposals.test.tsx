import 'fake-indexeddb/auto'
import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { testId } from '#shared/testing/make-session.ts'
import type { Trouble } from '../../client/trouble.ts'
import { makeProposal, SHARE } from '../testing/make-proposal.ts'
import { DECIDED, makeProposalServer } from '../testing/make-proposal-server.ts'
import { type } from '../testing/make-walk-screen.tsx'
import { showInPanel } from '../testing/show-in-panel.tsx'
import Proposals from './Proposals.tsx'
import { ProposalsButton, ProposalsLine } from './ProposalsButton.tsx'

let close: () => void = () => undefined
afterEach(() => close())

const CONFLICT: Trouble = {
  ...{ kind: 'refused', code: 'conflict' },
  message: 'Maja was quicker: see what she decided.',
}

async function show(server = makeProposalServer(), isLead = true) {
  const opened: string[] = []
  const shown = await showInPanel(
    <>
      <ProposalsButton />
      <ProposalsLine />
      <Proposals />
    </>,
    server.ask,
    {
      isLead,
      around: {
        openSession: (id) => void opened.push(`session ${id}`),
        openProposal: (id) => void opened.push(`proposal ${id}`),
        openFlow: (id) => void opened.push(`flow ${id}`),
      },
    },
  )
  close = shown.close
  const open = async () => {
    await act(async () => shown.store.openProposals(server.proposal.id))
    await shown.until(() => expect(shown.box.textContent).toContain(server.proposal.title))
  }
  const boxes = () => [...shown.box.querySelectorAll<HTMLElement>('[role="checkbox"]')]
  const tick = (n: number) => act(async () => boxes()[n]?.click())
  const ticked = () => boxes().map((box) => box.getAttribute('aria-checked') === 'true')
  return { ...shown, server, opened, open, tick, ticked }
}

const fieldOf = (label: string): HTMLInputElement | HTMLTextAreaElement | null => {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent === label)
  const field = found && document.getElementById(found.htmlFor)
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field : null
}
const inDialog = (name: string) =>
  act(async () => {
    const dialog = document.querySelector('[role="dialog"]')
    const named = [...(dialog?.querySelectorAll('button') ?? [])].find((one) =>
      one.textContent?.startsWith(name),
    )
    named?.click()
  })

test('a lead sees how much waits, and the list leads to one', async () => {
  const { box, click, until } = await show()
  await until(() => expect(box.textContent).toContain('Seen in 3 sessions of 2 people'))
  await until(() =>
    expect(box.querySelector('[aria-label="Proposals for your flows: 1"]')).toBeTruthy(),
  )
  expect(box.textContent).toContain('Open a share')
  const row = [...box.querySelectorAll('li button')][0]
  await click(row?.textContent ?? '')
  await until(() => expect(box.textContent).toContain('What speaks for it'))
})

test('an engineer sees no sign of it', async () => {
  const { box, until } = await show(makeProposalServer(), false)
  await until(() => undefined)
  expect(box.querySelector('[aria-label^="Proposals"]')).toBeNull()
  expect(lineIn(box)).toBeUndefined()
})

const lineIn = (box: HTMLElement) =>
  [...box.querySelectorAll('button')].find((one) =>
    /roposals? for your flows/.test(one.textContent),
  )

test('where nothing waits, leads have a way to what was decided', async () => {
  const server = makeProposalServer(
    makeProposal({ status: 'accepted', decision: { ...DECIDED, reason: 'Seen', accepted: [] } }),
  )
  const { box, until } = await show(server)
  await until(() => expect(box.textContent).toContain('Nothing to decide'))
  expect(lineIn(box)?.textContent).toContain('Proposals for your flows')
})

test('nothing to decide, and a server that is away, are both said', async () => {
  const server = makeProposalServer(makeProposal({ status: 'accepted' }))
  const { box, until } = await show(server)
  await until(() => expect(box.textContent).toContain('Nothing to decide'))
  server.isUp = false
  close()
  const away = await show(server)
  await away.until(() => expect(away.box.textContent).toContain('They cannot be read now'))
  server.isUp = true
  server.proposal = makeProposal()
  await away.click('Read them again')
  await away.until(() => expect(away.box.textContent).toContain('Map the drive'))
})

test('what was decided can be looked at again, with who decided it and why', async () => {
  const declined = { ...DECIDED, reason: 'Only at one client', accepted: [] }
  const server = makeProposalServer(makeProposal({ status: 'declined', decision: declined }))
  const { box, click, until } = await show(server)
  await until(() => expect(box.textContent).toContain('Nothing to decide'))
  const decided = [...box.querySelectorAll('label')].find((one) => one.textContent === 'Decided')
  await act(async () => decided?.click())
  await until(() => expect(box.textContent).toContain('Declined'))
  await click([...box.querySelectorAll('li button')][0]?.textContent ?? '')
  await until(() => expect(box.textContent).toContain('Maja declined it'))
  expect(box.textContent).toContain('Only at one client')
})

test('what speaks for it: how often, how it would have done, and sources of both kinds', async () => {
  const { box, click, open, opened, server } = await show()
  await open()
  expect(box.textContent).toContain('Led to the cause in 4 of 9 before, in 7 of 9 with it')
  expect(box.textContent).toContain('L1 walk, outcome validated')
  const link = [...box.querySelectorAll('button')].find((one) =>
    one.getAttribute('aria-label')?.endsWith('open the session'),
  )
  expect(link?.getAttribute('aria-label')).toContain('#48213 · Jude')
  await click(link?.getAttribute('aria-label') ?? '')
  await click('See it on the flow')
  expect(opened).toEqual([`session ${testId(0xc001)}`, `proposal ${server.proposal.id}`])
  expect(box.querySelectorAll('[aria-label$="open the session"]')).toHaveLength(1)
})

test('what was declined before says so, and why', async () => {
  const declinedBefore = { reason: 'Only at one site', at: '2026-05-04T08:00:00Z', seen: 1 }
  const { box, open } = await show(makeProposalServer(makeProposal({ declinedBefore })))
  await open()
  expect(box.textContent).toContain('It was declined before')
  expect(box.textContent).toContain(
    '“Only at one site” It was seen in one session then, and in 3 by now.',
  )
})

test('what could not be drawn against its flow can only be declined, and says so', async () => {
  const { box, open, click, server } = await show(
    makeProposalServer(makeProposal({ isStale: true })),
  )
  await open()
  expect(box.textContent).toContain('could not be drawn against it as it is now')
  await click('Publish 2 of 2 changesCtrl ↵')
  expect(server.accepted).toHaveLength(0)
  await click('Decline')
  await type(fieldOf('Why'), 'It cannot be told')
  await inDialog('Decline it')
  expect(server.declined).toHaveLength(1)
})

test('one that builds on another is taken and left with it', async () => {
  const { open, tick, ticked } = await show()
  await open()
  expect(ticked()).toEqual([true, true])
  await tick(0)
  expect(ticked()).toEqual([false, false])
  await tick(1)
  expect(ticked()).toEqual([true, true])
  await tick(1)
  expect(ticked()).toEqual([true, false])
})

test('one of two is published, in other words, once for two clicks', async () => {
  const { box, open, tick, click, doubleClick, until, server } = await show()
  await open()
  await tick(1)
  await click('Say it in other words')
  await type(fieldOf('Title of the step'), 'Map the drive again')
  await type(fieldOf('Reason, said in the flow’s history'), 'Three found the mapping gone')
  await doubleClick('Publish 1 of 2 changesCtrl ↵')
  await until(() =>
    expect(box.textContent).toContain('published it: Open a share, version cccccccc'),
  )
  expect(server.accepted).toHaveLength(1)
  const [asked] = server.accepted
  expect(asked).toMatchObject({ revision: 3, reason: 'Three found the mapping gone' })
  expect(asked?.accepted).toEqual([server.proposal.changes[0]?.id])
  // The step, and what its answers say in the record: that it was done, and that it did not help.
  expect(asked?.further).toMatchObject([
    { type: 'changeNode' },
    { type: 'putChoice' },
    {
      ...{ type: 'putChoice' },
      choice: { says: { kind: 'dead_end', text: 'Map the drive again' } },
    },
  ])
  expect(box.textContent).toContain('Left out')
  expect(box.querySelector('[aria-label^="Proposals for your flows:"]')).toBeNull()
})

test('without anything checked, or without words, nothing can be published, and why is said', async () => {
  const { box, open, tick, click, server } = await show()
  await open()
  await tick(0)
  expect(box.textContent).toContain('Check what is to be published, or decline it.')
  await tick(0)
  await click('Say it in other words')
  await type(fieldOf('Title of the step'), '')
  expect(box.textContent).toContain('“Title of the step” cannot be empty.')
  await click('Publish 1 of 2 changesCtrl ↵')
  expect(server.accepted).toHaveLength(0)
})

test('an answer that was lost is asked for again, unchanged, and gives the same', async () => {
  const server = makeProposalServer()
  server.fates.push('lostAnswer')
  const { box, open, click, until } = await show(server)
  await open()
  await click('Publish 2 of 2 changesCtrl ↵')
  await until(() => expect(box.textContent).toContain('Not known whether it was done'))
  await click('Publish 2 of 2 changesCtrl ↵')
  await until(() => expect(box.textContent).toContain('published it'))
  expect(server.accepted[1]).toEqual(server.accepted[0])
})

test('where another lead was quicker, it says who, and shows what they decided', async () => {
  const server = makeProposalServer()
  server.fates.push(CONFLICT)
  const { box, open, click, until } = await show(server)
  await open()
  server.proposal = {
    ...{ ...server.proposal, status: 'declined', revision: 4 },
    decision: { ...DECIDED, reason: 'Only at one client', accepted: [] },
  }
  await click('Publish 2 of 2 changesCtrl ↵')
  await until(() => expect(box.textContent).toContain('Maja was quicker'))
  await until(() => expect(box.textContent).toContain('Maja declined it'))
  expect(box.textContent).toContain('Only at one client')
  expect(box.textContent).not.toContain('Publish')
})

test('what was picked and said is there again when the panel is opened anew, until it is decided', async () => {
  const { box, open, tick, ticked, click, until, store } = await show()
  await open()
  await tick(1)
  await click('Say it in other words')
  await type(fieldOf('Title of the step'), 'Map it with net use, password=Sommer2026!x')
  const kept = () =>
    act(async () =>
      (await store.getState().world?.db.drafts.toArray())?.find(({ field }) => field === 'review'),
    )
  await expect.poll(async () => (await kept())?.text).toContain('Map it with net use')
  expect((await kept())?.text).not.toContain('Sommer2026!x')
  await act(async () => store.openProposals())
  await open()
  await until(() => expect(ticked()).toEqual([true, false]))
  await click('Say it in other words')
  expect(fieldOf('Title of the step')?.value).toContain('Map it with net use')
  await click('Publish 1 of 2 changesCtrl ↵')
  await until(() => expect(box.textContent).toContain('published it'))
  await expect.poll(kept).toBeUndefined()
})

test('of a built-in flow a copy is published, and words that look like a secret are named', async () => {
  const proposal = makeProposal()
  if (proposal.base) proposal.base.flow.isBuiltIn = true
  const { box, open, click } = await show(makeProposalServer(proposal))
  await open()
  expect(box.textContent).toContain('a copy of your team’s is published')
  await click('Say it in other words')
  await type(fieldOf('What to do there'), 'net use with password=Sommer2026!x')
  expect(box.textContent).toContain('This looks like a secret')
})

test('of a new flow its steps are read, it is called something better, and published as a whole', async () => {
  const proposal = makeProposal({ kind: 'newFlow', base: null, newFlow: SHARE, changes: [] })
  const { box, open, click, until, server, opened } = await show(
    makeProposalServer({ ...proposal, flowId: null, replay: null }),
  )
  await open()
  expect(box.textContent).toContain('At ping (question)')
  await click('See it drawn')
  expect(opened).toEqual([`proposal ${server.proposal.id}`])
  await click('Say it in other words')
  await type(fieldOf('Name of the flow'), 'A share that will not open')
  await click('Publish the flowCtrl ↵')
  await until(() => expect(box.textContent).toContain('published it'))
  expect(server.accepted[0]).toMatchObject({
    accepted: [],
    further: [{ type: 'setFlow', fields: { name: 'A share that will not open' } }],
  })
})

test('declining asks why; without a reason nothing is declined', async () => {
  const { box, open, click, until, server } = await show()
  await open()
  await click('Decline')
  await inDialog('Decline it')
  expect(document.body.textContent).toContain('Say why, in a few words.')
  await type(fieldOf('Why'), 'Only at one client')
  await inDialog('Decline it')
  await until(() => expect(box.textContent).toContain('declined it'))
  expect(server.declined).toEqual([
    { proposalId: server.proposal.id, revision: 3, reason: 'Only at one client' },
  ])
  expect(server.accepted).toEqual([])
})

test('decided by a colleague while one writes why not, the question goes and the decision is shown', async () => {
  const { open, click, until, server, store, box } = await show()
  await open()
  await click('Decline')
  await type(fieldOf('Why'), 'Only at one')
  server.proposal = {
    ...server.proposal,
    ...{ status: 'accepted', revision: 4 },
    decision: { ...DECIDED, reason: 'Seen', accepted: [] },
  }
  // As when the bell has one less.
  await act(async () => store.getState().world?.proposals.read())
  await until(() => expect(document.querySelector('[role="dialog"]')).toBeNull())
  await until(() => expect(box.textContent).toContain(`${DECIDED.byName} published it`))
  expect(server.declined).toEqual([])
})
