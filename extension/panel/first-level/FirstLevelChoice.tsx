/** Said before a flow is begun, and remembered: what is begun now is a first-level walk. */
import { Check } from '../../ui/Check.tsx'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { walksFirstLevel } from './begins-first.ts'

export function FirstLevelChoice({ onEnter }: { onEnter: () => void }) {
  const { store } = usePanel()
  const isOn = usePanelState((state) =>
    walksFirstLevel(state.settings, state.world?.account.person.id),
  )
  return (
    // A box does nothing by Enter, which would keep it from the flow that it is offered for.
    <fieldset onKeyDown={(event) => event.key === 'Enter' && !event.repeat && onEnter()}>
      <Check
        label="As a first-level walk"
        detail="How it ends is validated: by the client or a lead."
        isOn={isOn}
        onChange={(on) => void store.walkFirstLevel(on)}
      />
    </fieldset>
  )
}
