/** A proposal of two changes for tests, of which the second builds on the first. */
import { alignWith } from '#shared/proposal/align-with.ts'
import type { Proposal } from '#shared/proposal/contract.ts'
import type { FinishedPath } from '#shared/proposal/path-of.ts'
import { makeFlow, publish } from '#shared/testing/make-flow.ts'
import { testId } from '#shared/testing/make-session.ts'

export const SHARE = publish(
  makeFlow(
    'share',
    {
      ping: { ways: { yes: 'open', no: 'end' } },
      open: { ways: { yes: 'end', no: 'end' } },
      end: {},
    },
    { name: 'Open a share' },
  ),
)

const own = (title: string, key: string): FinishedPath['own'][number] => ({
  ...{ key, title, at: { flow: SHARE.id, node: 'open' } },
  ...{ cameBy: { flow: SHARE.id, node: 'ping', choice: 'yes' }, wentOn: false },
})

export function makeProposal(more: Partial<Proposal> = {}): Proposal {
  const aligned = alignWith(SHARE, {
    ...{ answered: [], cause: 'The mapping was gone', verification: 'It opens' },
    own: [own('Map the drive', 'drive map'), own('Sign in again', 'sign')],
  })
  const edits = aligned.kind === 'patch' ? aligned.edits : []
  return {
    ...{ id: testId(0xb001), revision: 3, status: 'open', kind: 'patch', flowId: SHARE.id },
    ...{ flowName: 'Open a share', title: 'Map the drive where it does not open' },
    ...{ seen: 3, people: 2, raisedAt: '2026-06-10T08:00:00Z', changedAt: '2026-06-10T09:00:00Z' },
    base: { version: SHARE.version, flow: SHARE },
    newFlow: null,
    isStale: false,
    changes: edits.map((one) => ({ ...one, edits: [...one.edits], needs: [...one.needs] })),
    sources: [
      {
        ...{ sourceSessionId: testId(0xc001), l1SessionId: null, at: '2026-06-09T08:00:00Z' },
        ...{ byId: testId(0xd001), byName: 'Jude', ticket: '#48213', isOffered: true },
      },
      {
        ...{ sourceSessionId: null, l1SessionId: testId(0xc002), at: '2026-06-08T08:00:00Z' },
        ...{ byId: testId(0xd002), byName: 'Kim', ticket: '#48214', isOffered: false },
      },
    ],
    replay: { of: 9, before: 4, after: 7 },
    declinedBefore: null,
    decision: null,
    ...more,
  }
}
