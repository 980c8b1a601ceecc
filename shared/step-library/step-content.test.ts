import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BUILT_IN_FLOWS } from '#db/seed/built-in-flows.ts'
import { checkDraft } from '../flow/edit/check-draft.ts'
import { beginStep, flowOfStep, stepIn } from './flow-of-step.ts'
import { contentOf, StepContent, stepOf } from './step-content.ts'

const STEPS = BUILT_IN_FLOWS.flatMap(({ content }) =>
  content.nodes.flatMap((node) => (node.kind === 'step' ? [{ node, flow: content }] : [])),
)

test('a step of a flow and the same out of the library say the same, wherever they are put', () => {
  expect(STEPS.length).toBeGreaterThan(40)
  fc.assert(
    fc.property(fc.constantFrom(...STEPS), ({ node, flow }) => {
      const content = contentOf(node, flow.variables)
      expect(StepContent.parse(content)).toEqual(content)
      expect(contentOf(stepOf(content, 'elsewhere'), content.variables)).toEqual(content)
      const { id, position, isMandatory, waitsFor, library, ...said } = node
      expect(stepOf(content, 'elsewhere')).toMatchObject(said)
    }),
  )
})

test('it takes along the values that it names or asks for, and no other', () => {
  for (const { node, flow } of STEPS) {
    const names = contentOf(node, flow.variables).variables.map(({ name }) => name)
    const text = JSON.stringify(node)
    const meant = flow.variables.filter(
      ({ name }) => text.includes(`{${name}}`) || node.asks.includes(name),
    )
    expect(names).toEqual(meant.map(({ name }) => name))
  }
})

test('by itself it is a checklist of one step, in which nothing is missing but other flows', () => {
  for (const { node, flow } of STEPS) {
    const one = flowOfStep(contentOf(node, flow.variables))
    expect(checkDraft(one).map(({ message }) => message)).toEqual([])
    expect(stepIn(one)).toEqual(contentOf(node, flow.variables))
  }
})

test('a new one lacks its title alone', () => {
  let n = 0
  const begun = flowOfStep(beginStep(() => `new-${++n}`))
  expect(checkDraft(begun).map(({ field }) => field)).toEqual(['title'])
})
