/** Whether the browser shows notices too: wished by the person, and allowed by this browser. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { askToShowNotices, mayShowNotices } from '../../bridge/browser-notices.ts'
import { Button } from '../../ui/Button.tsx'
import { Check } from '../../ui/Check.tsx'
import { Notice } from '../../ui/Notice.tsx'

const KEY = ['may-show-notices']

export function BrowserNotices({
  isOn,
  onChange,
}: {
  isOn: boolean
  onChange: (isOn: boolean) => void
}) {
  const queries = useQueryClient()
  const { data: isAllowed } = useQuery({ queryKey: KEY, queryFn: mayShowNotices })
  // The browser asks within the click only: nothing may be awaited before.
  const allow = () =>
    void askToShowNotices().then(() => queries.invalidateQueries({ queryKey: KEY }))
  return (
    <>
      <Check
        label="Show notices while the panel is open and another window is in front"
        detail="The browser asks you once whether it may. A click on a notice leads to what it is about."
        isOn={isOn}
        onChange={(next) => {
          if (next) allow()
          onChange(next)
        }}
      />
      {isOn && isAllowed === false && (
        <Notice
          tone="amber"
          actions={
            <Button size="small" onClick={allow}>
              Allow notifications
            </Button>
          }
        >
          This browser does not show them yet: it has not been allowed to.
        </Notice>
      )}
    </>
  )
}
