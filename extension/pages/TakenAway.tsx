/** What is being changed was taken away by somebody: what is written of it can go on as a new one. */
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

export const TakenAway = ({
  what,
  onGoOn,
}: {
  what: 'article' | 'plan' | 'step' | 'template'
  onGoOn: () => void
}) => (
  <Notice
    tone="amber"
    title={`Somebody has taken this ${what} away meanwhile`}
    actions={
      <Button size="small" onClick={onGoOn}>
        Go on as a new {what}
      </Button>
    }
  >
    Yours is not lost: it stands below. Save it as a new {what}, or discard it.
  </Notice>
)
