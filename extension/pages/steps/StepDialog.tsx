/**
 * A step of the library as it is written: new, changed, or a copy of another. Every change is kept
 * in this browser until it is saved.
 */
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useMemo, useState } from 'react'
import { v7 } from 'uuid'
import { applyEdits } from '#shared/flow/edit/apply-edit.ts'
import { checkDraft } from '#shared/flow/edit/check-draft.ts'
import { secretsInFlow } from '#shared/flow/edit/secrets-in-flow.ts'
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import {
  type LibraryStep,
  ReadLibraryStep,
  SaveLibraryStep,
} from '#shared/step-library/contract.ts'
import { beginStep, flowOfStep, stepIn } from '#shared/step-library/flow-of-step.ts'
import type { StepContent, Visibility } from '#shared/step-library/step-content.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SecretList, SecretsFound } from '../../ui/SecretsFound.tsx'
import { newId } from '../flows/draft/begin-draft.ts'
import { ChecklistStepWords } from '../flows/draft/ChecklistStepWords.tsx'
import { Commands } from '../flows/draft/Commands.tsx'
import {
  changeStep,
  orNothing,
  problemAt,
  type StepEditor,
  type WordsProps,
} from '../flows/draft/edit-props.ts'
import { Links } from '../flows/draft/Links.tsx'
import { Values } from '../flows/draft/Values.tsx'
import { useAsk, useChange, useMay, usePage } from '../page-context.ts'
import { TakenAway } from '../TakenAway.tsx'
import { forget, type KeptStep, keep, readKept } from './kept-steps.ts'

/** What is written. */
export interface Written {
  stepId: string
  /** As it was saved when this was opened, where that is known. */
  step?: LibraryStep | undefined
  /** What a new one begins with. */
  copyOf?: StepContent
}

interface DialogProps extends Written {
  db: LocalStore
  onClose: () => void
}

export function StepDialog(props: DialogProps) {
  const { stepId, db } = props
  const kept = useQuery({
    queryKey: ['kept step', db.name, stepId],
    queryFn: async () => (await readKept(db, stepId)) ?? null,
    staleTime: 0,
    gcTime: 0,
  })
  return kept.data === undefined ? null : <Form {...props} kept={kept.data} />
}

