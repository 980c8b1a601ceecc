/** The switcher: every other open session, one key away. */
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { usePanel } from './PanelContext.tsx'
import { SessionRows } from './session/SessionRows.tsx'

export default function SessionsDialog() {
  const { store, outside } = usePanel()
  const close = () => store.ask(null)
  return (
    <Dialog
      title="Other open sessions"
      isOpen
      onClose={close}
      footer={
        <Button size="small" onClick={() => outside.openSessions()}>
          All sessions of the team
        </Button>
      }
    >
      <SessionRows onPicked={close} hasKeys />
    </Dialog>
  )
}
