/** The step library, or one step of it when the address names it: `steps.html#<id>`. */
import { Notice } from '../../ui/Notice.tsx'
import { usePage } from '../page-context.ts'
import { useFragment } from '../use-fragment.ts'
import { OneStep } from './OneStep.tsx'
import { StepLibrary } from './StepLibrary.tsx'

export function StepsPage() {
  const { account, db } = usePage()
  const id = useFragment()
  if (!account || !db) {
    return <Notice>Nobody is signed in. Open the side panel on a ticket to sign in.</Notice>
  }
  return id ? <OneStep key={id} stepId={id} db={db} /> : <StepLibrary db={db} />
}
