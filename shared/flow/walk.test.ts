import { describe, expect, test } from 'vitest'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { walkIn } from '../testing/walker.ts'
import { pinsOf } from './enter-flow.ts'
import { finishOwnStep } from './finish-own-step.ts'
import { offerOutcome } from './offer-outcome.ts'

const leaf = makeFlow('leaf', {
  look: { ways: { good: 'back', bad: 'over' } },
  back: { ending: 'returns', returns: 'fixed', alone: 'resolved' },
  over: { ending: 'escalate', evidence: ['what was seen'] },
})
const middle = makeFlow(
  'middle',
  {
    first: { ways: { on: 'deeper' } },
    deeper: {
      flow: 'leaf',
      gives: { target: '{server}' },
      ways: { fixed: 'back' },
      says: { fixed: 'The leaf was fixed on {server}.' },
    },
    back: { ending: 'returns', returns: 'fine' },
  },
  { variables: [{ name: 'server', label: 'Server', keep: 'client' }] },
)
const leafWithTarget = {
  ...leaf,
  variables: [{ name: 'target', label: 'Target', keep: 'session' as const }],
}
const top = makeFlow(
  'top',
  {
    ask: {
      variable: 'server',
      to: 'check',
      says: { kind: 'observation', text: 'It is about {server} for {user}.' },
    },
    check: {
      kind: 'check',
      ways: { yes: 'sub', stuck: 'ask', no: 'done' },
      says: { yes: '{server} answers.' },
      causes: { yes: '{server} had been asleep.' },
    },
    sub: { flow: 'middle', ways: { fine: 'done', never: 'ask' } },
    done: {
      ending: 'resolved',
      verification: '{server} answers',
      tell: 'It works.',
      followUp: 'Look at {server} again',
    },
  },
  {
    variables: [
      { name: 'server', label: 'Server', keep: 'client' },
      { name: 'user', label: 'Name of the user', keep: 'session' },
    ],
  },
)
const FLOWS = [publish(top, 1), publish(middle, 2), publish(leafWithTarget, 3)]
const hole = { ...top, slug: 'hole', edges: top.edges.filter((e) => e.choice !== 'stuck') }

function toSub() {
  const walk = walkIn(FLOWS)
  walk.start('top')
  walk.give('FS02')
  walk.choose('yes')
  return walk
}
function toLeaf() {
  const walk = toSub()
  walk.enter()
  walk.choose('on')
  walk.enter()
  return walk
}

describe('answering', () => {
  test('leaves the sentence with values in it and leads on', () => {
    const walk = toSub()
    expect(walk.said()).toEqual([
      'It is about FS02 for [Name of the user: not recorded].',
      'FS02 answers.',
    ])
    expect(walk.at()).toBe('top/sub')
    expect(walk.session().variables.server).toMatchObject({ value: 'FS02', keep: 'client' })
  })
  test('an answer that leads nowhere ends at no place, and one can go back', () => {
    const walk = walkIn([publish(hole, 7), ...FLOWS])
    walk.start('hole')
    walk.give('FS02')
    walk.choose('stuck')
    expect(walk.at()).toBe('nowhere')
    expect(walk.back()).toBe(true)
    expect(walk.at()).toBe('hole/check')
  })
  test('an unknown choice, an empty value or a value too long does nothing', () => {
    const walk = walkIn(FLOWS)
    walk.start('top')
    expect(() => walk.choose('yes')).toThrow('Nothing happens')
    expect(() => walk.give('   ')).toThrow('Nothing happens')
    expect(() => walk.give('x'.repeat(501))).toThrow('Nothing happens')
    expect(() => walk.end()).toThrow('Nothing happens')
    expect(() => walk.enter()).toThrow('Nothing happens')
  })
  test('a sentence that outgrows its length with long values is shortened, never refused', () => {
    const walk = walkIn(FLOWS)
    walk.start('top')
    walk.set('user', 'u'.repeat(300))
    walk.give('s'.repeat(500))
    expect(walk.said()[0]).toHaveLength(500)
    expect(walk.said()[0]?.endsWith('…')).toBe(true)
  })
  test('what is missing here is what the texts name and nobody has told', () => {
    const walk = walkIn(FLOWS)
    walk.start('top')
    expect(walk.place()).toMatchObject({ missing: ['user'] })
    walk.set('user', 'p.adler')
    expect(walk.place()).toMatchObject({ missing: [] })
  })
  test('what did not help is told and one stays', () => {
    const walk = toSub()
    walk.fail('did_not_help')
    walk.fail('not_possible', 'the user is away')
    expect(walk.said().slice(-2)).toEqual(['At sub: no effect', 'At sub: the user is away'])
    expect(walk.at()).toBe('top/sub')
  })
})

