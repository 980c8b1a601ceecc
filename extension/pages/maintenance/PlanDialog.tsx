/** A maintenance plan as it is written. Every change is kept in this browser until it is saved. */
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { v7 } from 'uuid'
import { ListFlows } from '#shared/flow/contract.ts'
import {
  ListMaintenancePlans,
  type MaintenancePlan,
  SaveMaintenancePlan,
} from '#shared/maintenance/contract.ts'
import { addTargets } from '#shared/maintenance/read-targets.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAsk, useChange } from '../page-context.ts'
import { TakenAway } from '../TakenAway.tsx'
import { forget, type KeptPlan, keep, type PlanForm, readKept } from './kept-plans.ts'
import { beginPlan, formOf, readPlanForm } from './plan-form.ts'
import { TakeTargets } from './TakeTargets.tsx'
import { WhenFields } from './WhenFields.tsx'

interface DialogProps {
  planId: string
  /** As it was saved when this was opened; none for a new one. */
  plan?: MaintenancePlan | undefined
  /** The flow that a new one begins with. */
  flowId?: string
  db: LocalStore
  onClose: () => void
}

export function PlanDialog(props: DialogProps) {
  const { planId, db } = props
  const kept = useQuery({
    queryKey: ['kept plan', db.name, planId],
    queryFn: async () => (await readKept(db, planId)) ?? null,
    staleTime: 0,
    gcTime: 0,
  })
  return kept.data === undefined ? null : <Form {...props} kept={kept.data} />
}

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone

function Form({
  planId,
  plan,
  flowId,
  db,
  onClose,
  kept,
}: DialogProps & { kept: KeptPlan | null }) {
  const formId = useId()
  /** Another one once it goes on as a new plan. */
  const [id, setId] = useState(planId)
  const [form, setForm] = useState<PlanForm>(() => {
    if (kept) return kept.form
    const now = new Date().toISOString()
    return plan ? formOf(plan, now, ZONE) : { ...beginPlan(now, ZONE), flowId: flowId ?? '' }
  })
  const [basedOn, setBasedOn] = useState(kept?.basedOn ?? plan?.revision ?? 0)
  const [isTried, setTried] = useState(false)
  const save = useChange(SaveMaintenancePlan)
  const isSaved = basedOn > 0
  const { data, isFetching } = useAsk(ListMaintenancePlans, {})
  const saved = data?.plans.find((one) => one.id === planId)
  const isTakenAway = (data && !isFetching && !saved) || save.error?.trouble.code === 'notFound'
  const { words, problems } = readPlanForm(form)
  const change = (more: Partial<PlanForm>) => {
    if (save.isPending) return
    const next = { ...form, ...more }
    setForm(next)
    save.reset()
    void keep(db, id, { basedOn, form: next }, new Date().toISOString())
  }
  const goOnAsNew = async () => {
    const newId = v7()
    setId(newId)
    setBasedOn(0)
    save.reset()
    await keep(db, newId, { basedOn: 0, form }, new Date().toISOString())
    await forget(db, planId)
  }
  const end = async () => {
    await forget(db, id)
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!words || save.isPending) return
    save.mutateAsync({ planId: id, basedOn, ...words }).then(end, () => undefined)
  }
  const told = isTried ? problems : {}
  const count = Object.keys(problems).length
  return (
    <Dialog
      title={isSaved ? 'Change the plan' : 'New maintenance plan'}
      isOpen
      onClose={onClose}
      footer={
        <>
          <span className="mr-auto text-small text-muted">
            {isTried && count > 0 ? `${count} to mend` : 'Kept here until you save'}
          </span>
          <Button look="quiet" onClick={() => void end()}>
            Discard
          </Button>
          <Button look="primary" type="submit" form={formId} isBusy={save.isPending}>
            {isSaved ? 'Save the change' : 'Save the plan'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        {isSaved && isTakenAway ? (
          <TakenAway what="plan" onGoOn={() => void goOnAsNew()} />
        ) : save.error?.trouble.code === 'conflict' && saved ? (
          <Notice
            tone="amber"
            title="Somebody has saved this plan meanwhile"
            actions={
              <Button
                size="small"
                onClick={() => {
                  setBasedOn(saved.revision)
                  void keep(db, planId, { basedOn: saved.revision, form }, new Date().toISOString())
                  save.reset()
                }}
              >
                Mine shall replace it
              </Button>
            }
          >
            Yours is not lost: it stands below. Discard it to see theirs.
          </Notice>
        ) : (
          save.error && <Notice tone="bad">{save.error.message}</Notice>
        )}
        <TextField
          label="Name"
          value={form.name}
          maxLength={120}
          placeholder="Monthly server check"
          problem={told.name}
          onChange={({ target }) => change({ name: target.value })}
        />
        <TextField
          label="Client"
          value={form.client}
          maxLength={200}
          problem={told.client}
          onChange={({ target }) => change({ client: target.value })}
        />
        <FlowField
          value={form.flowId}
          problem={told.flowId}
          onPick={(id) => change({ flowId: id })}
        />
        <TextArea
          label="Targets"
          value={form.targets}
          hint="One a line; after a comma what tells it from others"
          placeholder={'SRV-DC01, domain controller\nSRV-FS02, file server'}
          problem={told.targets}
          onChange={({ target }) => change({ targets: target.value })}
        />
        <TakeTargets
          client={form.client}
          onTake={(taken) => change({ targets: addTargets(form.targets, taken) })}
        />
        <WhenFields form={form} problems={told} onChange={change} />
      </form>
    </Dialog>
  )
}

function FlowField({
  value,
  problem,
  onPick,
}: {
  value: string
  problem: string | undefined
  onPick: (flowId: string) => void
}) {
  const { data } = useAsk(ListFlows, {})
  const flows = data?.flows.filter(({ kind }) => kind === 'maintenance') ?? []
  return (
    <SelectField
      label="Flow"
      value={value}
      problem={problem}
      options={[
        { value: '', label: 'Choose a flow' },
        ...flows.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onPick={onPick}
    />
  )
}
