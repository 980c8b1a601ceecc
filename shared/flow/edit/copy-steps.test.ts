import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runsOf } from '../../testing/runs-of.ts'
import { applyEdits } from './apply-edit.ts'
import { copySteps, pasteSteps, readCopied } from './copy-steps.ts'
import { findTears } from './draft-content.ts'
import { anyDraft } from './testing/arbitrary-drafts.ts'

const ids = fc.subarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 1 })
const makeIds = () => {
  let n = 0
  return () => `new-${n++}`
}

test('pasted steps stand beside the others, led to one another as they were, and tear nothing', () => {
  fc.assert(
    fc.property(anyDraft, anyDraft, ids, (from, into, picked) => {
      const chosen = new Set(picked.filter((id) => from.nodes.some((node) => node.id === id)))
      const copied = readCopied(copySteps(from, chosen))
      if (chosen.size === 0) return void expect(copied).toBeUndefined()
      if (!copied) throw new Error('What was copied is not read.')
      const pasted = pasteSteps(copied, makeIds())
      const edited = applyEdits(into, pasted.edits)
      if (!edited.ok) throw new Error(edited.refusal.message)
      const { flow } = edited
      expect(findTears(flow)).toEqual([])
      expect(flow.nodes.length).toBe(into.nodes.length + chosen.size)
      expect(flow.edges.length - into.edges.length).toBe(copied.edges.length)
      const added = flow.nodes.filter(({ id }) => pasted.ids.has(id))
      const told = (nodes: typeof added) => nodes.map(({ title, kind }) => [title, kind])
      expect(told(added)).toEqual(told(from.nodes.filter(({ id }) => chosen.has(id))))
    }),
    { seed: 128383, numRuns: runsOf(200) },
  )
})

test.each([
  '',
  'whoami /groups',
  '{"nodes":[]}',
  '{"resolutionFlowSteps":1,',
  '{"resolutionFlowSteps":2}',
])('what is no copied steps is left alone: %s', (text) => expect(readCopied(text)).toBeUndefined())
