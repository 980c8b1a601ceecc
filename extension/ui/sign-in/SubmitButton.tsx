/** The one next action of a small form, which says what it waits for. */
import { Button } from '../Button.tsx'
import { Spinner } from '../Spinner.tsx'

export function SubmitButton({
  isBusy,
  words,
  busyWords,
  why,
}: {
  isBusy: boolean
  words: string
  busyWords: string
  why?: string | undefined
}) {
  return (
    <Button
      look="primary"
      type="submit"
      keyLabel={isBusy ? undefined : '↵'}
      isBusy={isBusy}
      icon={isBusy && <Spinner />}
      why={why}
    >
      {isBusy ? busyWords : words}
    </Button>
  )
}
