/**
 * How work goes, in numbers: the team's for those who lead, one's own for everybody else; and how
 * one flow is walked (`numbers.html#flow/<id>`).
 */
import { useState } from 'react'
import { Notice } from '../../ui/Notice.tsx'
import { useMay, usePage } from '../page-context.ts'
import { useFragment } from '../use-fragment.ts'
import { FlowWalks } from './FlowWalks.tsx'
import { Overview } from './Overview.tsx'
import { SpanPick } from './SpanPick.tsx'
import { type Picked, spanOf } from './span-of.ts'

const FIRST: Picked = { days: 30, from: '', to: '', personId: '' }

export function NumbersPage() {
  const { account } = usePage()
  const may = useMay('readOwnNumbers')
  const seesTeam = useMay('readTeamNumbers')
  const flowId = useFragment('flow/')
  const [picked, pick] = useState(FIRST)
  const [openedAt] = useState(() => Date.now())
  const span = spanOf(picked, openedAt)
  if (!account) {
    return <Notice>Nobody is signed in. Open the side panel on a ticket to sign in.</Notice>
  }
  if (!may) {
    return (
      <Notice>You can look at tickets and sessions. Numbers are for those who work on them.</Notice>
    )
  }
  const whose = seesTeam ? 'the team' : 'your own work'
  return (
    <div className="flex flex-col gap-4">
      {!flowId && (
        <header className="flex flex-col gap-1">
          <h1 className="text-large font-semibold">Numbers</h1>
          <p className="text-muted">
            Counted from {seesTeam ? 'the records of the team' : 'the records of your own work'}.
            Nothing of it leaves your server.
          </p>
        </header>
      )}
      <SpanPick picked={picked} onPick={pick} seesTeam={seesTeam} />
      {'problem' in span ? (
        <Notice tone="amber">{span.problem}</Notice>
      ) : flowId ? (
        <FlowWalks key={flowId} flowId={flowId} span={span} whose={whose} />
      ) : (
        <Overview span={span} seesTeam={seesTeam} />
      )}
    </div>
  )
}
