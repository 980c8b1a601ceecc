/** The keys of the side panel. */
import { KeyTable } from '../../ui/KeyTable.tsx'
import { KEYS } from '../../ui/keys.ts'
import { Part } from '../Part.tsx'

export function Keyboard() {
  return (
    <Part title="Keyboard" about="In the side panel, while nothing is being typed.">
      <KeyTable keys={KEYS} />
    </Part>
  )
}
