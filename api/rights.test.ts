/**
 * Who may do what, route by route, as a table to be read: S super admin, T team admin, L lead,
 * E engineer, V viewer. It is written down a second time here on purpose; a right that is
 * given or taken by mistake shows as a difference between the two.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '#shared/route.ts'
import { createApp } from './app.ts'
import { makeNoteRig, type NoteRig } from './note/testing/make-note-rig.ts'
import { makeSubjects, putQuestion, QUESTIONS } from './testing/ask-each.ts'
import { everyRoute, nameOf } from './testing/every-route.ts'
import { askAs, KINDS, type Kind, signInDirectly } from './testing/make-team.ts'
import { onBoth } from './testing/on-both.ts'

const RIGHTS: Record<string, string> = {
  'GET /health': 'anyone',
  'GET /ready': 'anyone',
  'POST /sign-in': 'anyone',
  'POST /sign-in/refresh': 'anyone',
  'POST /sign-out': 'anyone',
  'GET /me': 'STLEV',
  'GET /me/notices': 'STLEV',
  'POST /me/notices/read': 'STLEV',
  'GET /me/notice-wishes': 'STLEV',
  'PUT /me/notice-wishes': 'STLEV',
  'GET /notice-channels': 'ST---',
  'PUT /notice-channels/:kind': 'ST---',
  'DELETE /notice-channels/:kind': 'ST---',
  'POST /notice-channels/:kind/test': 'ST---',
  'GET /notice-deliveries': 'ST---',
  'POST /notice-deliveries/:id/again': 'ST---',
  'POST /me/password': 'STLEV',
  'POST /me/proof': 'STLEV',
  'GET /me/sign-ins': 'STLEV',
  'DELETE /me/sign-ins/:signInId': 'STLEV',
  'GET /people': 'STLE-',
  'POST /people': 'ST---',
  'PATCH /people/:personId': 'ST---',
  'DELETE /people/:personId': 'ST---',
  'POST /people/:personId/password': 'ST---',
  'GET /audit': 'ST---',
  'GET /flows': 'STLEV',
  'GET /flows/versions/:version': 'STLEV',
  'GET /flows/search': 'STLEV',
  'GET /flows/:flowId/answers-taken': 'STLEV',
  'DELETE /flows/:flowId': 'STL--',
  'GET /removed-flows': 'STL--',
  'POST /removed-flows/:flowId/back': 'STL--',
  'GET /flows-at-hand': 'STLEV',
  'PUT /flows/:flowId/favourite': 'STLEV',
  'PUT /flows/:flowId/folder': 'STL--',
  'POST /flow-folders/move': 'STL--',
  'GET /flows/:flowId/versions': 'STLEV',
  'GET /flows/:flowId/ratings': 'STLE-',
  'GET /client-facts': 'STLEV',
  'PUT /client-facts': 'STLE-',
  'DELETE /client-facts': 'STLE-',
  'GET /tried-before': 'STLEV',
  'GET /proposals': 'STL--',
  'GET /proposals/:proposalId': 'STL--',
  'POST /proposals/:proposalId/acceptance': 'STL--',
  'POST /proposals/:proposalId/decline': 'STL--',
  'POST /sessions/:sessionId/offer': 'STLE-',
  'POST /sessions/:sessionId/events': 'STLE-',
  'GET /sessions/:sessionId/events': 'STLEV',
  'GET /sessions': 'STLEV',
  'GET /session-owners': 'STLEV',
  'GET /sessions/:sessionId/record-check': 'STLEV',
  'GET /sessions/:sessionId/documents': 'STLEV',
  'GET /sessions/:sessionId/documents/:documentId': 'STLEV',
  'GET /psa/connection': 'ST---',
  'PUT /psa/connection': 'ST---',
  'POST /psa/connection/test': 'ST---',
  'DELETE /psa/connection': 'ST---',
  'GET /psa/members': 'STLE-',
  'PUT /psa/members/:memberId': 'ST---',
  'GET /psa/configurations': 'STLEV',
  'GET /psa/work-types': 'STLEV',
  'GET /tickets/:ticketId': 'STLEV',
  'POST /tickets/summary': 'STLEV',
  'POST /sessions/:sessionId/notes': 'STLE-',
  'POST /sessions/:sessionId/previews': 'STLE-',
  'GET /sessions/:sessionId/notes/:writeId': 'STLEV',
  'POST /sessions/:sessionId/notes/:writeId/retry': 'STLE-',
  'POST /sessions/:sessionId/turns': 'STLE-',
  'POST /sessions/:sessionId/turns/:turnId/stop': 'STLE-',
  'GET /sessions/:sessionId/turns/live': 'STLEV',
  'GET /sessions/:sessionId/suggested-fixes/active': 'STLEV',
  'PUT /sessions/:sessionId/attachments/:attachmentId': 'STLE-',
  'GET /sessions/:sessionId/attachments/:attachmentId': 'STLEV',
  'GET /chat/questions': 'STLEV',
  'POST /chat/questions': 'STLE-',
  'POST /chat/questions/:questionId/stop': 'STLE-',
  'DELETE /chat/questions': 'STLE-',
  'GET /chat/live': 'STLEV',
  'GET /scripts': 'STLEV',
  'PUT /scripts/:scriptId': 'STLE-',
  'GET /scripts/:scriptId/versions': 'STLEV',
  'DELETE /scripts/:scriptId': 'STLE-',
  'POST /scripts/:scriptId/generate': 'STLE-',
  'GET /library-steps': 'STLEV',
  'GET /library-steps/:stepId': 'STLEV',
  'PUT /library-steps/:stepId': 'STLE-',
  'DELETE /library-steps/:stepId': 'STLE-',
  'PUT /library-steps/:stepId/review': 'STLE-',
  'POST /sessions/:sessionId/handoffs': 'STLE-',
  'POST /handoffs/:handoffId/pickup': 'STLE-',
  'GET /first-level-walks/to-validate': 'STL--',
  'GET /sessions/:sessionId/way': 'STLEV',
  'GET /handoffs': 'STLEV',
  'GET /handoffs/:handoffId': 'STLEV',
  'GET /numbers': 'STLE-',
  'GET /numbers/failing-branches': 'STLE-',
  'GET /numbers/flows/:flowId': 'STLE-',
  'GET /maintenance-plans': 'STLEV',
  'PUT /maintenance-plans/:planId': 'STLE-',
  'DELETE /maintenance-plans/:planId': 'STLE-',
  'POST /maintenance-plans/:planId/batches': 'STLE-',
  'GET /maintenance-batches': 'STLEV',
  'GET /maintenance-batches/:batchId': 'STLEV',
  'POST /maintenance-batches/:batchId/targets/:position/start': 'STLE-',
  'POST /maintenance-batches/:batchId/targets/:position/leave-out': 'STLE-',
  'GET /maintenance-batches/:batchId/results': 'STLEV',
  'GET /articles': 'STLEV',
  'GET /articles/:articleId': 'STLEV',
  'PUT /articles/:articleId': 'STL--',
  'DELETE /articles/:articleId': 'STL--',
  'GET /drafts': 'STLE-',
  'POST /flow-descriptions': 'STLE-',
  'GET /drafts/:draftId': 'STLE-',
  'PUT /drafts/:draftId': 'STLE-',
  'DELETE /drafts/:draftId': 'STLE-',
  'POST /drafts/:draftId/publish': 'STL--',
  'GET /assistant': 'STLEV',
  'GET /assistant/settings': 'ST---',
  'PUT /assistant/key': 'ST---',
  'DELETE /assistant/key': 'ST---',
  'POST /assistant/key/test': 'ST---',
  'PUT /assistant/limits': 'ST---',
  'GET /assistant/spending': 'STL--',
  'GET /assistant/fix-scores': 'STL--',
  'GET /assistant/note-words': 'STL--',
  'GET /assistant/guidance': 'STLEV',
  'PUT /assistant/guidance': 'STL--',
  'GET /client-names': 'STLEV',
  'GET /note-check-rule': 'STLEV',
  'PUT /note-check-rule': 'STL--',
  'GET /authorisation-rule': 'STLEV',
  'PUT /authorisation-rule': 'STL--',
  'GET /sessions/:sessionId/cost': 'STLEV',
}

const LETTERS: Record<Kind, string> = {
  super_admin: 'S',
  team_admin: 'T',
  lead: 'L',
  engineer: 'E',
  viewer: 'V',
}

test('every route is in the table, and nothing else', () => {
  expect(Object.keys(RIGHTS).sort()).toEqual(everyRoute.map(nameOf).sort())
})

describe.each(onBoth)('rights on $name', ({ open }) => {
  let rig: NoteRig
  let app: ReturnType<typeof createApp>

  let described: (route: Route) => { responses: Record<string, unknown> } | undefined

  beforeAll(async () => {
    rig = await makeNoteRig(await open())
    app = createApp(rig.deps)
    const document = await (await app.request('/api/openapi.json')).json()
    described = ({ path, method }) =>
      document.paths[`/api${path.replace(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()]
  })
  afterAll(() => rig.close())

  test('every route is mounted and described', () => {
    for (const route of everyRoute) {
      expect(described(route), nameOf(route)).toMatchObject({ summary: route.summary })
    }
  })

  test.each(everyRoute.map((route) => [nameOf(route), route] as const))(
    '%s',
    async (name, route) => {
      const { team, deps } = rig
      const sessionId = await rig.startSession('lead')
      const ask = async (kind?: Kind) => {
        const by = team.people[kind ?? 'engineer']
        const token = kind && (await signInDirectly(deps, team.id, by.id))
        const question = QUESTIONS[name]?.(makeSubjects({ sessionId, by, newId: deps.newId }))
        if (!question) throw new Error(`say in ask-each.ts how ${name} is asked`)
        const { path, body } = putQuestion(route.method, route.path, question)
        return askAs(app, token || undefined)(route.method, path, body)
      }

      const expected = RIGHTS[name]
      if (expected === 'anyone') {
        // A wrong password is answered 401 too, but by the handler.
        if (!/sign-in/.test(name)) expect((await ask()).status).toBe(200)
        return
      }
      expect((await ask()).status).toBe(401)
      let found = ''
      for (const kind of KINDS) {
        const { status, body } = await ask(kind)
        expect(status, JSON.stringify(body)).not.toBe(401)
        expect(status, JSON.stringify(body)).not.toBe(500)
        if (status >= 400) expect(described(route)?.responses, name).toHaveProperty(String(status))
        // An engineer may append and post, but not to a lead's session: that is the other rule.
        const isOther = status === 403 && JSON.stringify(body).includes('colleague')
        found += status === 403 && !isOther ? '-' : LETTERS[kind]
      }
      expect(found).toBe(expected)
    },
  )
})
