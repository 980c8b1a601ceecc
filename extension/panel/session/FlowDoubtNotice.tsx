/**
 * That the flow may be the wrong one, with what says so. Nothing is left by itself: one goes on,
 * looks with FlowPilot or picks another flow, and what was walked stays in the record.
 */
import { Search, Sparkles } from 'lucide-react'
import { useMemo, useState } from 'react'
import { doubtHere } from '#shared/assistant/doubt-flow.ts'
import type { FlowOf } from '#shared/flow/walk.ts'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { EvidenceChips } from '../assistant/EvidenceChips.tsx'
import { useTellEvidence } from '../assistant/use-pilot.ts'
import { usePanel } from '../PanelContext.tsx'

export default function FlowDoubtNotice({
  session,
  flowOf,
  onPickFlow,
}: {
  session: Session
  flowOf: FlowOf
  onPickFlow: () => void
}) {
  const { store } = usePanel()
  const tell = useTellEvidence(session)
  const [setAside, setSetAside] = useState<string | null>(null)
  const doubt = useMemo(() => doubtHere(session, flowOf), [session, flowOf])
  if (!doubt || doubt.why === setAside) return null
  return (
    <Notice
      tone="amber"
      title="This flow may not lead to the cause"
      actions={
        <>
          <Button
            size="small"
            icon={<Sparkles aria-hidden="true" className="size-3.5" />}
            keyLabel={keyOf('pilot')}
            onClick={() => store.look('pilot')}
          >
            FlowPilot
          </Button>
          <Button
            size="small"
            icon={<Search aria-hidden="true" className="size-3.5" />}
            onClick={onPickFlow}
          >
            Another flow
          </Button>
          <Button size="small" look="quiet" onClick={() => setSetAside(doubt.why)}>
            Go on here
          </Button>
        </>
      }
    >
      {doubt.why}
      <EvidenceChips title="Shown by" ids={doubt.evidence} tell={tell} />
    </Notice>
  )
}
