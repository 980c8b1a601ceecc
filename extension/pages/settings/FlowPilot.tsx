/** FlowPilot’s model: the team’s own key, how much it may spend, and where it runs. */
import { type FormEvent, useState } from 'react'
import { showDollars } from '#shared/assistant/budget.ts'
import {
  type AssistantLimits,
  type AssistantSettings,
  ForgetAssistantKey,
  InferenceGeo,
  ReadAssistantSettings,
  RedactionPolicy,
  SetAssistantKey,
  SetAssistantLimits,
  TestAssistantKey,
} from '#shared/assistant/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { inputLook, SelectField, TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk, useChange } from '../page-context.ts'
import { TestFindings } from './TestFindings.tsx'

export function FlowPilot() {
  const asked = useAsk(ReadAssistantSettings, {})
  return (
    <Part
      title="FlowPilot"
      about="The model that FlowPilot asks. A key goes in, is kept encrypted and is never shown again. Without one, rules answer."
    >
      <Asked of={asked} label="Reading FlowPilot’s settings">
        {(settings) => (
          <>
            <p className="text-small text-muted">{tellKey(settings)}</p>
            {settings.warnings.map((warning) => (
              <Notice key={warning} tone="amber">
                {warning}
              </Notice>
            ))}
            <KeyForm settings={settings} />
            <LimitsForm settings={settings} />
          </>
        )}
      </Asked>
    </Part>
  )
}

function tellKey({ ownKey, hasInstallationKey }: AssistantSettings): string {
  if (ownKey) {
    return `Your team’s own key, set on ${day(ownKey.setAt)} ${clock(ownKey.setAt)} by ${ownKey.setBy}.`
  }
  return hasInstallationKey
    ? 'The key of this installation is used. Set one of your own to pay for it yourselves.'
    : 'There is no key yet, so rules answer. Set one to give FlowPilot a model.'
}

function KeyForm({ settings }: { settings: AssistantSettings }) {
  const [apiKey, setApiKey] = useState('')
  const save = useChange(SetAssistantKey)
  const test = useChange(TestAssistantKey)
  const forget = useChange(ForgetAssistantKey)
  const isTyped = apiKey.trim() !== ''
  const canTest = isTyped || settings.ownKey !== null || settings.hasInstallationKey
  const failed = save.error ?? test.error ?? forget.error
  const tested = test.data ?? settings.lastTest

  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { apiKey },
      {
        onSuccess: () => {
          setApiKey('')
          test.mutate({})
        },
      },
    )
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <TextField
        label="Key of your own"
        type="password"
        value={apiKey}
        onChange={(event) => setApiKey(event.target.value)}
        placeholder={settings.ownKey ? 'Type another one to replace it' : 'sk-ant-…'}
        hint="From the console of Anthropic, under API keys"
        autoComplete="off"
      />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          isBusy={save.isPending}
          why={isTyped ? undefined : 'Type a key first.'}
        >
          Save and test
        </Button>
        <Button
          isBusy={test.isPending}
          why={canTest ? undefined : 'Type a key first.'}
          onClick={() => test.mutate(isTyped ? { apiKey } : {})}
        >
          Test
        </Button>
        {settings.ownKey && (
          <Button look="quiet" isBusy={forget.isPending} onClick={() => forget.mutate({})}>
            Remove
          </Button>
        )}
      </div>
      {failed && <Notice tone="bad">{failed.message}</Notice>}
      {test.isPending && <Notice>Asking about each model; nothing of yours is sent.</Notice>}
      {!test.isPending && tested && <TestFindings test={tested} />}
    </form>
  )
}

const GEO_WORDS: Record<InferenceGeo, string> = {
  us: 'In the United States only',
  global: 'Wherever there is room',
}

const POLICY_WORDS: Record<RedactionPolicy, string> = {
  keep_hosts: 'May go to the model',
  mask_hosts: 'Stand under other names too',
}

