/** Every built-in checklist is worked through to its end, in its order and in none. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Flow, isChecklist } from '#shared/flow/flow.ts'
import { versionOf } from '#shared/flow/flow-version.ts'
import { tellDone } from '#shared/flow/tick-step.ts'
import { checkNote } from '#shared/note/check-note.ts'
import { composeNote } from '#shared/note/compose-note.ts'
import { NOTE_KINDS } from '#shared/note/kinds.ts'
import { renderPlain } from '#shared/note/render.ts'
import { checklistHere, mandatoryOpen } from '#shared/session/checklist.ts'
import type { NoteKind } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Session } from '#shared/session/session.ts'
import { makeOutcome, ROBIN, testId } from '#shared/testing/make-session.ts'
import { type Walker, walkIn } from '#shared/testing/walker.ts'
import { BUILT_IN_FLOWS } from './built-in-flows.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const lists = BUILT_IN_FLOWS.map(({ content }) => content).filter(isChecklist)
let flows: Flow[] = []
beforeAll(async () => {
  flows = await Promise.all(
    BUILT_IN_FLOWS.map(async ({ id, content }) => ({
      ...{ id, version: await versionOf(content, digest), content },
      ...{ publishedAt: '2026-11-20T00:00:00Z', isBuiltIn: true },
    })),
  )
})
const settings = { timeZone: 'UTC', sessionId: testId(0xfff) }

function begin(slug: string): Walker {
  const walk = walkIn(flows)
  walk.start(slug)
  return walk
}
const listOf = (walk: Walker) => {
  const list = checklistHere(walk.session())
  if (!list) throw new Error('Stands in no checklist')
  return list
}
/** Tells the values that the open step asks for, with the examples that the flow gives. */
function tellMissing(walk: Walker) {
  const place = walk.place()
  if (typeof place === 'string') throw new Error(`Stands ${place}`)
  for (const name of place.missing) {
    walk.set(name, place.flow.variables.find((one) => one.name === name)?.example ?? name)
  }
}
function finish(walk: Walker): Session {
  const { session } = foldSession(
    [
      {
        ...{ id: testId(0xffe), at: walk.session().lastAt, by: ROBIN },
        data: {
          type: 'session_finished',
          outcome: makeOutcome({
            outcome: 'done',
            cause: { status: 'not_determined', text: '', confirmedBy: [] },
            told: tellDone(walk.session(), walk.flowOf),
          }),
        },
      },
    ],
    walk.session(),
  )
  if (!session) throw new Error('No session')
  return session
}
function findingsOf(session: Session, kind: NoteKind) {
  const flags = NOTE_KINDS[kind].flags[0]
  if (!flags) throw new Error(`No flags for ${kind}`)
  const composed = composeNote(session, kind, settings)
  return checkNote({
    ...{ session, composed, text: renderPlain(composed), kind, flags },
    ...{ sessionId: settings.sessionId, mailContact: false, mailConfirmed: false },
    ...{ needsAuthorisation: true, findSecrets: () => [] },
  }).filter(({ severity }) => severity !== 'hint')
}

describe.each(lists.map((list) => [list.slug, list] as const))('%s', (slug, list) => {
  test('going on from step to step settles all of them, in the order of the list', () => {
    const walk = begin(slug)
    const order: string[] = []
    for (const _ of list.nodes) {
      tellMissing(walk)
      const { at } = listOf(walk)
      order.push(at?.place.nodeId ?? '')
      walk.tick(at?.place.nodeId ?? '')
    }
    expect(order).toEqual(list.nodes.map(({ id }) => id))
    expect(listOf(walk).settled).toBe(list.nodes.length)
    expect(walk.said().join('\n')).not.toMatch(/[{}]|not recorded/)
  })

  test('its notes need no repair, and the client reads what is ready', () => {
    const walk = begin(slug)
    for (const _ of list.nodes) {
      tellMissing(walk)
      walk.tick(listOf(walk).at?.place.nodeId ?? '')
    }
    const session = finish(walk)
    const kinds = ['working', 'resolution', 'client_update'] as const
    expect(
      kinds.flatMap((kind) => findingsOf(session, kind).map((one) => `${kind} ${one.message}`)),
    ).toEqual([])
    expect(renderPlain(composeNote(session, 'client_update', settings))).toMatch(
      /(Ready|Checked): .{20,}/,
    )
  })

  test('every step can be left out with a reason, whatever it waits for', () => {
    const walk = begin(slug)
    for (const { id } of list.nodes.toReversed()) {
      walk.tick(id, { kind: 'not_applicable', text: 'not at this client' })
    }
    expect(mandatoryOpen(walk.session())).toEqual([])
  })

  test('a flow entered for an exception comes back to its step', () => {
    for (const node of list.nodes) {
      if (node.kind !== 'step' || !node.exceptionFlow) continue
      const walk = begin(slug)
      if (walk.at() !== `${slug}/${node.id}`) walk.open(node.id) // the first stands open
      walk.enter(node.exceptionFlow)
      expect(walk.at()).toMatch(new RegExp(`^${node.exceptionFlow}/`))
      walk.back()
      expect(walk.at()).toBe(`${slug}/${node.id}`)
    }
  })
})

test('of one who leaves nothing is closed before the time is agreed, nothing wiped before its release', () => {
  const walk = begin('m365-offboarding')
  const whyNot = (id: string) =>
    listOf(walk).steps.find(({ place }) => place.nodeId === id)?.whyNot ?? ''
  expect(whyNot('block')).toContain('Agree the time of effect')
  expect(whyNot('wipe')).toContain('Agree the time of effect')
  tellMissing(walk)
  walk.tick('time')
  expect(() => walk.tick('wipe')).toThrow()
  expect(whyNot('revoke')).toContain('Block the sign-in')
})
