/**
 * Asks once more before something is published that looks as if it held secrets: what is found
 * stands in the list that is handed in. Nothing is changed by it; a person decides.
 */
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'

export function SecretsFound({
  goOn,
  isBusy,
  onGoOn,
  onStay,
  says,
  children,
}: {
  /** "Publish anyway". */
  goOn: string
  isBusy: boolean
  onGoOn: () => void
  onStay: () => void
  /** What becomes of it when one goes on, and what to do instead. */
  says: string
  children: ReactNode
}) {
  return (
    <Notice
      tone="amber"
      title="This looks as if it held secrets"
      actions={
        <>
          <Button size="small" onClick={onStay}>
            Keep editing
          </Button>
          <Button size="small" look="quiet" isBusy={isBusy} onClick={onGoOn}>
            {goOn}
          </Button>
        </>
      }
    >
      <p>{says}</p>
      <div className="mt-1">{children}</div>
    </Notice>
  )
}

/** Where they are, for what has no list of its own. */
export const SecretList = ({ found }: { found: readonly string[] }) => (
  <ul aria-label="What looks like a secret" className="ml-4 list-disc">
    {[...new Set(found)].map((one) => (
      <li key={one}>{one}</li>
    ))}
  </ul>
)
