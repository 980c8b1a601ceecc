/**
 * Says on the page of a session that it was handed over and for whom it waits, and leads to where it
 * is taken over: the side panel.
 */
import { useState } from 'react'
import { tellIntent, tellReceiver } from '#shared/handoff/tell-handoff.ts'
import { isFor } from '#shared/handoff/who-may.ts'
import { isLead } from '#shared/person/rights.ts'
import { type Handoff, waitingHandoff } from '#shared/session/handoff.ts'
import type { Session } from '#shared/session/session.ts'
import { askToWorkOn } from '../../bridge/work-on.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { waited } from '../../ui/time-words.ts'
import { usePage } from '../page-context.ts'

export function Waiting({ session, sessionId }: { session: Session; sessionId: string }) {
  const handoff = waitingHandoff(session)
  return handoff && <Waits handoff={handoff} sessionId={sessionId} />
}

function Waits({ handoff, sessionId }: { handoff: Handoff; sessionId: string }) {
  const { account } = usePage()
  const [isUnheard, setUnheard] = useState(false)
  const { id: handoffId, intent, at, reason } = handoff
  const byId = handoff.by.kind === 'person' ? handoff.by.id : null
  const me = account?.person
  const mayTake =
    me !== undefined &&
    isFor({ intent, byId, toId: handoff.to?.id ?? null }, { id: me.id, isLead: isLead(me) })
  const lead = async () => setUnheard(!(await askToWorkOn(sessionId, { handoffId })))
  return (
    <Notice
      tone="amber"
      title={tellIntent({ intent, to: null })}
      actions={
        mayTake && (
          <Button size="small" look="primary" onClick={() => void lead()}>
            Read it and take it over
          </Button>
        )
      }
    >
      Waits for {tellReceiver(handoff)}, for {waited(at, Date.now())}: “{reason}”
      {isUnheard && (
        <p className="pt-1 font-medium">
          Open the side panel beside this page, and press the button again: it is taken over there.
        </p>
      )}
    </Notice>
  )
}