describe('sub-flows', () => {
  test('pins hold every flow that can be entered, each once', () => {
    const find = (slug: string) => FLOWS.find((f) => f.content.slug === slug)
    const pins = pinsOf(publish(top, 1), find)
    expect(pins.map((p) => p.slug).sort()).toEqual(['leaf', 'middle'])
  })
  test('pins of flows that enter one another are found once', () => {
    const a = publish(makeFlow('a', { s: { flow: 'b', ways: { x: 'e' } }, e: {} }), 5)
    const b = publish(makeFlow('b', { s: { flow: 'a', ways: { x: 'e' } }, e: {} }), 6)
    const find = (slug: string) => [a, b].find((f) => f.content.slug === slug)
    expect(
      pinsOf(a, find)
        .map((p) => p.slug)
        .sort(),
    ).toEqual(['a', 'b'])
  })
  test('entering hands values over and shows the trail', () => {
    const walk = toLeaf()
    expect(walk.session().variables.target).toMatchObject({ value: 'FS02', source: 'flow' })
    expect(walk.place()).toMatchObject({
      trail: [
        { flowName: 'Flow top', nodeTitle: 'At sub' },
        { flowName: 'Flow middle', nodeTitle: 'At deeper' },
        { flowName: 'Flow leaf', nodeTitle: 'At look' },
      ],
    })
  })
  test('returning answers the node it was entered from, level by level', () => {
    const walk = toLeaf()
    walk.choose('good')
    walk.end()
    expect(walk.at()).toBe('middle/back')
    expect(walk.said()).toContain('The leaf was fixed on FS02.')
    walk.end()
    expect(walk.at()).toBe('top/done')
    walk.end()
    expect(walk.at()).toBe('nowhere')
    expect(walk.session().ended).toMatchObject({ ending: 'resolved' })
    expect(walk.session().runs.every((r) => r.leftAt)).toBe(true)
  })
  test('any other end inside ends the whole walk and leaves the flows around', () => {
    const walk = toLeaf()
    walk.choose('bad')
    walk.end()
    expect(walk.session().ended).toMatchObject({ ending: 'escalate' })
    expect(walk.session().runs.every((r) => r.leftAt)).toBe(true)
    expect(walk.back()).toBe(true)
    expect(walk.at()).toBe('leaf/over')
    walk.back()
    walk.choose('good')
    walk.end()
    expect(walk.at()).toBe('middle/back')
  })
  test('standing alone, an end that returns is an end: as it says, or open', () => {
    const alone = walkIn(FLOWS)
    alone.start('leaf')
    alone.choose('good')
    alone.end()
    expect(alone.session().ended).toMatchObject({ ending: 'resolved' })
    const open = walkIn(FLOWS)
    open.start('middle')
    open.set('server', 'FS02')
    open.choose('on')
    open.choose('fixed')
    open.end()
    expect(open.session().ended).toMatchObject({ ending: 'open' })
    expect(offerOutcome(open.session(), open.flowOf)).toMatchObject({
      ending: 'open',
      cause: { status: 'not_determined' },
    })
  })
  test('a person who knows the answer need not enter', () => {
    const walk = toSub()
    walk.choose('fine')
    expect(walk.at()).toBe('top/done')
  })
  test('a flow that is not kept here is told, not thrown', () => {
    const walk = walkIn([publish(top, 1)])
    walk.start('top')
    walk.give('FS02')
    walk.choose('yes')
    expect(() => walk.enter()).toThrow('Nothing happens')
  })
})

describe('a step of one’s own', () => {
  const step = { id: 'own', title: 'Map the drive anew', says: 'Mapped the drive anew.' }
  test.each([
    ['done', 'It opens', 'action', 'Map the drive anew: It opens'],
    ['done', 'Map the drive anew: it opens', 'action', 'Map the drive anew: it opens'],
    ['done', ' ', 'action', 'Mapped the drive anew.'],
    ['did_not_help', 'Still refused', 'dead_end', 'Map the drive anew: Still refused'],
    ['not_possible', '', 'dead_end', 'Map the drive anew'],
  ] as const)('%s with “%s” is told with what was done', (result, text, kind, said) => {
    expect(finishOwnStep(step, result, text)).toMatchObject({ says: { kind, text: said } })
  })
})

describe('going back', () => {
  test('undoes one gesture at a time: into a sub-flow’s end, out of its beginning', () => {
    const walk = toLeaf()
    walk.choose('good')
    walk.end()
    walk.end()
    const seen = [walk.at()]
    while (walk.back()) seen.push(walk.at())
    expect(seen).toEqual([
      'top/done',
      'middle/back',
      'leaf/back',
      'leaf/look',
      'middle/deeper',
      'middle/first',
      'top/sub',
      'top/check',
      'top/ask',
    ])
  })
  test('and forward again from anywhere comes to the same end', () => {
    const walk = toLeaf()
    walk.choose('good')
    walk.end()
    walk.back()
    walk.back()
    walk.choose('good')
    walk.end()
    walk.end()
    walk.end()
    expect(walk.session().ended).toMatchObject({ ending: 'resolved' })
  })
})

describe('the outcome offered', () => {
  test('the cause is the last that the path points to, shown by its finding', () => {
    const walk = toSub()
    walk.choose('fine')
    walk.end()
    const finding = walk.session().statements.find((s) => s.text === 'FS02 answers.')
    expect(offerOutcome(walk.session(), walk.flowOf)).toEqual({
      ending: 'resolved',
      cause: { status: 'confirmed', text: 'FS02 had been asleep.', confirmedBy: [finding?.id] },
      verification: 'FS02 answers',
      evidence: [],
      tell: 'It works.',
      followUp: 'Look at FS02 again',
    })
  })
  test('an answer one went back over points to nothing', () => {
    const walk = toSub()
    walk.back()
    walk.choose('no')
    walk.end()
    expect(offerOutcome(walk.session(), walk.flowOf)?.cause.status).toBe('not_determined')
  })
  test('a hand-over claims no cause', () => {
    const walk = toLeaf()
    walk.choose('bad')
    walk.end()
    expect(offerOutcome(walk.session(), walk.flowOf)).toMatchObject({
      ending: 'escalate',
      cause: { status: 'not_determined', text: '' },
      evidence: ['what was seen'],
    })
  })
  test('nothing is offered before the end', () => {
    expect(offerOutcome(toSub().session(), toSub().flowOf)).toBeUndefined()
  })
})
