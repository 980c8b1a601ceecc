import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Flow, type FlowContent, type FlowNode, isChecklist } from '#shared/flow/flow.ts'
import { versionOf } from '#shared/flow/flow-version.ts'
import { findNode } from '#shared/flow/next-node.ts'
import { offerOutcome } from '#shared/flow/offer-outcome.ts'
import { checkNote } from '#shared/note/check-note.ts'
import { composeNote } from '#shared/note/compose-note.ts'
import { NOTE_KINDS } from '#shared/note/kinds.ts'
import { renderPlain } from '#shared/note/render.ts'
import { type NoteKind, SessionOutcome } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import { ROBIN, testId } from '#shared/testing/make-session.ts'
import { type Walker, walkIn } from '#shared/testing/walker.ts'
import { BUILT_IN_FLOWS } from './built-in-flows.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
/** Checklists are ticked, in `built-in-checklists.test.ts`. */
const contents = BUILT_IN_FLOWS.map((f) => f.content).filter((f) => !isChecklist(f))
let flows: Flow[] = []
beforeAll(async () => {
  flows = await Promise.all(
    BUILT_IN_FLOWS.map(async ({ id, content }) => ({
      id,
      version: await versionOf(content, digest),
      publishedAt: '2026-11-20T00:00:00Z',
      isBuiltIn: true,
      content,
    })),
  )
})

/** Steps from a node to the next end, by edges of the same flow. */
const distances = new Map(contents.map((f) => [f.slug, distancesOf(f)]))
function distancesOf(flow: FlowContent): Map<string, number> {
  const far = new Map(flow.nodes.filter((n) => n.kind === 'end').map((n) => [n.id, 0]))
  for (let grown = true; grown; ) {
    grown = false
    for (const { from, to } of flow.edges) {
      const way = (far.get(to) ?? Number.POSITIVE_INFINITY) + 1
      if (way >= (far.get(from) ?? Number.POSITIVE_INFINITY)) continue
      far.set(from, way)
      grown = true
    }
  }
  return far
}

/** The choices that lead from the start to each node, the shortest way. */
function pathsOf(flow: FlowContent): Map<string, (string | undefined)[]> {
  const paths = new Map<string, (string | undefined)[]>([[flow.start, []]])
  for (const [at, path] of paths) {
    for (const edge of flow.edges.filter((e) => e.from === at)) {
      if (!paths.has(edge.to)) paths.set(edge.to, [...path, edge.choice])
    }
  }
  return paths
}

const here = (walk: Walker): { flow: FlowContent; node: FlowNode } => {
  const place = walk.place()
  if (typeof place === 'string') throw new Error(`Stands ${place}`)
  return place
}

/** Tells what is missing here, with the examples that the flow gives. */
function tellMissing(walk: Walker) {
  const place = walk.place()
  if (typeof place === 'string') return
  for (const name of place.missing) walk.set(name, exampleOf(place.flow, name))
}
const exampleOf = (flow: FlowContent, name: string): string =>
  flow.variables.find((v) => v.name === name)?.example ?? name

function step(walk: Walker, choice: string | undefined) {
  tellMissing(walk)
  const { flow, node } = here(walk)
  if (node.kind === 'input') walk.give(exampleOf(flow, node.variable))
  else walk.choose(choice ?? '')
}

/** To the nearest end, and over it, level by level, until the walk has ended. */
function walkHome(walk: Walker) {
  for (let i = 0; i < 200 && walk.at() !== 'nowhere'; i++) {
    const { flow, node } = here(walk)
    tellMissing(walk)
    if (node.kind === 'end') walk.end()
    else {
      const far = distances.get(flow.slug)
      const edges = flow.edges.filter((e) => e.from === node.id)
      const near = edges.toSorted((a, b) => (far?.get(a.to) ?? 999) - (far?.get(b.to) ?? 999))[0]
      step(walk, near?.choice)
    }
  }
}

describe.each(contents.map((f) => [f.slug, f] as const))('%s', (slug, flow) => {
  test('every edge is walked, and from each the end is reached', () => {
    const paths = pathsOf(flow)
    const ends = new Set<string>()
    for (const edge of flow.edges) {
      const walk = walkIn(flows)
      walk.start(slug)
      for (const choice of paths.get(edge.from) ?? []) step(walk, choice)
      expect(walk.at()).toBe(`${slug}/${edge.from}`)
      step(walk, edge.choice)
      expect(walk.at()).toBe(`${slug}/${edge.to}`)
      if (findNode(flow, edge.to)?.kind === 'end') ends.add(edge.to)
      walkHome(walk)
      expect(walk.session().ended).not.toBeNull()
    }
    expect([...ends].sort()).toEqual(
      flow.nodes
        .filter((n) => n.kind === 'end')
        .map((n) => n.id)
        .sort(),
    )
  })

  test('every end gives notes in which nothing has to be repaired', () => {
    const faults: string[] = []
    for (const end of flow.nodes.filter((n) => n.kind === 'end')) {
      const walk = walkIn(flows)
      walk.start(slug)
      for (const choice of pathsOf(flow).get(end.id) ?? []) step(walk, choice)
      tellMissing(walk)
      walk.end()
      for (const kind of ['working', 'resolution'] as const) {
        for (const { check, message } of findingsOf(walk, kind))
          faults.push(`${end.id}, ${kind}: ${check} ${message}`)
      }
    }
    expect(faults).toEqual([])
  })
})