function LimitsForm({ settings }: { settings: AssistantSettings }) {
  const { limits } = settings
  const [limit, setLimit] = useState(dollarsOf(limits.monthlyLimitMicro))
  const [ofSession, setOfSession] = useState(dollarsOf(limits.sessionLimitMicro))
  const [turns, setTurns] = useState(limits.turnsPerMinute?.toString() ?? '')
  const [inferenceGeo, setGeo] = useState(limits.inferenceGeo)
  const [redactionPolicy, setPolicy] = useState(limits.redactionPolicy)
  const save = useChange(SetAssistantLimits)

  const monthlyLimitMicro = readDollars(limit)
  const sessionLimitMicro = readDollars(ofSession)
  const turnsPerMinute = readWhole(turns)
  const isRight =
    monthlyLimitMicro !== undefined &&
    sessionLimitMicro !== undefined &&
    turnsPerMinute !== undefined

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isRight) return
    const next: AssistantLimits = {
      monthlyLimitMicro,
      sessionLimitMicro,
      turnsPerMinute,
      redactionPolicy,
      inferenceGeo,
    }
    save.mutate(next)
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-t border-line pt-4" noValidate>
      <div className="grid gap-3 wide:grid-cols-3">
        <TextField
          label="Most dollars in a month"
          inputMode="decimal"
          value={limit}
          onChange={(event) => setLimit(event.target.value)}
          placeholder="No limit of your own"
          hint={tellUsed(settings)}
          problem={monthlyLimitMicro === undefined ? NO_AMOUNT : undefined}
        />
        <TextField
          label="Most dollars for one session"
          inputMode="decimal"
          value={ofSession}
          onChange={(event) => setOfSession(event.target.value)}
          placeholder={dollarsOf(settings.effectiveSessionLimitMicro) || 'No limit of your own'}
          hint="After that FlowPilot answers by rules in that session"
          problem={sessionLimitMicro === undefined ? NO_AMOUNT : undefined}
        />
        <TextField
          label="Turns per person and minute"
          inputMode="numeric"
          value={turns}
          onChange={(event) => setTurns(event.target.value)}
          placeholder={`${settings.effectiveTurnsPerMinute}`}
          hint="Nobody asks faster by accident"
          problem={
            turnsPerMinute === undefined ? 'Type a whole number from 1 up, or nothing.' : undefined
          }
        />
      </div>
      <label className="flex flex-col gap-1">
        <span className="text-small font-medium text-muted">Where the model runs</span>
        <select
          value={inferenceGeo ?? ''}
          onChange={(event) => setGeo(geoOf(event.target.value))}
          className={`${inputLook} h-8`}
        >
          <option value="">As set in the vendor’s console</option>
          {InferenceGeo.options.map((geo) => (
            <option key={geo} value={geo}>
              {GEO_WORDS[geo]}
            </option>
          ))}
        </select>
      </label>
      <SelectField
        label="Names and addresses of machines"
        value={redactionPolicy}
        options={RedactionPolicy.options.map((value) => ({ value, label: POLICY_WORDS[value] }))}
        onPick={setPolicy}
        hint="Machines help the model to find faults. Secrets never go, and people always stand under other names; in what comes back you see your own names again."
      />
      <div>
        <Button
          type="submit"
          isBusy={save.isPending}
          why={isRight ? undefined : 'Mend what is marked first.'}
        >
          Save limits
        </Button>
      </div>
      {save.error && <Notice tone="bad">{save.error.message}</Notice>}
      {save.isSuccess && <Notice tone="good">Saved. It holds from the next question on.</Notice>}
    </form>
  )
}

const NO_AMOUNT = 'Type an amount such as 50 or 12.50, or nothing.'

function tellUsed({ usedMicro, effectiveLimitMicro }: AssistantSettings): string {
  const used = `${showDollars(usedMicro)} used this month`
  return effectiveLimitMicro === null ? used : `${used} of ${showDollars(effectiveLimitMicro)}`
}

const dollarsOf = (micro: number | null) => (micro === null ? '' : String(micro / 1_000_000))

/** Null for nothing typed, undefined for what is no amount. */
function readDollars(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const dollars = /^\d+([.,]\d{1,2})?$/.test(text.trim())
    ? Number(text.trim().replace(',', '.'))
    : NaN
  return dollars <= 1_000_000 ? Math.round(dollars * 1_000_000) : undefined
}

function readWhole(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const number = Number(text)
  return Number.isInteger(number) && number >= 1 && number <= 10_000 ? number : undefined
}

const geoOf = (text: string): InferenceGeo | null => InferenceGeo.safeParse(text).data ?? null
