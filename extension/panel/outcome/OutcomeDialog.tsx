/** Finishing: the outcome dialog over the walk, prefilled from where the walk ended; once it was said, correcting it. */
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { OUTCOME_FORM, OutcomeForm } from '../../ui/session/OutcomeForm.tsx'
import { usePanel } from '../PanelContext.tsx'
import { useKeptOutcome } from './use-kept-outcome.ts'

export default function OutcomeDialog() {
  const { store } = usePanel()
  const { prefilled, corrects, keep, forget } = useKeptOutcome()
  const close = () => store.ask(null)
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
      <OutcomeForm
        prefilled={prefilled}
        onSay={keep}
        onHandOver={corrects ? undefined : () => store.ask('handOver')}
        onKeep={async (outcome) => {
          const more = corrects ? { corrects } : {}
          if (!(await store.act([{ type: 'session_finished', outcome, ...more }]))) return
          forget()
          close()
        }}
      />
    </Dialog>
  )
}
