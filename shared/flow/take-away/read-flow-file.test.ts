import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUILT_IN_FLOWS } from '#db/seed/built-in-flows.ts'
import { anyCharacters } from '../../testing/any-text.ts'
import { makeFlow } from '../../testing/make-flow.ts'
import { runsOf } from '../../testing/runs-of.ts'
import { anyDraft } from '../edit/testing/arbitrary-drafts.ts'
import { writeFlowFile } from './flow-file.ts'
import { LARGEST_FLOW_FILE, readFlowFile } from './read-flow-file.ts'

const flow = makeFlow('made', { ask: { title: 'Ask first', ways: { yes: 'end' } }, end: {} })
const fileWith = (more: object) =>
  JSON.stringify({ format: 'resolutionflow/flow', formatVersion: 1, flow: { ...flow, ...more } })
const problemsOf = (text: string) => {
  const read = readFlowFile(text)
  return read.ok ? [] : read.problems
}

describe('what was taken away comes back the same', () => {
  test.each(BUILT_IN_FLOWS.map(({ content }) => [content.slug, content] as const))(
    '%s',
    (_, content) => {
      expect(readFlowFile(writeFlowFile(content))).toEqual({ ok: true, flow: content })
    },
  )
  test('also what is only begun', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        expect(readFlowFile(writeFlowFile(draft))).toEqual({ ok: true, flow: draft })
      }),
      { seed: 128383, numRuns: runsOf(100) },
    )
  })
})

describe('what is wrong is told with its place', () => {
  test.each([
    ['flow.nodes.0.kind', 'Ask first', fileWith({ nodes: [{ ...flow.nodes[0], kind: 'riddle' }] })],
    [
      'flow.nodes.0.choices',
      'Ask first',
      fileWith({ nodes: [{ ...flow.nodes[0], choices: 'yes' }] }),
    ],
    [
      'flow.nodes.1.ending',
      'At end',
      fileWith({ nodes: [flow.nodes[0], { ...flow.nodes[1], ending: 'well' }] }),
    ],
    ['flow.nodes.2.id', 'Ask first', fileWith({ nodes: [...flow.nodes, flow.nodes[0]] })],
    ['flow.edges.0.to', undefined, fileWith({ edges: [{ ...flow.edges[0], to: 'nowhere' }] })],
    ['flow.name', undefined, fileWith({ name: undefined })],
    ['flow.nodes', undefined, fileWith({ nodes: {} })],
  ])('%s', (at, step, text) => {
    const problem = problemsOf(text).find((one) => one.at === at)
    expect(problem?.step).toBe(step)
    expect(problem?.message).toMatch(/^[A-Z].{10,100}\.$/)
  })
  test('a text that breaks off, by line and column', () => {
    const whole = writeFlowFile(flow)
    expect(problemsOf(whole.replace('"kind"', 'kind'))[0]?.at).toMatch(/^line \d+, column \d+$/)
    const lines = whole.split('\n')
    const cut = lines.slice(0, 9).join('\n')
    expect(problemsOf(cut)).toMatchObject([{ at: expect.stringMatching(/^line 9,/) }])
  })
  test('a comma too many, where it stands', () => {
    const lines = writeFlowFile(flow).split('\n')
    const n = lines.findIndex((line) => /^\s*\]/.test(line))
    const text = [...lines.slice(0, n - 1), `${lines[n - 1]},`, ...lines.slice(n)].join('\n')
    expect(problemsOf(text)).toMatchObject([{ at: expect.stringMatching(`^line ${n + 1}, `) }])
  })
  test('what is no flow file at all', () => {
    for (const text of ['{}', '[]', 'null', '7', '"text"', JSON.stringify(flow)]) {
      expect(problemsOf(text)).toMatchObject([{ at: 'format' }])
    }
    expect(problemsOf('')).toMatchObject([{ at: 'line 1, column 1' }])
  })
  test('a form that is newer than ours, with what to do', () => {
    const text = fileWith({}).replace('"formatVersion":1', '"formatVersion":2')
    expect(problemsOf(text)).toMatchObject([
      { at: 'formatVersion', message: expect.stringContaining('Update the extension') },
    ])
  })
})

test('what is too large is refused before it is read, and so are too many steps', () => {
  expect(problemsOf('['.repeat(LARGEST_FLOW_FILE + 1))).toMatchObject([{ at: '' }])
  const nodes = Array.from({ length: 5001 }, (_, n) => ({
    id: `n${n}`,
    kind: 'end',
    title: '',
    ending: 'resolved',
  }))
  expect(problemsOf(fileWith({ nodes, edges: [] }))).toMatchObject([
    { at: 'flow.nodes', message: expect.stringContaining('at most 5000') },
  ])
})

test('whatever is handed in is answered', () => {
  fc.assert(
    fc.property(fc.oneof(anyCharacters(200), fc.json()), (text) => {
      expect(readFlowFile(text).ok).toBe(false)
      expect(
        readFlowFile(`{"format":"resolutionflow/flow","formatVersion":1,"flow":${text}}`).ok,
      ).toBe(false)
    }),
    { seed: 128383, numRuns: runsOf(200) },
  )
})