test.each([
  'citrix-vda-unregistered',
  'fslogix-profile',
  'ad-replication',
  'sonicwall-s2s-down',
  'file-share-access',
])('%s, one of the first five, is walked to a resolution and to an escalation', (slug) => {
  const flow = contents.find((one) => one.slug === slug)
  if (!flow) throw new Error(`${slug} is not built in`)
  for (const ending of ['resolved', 'escalate'] as const) {
    const end = flow.nodes.find(
      (node) => node.kind === 'end' && (node.alone ?? node.ending) === ending,
    )
    const walk = walkIn(flows)
    walk.start(slug)
    for (const choice of pathsOf(flow).get(end?.id ?? '') ?? []) step(walk, choice)
    tellMissing(walk)
    walk.end()
    expect(walk.session().ended?.ending).toBe(ending)
    expect(offerOutcome(walk.session(), walk.flowOf)).toMatchObject({
      ending,
      ...(ending === 'resolved'
        ? { verification: expect.stringMatching(/./), tell: expect.stringMatching(/./) }
        : { evidence: expect.arrayContaining([expect.any(String)]) }),
    })
  }
})

test('any walk, in and out of flows and back, is never refused and always comes to an end', () => {
  const move = fc.record({ what: fc.nat(9), which: fc.nat(50) })
  const slugs = contents.map((f) => f.slug)
  fc.assert(
    fc.property(fc.constantFrom(...slugs), fc.array(move, { maxLength: 60 }), (slug, moves) => {
      const walk = walkIn(flows)
      walk.start(slug)
      for (const { what, which } of moves) {
        if (walk.at() === 'nowhere') walk.back()
        const { flow, node } = here(walk)
        if (what === 0) walk.back()
        else if (what === 1) walk.fail(which % 2 ? 'did_not_help' : 'not_possible')
        else if (node.kind === 'end') walk.end()
        else if (node.kind === 'sub_flow' && what > 3) walk.enter()
        else {
          const ways = flow.edges.filter((e) => e.from === node.id)
          step(walk, ways[which % ways.length]?.choice)
        }
      }
      walkHome(walk)
      expect(walk.at()).toBe('nowhere')
      expect(walk.session().ended).not.toBeNull()
      expect(walk.session().runs.every((r) => r.leftAt)).toBe(true)
      expect(foldSession(walk.events).session).toEqual(walk.session())
    }),
    { numRuns: 400 },
  )
})

test('a share opened again reads as a story, in the order of the work', () => {
  const walk = walkIn(flows)
  walk.start('file-share-access')
  walk.enter()
  for (const choice of [undefined, undefined, undefined, 'yes-it-worked', 'only-this-user'])
    step(walk, choice)
  walk.end()
  const choices = [
    'access-denied-5-0x80070005',
    'rights-are-in-order',
    'group-missing-in-the-token',
    'signed-in-again',
    'works',
  ]
  for (const choice of choices) step(walk, choice)
  walk.end()
  expect(noteOf(walk, 'resolution').text).toMatchInlineSnapshot(`
    "PROBLEM
    The user reports the message "You do not have permission to access this folder"
    Reported since when, and what changed before: 13:40 on 10 June; moved to another team.
    Reported impact on work: Month-end figures, due 17:00.
    The user reports that it worked before.
    Only this user is reported to be affected.

    WHAT WE CONFIRMED
    13:57 Opening \\\\FS02\\Budget is refused: "Access is denied" (0x80070005).
    13:57 Share and folder rights on \\\\FS02\\Budget include p.adler; no Deny is set.
    13:57 whoami /groups on PC-FIN-07 does not list Finance-RW.
    13:57 p.adler opened, saved and deleted a test file in \\\\FS02\\Budget.

    ROOT CAUSE (confirmed)
    The sign-in on PC-FIN-07 was older than the membership in Finance-RW, so its token did not hold the group.
    Shown by: whoami /groups on PC-FIN-07 does not list Finance-RW (13:57); p.adler opened, saved and deleted a test file in \\\\FS02\\Budget (13:57).

    RESOLUTION
    13:57 Signed p.adler out of and in to PC-FIN-07 again.
    Resolved.
    Confirmed with the user: p.adler opened, saved and deleted a test file in the share Budget on FS02.
    Told: You can open and save files in the folder again."
  `)
})

const settings = { timeZone: 'UTC', sessionId: testId(0xfff) }

/** The note after the outcome dialog was taken as it was offered. */
function noteOf(walk: Walker, kind: NoteKind) {
  const offered = offerOutcome(walk.session(), walk.flowOf)
  if (!offered) throw new Error('Nothing was offered.')
  const outcome = SessionOutcome.safeParse(offered.ending)
  const { session, refused } = foldSession(
    [
      {
        id: testId(0xffe),
        at: walk.session().lastAt,
        by: ROBIN,
        data: {
          type: 'session_finished',
          outcome: {
            outcome: outcome.success ? outcome.data : 'not_reproduced',
            cause: offered.cause,
            verification: {
              text: offered.verification,
              by: offered.verification ? 'user' : 'nobody',
            },
            ...(offered.tell ? { told: offered.tell } : {}),
            nextSteps: offered.followUp
              ? [{ text: offered.followUp, owner: 'R. Kern', due: '2026-06-12' }]
              : [],
          },
        },
      },
    ],
    walk.session(),
  )
  expect(refused).toEqual([])
  if (!session) throw new Error('No session')
  const composed = composeNote(session, kind, settings)
  return { session, composed, text: renderPlain(composed) }
}

function findingsOf(walk: Walker, kind: NoteKind) {
  const flags = NOTE_KINDS[kind].flags[0]
  if (!flags) throw new Error(`No flags for ${kind}`)
  return checkNote({
    ...noteOf(walk, kind),
    sessionId: settings.sessionId,
    kind,
    flags,
    mailContact: false,
    mailConfirmed: false,
    needsAuthorisation: false,
    findSecrets: () => [],
  }).filter((f) => f.severity !== 'hint')
}
