/** Finishing: the outcome dialog over the walk, prefilled from where the walk ended; once it was said, correcting it. */
import { leaveOut } from '#shared/flow/tick-step.ts'
import type { EventData, Outcome } from '#shared/session/event.ts'
import { openAgainst } from '#shared/session/finish-list.ts'
import { isFirstLevel } from '#shared/session/first-level.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { OUTCOME_FORM, OutcomeForm } from '../../ui/session/OutcomeForm.tsx'
import { confirmedBy } from '../first-level/confirmed-by.ts'
import { useNow, usePanel, useSession } from '../PanelContext.tsx'
import { useKeptOutcome } from './use-kept-outcome.ts'

export default function OutcomeDialog() {
  const { store } = usePanel()
  const { prefilled, corrects, keep, forget } = useKeptOutcome()
  const session = useSession()
  const now = useNow(60_000)
  const isWalk = session !== null && isFirstLevel(session)
  const close = () => store.ask(null)
  const open = session ? openAgainst(session, 'done') : []
  if (!prefilled) return null
  return (
    <Dialog
      title="How did it end?"
      isOpen
      onClose={close}
      footer={
        <>
          <Button look="quiet" onClick={close}>
            {corrects ? 'Leave it' : 'Not yet'}
          </Button>
          <Button look="primary" type="submit" form={OUTCOME_FORM} keyLabel="Ctrl ↵">
            {corrects ? 'Correct it' : 'Finish'}
          </Button>
        </>
      }
    >
      {isWalk && (
        <p className="pb-3 text-small text-muted">
          A first-level walk: what you verified with the user validates it. Else a lead looks at it.
        </p>
      )}
      <OutcomeForm
        prefilled={prefilled}
        open={open.map(({ title }) => title)}
        now={now}
        onSay={keep}
        onHandOver={corrects ? undefined : () => store.ask('handOver')}
        onKeep={async (outcome, whyOpen) => {
          const leftOut =
            session && openAgainst(session, outcome.outcome).length > 0
              ? leaveOut(session, open, whyOpen)
              : []
          if (corrects && leftOut.length > 0 && session?.outcome?.at !== corrects) {
            return store.tell('Somebody has corrected this meanwhile. Look at what they said.')
          }
          const ended = endWith(outcome, leftOut, corrects)
          if (!(await store.act([...ended, ...confirmedBy(session, outcome)]))) return
          forget()
          close()
        }}
      />
    </Dialog>
  )
}

/** Nothing is settled in a session that is finished: it is opened for it. */
function endWith(
  outcome: Outcome,
  leftOut: readonly EventData[],
  corrects: string | undefined,
): EventData[] {
  const ended = { type: 'session_finished' as const, outcome }
  if (leftOut.length === 0) return [{ ...ended, ...(corrects ? { corrects } : {}) }]
  const reopened = { type: 'session_reopened' as const, reason: 'Required steps are left out' }
  return [...(corrects ? [reopened] : []), ...leftOut, ended]
}
