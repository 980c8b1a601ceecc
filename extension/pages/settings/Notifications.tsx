/**
 * What oneself is told outside the bell: by mail, by the browser, and the hours in which neither
 * comes. The bell itself tells everything, always.
 */
import { type FormEvent, useState } from 'react'
import type { NoticeKind } from '#shared/notice/notice.ts'
import { NOTICE_KINDS } from '#shared/notice/notice.ts'
import { QuietHours } from '#shared/notice/quiet-hours.ts'
import { type NoticeWishes, ReadWishes, SaveWishes } from '#shared/notice/wishes-contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Check } from '../../ui/Check.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk, useChange } from '../page-context.ts'
import { BrowserNotices } from './BrowserNotices.tsx'

const KIND_WORDS: Record<NoticeKind, string> = {
  handed_off: 'A session is handed to me, or waits for somebody like me',
  handed_back: 'A session comes back to me',
  picked_up: 'Somebody takes over what I handed on',
  proposal_raised: 'A change of a flow is proposed to leads',
  proposal_decided: 'What I found for a flow was decided about',
  walk_to_validate: 'A first-level walk waits to be validated',
  walk_validated: 'My first-level walk was validated',
}

export function Notifications() {
  const asked = useAsk(ReadWishes, {})
  return (
    <Part
      title="Notifications"
      about="The bell in the panel tells you everything. Here you say what reaches you elsewhere too, and when it may not."
    >
      <Asked of={asked} label="Reading what you wish to be told" lines={6}>
        {({ wishes, mailTo }) => <WishForm wishes={wishes} mailTo={mailTo} />}
      </Asked>
    </Part>
  )
}

function WishForm({ wishes, mailTo }: { wishes: NoticeWishes; mailTo: string | null }) {
  const [form, setForm] = useState(wishes)
  const save = useChange(SaveWishes)
  const isChanged = JSON.stringify(form) !== JSON.stringify(wishes)
  const problems = problemsOf(form.quietHours)
  const change = (to: Partial<NoticeWishes>) => {
    setForm({ ...form, ...to })
    save.reset()
  }
  const why = problems.any ?? (isChanged ? undefined : 'Nothing is changed yet.')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!why) save.mutate(form, { onSuccess: (saved) => setForm(saved.wishes) })
  }
  const setMailed = (kind: NoticeKind, isOn: boolean) =>
    // In one order, so that what is ticked and unticked again is not a change.
    change({
      mailed: NOTICE_KINDS.filter((one) => (one === kind ? isOn : form.mailed.includes(one))),
    })

  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 font-medium">By mail</legend>
        <p className="text-small text-muted">
          {mailTo
            ? `Mail goes to ${mailTo}.`
            : 'No mail is sent yet: whoever runs the server has to set up a mail server. What you tick holds from then on.'}
        </p>
        {NOTICE_KINDS.map((kind) => (
          <Check
            key={kind}
            label={KIND_WORDS[kind]}
            isOn={form.mailed.includes(kind)}
            onChange={(isOn) => setMailed(kind, isOn)}
          />
        ))}
      </fieldset>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 font-medium">By the browser</legend>
        <BrowserNotices isOn={form.inBrowser} onChange={(inBrowser) => change({ inBrowser })} />
      </fieldset>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 font-medium">Quiet hours</legend>
        <Check
          label="Leave me in peace at certain hours"
          detail="Mail waits until they end, and the browser shows nothing. The bell counts on."
          isOn={form.quietHours !== null}
          onChange={(isOn) => change({ quietHours: isOn ? NIGHT() : null })}
        />
        {form.quietHours && (
          <QuietFields
            hours={form.quietHours}
            problems={problems}
            onChange={(quietHours) => change({ quietHours })}
          />
        )}
      </fieldset>
      <div>
        <Button type="submit" look="primary" isBusy={save.isPending} why={why}>
          Save notifications
        </Button>
      </div>
      {save.error && <Notice tone="bad">{save.error.message}</Notice>}
      {save.isSuccess && !isChanged && <Notice tone="good">Saved.</Notice>}
    </form>
  )
}

function QuietFields({
  hours,
  problems,
  onChange,
}: {
  hours: QuietHours
  problems: Problems
  onChange: (hours: QuietHours) => void
}) {
  const change = (to: Partial<QuietHours>) => onChange({ ...hours, ...to })
  return (
    <div className="grid gap-3 pl-6 wide:grid-cols-[8rem_8rem_1fr]">
      <TextField
        label="From"
        type="time"
        value={hours.from}
        problem={problems.from}
        onChange={({ target }) => change({ from: target.value })}
      />
      <TextField
        label="Until"
        type="time"
        value={hours.until}
        problem={problems.until}
        onChange={({ target }) => change({ until: target.value })}
      />
      <TextField
        label="Time zone"
        value={hours.timeZone}
        list="notice-time-zones"
        problem={problems.timeZone}
        onChange={({ target }) => change({ timeZone: target.value })}
        spellCheck={false}
      />
      <datalist id="notice-time-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </div>
  )
}

const NIGHT = (): QuietHours => ({
  ...{ from: '20:00', until: '07:00' },
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
})

interface Problems {
  from?: string | undefined
  until?: string | undefined
  timeZone?: string | undefined
  any?: string | undefined
}

function problemsOf(hours: QuietHours | null): Problems {
  if (!hours) return {}
  const { success, error } = QuietHours.safeParse(hours)
  const at = (name: string) => error?.issues.find(({ path }) => path[0] === name)?.message
  const isNone = success && hours.from === hours.until
  return {
    from: at('from'),
    until: isNone ? 'These hours end when they begin. Pick another end.' : at('until'),
    timeZone: at('timeZone'),
    any: success && !isNone ? undefined : 'Put the quiet hours right first.',
  }
}
