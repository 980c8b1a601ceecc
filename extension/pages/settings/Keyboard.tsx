/** The keys of the side panel. */
import { KeyTable } from '../../ui/KeyTable.tsx'
import { keysFor } from '../../ui/keys.ts'
import { Part } from '../Part.tsx'
import { useMay } from '../page-context.ts'

export function Keyboard() {
  const mayReview = useMay('reviewProposals')
  return (
    <Part title="Keyboard" about="In the side panel, while nothing is being typed.">
      <KeyTable keys={keysFor(mayReview)} />
    </Part>
  )
}
