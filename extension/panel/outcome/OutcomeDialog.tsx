/** Finishing: the outcome dialog over the walk, prefilled from where the walk ended. */
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { OUTCOME_FORM, OutcomeForm } from '../../ui/session/OutcomeForm.tsx'
import { usePanel } from '../PanelContext.tsx'
import { useKeptOutcome } from './use-kept-outcome.ts'

export default function OutcomeDialog() {
  const { store } = usePanel()
  const { prefilled, keep, forget } = useKeptOutcome()
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
            Not yet
          </Button>
          <Button look="primary" type="submit" form={OUTCOME_FORM} keyLabel="Ctrl ↵">
            Finish
          </Button>
        </>
      }
    >
      <OutcomeForm
        prefilled={prefilled}
        onSay={keep}
        onKeep={async (outcome) => {
          if (!(await store.act([{ type: 'session_finished', outcome }]))) return
          forget()
          close()
        }}
      />
    </Dialog>
  )
}
