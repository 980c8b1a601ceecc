import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeFlow } from '../testing/make-flow.ts'
import { chunkFlow } from './chunk-flow.ts'

const flow = makeFlow(
  'vpn',
  {
    peer: { title: 'Does the peer answer?', ways: { yes: 'phase', no: 'isp' } },
    phase: {
      kind: 'check',
      title: 'Compare the proposals',
      ways: { equal: 'done', differ: 'done' },
      causes: { differ: 'The proposals differ' },
      commands: [{ text: 'show vpn sa', safety: 'reads', where: 'on the firewall' }],
    },
    isp: { title: 'Call the provider', ending: 'vendor' },
    done: { title: 'The tunnel is up' },
    lost: { title: 'Nobody comes here' },
  },
  { name: 'Tunnel is down', words: ['site to site', 'tunnel'], category: 'Network' },
)

test('one chunk for the outline, one for each step that can be reached', () => {
  const chunks = chunkFlow(flow)
  expect(chunks.map(({ citation, kind }) => [kind, citation.id])).toEqual([
    ['flow', 'flow:vpn'],
    ['step', 'flow:vpn#peer'],
    ['step', 'flow:vpn#phase'],
    ['step', 'flow:vpn#isp'],
    ['step', 'flow:vpn#done'],
  ])
  expect(chunks.every(({ reach }) => reach === 'team')).toBe(true)
})

test('a step says where it stands, what is done there and what its answers mean', () => {
  const phase = chunkFlow(flow).find(({ citation }) => citation.flow?.nodeId === 'phase')
  expect(phase).toMatchObject({
    citation: { title: 'Tunnel is down: Compare the proposals', flow: { slug: 'vpn' } },
    header: 'Network › Does the peer answer?: yes',
  })
  expect(phase?.body).toContain('on the firewall: show vpn sa')
  expect(phase?.body).toContain('differ. Cause: The proposals differ')
})

test('the outline is found by category and words and names every step', () => {
  const [outline] = chunkFlow(flow)
  expect(outline?.header).toBe('Network, site to site, tunnel')
  expect(outline?.body).toBe(
    'A flow for tests.\n- Does the peer answer?\n- Compare the proposals\n- Call the provider\n- The tunnel is up',
  )
})

test('whatever a flow looks like, each chunk has an id of its own that can be cited', () => {
  const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,63}$/)
  fc.assert(
    fc.property(
      name,
      fc.uniqueArray(name, { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.nat(7)),
      (slug, ids, picks) => {
        const drawn = Object.fromEntries(
          ids.map((id) => {
            const to = ids[(picks.next().value ?? 0) % ids.length] ?? id
            return [id, { ways: { on: to } }]
          }),
        )
        const cited = chunkFlow(makeFlow(slug, drawn)).map(({ citation }) => citation.id)
        expect(new Set(cited).size).toBe(cited.length)
        expect(cited.every((id) => `knowledge:${id}`.length <= 120)).toBe(true)
      },
    ),
  )
})