function Form({
  stepId,
  step,
  copyOf,
  db,
  onClose,
  kept,
}: DialogProps & { kept: KeptStep | null }) {
  const { account } = usePage()
  const mayOffer = useMay('publishFlows')
  const formId = useId()
  const begun = kept?.content ?? step?.content ?? copyOf
  const [flow, setFlow] = useState(() => flowOfStep(begun ?? beginStep(newId)))
  const [visibility, setVisibility] = useState<Visibility>(
    kept?.visibility ?? step?.visibility ?? (mayOffer ? 'team' : 'author'),
  )
  const [basedOn, setBasedOn] = useState(kept?.basedOn ?? step?.revision ?? 0)
  /** Another one once it goes on as a new step. */
  const [id, setId] = useState(stepId)
  const [isAsked, setAsked] = useState(false)
  const save = useChange(SaveLibraryStep)
  const isSaved = basedOn > 0
  const read = useAsk(ReadLibraryStep, { stepId }, { isOn: isSaved })
  const saved = read.data?.step ?? step
  const isOwn = !isSaved || !saved || saved.authorId === account?.person.id
  const isTakenAway = [read, save].some(({ error }) => error?.trouble.code === 'notFound')
  const problems = useMemo(() => checkDraft(flow), [flow])
  const secrets = useMemo(() => secretsInFlow(flow).map(({ message }) => message), [flow])
  const change = (next: FlowContent, shownTo: Visibility) => {
    const said = stepIn(next)
    // What is being saved is what stands there when it is.
    if (!said || save.isPending) return false
    setFlow(next)
    setVisibility(shownTo)
    setAsked(false)
    save.reset()
    // Values that no text names yet are kept too.
    const content = { ...said, variables: next.variables }
    void keep(db, id, { basedOn, visibility: shownTo, content }, new Date().toISOString())
    return true
  }
  const goOnAsNew = async () => {
    const said = stepIn(flow)
    if (!said) return
    const newId = v7()
    setId(newId)
    setBasedOn(0)
    save.reset()
    const shownTo = mayOffer ? visibility : 'author'
    setVisibility(shownTo)
    const content = { ...said, variables: flow.variables }
    await keep(db, newId, { basedOn: 0, visibility: shownTo, content }, new Date().toISOString())
    await forget(db, stepId)
  }
  const editor: StepEditor = {
    newId,
    edit(edits) {
      const edited = applyEdits(flow, edits)
      return edited.ok && change(edited.flow, visibility)
    },
  }
  const replace = (revision: number) => {
    setBasedOn(revision)
    save.reset()
  }
  const end = async () => {
    await forget(db, id)
    onClose()
  }
  const store = () => {
    const said = stepIn(flow)
    if (!said || problems.length > 0) return
    save.mutateAsync({ stepId: id, basedOn, visibility, content: said }).then(end, () => undefined)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (save.isPending || problems.length > 0) return
    if (secrets.length > 0) return setAsked(true)
    store()
  }
  const [node] = flow.nodes
  if (node?.kind !== 'step') return null
  return (
    <Dialog
      title={isSaved ? 'Change the step' : copyOf ? 'Save as a step of your own' : 'New step'}
      isOpen
      onClose={onClose}
      footer={
        <>
          <span className="mr-auto text-small text-muted">
            {problems.length > 0 ? `${problems.length} to mend` : 'Kept here until you save'}
          </span>
          <Button look="quiet" onClick={() => void end()}>
            Discard
          </Button>
          <Button
            look="primary"
            type="submit"
            form={formId}
            isBusy={save.isPending}
            why={
              problems.length > 0
                ? 'Mend what is marked first.'
                : isAsked
                  ? 'Decide first, above.'
                  : undefined
            }
          >
            {isSaved ? 'Save the change' : 'Save the step'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        {isSaved && isTakenAway ? (
          <TakenAway what="step" onGoOn={() => void goOnAsNew()} />
        ) : save.error?.trouble.code === 'conflict' && saved ? (
          <Theirs step={saved} onReplace={() => replace(saved.revision)} />
        ) : (
          save.error && <Notice tone="bad">{save.error.message}</Notice>
        )}
        <TextField
          label="Title"
          name="title"
          value={node.title}
          maxLength={200}
          problem={problemAt(problems, 'title')}
          onChange={({ target }) => changeStep(editor, node.id, { title: target.value }, 'title')}
        />
        <TextArea
          label="What to do, in Markdown"
          name="body"
          isLow
          value={node.body ?? ''}
          maxLength={10_000}
          onChange={({ target }) =>
            changeStep(editor, node.id, { body: orNothing(target.value) }, 'body')
          }
        />
        <Parts node={node} flow={flow} editor={editor} problems={problems} />
        <div className="grid gap-3 wide:grid-cols-2">
          <TextField
            label="Group"
            name="group"
            value={node.group ?? ''}
            maxLength={200}
            onChange={({ target }) =>
              changeStep(editor, node.id, { group: orNothing(target.value) }, 'group')
            }
          />
          <SelectField
            label="Offered to"
            value={visibility}
            options={SHOWN_TO.filter(({ value }) => (value === 'team' ? mayOffer : isOwn))}
            hint={mayOffer ? undefined : 'Leads offer steps to the team'}
            onPick={(next) => change(flow, next)}
          />
        </div>
        {isAsked && (
          <SecretsFound
            goOn="Save anyway"
            isBusy={save.isPending}
            onGoOn={store}
            onStay={() => setAsked(false)}
            says="Everybody who uses the step sees it, as it is written. Ask for a value in its place."
          >
            <SecretList found={secrets} />
          </SecretsFound>
        )}
      </form>
      <details className="mt-3 rounded-md border border-line px-2.5 py-1.5">
        <summary className="text-small font-medium">
          {flow.variables.length === 0
            ? 'Values to fill in'
            : `Values to fill in (${flow.variables.length})`}
        </summary>
        <div className="pt-2">
          <Values flow={flow} editor={editor} problems={problems} />
        </div>
      </details>
    </Dialog>
  )
}

/** What somebody else has saved meanwhile: mine goes over it only when I say so. */
const Theirs = ({ step: { content }, onReplace }: { step: LibraryStep; onReplace: () => void }) => (
  <Notice
    tone="amber"
    title="Somebody has saved this step meanwhile"
    actions={
      <Button size="small" onClick={onReplace}>
        Mine shall replace it
      </Button>
    }
  >
    Yours is not lost: it stands below. Theirs is called “{content.title}” now; discard yours to see
    it whole.
  </Notice>
)

const SHOWN_TO = [
  { value: 'team', label: 'The team' },
  { value: 'author', label: 'Me alone' },
] as const

function Parts(parts: WordsProps<Extract<FlowNode, { kind: 'step' }>>) {
  return (
    <>
      <ChecklistStepWords {...parts} />
      <Commands {...parts} />
      <Links {...parts} />
    </>
  )
}
