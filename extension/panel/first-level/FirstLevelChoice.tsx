/** Said before a flow is begun, and remembered: what is begun now is a first-level walk. */
import { Check } from '../../ui/Check.tsx'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { walksFirstLevel } from './begins-first.ts'

export function FirstLevelChoice() {
  const { store } = usePanel()
  const isOn = usePanelState((state) =>
    walksFirstLevel(state.settings, state.world?.account.person.id),
  )
  return (
    <Check
      label="As a first-level walk"
      detail="How it ends is validated: by what the client says, or by a lead."
      isOn={isOn}
      onChange={(on) => void store.walkFirstLevel(on)}
    />
  )
}
