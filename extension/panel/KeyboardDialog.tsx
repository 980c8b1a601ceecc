/** The keyboard, as it is. */
import { Dialog } from '../ui/Dialog.tsx'
import { KeyTable } from '../ui/KeyTable.tsx'
import { KEYS } from '../ui/keys.ts'
import { usePanel } from './PanelContext.tsx'

export default function KeyboardDialog() {
  const { store } = usePanel()
  return (
    <Dialog
      title="Keyboard"
      description="Keys work while nothing is being typed. Tab goes to every button and field, the arrows through a group of choices; Enter or the space bar presses."
      isOpen
      isReading
      onClose={() => store.ask(null)}
    >
      <KeyTable keys={KEYS} />
    </Dialog>
  )
}
