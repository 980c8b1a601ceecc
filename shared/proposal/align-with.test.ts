import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkFlow } from '../flow/check-flow.ts'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { makeOutcome, makeRecord, testId } from '../testing/make-session.ts'
import { alignWith } from './align-with.ts'
import { type FinishedPath, pathOf } from './path-of.ts'
import { acceptEdits, withNeeded } from './proposed-edit.ts'
import { stepKey } from './step-key.ts'
import { titleOf } from './title-of.ts'

const flow = publish(
  makeFlow('share', {
    ping: { ways: { yes: 'open', no: 'end' } },
    open: { ways: { yes: 'end', no: 'end' } },
    end: {},
  }),
)

/** Answers the first question, does this at the second, and is done. */
function finished(title: string, cause = 'The saved password was old') {
  const record = makeRecord()
  const runId = testId(0xf01)
  const pin = { id: flow.id, version: flow.version, slug: 'share', name: 'Share' }
  record.add({ type: 'flow_entered', runId, flow: pin, pins: [], start: 'ping', from: null })
  record.add({
    type: 'step_taken',
    place: { runId, nodeId: 'ping' },
    nodeKind: 'question',
    title: 'At ping',
    result: { kind: 'choice', choice: 'yes', label: 'yes' },
    leadsTo: { runId, nodeId: 'open' },
  })
  const customStepId = record.add({ type: 'custom_step_added', title })
  const says = { kind: 'action', text: title } as const
  record.add({ type: 'custom_step_done', customStepId, result: 'done', says })
  const shown = record.state('test', 'The share opens')
  record.finish({ cause: { status: 'confirmed', text: cause, confirmedBy: [shown] } })
  return record.session()
}

const pathAt = (title: string) => pathOf(finished(title)) as FinishedPath // it is validated

test('a step of one’s own where the flow had no way on becomes an answer with its branch', () => {
  const aligned = alignWith(flow, pathAt('Remove the saved password'))
  if (aligned.kind !== 'patch') throw new Error(aligned.kind)
  expect(aligned.edits.map(({ kind }) => kind)).toEqual(['branch'])
  const next = acceptEdits(flow.content, aligned.edits, new Set(aligned.edits.map(({ id }) => id)))
  if (!next.ok) throw new Error(next.refusal.message)
  expect(checkFlow(next.flow)).toEqual([])
  const open = next.flow.nodes.find(({ id }) => id === 'open')
  expect(open).toMatchObject({ choices: [{}, {}, { label: 'The saved password was old' }] })
  const outrun = alignWith({ id: flow.id, content: next.flow }, pathAt('Removed saved passwords'))
  expect(outrun).toEqual({ kind: 'nothing_new' })
})

test('a step that the flow has elsewhere becomes an answer that leads there', () => {
  const wider = publish(
    makeFlow('share', {
      ping: { ways: { yes: 'open', no: 'clear' } },
      open: { ways: { yes: 'end', no: 'end' } },
      clear: { ways: { done: 'end', stuck: 'end' }, title: 'Remove the saved password' },
      end: {},
    }),
  )
  const path = pathAt('Removed saved passwords')
  const aligned = alignWith(wider, path)
  if (aligned.kind !== 'patch') throw new Error(aligned.kind)
  expect(aligned.edits.map(({ kind }) => kind)).toEqual(['answer'])
  expect(titleOf(aligned.edits)).toBe('The saved password was old')
  const next = acceptEdits(wider.content, aligned.edits, new Set(aligned.edits.map(({ id }) => id)))
  if (!next.ok) throw new Error(next.refusal.message)
  expect(checkFlow(next.flow)).toEqual([])
  expect(next.flow.nodes).toHaveLength(wider.content.nodes.length)
  expect(next.flow.edges.at(-1)).toMatchObject({ from: 'open', to: 'clear' })
  expect(alignWith({ id: wider.id, content: next.flow }, path)).toEqual({ kind: 'nothing_new' })

  // From there a way leads back: what would go round is a branch of its own.
  const round = publish(
    makeFlow('share', {
      ping: { ways: { yes: 'open', no: 'clear' } },
      open: { ways: { yes: 'end', no: 'end' } },
      clear: { ways: { done: 'ping' }, title: 'Remove the saved password' },
      end: {},
    }),
  )
  const drawn = alignWith(round, path)
  expect(drawn.kind === 'patch' && drawn.edits.map(({ kind }) => kind)).toEqual(['branch'])
})

