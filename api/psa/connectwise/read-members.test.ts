import { expect, it } from 'vitest'
import { createClient } from './client.ts'
import { createPace } from './pace.ts'
import { listMembers } from './read-members.ts'

const clock = { now: () => 0, sleep: async () => {} }

/** A ConnectWise that has these members, page by page, and knows nothing else. */
const clientOf = (pages: readonly object[][]) =>
  createClient({
    ...clock,
    connection: { site: 'https://cw.example', companyId: 'c', publicKey: 'p', privateKey: 'k' },
    pace: createPace(clock),
    clientId: 'id',
    random: () => 0,
    async reach({ url }) {
      const page = Number(url.searchParams.get('page') ?? 0)
      const isList = url.pathname.endsWith('/system/members')
      return {
        kind: 'answer',
        status: isList ? 200 : 404,
        header: () => undefined,
        text: JSON.stringify(isList ? (pages[page - 1] ?? []) : {}),
      }
    },
  })

it('a member that comes on two pages is one', async () => {
  const page = Array.from({ length: 1000 }, (_, i) => ({ id: i + 1, identifier: `m${i + 1}` }))
  const members = await listMembers(
    clientOf([page, [page.at(-1) ?? {}, { id: 1001, identifier: 'x' }]]),
  )
  expect(members.kind === 'ok' && members.body.map((one) => one.memberId)).toEqual(
    Array.from({ length: 1001 }, (_, i) => i + 1),
  )
})

it('what no database takes is gone from names and addresses', async () => {
  const odd = {
    id: 1,
    identifier: 'a\u0000d',
    fullName: 'A\ud800',
    primaryEmail: 'a\u0000@b.example',
  }
  expect(await listMembers(clientOf([[odd]]))).toMatchObject({
    kind: 'ok',
    body: [{ identifier: 'ad', emails: ['a@b.example'] }],
  })
  expect(JSON.stringify(await listMembers(clientOf([[odd]])))).not.toMatch(/\\u0000|\\ud800/i)
})
