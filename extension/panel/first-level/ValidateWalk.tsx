/**
 * To a lead who looks at a first-level walk that has ended: how it ended, and whether that holds.
 * They take no part in the work by saying so, and no clock runs.
 */
import { BadgeCheck } from 'lucide-react'
import { useRef } from 'react'
import type { EventData } from '#shared/session/event.ts'
import { hasWorkedOn, waitsForValidation } from '#shared/session/first-level.ts'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { OutcomeCard } from '../../ui/session/OutcomeCard.tsx'
import { maskEvents } from '../mask.ts'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { ClientConfirmed } from './ClientConfirmed.tsx'

const NOT_HELD = {
  act: 'It did not hold',
  ask: 'What did not hold?',
  example: 'The client called: the same error is back',
}

const OWN =
  'You had a part in this walk. Another lead says whether it holds, or its ticket does by staying closed.'

export function ValidateWalk({ session }: { session: Session }) {
  const me = usePanelState((state) => state.world?.account.person)
  const say = useSaying()
  if (!me || !waitsForValidation(session)) return <OutcomeCard session={session} main={null} />
  if (hasWorkedOn(session, { kind: 'person', id: me.id, name: me.name })) {
    return <OutcomeCard session={session} main={<p className="text-small text-muted">{OWN}</p>} />
  }
  return (
    <OutcomeCard
      session={session}
      reopen={NOT_HELD}
      main={
        <>
          <Button
            look="primary"
            icon={<BadgeCheck aria-hidden="true" className="size-4" />}
            onClick={() => void say({ type: 'outcome_validated', how: 'lead' })}
          >
            It holds
          </Button>
          <ClientConfirmed
            onSay={(note) => say({ type: 'outcome_validated', how: 'client_confirmed', note })}
          />
        </>
      }
      onReopen={(reason) => void say({ type: 'session_reopened', reason })}
    />
  )
}

/** Into the record of the work that is looked at, whoever's it is. */
function useSaying() {
  const { store } = usePanel()
  // Of two quick presses the first counts.
  const isSaying = useRef(false)
  return async (data: EventData): Promise<boolean> => {
    if (isSaying.current) return false
    isSaying.current = true
    const record = store.getState().session
    const masked = await Promise.resolve(maskEvents([data], record?.getState().session)).finally(
      () => {
        isSaying.current = false
      },
    )
    if (!record || record !== store.getState().session) return false
    if (masked === 'tooLong') {
      store.tell('With its secrets masked this is too long. Make it shorter.')
      return false
    }
    const done = record.record(masked.data)
    store.tell(done.ok ? null : done.refusal.message)
    return done.ok
  }
}
