/** What rules make of every built-in flow when no model is at work. */
import { describe, expect, test } from 'vitest'
import { rulesTurn } from '#shared/assistant/rules-turn.ts'
import { makeKnown } from '#shared/assistant/testing/make-turn.ts'
import { SHA } from '#shared/testing/make-session.ts'
import { BUILT_IN_FLOWS } from './built-in-flows.ts'

/** A checklist points to no cause, and is read by none of these rules. */
const flows = BUILT_IN_FLOWS.filter(
  ({ content }) => !content.isSubFlow && content.kind === 'troubleshooting',
)
/** Where nothing is said of causes, what to preserve and whom to call is what matters. */
const WITHOUT_CAUSES = ['suspected-compromise']

describe.each(flows.map((flow) => [flow.content.slug, flow] as const))('%s', (slug, flow) => {
  const { events, dropped, reply } = rulesTurn({
    ...makeKnown(),
    ...{ cause: 'open', devices: [] },
    flow: {
      ...{ content: flow.content, version: SHA, because: [], minutes: {}, similar: null },
    },
  })
  const of = (type: string) => events.filter((event) => event.type === type)

  test.skipIf(WITHOUT_CAUSES.includes(slug))(
    'gives suspected causes, and checks that tell them apart',
    () => {
      expect(of('hypothesis_raised').length).toBeGreaterThan(1)
      expect(of('check_proposed').length).toBeGreaterThan(1)
      const pointing = events.flatMap((event) =>
        event.type === 'check_proposed' ? event.outcomes.flatMap((o) => o.pointsTo) : [],
      )
      expect(new Set(pointing).size).toBeGreaterThan(1)
    },
  )

  test('says what to do next, shows no braces, and nothing had to be taken out', () => {
    expect(dropped).toEqual([])
    expect(reply).toMatch(/Next: \*\*/)
    expect(reply).not.toMatch(/[{}]/)
  })
})
