/** What a flow says of itself: its name, which tickets it is for, how it is found. */

import { asFlowKind, shortNameOf } from '#shared/flow/edit/begin-flow.ts'
import type { DraftProblem } from '#shared/flow/edit/check-draft.ts'
import type { FlowFields } from '#shared/flow/edit/flow-edit.ts'
import { type FlowContent, FlowKind } from '#shared/flow/flow.ts'
import { FLOW_KIND_WORDS } from '#shared/flow/kind-words.ts'
import { Check } from '../../../ui/Check.tsx'
import { SelectField, TextArea, TextField } from '../../../ui/Field.tsx'
import { asShortName, orNothing, problemAt } from './edit-props.ts'
import type { FlowEditor } from './editor-state.ts'
import { TagsField } from './TagsField.tsx'

export function AboutFlow({
  flow,
  editor,
  problems,
  isNew,
}: {
  flow: FlowContent
  editor: FlowEditor
  problems: readonly DraftProblem[]
  /** Not published yet: the short name may still change. */
  isNew: boolean
}) {
  const set = (fields: FlowFields, field?: string) =>
    editor.edit([{ type: 'setFlow', fields }], field)
  const rename = (name: string) => {
    const follows = isNew && flow.slug === shortNameOf(flow.name)
    set(follows ? { name, slug: shortNameOf(name) } : { name }, 'name')
  }
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label="Name"
        name="name"
        value={flow.name}
        maxLength={200}
        placeholder="Printer shows offline"
        problem={problemAt(problems, 'name')}
        onChange={(event) => rename(event.target.value)}
      />
      <TextArea
        label="Which tickets it is for"
        name="summary"
        isLow
        value={flow.summary}
        maxLength={500}
        problem={problemAt(problems, 'summary')}
        onChange={(event) => set({ summary: event.target.value }, 'summary')}
      />
      <div className="grid gap-3 wide:grid-cols-2">
        <TextField
          label="Category"
          name="category"
          value={flow.category}
          maxLength={200}
          placeholder="Printing"
          problem={problemAt(problems, 'category')}
          onChange={(event) => set({ category: event.target.value }, 'category')}
        />
        <SelectField
          label="Kind"
          value={flow.kind}
          options={FlowKind.options.map((value) => ({ value, label: FLOW_KIND_WORDS[value] }))}
          onPick={(kind) => editor.edit(asFlowKind(flow, kind, editor.newId))}
        />
      </div>
      <TextField
        label="Words of tickets that call for it"
        name="words"
        value={flow.words.join(', ')}
        hint="With commas between them; by these it is offered beside a ticket"
        problem={problems.find(({ field }) => field?.startsWith('words'))?.message}
        onChange={(event) => set({ words: splitWords(event.target.value) }, 'words')}
      />
      <TagsField
        tags={flow.tags ?? []}
        problem={problems.find(({ field }) => field?.startsWith('tags'))?.message}
        onChange={(tags) => set({ tags: tags.length > 0 ? tags : null }, 'tags')}
      />
      <Check
        label="Entered from other flows only"
        detail="It is not offered for a ticket by itself"
        isOn={flow.isSubFlow}
        onChange={(isSubFlow) => set({ isSubFlow })}
      />
      <div className="grid gap-3 wide:grid-cols-2">
        {isNew && (
          <TextField
            label="Short name"
            name="slug"
            value={flow.slug}
            spellCheck={false}
            className="font-mono"
            hint="By which other flows enter it; stays once it is published"
            problem={problemAt(problems, 'slug')}
            onChange={(event) => set({ slug: asShortName(event.target.value) }, 'slug')}
          />
        )}
        <TextField
          label="Who looks after it"
          name="owner"
          value={flow.owner ?? ''}
          maxLength={200}
          onChange={(event) => set({ owner: orNothing(event.target.value) }, 'owner')}
        />
        <TextField
          label="To be looked at again by"
          name="reviewBy"
          type="date"
          value={flow.reviewBy ?? ''}
          problem={problemAt(problems, 'reviewBy')}
          onChange={(event) => set({ reviewBy: orNothing(event.target.value) }, 'reviewBy')}
        />
        {!isNew && (
          <TextField
            label="Why it is changed"
            name="changeReason"
            value={flow.changeReason ?? ''}
            maxLength={200}
            onChange={(event) => set({ changeReason: orNothing(event.target.value) }, 'reason')}
          />
        )}
      </div>
    </div>
  )
}

/** As it is typed: a comma at the end waits for the next word. */
const splitWords = (text: string): string[] =>
  text.trim() === '' ? [] : text.split(',').map((word, n) => (n === 0 ? word : word.trimStart()))
