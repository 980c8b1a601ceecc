/** Finishing: the outcome dialog over the walk, prefilled from where the walk ended. */
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { OUTCOME_FORM, OutcomeForm } from '../../ui/session/OutcomeForm.tsx'
import { prefillOutcome } from '../../ui/session/prefill-outcome.ts'
import { usePanel, usePanelState, useSession } from '../PanelContext.tsx'
import { maskOutcome } from './mask-outcome.ts'

export default function OutcomeDialog() {
  const { store } = usePanel()
  const session = useSession()
  const flowOf = usePanelState((state) => state.world?.library.flowOf)
  // Prefilled once: what a person has typed is not overwritten by what happens meanwhile.
  const [prefilled] = useState(() => session && flowOf && prefillOutcome(session, flowOf))
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
        onKeep={async (outcome) => {
          const clean = maskOutcome(outcome)
          if (await store.act([{ type: 'session_finished', outcome: clean }])) close()
        }}
      />
    </Dialog>
  )
}