test('what was accepted in better words is in the flow; what lost its words is not taken for it', () => {
  const reworded = (title: string) => {
    const aligned = alignWith(flow, pathAt(title))
    if (aligned.kind !== 'patch') throw new Error(aligned.kind)
    const drawn = aligned.edits.flatMap(({ edits }) =>
      edits.flatMap((edit) => (edit.type === 'connect' ? edit.edge.to : [])),
    )
    const next = acceptEdits(flow.content, aligned.edits, new Set([aligned.edits[0]?.id ?? '']))
    if (!next.ok) throw new Error(next.refusal.message)
    const nodes = next.flow.nodes.map((node) =>
      drawn.includes(node.id) && node.kind === 'action' ? { ...node, title: 'Clear it' } : node,
    )
    return { id: flow.id, content: { ...next.flow, nodes } }
  }
  const saved = reworded('Remove the saved password')
  expect(alignWith(saved, pathAt('Removed saved passwords'))).toEqual({ kind: 'nothing_new' })
  expect(alignWith(saved, pathAt('Remove the password'))).toMatchObject({ kind: 'patch' })
  expect(alignWith(reworded('日本'), pathAt('語'))).toMatchObject({ kind: 'patch' })
})

test('both steps of a branch are in the flow once they are accepted, done together or alone', () => {
  const one = pathAt('Clear the cache')
  const [own] = one.own
  if (!own) throw new Error('no step')
  const titles = ['Clear the cache', 'Sign in anew', 'Open it by its full name']
  const both = titles.map((title) => ({ ...own, key: stepKey(title), title }))
  const path = { ...one, own: both }
  const aligned = alignWith(flow, path)
  if (aligned.kind !== 'patch') throw new Error(aligned.kind)
  const next = acceptEdits(flow.content, aligned.edits, new Set(aligned.edits.map(({ id }) => id)))
  if (!next.ok) throw new Error(next.refusal.message)
  const grown = { id: flow.id, content: next.flow }
  expect(alignWith(grown, path)).toEqual({ kind: 'nothing_new' })
  for (const alone of both) {
    expect(alignWith(grown, { ...path, own: [alone] })).toEqual({ kind: 'nothing_new' })
  }
  const other = { ...own, key: stepKey('Map it anew'), title: 'Map it anew' }
  expect(alignWith(grown, { ...path, own: [other] })).toMatchObject({ kind: 'patch' })
})

test('two branches at one place for one cause have two answers', () => {
  const first = alignWith(flow, pathAt('Remove the saved password'))
  if (first.kind !== 'patch') throw new Error(first.kind)
  const one = acceptEdits(flow.content, first.edits, new Set([first.edits[0]?.id ?? '']))
  if (!one.ok) throw new Error(one.refusal.message)
  const second = alignWith({ id: flow.id, content: one.flow }, pathAt('Sign in anew'))
  if (second.kind !== 'patch') throw new Error(second.kind)
  const two = acceptEdits(one.flow, second.edits, new Set([second.edits[0]?.id ?? '']))
  if (!two.ok) throw new Error(two.refusal.message)
  expect(checkFlow(two.flow)).toEqual([])
  expect(two.flow.nodes.find(({ id }) => id === 'open')).toMatchObject({
    choices: [{}, {}, { label: 'The saved password was old' }, { label: 'Sign in anew' }],
  })
})

