/** The keyboard, as it is. */
import { mayDo } from '#shared/person/rights.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { KeyTable } from '../ui/KeyTable.tsx'
import { keysFor } from '../ui/keys.ts'
import { usePanel, usePanelState } from './PanelContext.tsx'

export default function KeyboardDialog() {
  const { store } = usePanel()
  const me = usePanelState((state) => state.world?.account.person)
  return (
    <Dialog
      title="Keyboard"
      description="Keys work while nothing is being typed. Tab goes to every button and field, the arrows through a group of choices; Enter or the space bar presses."
      isOpen
      isReading
      onClose={() => store.ask(null)}
    >
      <KeyTable keys={keysFor(me !== undefined && mayDo(me, 'reviewProposals'))} />
    </Dialog>
  )
}
