import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkFlow } from '../flow/check-flow.ts'
import { applyEdits } from '../flow/edit/apply-edit.ts'
import type { FlowContent } from '../flow/flow.ts'
import { findNode } from '../flow/next-node.ts'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { alignWith } from './align-with.ts'
import type { FinishedPath } from './path-of.ts'
import { acceptEdits } from './proposed-edit.ts'
import { editsOfNew, reword, whyNotSaid, wordsOf } from './reword.ts'
import { suggestReason } from './suggest-reason.ts'
import { tellChange, tellReplay, tellSeen } from './tell-proposal.ts'

const flow = publish(
  makeFlow('share', {
    ping: { ways: { yes: 'open', no: 'end' } },
    open: { ways: { yes: 'end', no: 'end' } },
    end: {},
  }),
)
const path: FinishedPath = {
  answered: [],
  own: [
    {
      ...{ key: 'drive map', title: 'map the drive', at: { flow: flow.id, node: 'open' } },
      ...{ cameBy: { flow: flow.id, node: 'ping', choice: 'yes' }, wentOn: false },
    },
  ],
  ...{ cause: 'The mapping was gone', verification: 'It opens' },
}
const aligned = alignWith(flow, path)
const changes = aligned.kind === 'patch' ? aligned.edits : []
const edits = changes.flatMap((change) => change.edits)
const keyOf = (label: string) => wordsOf(edits).find((one) => one.label === label)?.key ?? ''

function accepted(said: Record<string, string>): FlowContent {
  const all = new Set(changes.map(({ id }) => id))
  const plain = acceptEdits(flow.content, changes, all)
  if (!plain.ok) throw new Error(plain.refusal.message)
  const next = applyEdits(plain.flow, reword(edits, said))
  if (!next.ok) throw new Error(next.refusal.message)
  return next.flow
}

test('of a branch the answer, the step, the cause and how it is verified can be said anew', () => {
  expect(wordsOf(edits).map(({ label, text }) => [label, text])).toEqual([
    ['Title of the step', 'map the drive'],
    ['What to do there', ''],
    ['What it does', 'changes'],
    ['To note before', 'Note what is set now.'],
    ['The way back', 'Set it back to what was noted.'],
    ['Title of the end', 'Resolved'],
    ['Cause', 'The mapping was gone'],
    ['How it is verified', 'It opens'],
    ['Title of the end', 'Hand over'],
    ['Answer', 'The mapping was gone'],
  ])
})

test('a new title is said in the record too; a text that was empty is new', () => {
  const now = accepted({
    [keyOf('Title of the step')]: 'Map the drive again',
    [keyOf('What to do there')]: 'With `net use`.',
    [keyOf('Answer')]: 'The drive is not mapped',
  })
  const step = now.nodes.find(({ title }) => title === 'Map the drive again')
  expect(step).toMatchObject({
    body: 'With `net use`.',
    choices: [
      { label: 'Done', says: { kind: 'action', text: 'Map the drive again' } },
      { label: 'It did not help', says: { kind: 'dead_end', text: 'Map the drive again' } },
    ],
  })
  const at = findNode(now, 'open')
  expect(at && 'choices' in at && at.choices.at(-1)?.label).toBe('The drive is not mapped')
  expect(checkFlow(now)).toEqual([])
})

test('whatever is said, the flow leads where it was proposed to lead, and stays whole', () => {
  const words = fc.stringMatching(/^[A-Za-z][A-Za-z .]{0,40}$/)
  const keys = wordsOf(edits).map(({ key }) => key)
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), words), (said) => {
      const now = accepted(said)
      expect(now.edges).toEqual(accepted({}).edges)
      expect(checkFlow(now)).toEqual([])
    }),
  )
})

test('a step that only reads has nothing to note before and no way back', () => {
  const said = { [keyOf('What it does')]: 'reads', [keyOf('The way back')]: 'Nothing to do' }
  expect(wordsOf(edits, said).map(({ label }) => label)).not.toContain('The way back')
  const now = accepted(said)
  const step = now.nodes.find(({ title }) => title === 'map the drive')
  expect(step).toMatchObject({ safety: 'reads' })
  expect(step).not.toHaveProperty('before')
  expect(step).not.toHaveProperty('undo')
  expect(checkFlow(now)).toEqual([])
})

test('what is said as it was proposed, or padded, is no edit', () => {
  const same = Object.fromEntries(wordsOf(edits).map(({ key, text }) => [key, ` ${text} `]))
  expect(reword(edits, same)).toEqual([])
})

test('what a flow cannot be without is not left empty', () => {
  const [title, body] = wordsOf(edits)
  expect(title && whyNotSaid(title, ' ')).toBe('“Title of the step” cannot be empty.')
  expect(body && whyNotSaid(body, '')).toBeUndefined()
})

test('the reason that is suggested says what is taken, in its words', () => {
  const proposal = {
    title: 'All of it',
    newFlow: null,
    changes: changes.map((one) => ({ ...one, ...copied(one) })),
  }
  const all = new Set(changes.map(({ id }) => id))
  expect(suggestReason(proposal, all, {})).toBe('map the drive')
  const said = { [keyOf('Title of the step')]: ' Map the drive again ' }
  expect(suggestReason(proposal, all, said)).toBe('Map the drive again')
  expect(suggestReason(proposal, new Set(), said)).toBe('')
})

test('a new flow can be called something else, and its steps and answers too', () => {
  const whole = editsOfNew(flow.content)
  const said = {
    'flow name': 'Open a share',
    'ping title': 'Does it answer?',
    'ping yes label': 'Yes',
  }
  const next = applyEdits(flow.content, reword(whole, said))
  expect(next.ok && next.flow).toMatchObject({
    name: 'Open a share',
    nodes: [{ title: 'Does it answer?', choices: [{ label: 'Yes' }, {}] }, {}, {}],
  })
})

test('in words: the answer first, what comes with it after; how often, and how it would have done', () => {
  const after = accepted({})
  const [change] = changes
  const told = change && tellChange({ ...change, ...copied(change) }, flow.content, after)
  expect(told?.says).toBe('“At open” has a new answer: “The mapping was gone”.')
  expect(told?.further).toHaveLength(6)
  expect(tellSeen({ seen: 3, people: 2 })).toBe('Seen in 3 sessions of 2 people')
  expect(tellSeen({ seen: 1, people: 1 })).toBe('Seen in one session of one person')
  expect(tellReplay({ of: 9, before: 4, after: 7 })).toBe(
    'Led to the cause in 4 of 9 before, in 7 of 9 with it',
  )
  expect(tellReplay({ of: 0, before: 0, after: 0 })).toBeNull()
})

/** As the API hands it out. */
const copied = ({ edits, needs }: (typeof changes)[number]) => ({
  edits: [...edits],
  needs: [...needs],
})