test('a step that fits in nowhere is no step that the flow has', () => {
  const path = pathAt('Remove the saved password')
  const atEnd = path.own.map((own) => ({ ...own, at: { flow: flow.id, node: 'end' } }))
  expect(alignWith(flow, { ...path, own: atEnd })).toEqual({ kind: 'no_match' })
})

test('names are taken out before steps are compared', () => {
  const session = finished('Remove the password of ADL-FS01', 'ADL-FS01 was off')
  const path = pathOf(session, (text) => text.replaceAll('ADL-FS01', '[device]'))
  expect(JSON.stringify(path)).not.toMatch(/adl/i)
  expect(path?.own[0]).toMatchObject({ key: stepKey('Remove the password of [device]') })
})

test('sessions that teach the same have one pattern, however it was worded', () => {
  const patterns = [
    'Remove the saved password',
    'Removed saved passwords',
    'remove a SAVED password',
  ].map((title) => alignWith(flow, pathAt(title)))
  expect(new Set(patterns.map((one) => one.kind === 'patch' && one.pattern)).size).toBe(1)
})

test('an outcome that nobody has validated teaches nothing', () => {
  const record = makeRecord()
  record.finish(makeOutcome({ verification: { text: 'it looks well', by: 'technician' } }))
  expect(pathOf(record.session())).toBeNull()
})

test('a flow that was whole is whole after any of the changes, with what they build on', () => {
  fc.assert(
    fc.property(cases, ({ content, path, picked }) => {
      expect(checkFlow(content)).toEqual([])
      const aligned = alignWith({ id: flow.id, content }, path)
      expect(alignWith({ id: flow.id, content }, path)).toEqual(aligned)
      if (aligned.kind !== 'patch') return
      const ids = aligned.edits.filter((_, i) => picked[i]).map(({ id }) => id)
      const next = acceptEdits(content, aligned.edits, withNeeded(aligned.edits, new Set(ids)))
      if (!next.ok) throw new Error(next.refusal.message)
      expect(checkFlow(next.flow)).toEqual([])
    }),
  )
})

test('a change is not accepted without the one that it builds on', () => {
  const one = pathAt('Clear the cache')
  const [own] = one.own
  if (!own) throw new Error('no step')
  const two = { ...own, key: stepKey('Sign in anew'), title: 'Sign in anew' }
  const aligned = alignWith(flow, { ...one, own: [own, two] })
  if (aligned.kind !== 'patch') throw new Error(aligned.kind)
  const [first, second] = aligned.edits
  expect(second?.needs).toEqual([first?.id])
  expect(acceptEdits(flow.content, aligned.edits, new Set([second?.id ?? ''])).ok).toBe(false)
})

const TITLES = ['Restart', 'Restart it', 'Set {server}', '日本', 'own on', 'solved', 'At n1', '{}']

const cases = fc
  .array(fc.nat(9), { minLength: 1, maxLength: 6 })
  .chain((jumps) => {
    const last = jumps.length
    const nodes = Object.fromEntries([
      ...jumps.map((jump, i) => [
        `n${i}`,
        { ways: { yes: `n${i + 1}`, no: `n${Math.min(last, i + 1 + jump)}` } },
      ]),
      [`n${last}`, {}],
    ])
    const own = fc.record({
      title: fc.constantFrom(...TITLES),
      node: fc.nat(last),
      wentOn: fc.boolean(),
    })
    return fc.record({
      content: fc.constant(makeFlow('any', nodes)),
      own: fc.array(own, { maxLength: 6 }),
      cause: fc.constantFrom('', 'The {server} was off', 'x'.repeat(400)),
      picked: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    })
  })
  .map(({ content, own, cause, picked }) => ({
    content,
    picked,
    path: {
      answered: [],
      cause,
      verification: '',
      own: own.map(({ title, node, wentOn }) => ({
        key: stepKey(title),
        title,
        at: { flow: flow.id, node: `n${node}` },
        cameBy: node > 0 ? { flow: flow.id, node: `n${node - 1}`, choice: 'yes' } : null,
        wentOn,
      })),
    } satisfies FinishedPath,
  }))
